"""Packets typeset and read back from their PDF, in several processes when there is much to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType
from typing import Self

from consent.gate.collecting import collect_seldom
from consent.gate.covering import length_of
from consent.gate.on_paper import on_paper
from consent.models.findings.expectation import Expectation, PaperReport
from consent.models.library.collection import Library
from consent.models.paper.packet import Edition, Packet
from consent.models.people.practice import Practice
from consent.models.place import Source, Sourced

_LARGE = 2.2
"""Pages of a packet in large print, for one of the same packet in the standard edition."""


@dataclass(frozen=True, slots=True)
class Job:
    """One packet to typeset and read back."""

    name: str
    packet: Packet = field(repr=False)
    practice: Practice = field(repr=False)

    @property
    def size(self) -> float:
        """How long it takes, next to other jobs."""
        return length_of(self.packet) * (_LARGE if self.packet.edition is Edition.LARGE_PRINT else 1)


@dataclass(frozen=True, slots=True)
class Desk:
    """What is the same for every job."""

    library: Library = field(repr=False)
    roots: tuple[Path, ...]
    as_of: date

    def read_back(self, job: Job) -> PaperReport:
        """What is wrong with one packet on paper."""
        expectation = Expectation(
            library=self.library,
            practice=Sourced(job.practice, Source("practice")),
            policies=(),
            procedures=(),
            as_of=self.as_of,
            packet=job.packet,
            roots=self.roots,
        )
        return on_paper(job.packet, job.name, self.roots, expectation)


class Readers:
    """Those who read packets back. Other processes get ready at once, while packets are still assembled."""

    def __init__(self, desk: Desk, workers: int) -> None:
        self._desk = desk
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        if self._workers > 1:
            # A fresh process each: WeasyPrint's font set-up does not survive a fork everywhere.
            self._pool = ProcessPoolExecutor(
                self._workers, get_context("spawn"), initializer=_sit_down, initargs=(self._desk,)
            )
            for _ in range(self._workers):
                self._pool.submit(_ready)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def reports(self, jobs: Sequence[Job]) -> Iterator[tuple[int, PaperReport]]:
        """What is wrong with each packet, and the number of its job, as they are finished."""
        if self._pool is None:
            for number, job in enumerate(jobs):
                yield number, self._desk.read_back(job)
            return
        # The longest first, so that none is left to one process while the others have nothing to do.
        order = sorted(range(len(jobs)), key=lambda number: -jobs[number].size)
        waiting: dict[Future[PaperReport], int] = {self._pool.submit(_read_back, jobs[n]): n for n in order}
        for done in as_completed(waiting):
            yield waiting[done], done.result()


def _ready() -> None:
    """What a process does to start: nothing."""


def _sit_down(desk: Desk) -> None:
    """A process begins: it has the desk before it, and all that typesets and reads."""
    global _desk  # noqa: PLW0603 - of this process, which has one desk only
    import consent.checks.paper.entry
    import consent.pipeline.masters
    import consent.typeset.engine  # noqa: F401 - now, and not while the first packet waits

    _desk = desk
    collect_seldom()


_desk: Desk


def _read_back(job: Job) -> PaperReport:
    return _desk.read_back(job)
