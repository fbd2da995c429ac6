"""One packet: a master, and the values of one record."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from consent.errors import Overflow, StampError
from consent.fonts import Style
from consent.models.master import Master, TextSlot, Twin
from consent.models.slots import Slot
from consent.stamp.code import code_operators
from consent.stamp.shaping import Line, shape
from consent.stamp.subset import OBJECTS_PER_FONT, Subset, subsets
from consent.stamp.syntax import assemble, stream, string
from consent.stamp.text import line_operators

_ROW = 7
_SLACK = 1.0005
"""Layout engines round; a value is not refused for a rounding."""


def stamp(master: Master, values: Mapping[Slot, str]) -> bytes:
    """The finished PDF of one packet. Same master and same values, same bytes.

    A value that does not fit, or needs more than a line of glyphs, is an :class:`~consent.errors.Overflow`:
    typeset the packet with its values in place, and stamp that.
    """
    return assemble(
        master.prefix,
        master.rows,
        _objects(master, values, fitted_lines(master, values)),
        root=master.root,
        info=master.info.number,
        prefix_digest=master.prefix_digest,
    )


def fitted_lines(master: Master, values: Mapping[Slot, str]) -> list[Line]:
    """The values of ``master.texts``, shaped; errors as of ``stamp``."""
    missing = master.slots - values.keys()
    if missing:
        raise StampError(f"no value for {', '.join(sorted(missing))}")
    return [_fitted(place, values[place.slot]) for place in master.texts]


def check_fit(master: Master, values: Mapping[Slot, str]) -> None:
    """Raise the :class:`~consent.errors.Overflow` that ``stamp`` would."""
    for place in master.texts:
        _fitted(place, values[place.slot])


def _fitted(place: TextSlot, value: str) -> Line:
    line = shape(place.slot, value, Style(place.bold, place.italic))
    if line.width * place.size / 1000 > place.width * _SLACK:
        raise Overflow(place.slot, "it is wider than its place")
    return line


def _objects(master: Master, values: Mapping[Slot, str], lines: list[Line]) -> Iterator[tuple[int, bytes]]:
    fonts = subsets(lines)
    for place, line in zip(master.texts, lines, strict=True):
        yield place.number, stream(line_operators(place, line, fonts), compress=False)
    for code in master.codes:
        yield code.number, stream(code_operators(code, values[Slot.PACKET_ID]), compress=False)
    first = len(master.rows) // _ROW
    yield master.font_number, _font_resources(master, fonts, first)
    for index, font in enumerate(fonts.values()):
        yield from font.objects(first + index * OBJECTS_PER_FONT)
    yield master.info.number, _information(master, values)
    xmp = _filled(master, master.xmp.text, values, _xml).encode()
    yield master.xmp.number, stream(xmp, b"/Type /Metadata /Subtype /XML ", compress=False)
    if master.twin is not None:
        twin = _filled(master, master.twin.text, values, _json).encode()
        yield master.twin.number, _attachment(master.twin, twin)


def _information(master: Master, values: Mapping[Slot, str]) -> bytes:
    items = ((key, _filled(master, text, values, str)) for key, text in master.info.items)
    return b"<<%s>>" % b"".join(b"/%s %s" % (key.encode(), string(text)) for key, text in items)


def _font_resources(master: Master, fonts: Mapping[int, Subset], first: int) -> bytes:
    entries = [b"/%s %d 0 R" % (name.encode(), number) for name, number in master.fonts]
    for index, font in enumerate(fonts.values()):
        entries.append(b"/%s %d 0 R" % (font.resource, first + index * OBJECTS_PER_FONT))
    return b"<<%s>>" % b"".join(entries)


def _filled(master: Master, text: str, values: Mapping[Slot, str], quoted: Callable[[str], str]) -> str:
    if not master.sentinels:
        return text
    # In one pass: a value that looks like a sentinel stays what it is.
    slots = {sentinel: slot for slot, sentinel in master.sentinels}
    return _any_of(tuple(slots)).sub(lambda match: quoted(values[slots[match[0]]]), text)


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))


def _xml(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _json(value: str) -> str:
    return json.dumps(value)[1:-1]


def _attachment(twin: Twin, data: bytes) -> bytes:
    checksum = hashlib.md5(data, usedforsecurity=False).hexdigest().encode()
    date = string(twin.date)
    entries = (
        b"/Type /EmbeddedFile /Subtype /application#2Fjson "
        b"/Params <</Size %d /CheckSum <%s> /CreationDate %s /ModDate %s>> "
    )
    return stream(data, entries % (len(data), checksum, date, date))
