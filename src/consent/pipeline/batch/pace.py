"""How far a batch is, and how long the rest will take.

Contents share parts, so the first ones take seconds and the last ones next to nothing. How many parts are
still to be typeset is estimated as ecologists estimate the species they have not met: from those met once
and twice (A. Chao and others, "Sufficient sampling for asymptotic minimum species richness estimators",
Ecology 90, 2009, equations 1 and 12).
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_ROW = 0.003
"""Seconds to stamp a packet, before it is known."""
_ENOUGH_CONTENTS = 7
"""Contents after which it can be guessed how many parts there are."""
_ENOUGH_ROWS = 100
"""Rows after which their own pace is known."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a content took."""

    parts: tuple[str, ...] = ()
    """The names of its parts, the same for the same part."""
    typeset: int = 0
    """How many of them had to be typeset."""
    typesetting: float = 0.0
    """Seconds for those."""
    seconds: float = 0.0
    """For everything."""


class Pace:
    """Counts rows, contents and parts."""

    def __init__(self, width: int, clock: Callable[[], float] = time.monotonic) -> None:
        """``width`` is how many workers there are."""
        self.rows_read = 0
        self.rows_done = 0
        self.contents = 0
        """To be made, as far as rows have been read."""
        self.contents_done = 0
        self._width = max(width, 1)
        self._clock = clock
        self._first_met: list[int] = []
        """The number of the row in which each content was met."""
        self._seen: Counter[str] = Counter()
        self._typeset = 0
        self._typesetting = self._rest = 0.0
        self._rows_began: float | None = None

    def read_row(self, *, is_new: bool) -> None:
        """A row is read; ``is_new`` when its content is met for the first time."""
        self.rows_read += 1
        if is_new:
            self.contents += 1
            self._first_met.append(self.rows_read)

    def settle(self, spent: Spent) -> None:
        """A content is made."""
        self.contents_done += 1
        self._seen.update(set(spent.parts))
        self._typeset += spent.typeset
        self._typesetting += spent.typesetting
        self._rest += spent.seconds - spent.typesetting

    def finish_row(self) -> None:
        """A row is done."""
        if self._rows_began is None:
            self._rows_began = self._clock()
        self.rows_done += 1

    @property
    def parts_left(self) -> float:
        """About how many parts are still to be typeset for the contents that are known."""
        left = self.contents - self.contents_done
        return _unmet(list(self._seen.values()), self.contents_done, left) if self._typeset else 0.0

    def seconds_left(self, rows: int | None) -> float | None:
        """About how long the rest will take; None when nothing can be said. ``rows``: how many there are."""
        if self.contents_done < min(self.contents, _ENOUGH_CONTENTS if self._typeset else 1):
            return None
        total = max(rows or 0, self.rows_read)
        left = self.contents - self.contents_done + self._contents_to_come(total)
        work = left * self._rest / max(self.contents_done, 1)
        if self._typeset:
            work += self.parts_left * self._typesetting / self._typeset
        work += (total - self.rows_done) * self._row()
        return work / self._width

    def _contents_to_come(self, total: int) -> float:
        """Contents of rows that are not read yet: as many as in the second half of those that are."""
        if not self.rows_read or total <= self.rows_read:
            return 0.0
        half = self.rows_read / 2
        lately = sum(1 for row in self._first_met if row > half)
        return lately * (total - self.rows_read) / max(half, 1)

    def _row(self) -> float:
        if self._rows_began is None or self.rows_done < _ENOUGH_ROWS:
            return _ROW
        return (self._clock() - self._rows_began) * self._width / self.rows_done


def _unmet(counts: Sequence[int], sampled: int, more: int) -> float:
    """Kinds that so many more samples will bring, given how often each kind was met in those taken."""
    once, twice = sum(count == 1 for count in counts), sum(count == 2 for count in counts)
    if not once or sampled < 1 or more < 1:
        return 0.0
    share = max(sampled - 1, 0.5) / sampled
    hidden = share * (once * once / (2 * twice) if twice else once * max(once - 1, 1) / 2)
    least = hidden * (1 - (1 - once / (sampled * hidden + once)) ** more)
    # No sample can bring more new kinds than the ones so far have on average.
    most = more * len(counts) / sampled
    return float(min(least, most))
