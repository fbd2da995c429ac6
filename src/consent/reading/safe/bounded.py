"""The content of a stream, but never more of it than anybody could need."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

import pikepdf

from consent.reading.safe.filters import BrokenFilterError, Filter, TooMuchError, unpacked

_MOST_FILTERS = 8


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What is in a stream."""

    size: int
    whole: bool
    """Whether every filter came to its end."""
    content: bytes = field(repr=False, default=b"")
    """Empty when it was only counted."""


def content_of(stream: pikepdf.Stream, most: int) -> bytes | None:
    """The bytes of a stream, unpacked; None when there are more than ``most``, or they cannot be unpacked."""
    if any("/Predictor" in given for given in _parameters(stream)):
        return None
    try:
        found = unpack(stream, most)
    except TooMuchError:
        return None
    return found.content if found.whole else None


def unpack(stream: pikepdf.Stream, most: int, *, keep: bool = True) -> Unpacked:
    """Unpack a stream while counting. What a broken filter gave before it broke is in it.

    Raises :class:`TooMuchError` at the first byte beyond ``most``, in whichever of the filters.
    """
    return unpack_bytes(stream.read_raw_bytes(), filters_of(stream), most, keep=keep)


def unpack_bytes(packed: bytes, filters: tuple[Filter, ...], most: int, *, keep: bool = True) -> Unpacked:
    """The same for bytes that were found without their stream."""
    if not filters:
        if len(packed) > most:
            raise TooMuchError
        return Unpacked(len(packed), whole=True, content=packed if keep else b"")
    size, kept, whole = 0, [], True
    try:
        for piece in unpacked(packed, filters, most):
            size += len(piece)
            if keep:
                kept.append(piece)
    except BrokenFilterError:
        whole = False
    return Unpacked(size, whole, b"".join(kept))


def filters_of(stream: pikepdf.Stream) -> tuple[Filter, ...]:
    """A stream's filters, outermost first. Raises :class:`TooMuchError` when nobody would use so many."""
    names = _each(stream.get("/Filter"))
    if len(names) > _MOST_FILTERS:
        raise TooMuchError
    given = _parameters(stream)
    early = [int(one.get("/EarlyChange", 1)) for one in given[: len(names)]]
    return tuple(Filter(str(name), code) for name, code in zip_longest(names, early, fillvalue=1))


def _parameters(stream: pikepdf.Stream) -> list[Any]:
    given = _each(stream.get("/DecodeParms"))
    return [one if isinstance(one, pikepdf.Dictionary) else {} for one in given]


def _each(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value.as_list()) if isinstance(value, pikepdf.Array) else [value]
