"""What the pages of batches work with: one batch at a time, and the schedule each is about, read once."""

from __future__ import annotations

import os
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import date, datetime

from consent.desk.batches.run import Run
from consent.desk.batches.schedules import Kept
from consent.desk.batches.wish import BatchWish
from consent.desk.current import Opened
from consent.desk.refusal import Refused
from consent.desk.visits.schedule import Schedule, ScheduleReader
from consent.register import Register

_MOST_READ = 4
"""Schedules that are kept in memory as they were read."""
_LAST_WORDS = 20.0
"""Seconds in which a batch finishes what is under way when the desk ends."""


class BatchOffice:
    """One desk's; safe to ask from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._secret = secrets.token_bytes(32)
        self._readers: OrderedDict[str, ScheduleReader] = OrderedDict()
        self._run: Run | None = None

    def read(self, kept: Kept, opened: Opened, now: datetime) -> Schedule:
        """The rows as they are understood now, with the words learned so far."""
        with self._lock:
            reader = self._readers.setdefault(kept.name, ScheduleReader(self._secret))
            self._readers.move_to_end(kept.name)
            while len(self._readers) > _MOST_READ:
                self._readers.popitem(last=False)
        return reader(kept.path, opened, now)

    def run_of(self, kept: Kept) -> Run | None:
        """The batch of this schedule, under way or the last that was."""
        run = self._run
        return run if run and run.kept == kept else None

    @property
    def busy(self) -> Run | None:
        """The batch that is under way."""
        run = self._run
        return run if run and not run.is_over else None

    def start(
        self,
        kept: Kept,
        opened: Opened,
        wish: BatchWish,
        today: date,
        rows: int,
        open_register: Callable[[], Register],
    ) -> None:
        """Begin a batch of so many rows; one that is under way for this schedule goes on.

        Raises:
            Refused: 409: another batch is under way.
        """
        with self._lock:
            if busy := self.busy:
                if busy.kept == kept:
                    return
                raise Refused(409, "Another schedule is being printed.", "Wait until it is done, or stop it.")
            self._run = Run(kept, opened, wish, today, rows, open_register, jobs=_jobs())
            self._run.start()

    def close(self) -> None:
        """Stop what is under way; what was made stays."""
        if run := self.busy:
            run.stop()
            run.join(_LAST_WORDS)


def _jobs() -> int:
    """All processors but one: somebody may stand at the desk meanwhile."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, count - 1)
