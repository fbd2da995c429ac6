"""Who looks at scans and packs archives: this process, or several others that last as long as the desk."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import wait
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from consent.intake.archive import archived
from consent.intake.files import UnreadableError
from consent.intake.judge import Judge
from consent.models.register.scanned import PageSeen, Sheet
from consent.register import Register, open_register

_UNDER_WAY = 8
"""Sheets that wait for each worker at most: what a heap takes in memory, whatever its length."""
Judged = PageSeen | tuple[str, str]
"""A scan as it was judged; or which it is, and why it cannot be read."""
ToArchive = tuple[str, list[PageSeen], str]
"""A packet's name, the pages to put into its archive, and the digest of what was issued."""
Task = TypeVar("Task")
Done = TypeVar("Done")


class Workers:
    """``jobs`` of them; what they are given comes back in its order. With one, this process works."""

    def __init__(self, register: Register, jobs: int) -> None:
        self._jobs = jobs
        self._judge = Judge(register)
        # A forked process would share this one's open database.
        self._pool = (
            ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_begin, initargs=(register.folder,))
            if jobs > 1
            else None
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def judged(self, sheets: Iterable[Sheet]) -> Iterator[Judged]:
        """Each scan as it was judged."""
        if self._pool is None:
            return (_one(self._judge, sheet) for sheet in sheets)
        return _spread(self._pool, _work, sheets, self._jobs * _UNDER_WAY)

    def archives(self, packets: Iterable[ToArchive]) -> Iterator[bytes]:
        """The archive of each packet."""
        if self._pool is None:
            return (_archive(packet) for packet in packets)
        return _spread(self._pool, _archive, packets, 2 * self._jobs)


def _spread(
    pool: Executor, work: Callable[[Task], Done], tasks: Iterable[Task], under_way: int
) -> Iterator[Done]:
    left = iter(tasks)
    waiting = [pool.submit(work, task) for task in islice(left, under_way)]
    while waiting:
        yield waiting.pop(0).result()
        waiting += [pool.submit(work, task) for task in islice(left, 1)]


def _one(judge: Judge, sheet: Sheet) -> Judged:
    try:
        return judge.page(sheet)
    except UnreadableError as error:
        return f"{sheet.file}, page {sheet.page}", error.message


_JUDGES: list[Judge] = []
"""The one judge of a worker process."""


def _begin(folder: Path) -> None:
    # Ctrl-C reaches every process of a terminal, and the program ends its workers itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _JUDGES.append(Judge(open_register(folder, must_exist=True)))


def _end_with_parent() -> None:
    """A program that is killed leaves nobody behind who waits for its scans."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _work(sheet: Sheet) -> Judged:
    return _one(_JUDGES[0], sheet)


def _archive(packet: ToArchive) -> bytes:
    return archived(*packet)
