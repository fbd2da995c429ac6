"""The print run of a batch: packets join it in the order of the rows, as they are done."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from io import BufferedWriter
from pathlib import Path
from types import TracebackType
from typing import Self

from consent.errors import WriteError
from consent.models.look import Look
from consent.models.manifest import Status
from consent.models.master import Master
from consent.models.print_run import Amount, Copy
from consent.pipeline.batch import Outcome
from consent.stamp.run import PrintRun
from consent.write import open_part

_KEPT = 12
"""Masters that are held ready."""


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """How a print run is asked for."""

    path: Path
    copies: tuple[Copy, ...] = ()
    separators: bool = False
    duplex: bool = True
    tagged: bool = False


class PrintRoom:
    """Writes one print run; the file is there, whole, only after ``finish``."""

    def __init__(
        self, order: PrintOrder, look: Look, language: str, read_master: Callable[[str], bytes]
    ) -> None:
        self._order = order
        self._look = look
        self._language = language
        self._read_master = read_master
        self._masters: OrderedDict[str, Master] = OrderedDict()
        self.amount = Amount()
        self.size = 0

    def __enter__(self) -> Self:
        self._part, self._file = self._opened()
        self._run = PrintRun(
            self._write,
            issued_on=self._look.issued_on,
            copies=self._order.copies,
            separators=self._order.separators,
            duplex=self._order.duplex,
            tagged=self._order.tagged,
        )
        return self

    def add(self, outcome: Outcome) -> None:
        """Append the packet of a row, if it has one."""
        line, job = outcome.line, outcome.job
        if line is None or job is None or line.status is Status.REFUSED:
            return
        slow = line.status is Status.SLOW
        master = self._slow(job.packet_id) if slow else self._shared(job.content_hash)
        self.amount += self._run.add(master, job.values, language=self._language, edition=self._look.edition)

    def finish(self) -> None:
        """Put the whole file in place; no packet, no file."""
        if not self.amount.packets:
            return
        self._run.finish()
        self.size = self._run.size
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._part.replace(self._order.path)
        except OSError as error:
            raise self._failed(error) from None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            self._part.unlink()

    def _shared(self, content_hash: str) -> Master:
        master = self._masters.get(content_hash)
        if master is None:
            master = self._masters[content_hash] = Master.from_bytes(self._read_master(content_hash))
            if len(self._masters) > _KEPT:
                self._masters.popitem(last=False)
        self._masters.move_to_end(content_hash)
        return master

    def _slow(self, packet_id: str) -> Master:
        return Master.from_bytes(self._read_master(packet_id))

    def _opened(self) -> tuple[Path, BufferedWriter]:
        try:
            return open_part(self._order.path)
        except OSError as error:
            raise self._failed(error) from None

    def _write(self, data: bytes) -> None:
        try:
            self._file.write(data)
        except OSError as error:
            raise self._failed(error) from None

    def _failed(self, error: OSError) -> WriteError:
        return WriteError(
            f"cannot write {self._order.path}: {error.strerror or type(error).__name__}",
            hint="name a file you may write to with --print-run, and see that the disk has room",
        )
