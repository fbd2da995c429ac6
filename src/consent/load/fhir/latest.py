"""Which of several versions of one resource counts. What nobody can put in order counts for nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from consent.load.fhir.json_shape import Json, child, text_of
from consent.load.fhir.references import own_keys

_OLDER = "in an older version"
_AGAIN = "there twice"


@dataclass(frozen=True, slots=True)
class _Kept:
    number: int
    mark: tuple[str, str]
    """``meta.lastUpdated`` and ``meta.versionId``."""
    content: int
    """A hash: two resources that differ in it differ."""
    standing: str


class Latest:
    """The versions of the resources of one type, in the order of the source."""

    def __init__(self) -> None:
        self._count = 0
        self._newest: dict[int, _Kept] = {}
        self._left_out: set[int] = set()
        self._unclear: set[int] = set()
        self._reasons: Counter[str] = Counter()

    def put(self, resource: Json, full_url: str, standing: str) -> None:
        """Add the next one; ``standing`` is why it makes no row, if it makes none."""
        number, self._count = self._count, self._count + 1
        keys = own_keys(resource, full_url)
        if not keys:
            self._reasons.update([standing] if standing else [])
            return
        kept = _Kept(number, mark_of(resource), hash(repr(resource)), standing)
        earlier = self._newest.setdefault(hash(keys[0]), kept)
        if earlier is kept:
            return
        later = None if earlier.content == kept.content else is_later(kept.mark, earlier.mark)
        if later is None and earlier.content != kept.content:
            self._unclear |= {earlier.number, number}
            return
        self._reasons[_AGAIN if later is None else _OLDER] += 1
        self._left_out.add(earlier.number if later else number)
        if later:
            self._newest[hash(keys[0])] = kept

    def counts(self, number: int) -> bool:
        """Whether the one with this number, from 0, is no older version and no repetition."""
        return number not in self._left_out

    def is_unclear(self, number: int) -> bool:
        """Whether another version may be newer."""
        return number in self._unclear

    def left_out(self) -> Counter[str]:
        """How many make no row, by the reason."""
        return self._reasons + Counter(self._standings())

    def _standings(self) -> Iterator[str]:
        return (kept.standing for kept in self._newest.values() if kept.standing)


def mark_of(resource: Json) -> tuple[str, str]:
    """What tells the versions of a resource from each other."""
    meta = child(resource, "meta")
    return text_of(meta, "lastUpdated"), text_of(meta, "versionId")


def is_later(one: tuple[str, str], other: tuple[str, str]) -> bool | None:
    """Whether the first mark is the later; None when that cannot be told."""
    times = [_instant(mark[0]) for mark in (one, other)]
    if times[0] and times[1] and times[0] != times[1]:
        return times[0] > times[1]
    numbers = [int(mark[1]) if mark[1].isdecimal() else None for mark in (one, other)]
    if numbers[0] is not None and numbers[1] is not None and numbers[0] != numbers[1]:
        return numbers[0] > numbers[1]
    return None


def _instant(typed: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(typed)
    except ValueError:
        return None
    return found if found.tzinfo else None
