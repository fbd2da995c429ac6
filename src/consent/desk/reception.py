"""What the desk looks things up in: the practice and its library, today's schedule, the register."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from consent.desk.current import Current, Opened
from consent.desk.refusal import Refused
from consent.desk.settings import COLUMNS, SCHEDULES, Settings
from consent.desk.uploads import is_sent, newest_of
from consent.desk.visits.schedule import Schedule, ScheduleReader
from consent.desk.visits.states import Judge
from consent.desk.visits.visit import Standing, Visit
from consent.desk.visits.walk_ins import WalkIns
from consent.register import Register, open_register

SENT = "the file that was sent here"
"""What the list calls a schedule whose own name is not kept."""


def _now() -> datetime:
    return datetime.now().astimezone()


class Reception:
    """One practice's; safe to ask from several threads."""

    def __init__(self, settings: Settings, now: Callable[[], datetime] = _now) -> None:
        self.settings = settings
        self.now = now
        self._current = Current(settings)
        secret = secrets.token_bytes(32)
        self._schedule = ScheduleReader(secret, settings.home / SCHEDULES / COLUMNS)
        self._walk_ins = WalkIns(settings.home, secret)
        self._judge = Judge()

    def today(self) -> date:
        """The day at the desk: the printed date of what is printed now."""
        return self.now().date()

    def opened(self, language: str | None = None) -> Opened:
        """The practice and its library as they stand now; arguments and errors as of ``Current``."""
        return self._current(language)

    def new_register(self) -> Register:
        """The register, for who closes it."""
        return open_register(self.settings.register)

    @contextmanager
    def register(self) -> Iterator[Register]:
        """The register, for the thread that asks; begun if there is none yet."""
        with open_register(self.settings.register) as register:
            yield register

    def source(self) -> Path | None:
        """Where the schedule is: today's upload, else what practice.yaml names, else None."""
        uploaded = newest_of(self.settings.home, self.today())
        if uploaded is not None:
            return uploaded
        named = self.opened().workspace.practice.value.schedule
        return self.settings.home / named if named is not None else None

    def schedule(self) -> Schedule:
        """The schedule as it is now."""
        path = self.source()
        found = self._schedule(path, self.opened(), self.now())
        return replace(found, name=SENT) if path and is_sent(self.settings.home, path) else found

    def read(self, path: Path) -> Schedule:
        """A file as a schedule, whatever the list shows."""
        reader = ScheduleReader(b"", self.settings.home / SCHEDULES / COLUMNS)
        return reader(path, self.opened(), self.now())

    def visits(self, day: date) -> tuple[Visit, ...]:
        """Every visit of the schedule, and those of this day that were typed at the desk."""
        planned = self.schedule().visits
        with self.register() as register:
            return self._walk_ins.beside(planned, day, register, self.opened(), self.now())

    def visit(self, key: str) -> Visit:
        """The visit with this key.

        Raises:
            Refused: 410: there is none, or its row has changed since the key was given out.
        """
        found = self.schedule().visit(key) or self._walk_ins.visit(key, self.opened(), self.now())
        if found is None:
            raise Refused(
                410,
                "This visit has changed in the schedule, or is no longer in it.",
                "Go back to the list: it shows the schedule as it is now.",
            )
        return found

    def standings(self, visits: Sequence[Visit]) -> dict[str, Standing]:
        """How far the packet of each visit is, by the visit's key."""
        with self.register() as register:
            return self._judge(visits, register, self.opened, self.today())
