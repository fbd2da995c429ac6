"""A master taken apart: its static objects, one by one."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator

from consent.models.paper.master import Master

_ROW = 7
_PACKED, _PLAIN = 2, 1
_REFERENCE = re.compile(rb"(\((?:\\.|[^\\()])*\))|\b(\d+) 0 R\b", re.DOTALL)
"""A string, in which nothing is a reference; or a reference."""
_TOKEN = re.compile(rb"\((?:\\.|[^\\()])*\)|<<|>>|<[0-9A-Fa-f\s]*>|[\[\]]|/?[^\s/<>\[\]()]+", re.DOTALL)
_STREAM = b">>\nstream\n"


def static_objects(master: Master) -> dict[int, bytes]:
    """The body of every static object by its number; a stream's with its data."""
    rows = [master.rows[start : start + _ROW] for start in range(0, len(master.rows), _ROW)]
    places = {int.from_bytes(row[1:5], "big"): number for number, row in enumerate(rows) if row[0] == _PLAIN}
    starts = sorted(places)
    ends = [*starts[1:], len(master.prefix)]
    found = {places[start]: _body(master.prefix[start:end]) for start, end in zip(starts, ends, strict=True)}
    for container in sorted({int.from_bytes(row[1:5], "big") for row in rows if row[0] == _PACKED}):
        found.update(_unpacked(found.pop(container)))
    return found


def references(body: bytes) -> Iterator[int]:
    """The numbers of the objects that this one names."""
    return (int(match[2]) for match in _REFERENCE.finditer(head(body)) if match[2])


def renumbered(body: bytes, number_of: Callable[[int], bytes]) -> bytes:
    """The same object with other numbers in its references; a stream's data are not looked at."""
    top = head(body)

    def replaced(match: re.Match[bytes]) -> bytes:
        return b"%s 0 R" % number_of(int(match[2])) if match[2] else match[0]

    return _REFERENCE.sub(replaced, top) + body[len(top) :]


def is_stream(body: bytes) -> bool:
    """Whether this object must stand on its own."""
    return body.endswith(b"endstream")


def head(body: bytes) -> bytes:
    """A stream's dictionary; any other object as it is."""
    return body[: body.index(_STREAM) + 2] if is_stream(body) else body


def entries(dictionary: bytes) -> dict[bytes, bytes]:
    """The entries of a dictionary, key without its slash, value as written."""
    found: dict[bytes, list[bytes]] = {}
    key: bytes | None = None
    depth = 0
    for token in _TOKEN.findall(head(dictionary)):
        depth -= token in (b">>", b"]")
        if depth == 1 and token[:1] == b"/" and (key is None or found[key]):
            key = token[1:]
            found[key] = []
        elif depth and key is not None:
            found[key].append(token)
        depth += token in (b"<<", b"[")
    return {name: b" ".join(value) for name, value in found.items()}


def _body(written: bytes) -> bytes:
    return written[written.index(b"obj\n") + 4 : written.rindex(b"\nendobj")]


def _unpacked(container: bytes) -> dict[int, bytes]:
    about = entries(container)
    start = container.index(_STREAM) + len(_STREAM)
    content = zlib.decompress(container[start : start + int(about[b"Length"])])
    first = int(about[b"First"])
    numbers = [int(word) for word in content[:first].split()]
    offsets = [first + offset for offset in numbers[1::2]]
    ends = [*offsets[1:], len(content)]
    return {
        number: content[start:end].strip()
        for number, start, end in zip(numbers[::2], offsets, ends, strict=True)
    }
