"""The fields of a form with what was put in them, for comparing; an answer itself is told to nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from consent.reading.file.fields import whole_name
from consent.reading.safe.bounded import content_of

_MOST_DRAWN = 2_000_000
_INHERITED = ("/FT", "/Ff", "/V", "/TU")
_DEEPEST = 60
_SHOWN = 0b100110
"""Of an annotation's flags: hidden, printed, not viewed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One field."""

    name: str
    """Whole, with the names of the fields it hangs on."""
    kind: str
    """``/Sig``, ``/Tx``, ``/Btn`` or ``/Ch``."""
    flags: int
    tooltip: str
    page: int
    """Counted from 1."""
    box: tuple[float, float, float, float]
    """In points from the lower left."""
    filled: bool
    """Whether it has a value, or is signed."""
    value: bytes = field(repr=False)
    """What is typed or ticked; empty for a signature. Compared, never shown."""
    drawn: bytes | None = field(repr=False)
    """What it draws; None when that cannot be read."""
    shown: int = 4
    """Whether it is hidden, printed and viewed, as bits."""

    @property
    def own_name(self) -> str:
        """Without the names of the fields it hangs on."""
        return self.name.rpartition(".")[2]


def answers_of(pdf: pikepdf.Pdf) -> dict[str, Answer]:
    """Every field that lies on a page, by its whole name; a name that stands twice has a number behind it."""
    return {name: _answer(item, page) for name, (page, item) in widgets_of(pdf).items()}


def widgets_of(pdf: pikepdf.Pdf) -> dict[str, tuple[int, Any]]:
    """Page, counted from 1, and object of every field that lies on one, by the names of ``answers_of``."""
    found: dict[str, tuple[int, Any]] = {}
    for number, page in enumerate(pdf.pages, 1):
        for item in annotations_of(page.obj):
            if item.get("/Subtype") == pikepdf.Name.Widget:
                name = whole_name(item)
                key, again = name, 2
                while key in found:
                    key, again = f"{name}#{again}", again + 1
                found[key] = number, item
    return found


def in_turn(item: Any) -> Iterator[Any]:
    """A field, then the one it hangs on, and so on, but not for ever."""
    for _ in range(_DEEPEST):
        yield item
        item = item.get("/Parent")
        if not isinstance(item, pikepdf.Dictionary):
            return


def annotations_of(page: Any) -> list[Any]:
    """Fields and notes of a page."""
    listed = page.get("/Annots")
    entries = listed.as_list() if isinstance(listed, pikepdf.Array) else ()
    return [item for item in entries if isinstance(item, pikepdf.Dictionary)]


def _answer(item: Any, page: int) -> Answer:
    own: dict[str, Any] = {}
    for holder in in_turn(item):
        for key in _INHERITED:
            if key in holder:
                own.setdefault(key, holder[key])
    kind, value = str(own.get("/FT", "")), own.get("/V")
    signed = kind == "/Sig" and isinstance(value, pikepdf.Dictionary)
    typed = b"" if kind == "/Sig" else _bytes(value)
    edges = [float(edge) for edge in item.get("/Rect", [0, 0, 0, 0])]
    x0, y0, x1, y1 = edges if len(edges) == 4 else [0.0] * 4
    return Answer(
        name=whole_name(item),
        kind=kind,
        flags=int(own.get("/Ff", 0)),
        tooltip=str(own.get("/TU", "")),
        page=page,
        box=(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)),
        filled=signed or typed not in (b"", b"/Off"),
        value=typed,
        drawn=_drawn(item),
        shown=int(item.get("/F", 0)) & _SHOWN,
    )


def _bytes(value: Any) -> bytes:
    if value is None:
        return b""
    if isinstance(value, pikepdf.Name):
        return str(value).encode()
    if isinstance(value, pikepdf.String):
        return str(value).encode()
    return value.unparse() if isinstance(value, pikepdf.Object) else str(value).encode()


def _drawn(item: Any) -> bytes | None:
    look = look_of(item)
    return b"" if look is None else content_of(look, _MOST_DRAWN)


def look_of(item: Any) -> pikepdf.Stream | None:
    """What a field draws as it is; None when it draws nothing."""
    looks = item.get("/AP")
    look = looks.get("/N") if isinstance(looks, pikepdf.Dictionary) else None
    if isinstance(look, pikepdf.Dictionary) and not isinstance(look, pikepdf.Stream):
        look = look.get(str(item.get("/AS", "/Off")))
    return look if isinstance(look, pikepdf.Stream) else None
