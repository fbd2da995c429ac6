"""A batch under way: made in a thread of its own, looked at from the pages, stopped by a button.

What ends it, the button, an error, the end of the desk, leaves what ``consent batch`` leaves: every packet
whole, the print run there only when all is done; started again, it makes what is missing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from consent.desk.batches.schedules import Kept
from consent.desk.batches.wish import BatchWish
from consent.errors import ConsentError, InputError
from consent.load.source.open import open_source
from consent.models.findings.finding import Finding
from consent.models.register.manifest import Status
from consent.pipeline.batch.print_order import PrintOrder

if TYPE_CHECKING:
    from consent.desk.current import Opened
    from consent.pipeline.batch.pace import Pace
    from consent.register import Register

_MOST_SHOWN = 200


class Stage(StrEnum):
    """How far a batch is."""

    WORKING = "working"
    STOPPING = "stopping"
    STOPPED = "stopped"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that has no packet."""

    unit: str
    number: int
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class Progress:
    """What can be said of a batch now."""

    stage: Stage = Stage.WORKING
    rows: int = 0
    """How many there are."""
    done: int = 0
    made: int = 0
    unchanged: int = 0
    """Of those made, how many were there already."""
    pages: int = 0
    sheets: int = 0
    refused: list[Refusal] = field(default_factory=list, repr=False)
    more_refused: int = 0
    seconds_left: float | None = None
    message: str = ""
    """Why it failed."""
    hint: str = ""


class Run:
    """One batch. Begin it with ``start``."""

    def __init__(
        self,
        kept: Kept,
        opened: Opened,
        wish: BatchWish,
        today: date,
        rows: int,
        open_register: Callable[[], Register],
        *,
        jobs: int = 1,
    ) -> None:
        """``rows``: how many of the schedule are meant."""
        self.kept = kept
        self.wish = wish
        self._look = wish.look(today, opened.workspace.practice.value.paper)
        self._opened = opened
        self._open_register = open_register
        self._jobs = jobs
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._progress = Progress(rows=rows)
        self._thread = threading.Thread(target=self._work, name="desk-batch", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End it after the packets that are under way; what was made stays."""
        with self._lock:
            if self._progress.stage is Stage.WORKING:
                self._progress.stage = Stage.STOPPING
        self._stop.set()

    def join(self, timeout: float | None = None) -> None:
        """Wait until it is over."""
        with suppress(RuntimeError):
            self._thread.join(timeout)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will change."""
        return self.progress().stage in (Stage.DONE, Stage.STOPPED, Stage.FAILED)

    def progress(self) -> Progress:
        """How far it is, as a copy."""
        with self._lock:
            one = self._progress
            return Progress(
                *(one.stage, one.rows, one.done, one.made, one.unchanged, one.pages, one.sheets),
                *(list(one.refused), one.more_refused, one.seconds_left, one.message, one.hint),
            )

    def _work(self) -> None:
        try:
            stage, message, hint = self._made()
        except InputError as error:
            first = error.findings[0]
            stage, message, hint = Stage.FAILED, first.message, first.hint
        except ConsentError as error:
            stage, message, hint = Stage.FAILED, error.message, error.hint
        except Exception:  # noqa: BLE001 - its message may quote a patient
            stage, message = Stage.FAILED, "the batch ended by a fault of this program"
            hint = "run it in a terminal, with consent batch, to see what to report"
        with self._lock:
            self._progress.stage, self._progress.message, self._progress.hint = stage, message, hint
            self._progress.seconds_left = None

    def _made(self) -> tuple[Stage, str, str]:
        from consent.pipeline.batch.press import Press

        workspace = self._opened.workspace
        press = Press(workspace, self._look, self._opened.memory, self._jobs)
        press.watch = self._watch
        wish = self.wish
        order = PrintOrder(self.kept.print_run, wish.copies, duplex=not wish.one_sided, sort=wish.sort)
        with (
            self._open_register() as register,
            open_source(
                [self.kept.path],
                library=workspace.library,
                practice=workspace.practice,
                issued_on=self._look.issued_on,
            ) as source,
        ):
            self.kept.batch.mkdir(mode=0o700, exist_ok=True)
            outcomes: Any = press.run(
                wish.choice.of(source.rows),
                self.kept.batch,
                only_some=not wish.choice.is_all,
                print_order=order,
                register=register,
            )
            with closing(outcomes):
                for outcome in outcomes:
                    self._count(outcome)
                    if self._stop.is_set():
                        return Stage.STOPPED, "", ""
        with self._lock:
            self._progress.unchanged = press.summary.unchanged
            self._progress.pages = press.summary.print_run.pages or press.summary.pages
            self._progress.sheets = press.summary.print_run.sheets or press.summary.sheets
        return Stage.DONE, "", ""

    def _count(self, outcome: Any) -> None:
        line = outcome.line
        with self._lock:
            one = self._progress
            one.done += 1
            if line is None or line.status is not Status.REFUSED:
                one.made += 1
                one.pages += line.pages if line else 0
            elif len(one.refused) < _MOST_SHOWN:
                row = outcome.row
                one.refused.append(Refusal(row.unit.value, row.number, outcome.findings))
            else:
                one.more_refused += 1

    def _watch(self, pace: Pace) -> None:
        with self._lock:
            self._progress.seconds_left = pace.seconds_left(self._progress.rows or None)
