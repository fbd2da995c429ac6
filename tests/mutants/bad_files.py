"""Files that no consent form should be: each must give one finding, soon, and cost little."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pikepdf

from tests.mutants.kitchen import pdf_of

_LETTER = [0, 0, 612, 792]


@dataclass(frozen=True)
class BadFile:
    """A file that cannot be checked."""

    code: str
    name: str
    make: Callable[[], bytes]


def _saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def _encrypted() -> bytes:
    with pikepdf.open(io.BytesIO(pdf_of("scan"))) as pdf:
        return _saved(pdf, encryption=pikepdf.Encryption(owner="owner", user="user", R=6))


def _pages(count: int) -> bytes:
    with pikepdf.new() as pdf:
        for _ in range(count):
            pdf.add_blank_page(page_size=(612, 792))
        return _saved(pdf)


def _with_content(content: bytes, size: list[int] | None = None) -> bytes:
    """One page with this compressed content, never held uncompressed."""
    with pikepdf.new() as pdf:
        stream = pikepdf.Stream(pdf, b"")
        stream.write(content, filter=pikepdf.Name.FlateDecode)
        page = pikepdf.Dictionary(
            Type=pikepdf.Name.Page, MediaBox=pikepdf.Array(size or _LETTER), Contents=stream
        )
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
        return _saved(pdf, compress_streams=False)


def _deflated(piece: bytes, times: int) -> bytes:
    packer = zlib.compressobj(1)
    block = piece * 4096
    parts = [packer.compress(block) for _ in range(times // 4096)]
    return b"".join((*parts, packer.flush()))


def _bomb() -> bytes:
    """A few megabytes that become two gigabytes of drawing instructions."""
    return _with_content(_deflated(b"0 0 m 9 9 l S ", 150_000_000))


def _picture_only() -> bytes:
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(612, 792))
        image = pdf.make_stream(
            bytes(100 * 100),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=100,
            Height=100,
            ColorSpace=pikepdf.Name.DeviceGray,
            BitsPerComponent=8,
        )
        page = pdf.pages[0].obj
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=image))
        page.Contents = pdf.make_stream(b"q 612 0 0 792 0 0 cm /Scan Do Q")
        return _saved(pdf)


def _nested_forms() -> bytes:
    """A form that draws itself ten times, and so on for ever."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(612, 792))
        form = pdf.make_stream(b"/F Do " * 10, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        form.BBox = pikepdf.Array(_LETTER)
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
        page = pdf.pages[0].obj
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
        page.Contents = pdf.make_stream(b"/F Do")
        return _saved(pdf)


def _looped_pages() -> bytes:
    data = _pages(2)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.Root.Pages.Kids[1] = pdf.Root.Pages
        return _saved(pdf)


def _broken_table() -> bytes:
    data = pdf_of("scan")
    at = data.rindex(b"startxref") + len(b"startxref\n")
    return data[:at] + b"12345" + data[data.index(b"\n", at) :]


BAD_FILES = (
    BadFile("PAP001", "nothing", lambda: b""),
    BadFile("PAP001", "words", lambda: b"Dear patient, please sign here.\n" * 40),
    BadFile("PAP001", "a picture", lambda: b"\x89PNG\r\n\x1a\n" + bytes(2000)),
    BadFile("PAP002", "the first half", lambda: pdf_of("scan")[: len(pdf_of("scan")) // 2]),
    BadFile("PAP002", "all but the last bytes", lambda: pdf_of("scan")[:-60]),
    BadFile("PAP002", "a wrong table", _broken_table),
    BadFile("PAP002", "only a head", lambda: b"%PDF-1.7\n%%EOF\nstartxref\n0\n%%EOF\n"),
    BadFile("PAP002", "pages in a circle", _looped_pages),
    BadFile("PAP003", "a password", _encrypted),
    BadFile("PAP004", "five thousand pages", lambda: _pages(5000)),
    BadFile(
        "PAP004",
        "a page as wide as a street",
        lambda: _with_content(zlib.compress(b""), [0, 0, 90000, 90000]),
    ),
    BadFile("PAP005", "a scan", _picture_only),
    BadFile("PAP006", "forms in forms for ever", _nested_forms),
    BadFile("PAP006", "a bomb", _bomb),
)
