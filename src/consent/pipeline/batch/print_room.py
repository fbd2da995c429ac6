"""The print run of a batch: packets join it in the order of the rows, as they are done.

A run that is sorted begins when the last packet is done; until then it is held in memory, without its pages.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from consent.models.library.catalogue import Catalogue
from consent.models.paper.master import Master
from consent.models.paper.print_run import Amount
from consent.models.paper.slots import Slot
from consent.models.people.look import Look
from consent.models.people.record import Record
from consent.models.register.manifest import Status
from consent.pipeline.batch.outcome import Outcome
from consent.pipeline.batch.print_order import Key, PrintOrder, labels_of, sort_key
from consent.stamp.run import PrintRun
from consent.write import LongFile

_KEPT = 12
"""Masters that are held ready."""


@dataclass(slots=True)
class _Kept:
    """A packet that waits for its place; as little of it as can be printed from."""

    key: Key = field(repr=False)
    master: str
    slow: bool
    values: tuple[str | None, ...] = field(repr=False)
    labels: tuple[str, ...]
    catalogue: Catalogue


class PrintRoom:
    """Writes one print run; the file is there, whole, only after ``finish``."""

    def __init__(
        self,
        order: PrintOrder,
        look: Look,
        catalogue_of: Callable[[Record], Catalogue],
        read_master: Callable[[str], bytes],
        remember: Callable[[Path], None],
        people: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """``remember`` is told of the unfinished file, to be removed if the program is killed.

        ``people`` are the practitioners' names by id, for the separators.
        """
        self._people = people
        self._order = order
        self._look = look
        self._catalogue_of = catalogue_of
        self._read_master = read_master
        hint = "name a file you may write to with --print-run, and see that the disk has room"
        self._file = LongFile(order.path, hint, remember)
        self._masters: OrderedDict[str, Master] = OrderedDict()
        self._kept: list[_Kept] = []
        self.amount = Amount()
        self.size = 0

    def __enter__(self) -> Self:
        self._file.__enter__()
        self._run = PrintRun(
            self._file.write,
            issued_on=self._look.issued_on,
            copies=self._order.copies,
            separators=self._order.separators,
            duplex=self._order.duplex,
            tagged=self._order.tagged,
        )
        return self

    def add(self, outcome: Outcome) -> None:
        """Append the packet of a row, if it has one; or keep it until all are there."""
        line, job, record = outcome.line, outcome.job, outcome.record
        if line is None or job is None or record is None or line.status is Status.REFUSED:
            return
        slow = line.status is Status.SLOW
        master = job.packet_id if slow else job.content_hash
        catalogue = self._catalogue_of(record)
        labels = labels_of(record, self._order.labels, self._people, catalogue)
        if self._order.sort:
            key = sort_key(record, line.pages, self._order.sort)
            self._kept.append(_Kept(key, master, slow, tuple(map(job.values.get, Slot)), labels, catalogue))
        else:
            self._print(master, job.values, labels, catalogue, slow=slow)

    def finish(self) -> None:
        """Put the whole file in place; no packet, no file."""
        self._kept.sort(key=attrgetter("key"))
        for kept in self._kept:
            values = {slot: value for slot, value in zip(Slot, kept.values, strict=True) if value is not None}
            self._print(kept.master, values, kept.labels, kept.catalogue, slow=kept.slow)
        if not self.amount.packets:
            return
        self._run.finish()
        self.size = self._run.size
        self._file.put()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.__exit__(kind, error, trace)

    def _print(
        self,
        name: str,
        values: Mapping[Slot, str],
        labels: Sequence[str],
        catalogue: Catalogue,
        *,
        slow: bool,
    ) -> None:
        # A master of one packet is not asked for again.
        master = Master.from_bytes(self._read_master(name)) if slow else self._shared(name)
        self.amount += self._run.add(
            master, values, catalogue=catalogue, edition=self._look.edition, labels=labels
        )

    def _shared(self, content_hash: str) -> Master:
        master = self._masters.get(content_hash)
        if master is None:
            master = self._masters[content_hash] = Master.from_bytes(self._read_master(content_hash))
            if len(self._masters) > _KEPT:
                self._masters.popitem(last=False)
        self._masters.move_to_end(content_hash)
        return master
