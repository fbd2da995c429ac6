"""Forms whose pages a program cannot read, or can read only in part; made from the printed forms."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
from pikepdf import Dictionary, Name, Pdf, Stream
from PIL import Image

_FOLDER = Path(__file__).parent


def printed(name: str) -> bytes:
    """One of the printed forms."""
    return (_FOLDER / "pdf" / f"{name}.pdf").read_bytes()


def outlines() -> bytes:
    """Every letter drawn as a shape, as Ghostscript does on request."""
    return (_FOLDER / "odd" / "outlines.pdf").read_bytes()


def rotated(name: str) -> bytes:
    """The form with every page turned, as a scanner's program turns it."""
    with pikepdf.open(io.BytesIO(printed(name))) as pdf:
        for page in pdf.pages:
            page.rotate(90, relative=True)
        return _saved(pdf)


def with_picture_pages(name: str, *pages: int) -> bytes:
    """The form with some pages, counted from 0, as pictures without text."""
    pictures = _pictures(printed(name))
    with pikepdf.open(io.BytesIO(printed(name))) as pdf:
        for number in pages:
            _paint(pdf, number, pictures[number], b"")
        return _saved(pdf)


def scanned(name: str) -> bytes:
    """The form as pictures, with its text invisible above them, as programs that read scans leave it."""
    pictures = _pictures(printed(name))
    with pikepdf.open(io.BytesIO(printed(name))) as pdf:
        for number, page in enumerate(pdf.pages):
            parts = [o for o in pikepdf.parse_content_stream(page) if str(o.operator) not in _PAINTS]
            _paint(pdf, number, pictures[number], b" 3 Tr " + pikepdf.unparse_content_stream(parts))
        return _saved(pdf)


_PAINTS = frozenset(("f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh", "Tr"))


def without_meanings(name: str) -> bytes:
    """The form without the tables that say which letter a glyph is."""
    with pikepdf.open(io.BytesIO(printed(name))) as pdf:
        for page in pdf.pages:
            for font in page.resources.Font.values():
                if "/ToUnicode" in font:
                    del font["/ToUnicode"]
        return _saved(pdf)


def shifted(name: str) -> bytes:
    """The form with tables that say a wrong letter for every glyph."""
    with pikepdf.open(io.BytesIO(printed(name))) as pdf:
        for page in pdf.pages:
            for font in page.resources.Font.values():
                if "/ToUnicode" in font:
                    lines = font.ToUnicode.read_bytes().split(b"\n")
                    font.ToUnicode = pdf.make_stream(b"\n".join(_shift(line) for line in lines))
        return _saved(pdf)


def _shift(line: bytes) -> bytes:
    head, _, last = line.rpartition(b"<")
    digits = last.rstrip(b"> \r")
    if not head or len(digits) != 4:
        return line
    return head + b"<%04X>" % ((int(digits, 16) + 3) % 0x80 or 0x21)


def _pictures(data: bytes) -> list[bytes]:
    found = []
    for page in pypdfium2.PdfDocument(data):
        out = io.BytesIO()
        page.render(scale=1.5).to_pil().convert("L").save(out, "JPEG", quality=70)
        found.append(out.getvalue())
    return found


def _paint(pdf: Pdf, number: int, picture: bytes, after: bytes) -> None:
    page = pdf.pages[number]
    width, height = (float(page.mediabox[2]), float(page.mediabox[3]))
    wide, high = Image.open(io.BytesIO(picture)).size
    image = Stream(pdf, picture)
    image.update(
        Dictionary(
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=wide,
            Height=high,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
            Filter=Name.DCTDecode,
        )
    )
    page.resources["/XObject"] = Dictionary(Picture=pdf.make_indirect(image))
    draw = b"q %f 0 0 %f 0 0 cm /Picture Do Q" % (width, height)
    page.Contents = pdf.make_stream(draw + after)


def _saved(pdf: Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()
