"""Packets drafted, and some typeset and read back from their PDF, in several processes if asked."""

from __future__ import annotations

import gc
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, Self

from consent.gate.cells import Cell
from consent.gate.on_paper import on_paper
from consent.gate.setting import Setting
from consent.gate.sketches import Sketch, length_of, sketches_of
from consent.models.findings.evidence import PaperReport
from consent.models.findings.expectation import Expectation
from consent.models.paper.packet import Edition, Packet
from consent.models.people.practice import Practice
from consent.models.place import Source, Sourced
from consent.pipeline.parts.beside import may_fork
from consent.uncollected import collect_seldom

if TYPE_CHECKING:
    from consent.pipeline.parts.store import PartStore

_AT_ONCE = 16
"""Groups of cells that a process is handed at a time: one by one, it would wait for the next."""
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


class Readers:
    """Those who judge packets, in words and on paper: this process, or ``jobs`` others."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._workers = setting.jobs
        self._pool: ProcessPoolExecutor | None = None
        self._spool: TemporaryDirectory[str] | None = None
        self._parts: PartStore | None = None

    def __enter__(self) -> Self:
        if self._workers > 1:
            # What one process has typeset, the others take from here: most packets share their parts.
            self._spool = TemporaryDirectory(prefix="consent-check-")
            # A copy of this program knows the library; what typesets is read by each for itself, since
            # WeasyPrint's font set-up does not survive a fork everywhere.
            forks = may_fork()
            if forks:
                import consent.checks.paper.own
                import consent.pipeline.parts.masters  # noqa: F401 - once, for all of them
            self._pool = ProcessPoolExecutor(
                self._workers,
                get_context("fork" if forks else "spawn"),
                initializer=_sit_down,
                initargs=(self._setting, Path(self._spool.name)),
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        if self._spool is not None:
            self._spool.cleanup()

    def sketches(self, groups: Sequence[tuple[Cell, ...]]) -> Iterator[Sketch]:
        """What is known of the packets of all cells; each group differs in its editions alone.

        Other processes begin at once, and go on while nobody asks for the next.
        """
        if self._pool is None:
            return (sketch for group in groups for sketch in sketches_of(self._setting, group))
        found = self._pool.map(_sketch, groups, chunksize=_AT_ONCE)
        for _ in range(self._workers):
            # Behind the last sketch, while this process chooses what is typeset.
            self._pool.submit(_make_ready)
        return (sketch for sketches in found for sketch in sketches)

    def reports(self, jobs: Sequence[Job]) -> Iterator[tuple[int, PaperReport]]:
        """What is wrong with each packet, and the number of its job, as they are finished."""
        if self._pool is None:
            self._parts = self._parts or _store(self._setting, None)
            for number, job in enumerate(jobs):
                yield number, read_back(job, self._setting, self._parts)
            return
        # The longest first, so that none is left to one process while the others have nothing to do.
        order = sorted(range(len(jobs)), key=lambda number: -jobs[number].size)
        waiting: dict[Future[PaperReport], int] = {self._pool.submit(_read_back, jobs[n]): n for n in order}
        for done in as_completed(waiting):
            yield waiting[done], done.result()


def read_back(job: Job, setting: Setting, parts: PartStore) -> PaperReport:
    """What is wrong with one packet on paper."""
    expectation = Expectation(
        library=setting.library,
        practice=Sourced(job.practice, Source("practice")),
        policies=(),
        procedures=(),
        as_of=setting.issued_on,
        packet=job.packet,
        words=setting.words,
        roots=setting.roots,
    )
    return on_paper(job.packet, job.name, setting.roots, expectation, parts)


def _store(setting: Setting, spool: Path | None) -> PartStore:
    # What typesets is imported only when something is typeset.
    from consent.pipeline.parts.store import PartStore
    from consent.pipeline.remembered.memory import open_memory

    memory = open_memory(setting.cache, setting.roots) if setting.cache else None
    return PartStore(setting.roots, memory, spool)


def _sit_down(setting: Setting, spool: Path) -> None:
    """A process begins, and knows the setting."""
    global _setting, _spool
    _setting, _spool = setting, spool
    for number in (signal.SIGTERM, signal.SIGHUP):
        if callable(signal.getsignal(number)):
            # A copy would clear away what is not its own.
            signal.signal(number, signal.SIG_DFL)
    # A copy looks through nothing that was there before it.
    gc.freeze()
    collect_seldom()


def _make_ready() -> None:
    """Read all that typesets and reads back, now and not while the first packet waits."""
    import consent.checks.paper.own
    import consent.typeset.engine  # noqa: F401

    _parts()


@cache
def _parts() -> PartStore:
    return _store(_setting, _spool)


_setting: Setting
_spool: Path


def _sketch(group: tuple[Cell, ...]) -> list[Sketch]:
    return sketches_of(_setting, group)


def _read_back(job: Job) -> PaperReport:
    return read_back(job, _setting, _parts())
