"""Where things landed: regions, slots, page codes and fields, read off the laid-out pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from consent.errors import TypesetError
from consent.models.paper.master import Region
from consent.models.paper.slots import Slot

POINTS = 0.75
"""One CSS pixel in points."""

_PLAIN: dict[str, set[str | int]] = {
    "white_space": {"nowrap", "pre"},
    "letter_spacing": {"normal", 0},
    "word_spacing": {"normal", 0},
    "text_transform": {"none"},
    "text_align_all": {"start", "left"},
    "font_variant_caps": {"normal"},
    "overflow": {"visible"},
    "visibility": {"visible"},
    "direction": {"ltr"},
}


@dataclass(frozen=True)
class SlotBox:
    """One rigid box that waits for a value, in CSS pixels from the top left."""

    slot: Slot
    page: int
    x: float
    y: float
    width: float
    height: float

    def holds(self, x: float, y: float) -> bool:
        """Whether text that starts here starts in this box."""
        return (
            self.x - 0.5 <= x <= self.x + self.width + 0.5 and self.y - 0.5 <= y <= self.y + self.height + 0.5
        )


@dataclass(frozen=True)
class CodeBox:
    """One square that waits for a page's code, in points from the top left."""

    page: int
    x: float
    y: float
    side: float


def regions(document: Any) -> tuple[Region, ...]:
    """Every element with an id, on every page it touches."""
    found = []
    for number, page in enumerate(document.pages, 1):
        for name, (x0, y0, x1, y1) in page.anchors.items():
            low, high = (page.height - y1) * POINTS, (page.height - y0) * POINTS
            box = {"x0": x0 * POINTS, "y0": low, "x1": x1 * POINTS, "y1": high}
            found.append(Region(id=name, page=number, **{key: round(value, 3) for key, value in box.items()}))
    return tuple(found)


def slot_boxes(document: Any, wanted: Mapping[Slot, str]) -> tuple[SlotBox, ...]:
    """Every slot on every page; each one of the source must have landed, in a box that moves nothing."""
    if not wanted:
        return ()
    found: list[SlotBox] = []
    laid_out: set[int] = set()
    for number, page in enumerate(document.pages, 1):
        for box in _marked(page._page_box, "data-slot"):
            slot = _slot(box.element.get("data-slot"))
            if slot not in wanted:
                raise TypesetError(f"slot {slot}: there is no sentinel for it")
            _check_rigid(box, slot)
            laid_out.add(id(box.element))
            x, y, width, height = _content(box)
            found.append(SlotBox(slot, number, x, y, width, height))
    for element in document._html.etree_element.iter():
        if isinstance(element.tag, str) and element.get("data-slot") and id(element) not in laid_out:
            raise TypesetError(f"slot {element.get('data-slot')}: it is in the page but not on the paper")
    return tuple(found)


def code_boxes(document: Any) -> tuple[CodeBox, ...]:
    """The square for the code: one on every page, or on none."""
    found = []
    for number, page in enumerate(document.pages, 1):
        for box in _marked(page._page_box, "data-page-code"):
            x, y, width, height = _content(box)
            found.append(CodeBox(number, x * POINTS, y * POINTS, min(width, height) * POINTS))
    if found and [box.page for box in found] != list(range(1, len(document.pages) + 1)):
        counts = Counter(box.page for box in found)
        wrong = [str(page) for page in range(1, len(document.pages) + 1) if counts[page] != 1]
        raise TypesetError(f"the page code must stand once on every page; wrong on page {', '.join(wrong)}")
    return tuple(found)


def _marked(box: Any, attribute: str) -> Iterator[Any]:
    # Anonymous boxes share their parent's element, so the outermost one is the element's own box.
    if box.element is not None and box.element.get(attribute) is not None:
        yield box
    elif hasattr(box, "all_children"):
        for child in box.all_children():
            yield from _marked(child, attribute)


def _content(box: Any) -> tuple[float, float, float, float]:
    return float(box.content_box_x()), float(box.content_box_y()), float(box.width), float(box.height)


def _slot(name: str) -> Slot:
    try:
        return Slot(name)
    except ValueError:
        raise TypesetError(f"data-slot={name!r} is not a slot", hint=f"one of: {', '.join(Slot)}") from None


def _check_rigid(box: Any, slot: Slot) -> None:
    style = box.style
    if style["width"] == "auto" or style["display"] == ("inline", "flow"):
        raise TypesetError(f"slot {slot}: its box needs `display: inline-block` and a width")
    for name, allowed in _PLAIN.items():
        if style[name] not in allowed:
            wanted = " or ".join(sorted(map(str, allowed)))
            raise TypesetError(f"slot {slot}: `{name.replace('_', '-')}` must be {wanted}")
    if style["text_decoration_line"] not in ("none", set(), frozenset(), ()):
        raise TypesetError(f"slot {slot}: it may not be underlined or struck through; give the box a border")
