"""Open a PDF, but only one whose parts fit together and of which nothing is more than anybody could need."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf

from consent.reading.safe.drawn import weigh_pages
from consent.reading.safe.edges import look_at_edges
from consent.reading.safe.trees import look_at_trees
from consent.reading.safe.weigh import weigh_streams, weigh_tables
from consent.reading.unreadable import UnreadableError, damaged, too_large

MOST_BYTES = 150_000_000
_HEAD = 1024
_TAIL = 2048
_DAMAGE = (
    *("damaged", "reconstruct", "startxref", "xref", "endstream", "end-of-file", "EOF", "loop detected"),
    "endobj",
)
_NOTICED = {
    "MediaBox": "the size of a page cannot be read",
    "Pages tree includes": "its list of pages names something that is no page",
    "max-nesting": "an object lies in itself without end",
    "limits error": "an object has more parts than anybody could need",
    "error during parsing": "an object cannot be read",
}
"""What the library says and goes on, and what it means."""
_HARMLESS = "xref entry for the xref stream itself is missing"
"""As pypdf writes it when it adds answers behind a file; every reader takes it."""
_MISPLACED = "an object is not where its table of contents (xref) says, or not as long as it says"
_MISFITS = (
    pikepdf.PdfError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    ArithmeticError,
    RecursionError,
)


@contextmanager
def opened_soundly(data: bytes, password: str = "") -> Iterator[pikepdf.Pdf]:
    """The file, looked over and closed afterwards. Raises :class:`UnreadableError`."""
    look_at_bytes(data)
    weigh_tables(data)
    with _opened(data, password) as pdf:
        try:
            look_at_trees(pdf)
            look_at_edges(pdf)
            weighed = weigh_streams(pdf)
            _look_at_warnings(pdf, _MISPLACED)
            weigh_pages(pdf, weighed)
        except _MISFITS as error:
            raise damaged("its objects do not fit together") from error
        yield pdf


def look_at_bytes(data: bytes) -> None:
    """Refuse what is no PDF at all, before any library sees it. Raises :class:`UnreadableError`."""
    if not data:
        raise UnreadableError("PAP001", "the file is empty", "save or send the PDF again")
    if len(data) > MOST_BYTES:
        raise too_large(f"the file is larger than {MOST_BYTES // 1_000_000} MB")
    if b"%PDF-" not in data[:_HEAD]:
        raise _no_pdf(data)
    if b"startxref" not in data[-_TAIL:]:
        raise damaged("its end is missing")


def _no_pdf(data: bytes) -> UnreadableError:
    if b"%PDF-" in data:
        return damaged(f"it begins with {data.index(b'%PDF-'):,} bytes of something else")
    start = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    what = next((name for sign, name in _SIGNS if start.startswith(sign)), "")
    message = f"this is {what}, not a PDF" if what else "this is not a PDF"
    return UnreadableError("PAP001", message, "give a PDF file; convert a document to PDF first")


_SIGNS = (
    (b"\x89png", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"gif8", "a GIF picture"),
    (b"ii*\0", "a TIFF picture"),
    (b"mm\0*", "a TIFF picture"),
    (b"pk\3\4", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"%!ps", "a PostScript file"),
)


def _opened(data: bytes, password: str) -> pikepdf.Pdf:
    try:
        pdf = pikepdf.open(io.BytesIO(data), password=password, suppress_warnings=True)
    except pikepdf.PasswordError:
        asked = "the password is wrong" if password else "the file is encrypted and asks for a password"
        hint = "give the right password" if password else "save a copy without a password and check that"
        raise UnreadableError("PAP003", asked, hint) from None
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        if any(word in str(error) for word in ("/Pages", "page tree")):
            raise damaged("its list of pages cannot be read: it has a circle, or no end") from error
        raise damaged("its table of contents (xref) cannot be read") from error
    try:
        _look_at_warnings(pdf, "its table of contents (xref) is broken")
    except BaseException:
        pdf.close()
        raise
    return pdf


def _look_at_warnings(pdf: pikepdf.Pdf, otherwise: str) -> None:
    """Refuse what had to be mended, or was left out, in all that was read since the last time."""
    told = (str(warning) for warning in pdf.get_warnings())
    warnings = [warning for warning in told if _HARMLESS not in warning]
    if any("bad_alloc" in warning for warning in warnings):
        # The library goes on without the object, as if it were not there.
        raise MemoryError
    for word, wrong in _NOTICED.items():
        if any(word in warning for warning in warnings):
            raise damaged(wrong)
    if any(word in warning for warning in warnings for word in _DAMAGE):
        raise damaged(otherwise)
