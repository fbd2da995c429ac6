"""The unchanging part of the file: what is kept, and how it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pydyf

from consent.errors import TypesetError
from consent.models.slots import Slot

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_STREAM_END = b"\nendstream\nendobj"


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


def write_static(static: Sequence[Any], count: int) -> tuple[bytes, bytes]:
    """The file so far and its cross-reference rows; the dictionaries are packed into object ``count``."""
    out = bytearray(_HEADER)
    rows = [_row(0, 0, 65535)] + [_row(0, 0, 0)] * count
    packed = []
    for item in static:
        if isinstance(item, pydyf.Stream):
            rows[item.number] = _row(1, len(out), 0)
            out += _written(item)
        else:
            packed.append(item)
    head, body = [], bytearray()
    for index, item in enumerate(packed):
        head.append(f"{item.number} {len(body)}")
        rows[item.number] = _row(2, count, index)
        body += item.data + b"\n"
    index_text = " ".join(head).encode() + b"\n"
    extra = {"Type": "/ObjStm", "N": len(packed), "First": len(index_text)}
    pack = pydyf.Stream([index_text + bytes(body)], extra, compress=True)
    pack.number = count
    rows[count] = _row(1, len(out), 0)
    out += _written(pack)
    return bytes(out), b"".join(rows)


def _written(item: Any) -> bytes:
    body = bytes(item.indirect).removesuffix(_STREAM_END)
    # A last byte that is a carriage return would be taken for half of the line end that follows.
    return body + (b"\r" if body.endswith(b"\r") else b"") + _STREAM_END + b"\n"


def _row(kind: int, second: int, third: int) -> bytes:
    return bytes([kind]) + second.to_bytes(4, "big") + third.to_bytes(2, "big")
