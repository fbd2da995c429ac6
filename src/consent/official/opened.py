"""Open an authority's form, or say in one sentence why it cannot stand in a packet."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pikepdf

from consent.official.parts import ASK_AGAIN, SAVE_AS_ARCHIVE, UnusableFormError

MOST_PAGES = 20
_SMALLEST, _LARGEST = 72.0, 3000.0
_DEEPEST = 40
_PRINT = 1 << 2
_UNSEEN = 1 << 0 | 1 << 1
"""Invisible, Hidden."""

Box = tuple[float, float, float, float]


@contextmanager
def opened(content: bytes) -> Iterator[pikepdf.Pdf]:
    """The form, its filled-in fields and stamps part of its pages. Raises :class:`UnusableFormError`."""
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
            _look(pdf)
            _flatten(pdf)
            yield pdf
    except pikepdf.PasswordError:
        raise UnusableFormError("it asks for a password", hint=ASK_AGAIN) from None
    except (
        pikepdf.PdfError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        RecursionError,
    ) as error:
        raise UnusableFormError("it is damaged: it cannot be read as a PDF", hint=ASK_AGAIN) from error


def box_of(page: pikepdf.Page) -> Box:
    """What of the page is seen, in its own unit."""
    crop, media = _sorted(page.cropbox), _sorted(page.mediabox)
    return max(crop[0], media[0]), max(crop[1], media[1]), min(crop[2], media[2]), min(crop[3], media[3])


def turn_of(page: pikepdf.Page) -> int:
    """By how many quarters the page is turned clockwise to be read."""
    return int(_inherited(page.obj, "/Rotate", 0)) // 90 % 4


def size_of(page: pikepdf.Page) -> tuple[float, float]:
    """Width and height in points, the way up it is read."""
    left, bottom, right, top = box_of(page)
    unit = float(page.obj.get("/UserUnit", 1))
    wide, tall = (right - left) * unit, (top - bottom) * unit
    return (tall, wide) if turn_of(page) % 2 else (wide, tall)


def _look(pdf: pikepdf.Pdf) -> None:
    if pdf.is_encrypted:
        raise UnusableFormError("it is encrypted, so it may not be copied", hint=ASK_AGAIN)
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
        raise UnusableFormError("it is an XFA form, which has no pages of its own", hint=SAVE_AS_ARCHIVE)
    count = len(pdf.pages)
    if pdf.get_warnings():
        raise UnusableFormError("it is damaged: its table of contents (xref) is broken", hint=ASK_AGAIN)
    if not count:
        raise UnusableFormError("it has no pages", hint=ASK_AGAIN)
    if count > MOST_PAGES:
        raise UnusableFormError(
            f"it has {count} pages; a form has at most {MOST_PAGES}",
            hint="pin the form alone, without the rule or the guide it comes in",
        )
    for number, page in enumerate(pdf.pages, 1):
        if not all(_SMALLEST <= side <= _LARGEST for side in size_of(page)):
            raise UnusableFormError(f"its page {number} is no sheet of paper", hint=ASK_AGAIN)
    if _hides_layers(pdf):
        raise UnusableFormError("it has layers that are switched off", hint=SAVE_AS_ARCHIVE)


def _hides_layers(pdf: pikepdf.Pdf) -> bool:
    layers = pdf.Root.get("/OCProperties")
    if not isinstance(layers, pikepdf.Dictionary):
        return False
    usual: Any = layers.get("/D", pikepdf.Dictionary())
    switched = usual.get("/OFF", pikepdf.Array())
    by_use = usual.get("/AS", pikepdf.Array())
    return len(switched) > 0 or len(by_use) > 0 or str(usual.get("/BaseState", "/ON")) != "/ON"


def _flatten(pdf: pikepdf.Pdf) -> None:
    for number, page in enumerate(pdf.pages, 1):
        annotations = page.obj.get("/Annots")
        for item in annotations.as_list() if isinstance(annotations, pikepdf.Array) else ():
            if isinstance(item, pikepdf.Dictionary) and _lacks_its_look(item):
                raise UnusableFormError(
                    f"a field on its page {number} is filled in, but how it looks is not in the file",
                    hint="pin the empty form as the authority publishes it",
                )
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/NeedAppearances" in form:
        # What the authority drew counts, not what a program would draw in its place.
        del form["/NeedAppearances"]
    pdf.flatten_annotations("print")


def _lacks_its_look(item: pikepdf.Dictionary) -> bool:
    flags = int(item.get("/F", 0))
    if item.get("/Subtype") != pikepdf.Name.Widget or not flags & _PRINT or flags & _UNSEEN:
        return False
    kind, value = _inherited(item, "/FT", ""), _inherited(item, "/V", "")
    return str(kind) in ("/Tx", "/Ch") and bool(str(value).strip()) and "/AP" not in item


def _inherited(item: Any, key: str, otherwise: Any) -> Any:
    for _ in range(_DEEPEST):
        if key in item:
            return item[key]
        if "/Parent" not in item:
            break
        item = item["/Parent"]
    return otherwise


def _sorted(box: Any) -> Box:
    x0, y0, x1, y1 = (float(side) for side in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
