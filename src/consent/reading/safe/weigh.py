"""Every stream of a file is unpacked piece by piece and counted, before a library unpacks it whole."""

from __future__ import annotations

import re
from typing import Any

import pikepdf

from consent.reading.safe.bounded import Unpacked, unpack, unpack_bytes
from consent.reading.safe.filters import Filter, TooMuchError
from consent.reading.unreadable import too_costly

MOST_UNPACKED = 50_000_000
"""Bytes in one stream: a font, an attachment, a profile, a drawing."""
MOST_PIXELS = 150_000_000
"""Bytes in one picture; a Letter page in color at 600 dots to the inch has 101 million."""
MOST_TABLE = 16_000_000
"""Bytes in one piece of the table of contents, or in one group of objects; these become many small things."""
MOST_TOGETHER = 1_000_000_000
# `endstream` begins nothing.
_STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
_LONGEST_HEAD = 1 << 16
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_TABLE = re.compile(rb"/(?:ObjStm|XRef)(?![A-Za-z0-9])")
_FILTERS = re.compile(rb"/Filter\s*(?:\[([^\]]*)\]|(/\w+))")
_NAME = re.compile(rb"/\w+")
# Bounded: `BI` comes by chance in packed bytes too, and each would be followed to the end of the file.
_INLINE = re.compile(rb"(?<![A-Za-z0-9])BI\s([^\0]{0,1000}?)(?<![A-Za-z0-9])ID\s")
_INLINE_FILTERS = re.compile(rb"/F(?:ilter)?\s*(?:\[([^\]]*)\]|(/\w+))")
_SIDE = re.compile(rb"/(?:W|Width|H|Height)\s+(\d{1,12})")


def weigh_tables(data: bytes) -> None:
    """Look at what a library unpacks as soon as it opens a file. Raises :class:`UnreadableError`."""
    for match in _STREAM.finditer(data):
        head = data[data.rfind(b"obj", max(0, match.start() - _LONGEST_HEAD), match.start()) : match.start()]
        head = _ESCAPED.sub(lambda escaped: bytes([int(escaped[1], 16)]), head)
        if not _TABLE.search(head) or not (filters := _named(_FILTERS, head)):
            continue
        # Where the stream ends only its table tells; a filter knows its own end.
        packed = data[match.end() : match.end() + MOST_TABLE]
        try:
            unpack_bytes(packed, filters, MOST_TABLE, keep=False)
        except TooMuchError:
            raise too_costly(f"its table of contents unpacks to more than {_in_words(MOST_TABLE)}") from None


def weigh_streams(pdf: pikepdf.Pdf) -> dict[tuple[int, int], Unpacked]:
    """Unpack every stream, counting, and give how much is in each that no picture is.

    Raises :class:`UnreadableError` at the first one that nobody could need.
    """
    found: dict[tuple[int, int], Unpacked] = {}
    together = 0
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Stream):
            continue
        picture = item.get("/Subtype") == pikepdf.Name.Image
        most = MOST_PIXELS if picture else MOST_UNPACKED
        try:
            if picture and _pixels(item) > most:
                raise TooMuchError
            one = unpack(item, most, keep=not picture)
            _weigh_inline(one.content)
        except TooMuchError:
            raise too_costly(
                f"{_kind(item)} (object {item.objgen[0]}) unpacks to more than {_in_words(most)}"
            ) from None
        together += one.size
        if together > MOST_TOGETHER:
            raise too_costly(f"the file unpacks to more than {_in_words(MOST_TOGETHER)}")
        found[item.objgen] = Unpacked(one.size, one.whole)
    return found


def _weigh_inline(content: bytes) -> None:
    """Pictures that stand in the middle of drawing instructions."""
    if b"BI" not in content:
        return
    for match in _INLINE.finditer(content):
        size = 4
        for side in _SIDE.findall(match[1])[:2]:
            size *= int(side)
        if size > MOST_PIXELS:
            raise TooMuchError
        filters = _named(_INLINE_FILTERS, match[1])
        if filters:
            unpack_bytes(content[match.end() :], filters, MOST_UNPACKED, keep=False)


def _named(pattern: re.Pattern[bytes], head: bytes) -> tuple[Filter, ...]:
    match = pattern.search(head)
    return tuple(Filter(name.decode()) for name in _NAME.findall(match[1] or match[2])) if match else ()


def _pixels(picture: Any) -> float:
    """Bytes of the picture once it is drawn: a bit for each dot of black and white, three bytes of color."""
    dots = float(picture.get("/Width", 0)) * float(picture.get("/Height", 0))
    return dots / 8 if picture.get("/ImageMask", False) or picture.get("/BitsPerComponent") == 1 else dots * 3


def _kind(stream: Any) -> str:
    kinds = {str(stream.get(key)) for key in ("/Type", "/Subtype")}
    return next((words for name, words in _KINDS.items() if name in kinds), "a stream")


def _in_words(size: int) -> str:
    return f"{size // 1_000_000} MB"


_KINDS = {
    "/Image": "a picture",
    "/Form": "a drawing",
    "/Metadata": "the metadata",
    "/EmbeddedFile": "an attachment",
    "/ObjStm": "a group of objects",
    "/XRef": "a table of contents",
    "/CMap": "a table of letters",
    "/OpenType": "a font",
    "/Type1C": "a font",
    "/CIDFontType0C": "a font",
}
