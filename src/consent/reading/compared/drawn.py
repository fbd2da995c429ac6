"""Whether fields show what they hold. Where the two differ, one program shows this and another that.

A field keeps its answer as text (``/V``) and beside it as a drawing (``/AP``): paper and most viewers show
the drawing, a program that fetches answers takes the text.
"""

from __future__ import annotations

import html
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pikepdf
import pypdfium2

from consent.reading.compared.answers import in_turn, look_of
from consent.reading.page import pdfium
from consent.reading.page.pages import read_pages
from consent.reading.safe.bounded import content_of
from consent.reading.sheet import Page, Sight

_MOST = 2_000_000
_HYPHENS = re.compile("[\u00ad\u2010\u2011\x02\ufffe]")
"""All that a line's last hyphen is read as."""
_MARKUP = re.compile(r"<[^>]*>")
_NOT_ON_PAPER = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]")
_READABLE = (Sight.SEEN, Sight.PALE)
_INK = 128
_ENLARGED = 4
"""A line of a form is too small for rules that are made for pages."""
_MISFITS = (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, TypeError, KeyError, ArithmeticError)
Named = tuple[str, Any]
"""A field's name, and its object."""


def contradictions(pdf: pikepdf.Pdf, texts: Sequence[Named], *, drawn_later: bool) -> Iterator[str]:
    """Of these text fields, which hold an answer: each that shows other words than it holds.

    ``drawn_later``: whoever opens the file is to draw the answers, so one that is not drawn is no fault.
    """
    try:
        pages = _read(pdf, [item for _, item in texts])
    except _MISFITS:
        yield "what its fields draw cannot be read"
        return
    for (name, item), page in zip(texts, pages, strict=True):
        fault = _fault(_bare(said_by(item)), page, drawn_later=drawn_later)
        if fault:
            yield f"field {name!r} {fault}"


def otherwise_in_rich_text(item: Any) -> bool:
    """Whether a field has its answer a second time, as formatted text, and the words are others."""
    rich = next((holder["/RV"] for holder in in_turn(item) if "/RV" in holder), None)
    return rich is not None and _bare(html.unescape(_MARKUP.sub("", _text(rich)))) != _bare(said_by(item))


def said_by(item: Any) -> str:
    """The words that a text field holds."""
    return _text(next((holder["/V"] for holder in in_turn(item) if "/V" in holder), None))


def unlike_tick(item: Any) -> str:
    """What is wrong with a box to tick; empty when its page shows what it holds."""
    value = next((str(holder["/V"]) for holder in in_turn(item) if "/V" in holder), "/Off")
    shown = str(item.get("/AS", "/Off"))
    looks = item.get("/AP", {}).get("/N")
    states = set(looks.keys()) if isinstance(looks, pikepdf.Dictionary) else set()
    if shown != "/Off" and shown != value:
        return "is ticked on the page, and not in what it holds"
    if value in states - {"/Off"} and shown != value:
        return "is ticked in what it holds, and not on the page"
    return ""


def tick_shows(pdf: pikepdf.Pdf, item: Any) -> bool:
    """Whether a ticked box has more ink in it than one that is not."""
    try:
        looks = item["/AP"]["/N"]
        ticked = _ink(pdf, item, looks.get(str(item.get("/AS", "/Off"))))
        return ticked > _ink(pdf, item, looks.get("/Off"))
    except _MISFITS:
        return False


def _fault(said: str, page: Page | None, *, drawn_later: bool) -> str:
    drawn = "" if page is None else _words_on(page)
    if drawn != said:
        if not drawn:
            return "" if drawn_later else "has an answer, and no word of it can be read on the page"
        part = "only a part of its answer" if drawn in said else "other words than its answer"
        return f"shows {part}"
    if page is not None and (len(page.strays) or any(one.kind == "image" for one in page.drawings)):
        return "shows something besides the words of its answer"
    return ""


def _words_on(page: Page) -> str:
    seen = np.isin(page.sight, _READABLE)
    return _bare("".join(letter for letter, readable in zip(page.text, seen, strict=True) if readable))


def _bare(words: str) -> str:
    """Only what is ink: where lines break is each program's own."""
    return _NOT_ON_PAPER.sub("", unicodedata.normalize("NFKC", _HYPHENS.sub("-", words)))


def _text(value: Any) -> str:
    if isinstance(value, pikepdf.Stream):
        value = pikepdf.String(content_of(value, _MOST) or b"")
    return str(value) if isinstance(value, pikepdf.String | pikepdf.Name | str) else ""


def _read(pdf: pikepdf.Pdf, items: Sequence[Any]) -> list[Page | None]:
    """What each field draws, as a page of its own; None when it draws nothing."""
    looks = [look_of(item) for item in items]
    drawn = [(item, look) for item, look in zip(items, looks, strict=True) if look is not None]
    if not drawn:
        return [None] * len(items)
    with pdfium.opened(_sheets(pdf, drawn)) as document:
        pages = read_pages(document, document, [1.0] * len(drawn), both=False)
        return [next(pages) if look is not None else None for look in looks]


def _below(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, pikepdf.Dictionary) else None


def _ink(pdf: pikepdf.Pdf, item: Any, look: Any) -> int:
    if not isinstance(look, pikepdf.Stream):
        return 0
    with pdfium.opened(_sheets(pdf, [(item, look)])) as document:
        pixels = document[0].render(scale=2, grayscale=True).to_numpy()
    return int((pixels < _INK).sum())


def _sheets(pdf: pikepdf.Pdf, drawn: Sequence[tuple[Any, pikepdf.Stream]]) -> bytes:
    """A file with a page for each field, as large as its place and with nothing but its drawing on it."""
    with pikepdf.new() as sheets:
        for item, look in drawn:
            x0, y0, x1, y1 = (float(edge) for edge in item["/Rect"])
            size = max(abs(x1 - x0), 3) * _ENLARGED, max(abs(y1 - y0), 3) * _ENLARGED
            page = sheets.add_blank_page(page_size=size)
            page.obj.Resources = _resources(pdf, sheets, look)
            page.obj.Contents = sheets.make_stream(_content(item, look, min(x0, x1), min(y0, y1)))
        sheets.save(out := io.BytesIO())
    return out.getvalue()


def _content(item: Any, look: pikepdf.Stream, left: float, bottom: float) -> bytes:
    """The drawing as a page draws it: what is cut off is cut off there."""
    drawn = content_of(look, _MOST) or b""
    matrix: Any = look.get("/Matrix", [1, 0, 0, 1, 0, 0])
    x0, y0, x1, y1 = (float(edge) for edge in look["/BBox"])
    edges = b"%f %f %f %f re W n" % (min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0))
    turned = b" ".join(b"%f" % float(one) for one in matrix)
    # Not as a form within the page: PDFium tells what cuts a form's letters off in the form's own measure.
    placed = pikepdf.Annotation(item).get_page_content_for_appearance(
        pikepdf.Name("/A"), 0, forbidden_flags=0
    )
    moved = b"%d 0 0 %d %f %f cm\n" % (_ENLARGED, _ENLARGED, -left * _ENLARGED, -bottom * _ENLARGED)
    return moved + placed.replace(b"/A Do", b"%s cm %s\n%s\n" % (turned, edges, drawn))


def _resources(pdf: pikepdf.Pdf, sheets: pikepdf.Pdf, look: pikepdf.Stream) -> Any:
    own = look.get("/Resources")
    if isinstance(own, pikepdf.Dictionary) and len(own):
        return sheets.copy_foreign(pdf.make_indirect(own))
    # A drawing without resources of its own leans on those of the form.
    shared = _below(pdf.Root.get("/AcroForm"), "/DR")
    return sheets.copy_foreign(pdf.make_indirect(shared)) if shared is not None else pikepdf.Dictionary()
