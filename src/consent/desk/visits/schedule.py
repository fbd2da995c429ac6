"""The schedule in memory: read once, again when it changes, and what changed is told."""

from __future__ import annotations

import hashlib
import hmac
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from consent.desk.current import Opened
from consent.desk.visits.reading import visit_of
from consent.desk.visits.visit import Visit
from consent.errors import InputError
from consent.load.rows.options import NO_OPTIONS, SourceOptions
from consent.load.source.kinds import TABLE_ENDINGS
from consent.load.source.open import open_source
from consent.models.findings.finding import Finding

MOST_ROWS = 5_000
"""Visits that the desk holds. A year's schedule is a batch."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A schedule as it was read at one moment."""

    name: str = ""
    """Of its file; empty when there is none."""
    state: str = ""
    """Another one for each change of it."""
    read_at: datetime | None = None
    visits: tuple[Visit, ...] = field(default=(), repr=False)
    findings: tuple[Finding, ...] = ()
    """Why it cannot be read; then the visits are those of before."""
    warnings: tuple[Finding, ...] = ()
    """What was left out of it."""
    too_long: bool = False
    """Whether there are more than ``MOST_ROWS``; the others are not listed."""

    def visit(self, key: str) -> Visit | None:
        """The visit with this key."""
        return next((one for one in self.visits if one.key == key), None)

    def shown(self) -> int:
        """What stands for its visits as a list shows them: another number when one changes, comes or goes."""
        return hash(tuple(one.key for one in self.visits))

    def days(self) -> Mapping[date, int]:
        """The days on it, and how many visits each has."""
        found: dict[date, int] = {}
        for day in sorted(one.day for one in self.visits if one.day):
            found[day] = found.get(day, 0) + 1
        return found


class ScheduleReader:
    """Reads a schedule when it or what it is read with has changed."""

    def __init__(self, secret: bytes, learned: Path | None = None) -> None:
        """``learned``: a columns file for tables that have none beside them."""
        self._secret = secret
        self._learned = learned
        self._lock = threading.Lock()
        self._read = Schedule()

    def __call__(self, path: Path | None, opened: Opened, now: datetime) -> Schedule:
        """The schedule as it is now. One that cannot be read any more says why, with the visits of before."""
        with self._lock:
            if path is None:
                self._read = Schedule()
                return self._read
            state = self._state(path, opened, now.date())
            if state != self._read.state:
                self._read = self._again(path, opened, now, state)
            return self._read

    def _again(self, path: Path, opened: Opened, now: datetime, state: str) -> Schedule:
        try:
            read = self._whole(path, opened, now)
        except InputError as error:
            return self._failed(path, now, state, error.findings)
        # Who wrote it may not have been done: then it is read again the next time.
        settled = state if state == self._state(path, opened, now.date()) else ""
        return Schedule(path.name, settled, now, *read)

    def _failed(self, path: Path, now: datetime, state: str, findings: Sequence[Finding]) -> Schedule:
        before = self._read if self._read.name == path.name else Schedule()
        return Schedule(path.name, state, before.read_at or now, before.visits, tuple(findings))

    def _whole(
        self, path: Path, opened: Opened, now: datetime
    ) -> tuple[tuple[Visit, ...], tuple[Finding, ...], tuple[Finding, ...], bool]:
        workspace = opened.workspace
        with open_source(
            [path],
            library=workspace.library,
            practice=workspace.practice,
            issued_on=now.date(),
            options=self._options(path),
        ) as source:
            visits = tuple(
                visit_of(row, workspace.library, self._key) for row in islice(source.rows, MOST_ROWS)
            )
            more = next(source.rows, None) is not None
            return visits, (), source.findings, more

    def _options(self, path: Path) -> SourceOptions:
        learned = self._learned
        if learned is None or path.suffix.lower() not in TABLE_ENDINGS or not learned.is_file():
            return NO_OPTIONS
        own = any(one.is_file() for one in _columns_beside(path))
        return NO_OPTIONS if own else SourceOptions(columns=learned)

    def _key(self, told: str) -> str:
        return hmac.digest(self._secret, told.encode(), hashlib.sha256).hex()[:20]

    def _state(self, path: Path, opened: Opened, day: date) -> str:
        return self._key(repr((str(path), opened.state, day, list(_seen(path, self._learned)))))


def _columns_beside(path: Path) -> tuple[Path, Path]:
    return path.with_name(f"{path.stem}.columns.yaml"), path.with_name("columns.yaml")


def _seen(path: Path, learned: Path | None) -> Iterator[tuple[str, int, int, int]]:
    if path.is_dir():
        found = sorted(path.iterdir())
    else:
        found = [path, *_columns_beside(path), *((learned,) if learned else ())]
    for one in found:
        try:
            state = one.stat()
        except OSError:
            continue
        yield one.name, state.st_size, state.st_mtime_ns, state.st_ino
