"""Only some rows of a source: by their numbers, by the days of their visits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from consent.load.rows.row import Row


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rows are meant; nothing said means all."""

    numbers: Sequence[range] = ()
    first: date | None = None
    last: date | None = None

    @property
    def is_all(self) -> bool:
        """Whether every row is meant."""
        return not self.numbers and self.first is None and self.last is None

    def of(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Those of the rows that are meant. One that is refused has no day, and stays in sight."""
        return (row for row in rows if self._is_meant(row))

    def _is_meant(self, row: Row) -> bool:
        if self.numbers and not any(row.number in one for one in self.numbers):
            return False
        if row.record is None:
            return True
        day = row.record.value.scheduled_on
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)
