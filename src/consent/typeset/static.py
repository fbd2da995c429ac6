"""The unchanging part of the file: what is kept, and how it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import pydyf

from consent.errors import TypesetError
from consent.models.paper.master import CodeSlot, InfoEntry, TextEntry, TextSlot, Twin
from consent.models.paper.slots import Slot

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
NUMBER = re.compile(rb"(\((?:\\.|[^\\()])*\))|\b(\d+) 0 R\b", re.DOTALL)
"""A string, in which nothing is a reference; or a reference."""
_STREAM = b">>\nstream\n"
_STREAM_END = b"\nendstream"
_NOTHING = b"\0" * 7

_E = TypeVar("_E", TextSlot, CodeSlot, TextEntry, InfoEntry, Twin)


@dataclass(frozen=True)
class Written:
    """The static part of a file. Objects are numbered anew: packed ones, streams, then the dynamic ones."""

    prefix: bytes
    rows: bytes
    """Of the cross-reference table; seven zeros for each dynamic object."""
    numbers: Mapping[int, int]
    """What became of each object's number."""

    def renumbered(self, entries: Iterable[_E]) -> tuple[_E, ...]:
        """The same entries, each under its new number."""
        return tuple(entry.model_copy(update={"number": self.numbers[entry.number]}) for entry in entries)


def reachable(objects: Mapping[bytes, Any], *start: bytes) -> set[int]:
    """Numbers of the objects that can be reached from these references."""
    kept: set[int] = set()
    waiting = list(start)
    while waiting:
        item = objects[waiting.pop()]
        if item.number in kept:
            continue
        kept.add(item.number)
        body = pydyf.Dictionary(item.extra).data if isinstance(item, pydyf.Stream) else item.data
        waiting.extend(b"%s 0 R" % number for number in _REFERENCE.findall(body))
    return kept


def refuse_sentinels(static: Sequence[Any], sentinels: Mapping[Slot, str]) -> None:
    """A stand-in that would stay in the file is a mistake in the template."""
    for item in static:
        for text in _strings(item):
            for slot, sentinel in sentinels.items():
                if sentinel in text:
                    raise TypesetError(
                        f"slot {slot}: it stands where no value can be written",
                        hint="not in headings, bookmarks, field titles, picture descriptions or links",
                    )


def _strings(item: Any) -> Iterator[str]:
    if isinstance(item, pydyf.String):
        yield item.string if isinstance(item.string, str) else item.string.decode("latin-1")
    elif isinstance(item, pydyf.Stream):
        yield from _strings(pydyf.Dictionary(item.extra))
    elif isinstance(item, pydyf.Dictionary):
        for value in item.values():
            yield from _strings(value)
    elif isinstance(item, pydyf.Array):
        for value in item:
            yield from _strings(value)


def write_static(static: Sequence[Any], dynamic: Sequence[int]) -> Written:
    """Write the objects that stay; ``dynamic`` are the numbers of those that ``stamp`` will write."""
    packed = [item for item in static if not isinstance(item, pydyf.Stream)]
    streams = [item for item in static if isinstance(item, pydyf.Stream)]
    container = len(packed) + len(streams) + 1
    old = [*(item.number for item in (*packed, *streams)), *dynamic]
    new = [*range(1, container), *range(container + 1, container + 1 + len(dynamic))]
    numbers = dict(zip(old, new, strict=True))
    out = bytearray(_HEADER)
    rows = [_row(0, 0, 65535), *(_row(2, container, index) for index in range(len(packed)))]
    for item in streams:
        rows.append(_row(1, len(out), 0))
        out += _written(numbers[item.number], _renumbered(item.data, numbers))
    rows.append(_row(1, len(out), 0))
    out += _written(container, _pack([_renumbered(item.data, numbers) for item in packed]))
    return Written(bytes(out), b"".join(rows) + _NOTHING * len(dynamic), numbers)


def _pack(bodies: Sequence[bytes]) -> bytes:
    """An object stream of the objects that are numbered from 1."""
    head, position = [], 0
    for number, body in enumerate(bodies, 1):
        head.append(b"%d %d" % (number, position))
        position += len(body) + 1
    index = b" ".join(head) + b"\n"
    extra = {"Type": "/ObjStm", "N": len(bodies), "First": len(index)}
    return bytes(pydyf.Stream([index + b"\n".join(bodies)], extra, compress=True).data)


def _renumbered(body: bytes, numbers: Mapping[int, int]) -> bytes:
    """The same object with new numbers in its references; a stream's data are not looked at."""
    end = body.find(_STREAM) if body.endswith(_STREAM_END) else len(body)

    def replaced(match: re.Match[bytes]) -> bytes:
        return b"%d 0 R" % numbers[int(match[2])] if match[2] else match[0]

    return NUMBER.sub(replaced, body[:end]) + body[end:]


def sound_stream(body: bytes) -> bytes:
    """A stream that ends where it says."""
    body = body.removesuffix(_STREAM_END)
    # A last byte that is a carriage return would be taken for half of the line end that follows.
    end = b"\r" if body.endswith(b"\r") else b""
    return b"%s%s%s" % (body, end, _STREAM_END)


def _written(number: int, body: bytes) -> bytes:
    return b"%d 0 obj\n%s\nendobj\n" % (number, sound_stream(body))


def _row(kind: int, second: int, third: int) -> bytes:
    return bytes([kind]) + second.to_bytes(4, "big") + third.to_bytes(2, "big")
