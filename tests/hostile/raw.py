"""PDFs written by hand, object by object, so that they can say what no library would write."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence

WORDS = b"BT /F 12 Tf 72 700 Td (This consent form says what is done and why.) Tj ET\n"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
CATALOG, PAGES, PAGE, CONTENT, LETTERS, FREE = 1, 2, 3, 4, 5, 6
"""Object numbers of a form, and the first one that is free."""


def stream(content: bytes, entries: str = "", *, length: int | None = None) -> bytes:
    """A stream object; ``length`` when it shall say another length than it has."""
    said = len(content) if length is None else length
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (said, entries.encode(), content)


def packed(content: bytes, entries: str = "") -> bytes:
    """A stream object, deflated."""
    return stream(zlib.compress(content), f"/Filter /FlateDecode {entries}")


def form(changes: Mapping[int, bytes | str] | None = None, *, page: str = "", catalog: str = "") -> bytes:
    """A form of one page that can be read, with some objects in place of its own, or besides them."""
    objects: dict[int, bytes | str] = {
        CATALOG: f"<< /Type /Catalog /Pages {PAGES} 0 R {catalog} >>",
        PAGES: f"<< /Type /Pages /Kids [{PAGE} 0 R] /Count 1 >>",
        PAGE: page_object(extra=page),
        CONTENT: stream(WORDS),
        LETTERS: FONT,
    }
    return written({**objects, **(changes or {})})


def page_object(
    *, parent: int = PAGES, box: str = "0 0 612 792", resources: str = "", content: str = "", extra: str = ""
) -> str:
    """A page of the form."""
    return (
        f"<< /Type /Page /Parent {parent} 0 R /MediaBox [{box}] /Contents {content or f'{CONTENT} 0 R'} "
        f"/Resources << /Font << /F {LETTERS} 0 R >> {resources} >> {extra} >>"
    )


def written(objects: Mapping[int, bytes | str], *, head: bytes = b"%PDF-1.7\n", trailer: str = "") -> bytes:
    """A file of these objects, with a table of contents that is true."""
    out = bytearray(head)
    places = {}
    for number, content in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content.encode() if isinstance(content, str) else content)
    table, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        place = places.get(number)
        out += b"%010d 00000 n \n" % place if place is not None else b"0000000000 00000 f \n"
    out += b"trailer\n<< /Size %d /Root %d 0 R %s >>\n" % (size, CATALOG, trailer.encode())
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % table


def deflated(piece: bytes, size: int, *, level: int = 9) -> bytes:
    """This piece over and over, deflated; never held whole."""
    block = piece * max(1, min(1 << 20, size) // len(piece))
    packer = zlib.compressobj(level)
    parts = [packer.compress(block) for _ in range(-(-size // len(block)))]
    return b"".join((*parts, packer.flush()))


def references(numbers: Iterable[int]) -> str:
    """``6 0 R 7 0 R``."""
    return " ".join(f"{number} 0 R" for number in numbers)


def chain(
    count: int, link: Callable[[int, int], str], *, last: str, first: int = FREE
) -> dict[int, bytes | str]:
    """Objects that each name the next one; the last one is as given."""
    numbers: Sequence[int] = range(first, first + count)
    objects: dict[int, bytes | str] = {number: link(number, number + 1) for number in numbers[:-1]}
    objects[numbers[-1]] = last
    return objects
