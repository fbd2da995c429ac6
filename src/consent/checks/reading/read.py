"""Open a PDF and read all of it, or say in one sentence why that cannot be done."""

from __future__ import annotations

import io
import json
from contextlib import ExitStack
from typing import Any

import pikepdf
import pypdfium2

from consent.checks.reading import pdfium
from consent.checks.reading.bare import bare_copy, fades
from consent.checks.reading.fonts import fonts_of
from consent.checks.reading.pages import read_pages
from consent.checks.reading.sheet import Sheets
from consent.checks.reading.structure import facts_of

TWIN = "consent-packet.json"
MOST_BYTES = 150_000_000
MOST_PAGES = 400
_WIDEST = 20_000.0
_HEAD = 1024
_TAIL = 2048
_DAMAGE = ("damaged", "reconstruct", "startxref", "xref", "endstream", "end-of-file", "EOF", "loop detected")


class UnreadableError(Exception):
    """The PDF cannot be read; what is wrong with it and what to do."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        # All three, so that the exception can be pickled on its way out of a child process.
        super().__init__(code, message, hint)
        self.code = code
        self.message = message
        self.hint = hint


def read_sheets(data: bytes, name: str, *, password: str = "", with_fonts: bool = False) -> Sheets:
    """Read every page and every fact, and on request the fonts. Raises :class:`UnreadableError`."""
    look_at_bytes(data)
    with ExitStack() as stack:
        pdf = stack.enter_context(_structure(data, password))
        _look_at_size(pdf)
        try:
            facts = facts_of(pdf)
            twin = _twin(facts.attachments.get(TWIN))
            fonts = fonts_of(pdf) if with_fonts else ()
            units = [float(page.obj.get("/UserUnit", 1)) for page in pdf.pages]
            document = stack.enter_context(pdfium.opened(data, password or None))
            bare = document
            if fades(pdf):
                bare = stack.enter_context(pdfium.opened(bare_copy(data, password)))
            if len(document) != len(units):
                raise _damaged("its pages are counted in two ways")
            pages = tuple(read_pages(document, bare, units, both=facts.layers or facts.unprinted))
        except (
            pikepdf.PdfError,
            pypdfium2.PdfiumError,
            ValueError,
            TypeError,
            KeyError,
            RecursionError,
        ) as error:
            raise _damaged("its objects do not fit together") from error
    return Sheets(name=name, data=data, pages=pages, facts=facts, twin=twin, fonts=fonts)


def look_at_bytes(data: bytes) -> None:
    """Refuse what is no PDF at all, before any library sees it. Raises :class:`UnreadableError`."""
    if not data:
        raise UnreadableError("PAP001", "the file is empty", "save or send the PDF again")
    if len(data) > MOST_BYTES:
        raise UnreadableError(
            "PAP004",
            f"the file is larger than {MOST_BYTES // 1_000_000} MB",
            "check the packets one by one, not a print run",
        )
    if b"%PDF-" not in data[:_HEAD]:
        raise UnreadableError(
            "PAP001", "this is not a PDF", "give a PDF file; convert a document to PDF first"
        )
    if b"startxref" not in data[-_TAIL:]:
        raise _damaged("its end is missing")


def _structure(data: bytes, password: str) -> pikepdf.Pdf:
    try:
        pdf = pikepdf.open(io.BytesIO(data), password=password, suppress_warnings=True)
    except pikepdf.PasswordError:
        asked = "the password is wrong" if password else "the file is encrypted and asks for a password"
        hint = "give the right password" if password else "save a copy without a password and check that"
        raise UnreadableError("PAP003", asked, hint) from None
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise _damaged("its table of contents (xref) cannot be read") from error
    if any(any(word in str(warning) for word in _DAMAGE) for warning in pdf.get_warnings()):
        pdf.close()
        raise _damaged("its table of contents (xref) is broken")
    return pdf


def _look_at_size(pdf: pikepdf.Pdf) -> None:
    try:
        count = len(pdf.pages)
        edges = [page.mediabox for page in pdf.pages[: MOST_PAGES + 1]]
        widest = max((abs(float(e[i + 2]) - float(e[i])) for e in edges for i in (0, 1)), default=0.0)
    except (pikepdf.PdfError, AttributeError, ValueError, TypeError, IndexError) as error:
        raise _damaged("its list of pages cannot be read") from error
    if not count:
        raise _damaged("it has no pages")
    if count > MOST_PAGES:
        raise UnreadableError(
            "PAP004",
            f"the file has {count} pages; at most {MOST_PAGES} are read",
            "check the packets one by one, not a print run",
        )
    if widest > _WIDEST:
        raise UnreadableError("PAP004", "a page is larger than seven meters", "print to Letter or A4")


def _damaged(how: str) -> UnreadableError:
    return UnreadableError("PAP002", f"the file is damaged: {how}", "make or download the PDF again")


def _twin(data: bytes | None) -> dict[str, Any] | None:
    if data is None:
        return None
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
