"""The form fields of a file, and what else lies on its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import pikepdf

from consent.reading.safe.bounded import content_of
from consent.reading.sheet import Widget
from consent.reading.unreadable import damaged, too_large

_HIDDEN_FLAGS = 1 << 1 | 1 << 5
"""Hidden, NoView."""
_PRINT_FLAG = 1 << 2
_READ_ONLY, _PASSWORD, _COMB = 1, 1 << 13, 1 << 24
_DEEPEST = 60
_MOST = 10_000
"""Fields and notes in a file; a form of 400 pages with twenty on each has 8,000."""
_MOST_DRAWN = 100_000
_SMALLEST = 6.0
_PALEST = 0.5
_FONT = re.compile(r"(\d*\.?\d+)\s+Tf")
# The small `g` and `rg` fill, as letters are; the capitals draw lines.
_GREY = re.compile(r"(?:^|\s)(\d*\.?\d+)\s+g(?:\s|$)")
_RGB = re.compile(r"(\d*\.?\d+)\s+(\d*\.?\d+)\s+(\d*\.?\d+)\s+rg")
# An empty field is drawn as `/Tx BMC EMC`: marked content in which nothing is painted.
_NO_PAINT = re.compile(rb"^\s*(?:(?:/\w+\s+)?(?:BMC|BDC|EMC|q|Q)\s*)*$")


@dataclass(slots=True)
class Fields:
    """What lies on the pages."""

    widgets: list[Widget] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    """Page and kind of each annotation that is neither field nor link."""
    unprinted: bool = False
    """Whether something shows on screen that does not print."""


def fields_of(pdf: pikepdf.Pdf, turns: Mapping[tuple[int, int], int] = MappingProxyType({})) -> Fields:
    """Every annotation of every page, each field with the turn of its tag.

    Raises :class:`UnreadableError` for a form that is none.
    """
    found = Fields()
    count = 0
    listed = _listed(pdf.Root.get("/AcroForm"))
    hidden = _switched_off(pdf.Root.get("/OCProperties"))
    for number, page in enumerate(pdf.pages, 1):
        annotations = page.obj.get("/Annots")
        count += len(annotations) if isinstance(annotations, pikepdf.Array) else 0
        if count > _MOST:
            raise too_large(f"the file has more than {_MOST:,} fields and notes")
        edges = page.cropbox if "/CropBox" in page.obj else page.mediabox
        corner = float(edges[0]), float(edges[1])
        for item in annotations.as_list() if isinstance(annotations, pikepdf.Array) else ():
            if not isinstance(item, pikepdf.Dictionary):
                continue
            flags = int(item.get("/F", 0))
            kind = str(item.get("/Subtype"))
            if kind not in ("/Popup", "/Link"):
                found.unprinted |= not flags & _PRINT_FLAG or bool(flags & _HIDDEN_FLAGS)
            if kind == "/Widget":
                found.widgets.append(
                    replace(
                        _widget(item, number, flags, corner, listed, hidden), turn=turns.get(item.objgen, -1)
                    )
                )
            elif kind != "/Link":
                found.notes.append((number, kind.lstrip("/")))
    return found


def _listed(form: Any) -> set[tuple[int, int]]:
    """Every field that the form reaches."""
    fields = form.get("/Fields") if isinstance(form, pikepdf.Dictionary) else None
    found: set[tuple[int, int]] = set()
    waiting = list(fields.as_list()) if isinstance(fields, pikepdf.Array) else []
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Dictionary):
            if item.is_indirect and item.objgen in found:
                raise damaged("there is a circle in its form fields")
            found.add(item.objgen)
            kids = item.get("/Kids")
            waiting += kids.as_list() if isinstance(kids, pikepdf.Array) else []
    return found


def _switched_off(layers: Any) -> set[tuple[int, int]]:
    setting = layers.get("/D") if isinstance(layers, pikepdf.Dictionary) else None
    off = setting.get("/OFF") if isinstance(setting, pikepdf.Dictionary) else None
    return {layer.objgen for layer in off.as_list()} if isinstance(off, pikepdf.Array) else set()


def whole_name(item: Any) -> str:
    """The name of a field, with the names of the fields it hangs on: ``7K3M9-QPX2D.patient-date``."""
    return ".".join(reversed([_text(holder["/T"]) for holder in _with_parents(item) if "/T" in holder]))


def _with_parents(item: Any) -> Iterator[Any]:
    """A field, then the one it hangs on, and so on; refuses a circle."""
    holder = item
    for _ in range(_DEEPEST):
        yield holder
        holder = holder.get("/Parent")
        if not isinstance(holder, pikepdf.Dictionary):
            return
    raise damaged("there is a circle in its form fields")


def _widget(
    item: Any,
    page: int,
    flags: int,
    corner: tuple[float, float],
    listed: set[tuple[int, int]],
    hidden: set[tuple[int, int]],
) -> Widget:
    kind, value, preset, read_only, tooltip = "", False, False, False, ""
    own: dict[str, Any] = {}
    for holder in _with_parents(item):
        kind = kind or str(holder.get("/FT", ""))
        tooltip = tooltip or _text(holder.get("/TU"))
        value = value or ("/V" in holder and str(holder["/V"]) not in ("", "/Off"))
        preset = preset or any(str(holder.get(key, "")) not in ("", "/Off") for key in ("/DV", "/RV", "/DS"))
        read_only = read_only or bool(int(holder.get("/Ff", 0)) & _READ_ONLY)
        for key in ("/Ff", "/MaxLen", "/DA", "/Lock", "/SV"):
            if key in holder:
                own.setdefault(key, holder[key])
    left, bottom = corner
    x0, y0, x1, y1 = (float(v) for v in item.get("/Rect", [0, 0, 0, 0]))
    box = min(x0, x1) - left, min(y0, y1) - bottom, max(x0, x1) - left, max(y0, y1) - bottom
    layer = item.get("/OC")
    off = layer is not None and (layer.objgen in hidden or layer.get("/Type") != pikepdf.Name.OCG)
    return Widget(
        name=whole_name(item),
        kind=kind.lstrip("/"),
        tooltip=tooltip,
        page=page,
        box=box,
        hidden=bool(flags & _HIDDEN_FLAGS) or not flags & _PRINT_FLAG or off,
        read_only=read_only or bool(flags & 1 << 6),
        filled=value,
        tagged="/StructParent" in item,
        listed=item.objgen in listed,
        fault=_fault(own, kind),
        most=int(own.get("/MaxLen", 0)),
        paints=_paints(item),
        preset=preset or str(item.get("/AS", "/Off")) != "/Off",
    )


def _fault(own: dict[str, Any], kind: str) -> str:
    """What keeps a person from writing in the field so that it can be read."""
    flags = int(own.get("/Ff", 0))
    if kind == "/Sig":
        return "locks other places, or asks for a special signature" if {"/Lock", "/SV"} & own.keys() else ""
    if flags & _PASSWORD:
        return "hides what is written"
    look = _text(own.get("/DA"))
    size = _FONT.search(look)
    if size and 0 < float(size[1]) < _SMALLEST:
        return "writes in letters too small to read"
    grey, rgb = _GREY.search(look), _RGB.search(look)
    shades = [float(v) for v in (rgb.groups() if rgb else grey.groups() if grey else ("0",))]
    if sum(shades) / len(shades) > _PALEST:
        return "writes in a color too pale to read"
    return ""


def _paints(item: Any) -> bool:
    """Whether the field draws anything while nobody has written in it."""
    look = item.get("/MK")
    if isinstance(look, pikepdf.Dictionary) and any(
        len(str(look[key]) if key == "/CA" else look[key]) for key in ("/BG", "/BC", "/CA") if key in look
    ):
        return True
    drawn = item.get("/AP")
    normal = drawn.get("/N") if isinstance(drawn, pikepdf.Dictionary) else None
    if not isinstance(normal, pikepdf.Stream):
        return False
    content = content_of(normal, _MOST_DRAWN)
    return content is None or not _NO_PAINT.match(content)


def _text(value: Any) -> str:
    return str(value) if isinstance(value, pikepdf.String | str) else ""
