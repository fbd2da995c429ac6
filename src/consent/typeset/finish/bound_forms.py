"""The pages of official forms, drawn where their places were held, as the authority drew them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pydyf

from consent.errors import TypesetError
from consent.models.paper.bound_form import BoundForm
from consent.official.parts import CarriedPage, PlainObject
from consent.typeset.finish.objects import by_reference, of_type
from consent.typeset.forms import mark_of

_MARK = "data-form-page"
_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a page is to be drawn."""

    mark: str
    alt: str
    width: float
    height: float
    image: Any
    """The stream of the picture that holds the place."""


class _Raw(pydyf.Object):  # type: ignore[misc]  # pydyf ships no types
    """An object that is neither a dictionary nor a stream."""

    def __init__(self, words: bytes) -> None:
        super().__init__()
        self.words = words

    @property
    def data(self) -> bytes:
        return self.words


def bind_forms(document: Any, pdf: Any, forms: Sequence[BoundForm]) -> None:
    """Draw each page of each form in its place, and have it read aloud there."""
    places = list(_places(document, pdf))
    wanted = [mark_of(form, number) for form in forms for number in range(1, len(form.pages) + 1)]
    if [place.mark for place in places] != wanted:
        raise TypesetError(
            "the pages of an official form are not all on the paper, in order and each once",
            hint="keep sections/official-form.html.j2 in packet.html.j2, in front of the consent",
        )
    if not forms:
        return
    # It brings a PDF library with it, which a packet without a form need not wait for.
    from consent.official import carried

    left = iter(places)
    for form in forms:
        pages, objects = carried(form.content)
        made = _added(pdf, objects)
        for page, read in zip(pages, form.pages, strict=True):
            place = next(left)
            _draw(place, page, made[page.form].reference)
            _describe(pdf, place, read.text)


def _places(document: Any, pdf: Any) -> Iterator[_Place]:
    objects = by_reference(pdf)
    images = objects[next(of_type(pdf, "/Page"))["Resources"]].get("XObject", {})
    for page in document.pages:
        for box in _marked(page._page_box):
            held = f"i{box.replacement.id}"
            image = next(objects[place] for name, place in images.items() if name[:-1] == held)
            element = box.element
            yield _Place(element.get(_MARK), element.get("alt"), float(box.width), float(box.height), image)


def _marked(box: Any) -> Iterator[Any]:
    if hasattr(box, "replacement"):
        if box.element is not None and box.element.get(_MARK):
            yield box
    elif hasattr(box, "all_children"):
        for child in box.all_children():
            yield from _marked(child)


def _added(pdf: Any, objects: Sequence[PlainObject]) -> list[Any]:
    """Add the objects of a form to our file."""
    made = [_object(plain) for plain in objects]
    for item in made:
        pdf.add_object(item)
    for item, plain in zip(made, objects, strict=True):
        _fill(item, plain, made)
    return made


def _object(plain: PlainObject) -> Any:
    if plain.stream is not None:
        return pydyf.Stream()
    return _Raw(b"") if plain.other else pydyf.Dictionary()


def _fill(item: Any, plain: PlainObject, made: Sequence[Any]) -> None:
    if isinstance(item, _Raw):
        item.words = _renumbered(plain.other, made)
        return
    entries = {key: _renumbered(words, made) for key, words in plain.entries}
    if isinstance(item, pydyf.Stream):
        item.stream, item.extra, item.compress = [plain.stream], pydyf.Dictionary(entries), False
    else:
        item.update(entries)


def _renumbered(words: bytes, made: Sequence[Any]) -> bytes:
    return _REFERENCE.sub(lambda match: bytes(made[int(match[1])].reference), words)


def _draw(place: _Place, page: CarriedPage, painter: bytes) -> None:
    """Have the picture's stream show the page, turned to be read and scaled to the picture's square.

    The page keeps its own unit inside: PDFium loses text that is narrow in the unit it is drawn in.
    """
    left, bottom, right, top = page.box
    turned = {
        0: (1, 0, 0, 1, -left, -bottom),
        1: (0, -1, 1, 0, -bottom, right),
        2: (-1, 0, 0, -1, right, top),
        3: (0, 1, -1, 0, top, -left),
    }[page.turn]
    wide, tall = (top - bottom, right - left) if page.turn % 2 else (right - left, top - bottom)
    # The picture's shape is that of the page to the nearest point: one scale for both sides, and centered.
    scale = min(place.width / wide, place.height / tall)
    across, up = scale / place.width, scale / place.height
    sides = (across, up) * 3
    matrix = [value * side for value, side in zip(turned, sides, strict=True)]
    matrix[4] += (1 - wide * across) / 2
    matrix[5] += (1 - tall * up) / 2
    words = " ".join(f"{value:.9f}".rstrip("0").rstrip(".") for value in matrix)
    image = place.image
    image.stream, image.compress = [f"q {words} cm /Page Do Q".encode()], False
    image.extra = pydyf.Dictionary(
        {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": pydyf.Array([0, 0, 1, 1]),
            "Resources": pydyf.Dictionary({"XObject": pydyf.Dictionary({"Page": painter})}),
        }
    )


def _describe(pdf: Any, place: _Place, words: str) -> None:
    figures = [
        item
        for item in of_type(pdf, "/StructElem")
        if item.get("S") == "/Figure" and "Alt" in item and item["Alt"].string == place.alt
    ]
    if len(figures) != 1:
        raise TypesetError(
            "a page of an official form has no description of its own",
            hint='give its <img> an alt="…" with the number of the page',
        )
    if words:
        figures[0]["Alt"] = pydyf.String(f"{place.alt} {words}")
