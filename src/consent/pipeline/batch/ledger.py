"""Whoever is told of the packets of a batch: the register, or nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

from consent.models.paper.slots import Slot
from consent.models.people.record import Record
from consent.models.register.issue import Content, Printed, Wanted
from consent.models.register.manifest import Status
from consent.pipeline.batch.outcome import Outcome
from consent.pipeline.issued.registering import beside
from consent.register import Register

_AT_ONCE = 1_000
"""Packets that are noted as issued in one go. One that is not noted when a program is killed stays begun."""


class Ledger(Protocol):
    """Whoever is told of the packets of a batch."""

    def add_content(self, content: Content) -> None:
        """A content that has been typeset."""

    def is_anothers(self, record: Record) -> bool:
        """Whether the record's id belongs to another patient."""

    def begin(self, outcomes: Sequence[Outcome]) -> Sequence[str | None]:
        """The mark of each packet that is about to be stamped; None when there is none left."""

    def complete(self, outcomes: Sequence[Outcome]) -> None:
        """Rows that are done."""

    def finish(self) -> None:
        """There will be no more."""


class NoLedger:
    """Nobody is told."""

    def add_content(self, content: Content) -> None:
        """Nothing."""

    def is_anothers(self, record: Record) -> bool:  # noqa: ARG002 - a protocol's
        """Nobody knows."""
        return False

    def begin(self, outcomes: Sequence[Outcome]) -> Sequence[str | None]:
        """Every packet is the first of its id."""
        return [""] * len(outcomes)

    def complete(self, outcomes: Sequence[Outcome]) -> None:
        """Nothing."""

    def finish(self) -> None:
        """Nothing."""


@dataclass(slots=True)
class BatchLedger:
    """Tells the register."""

    register: Register
    issued_on: date
    packets: Path
    """Where they are written."""
    masters: Path
    """Where those of this run lie, by content."""
    home: Path
    """The practice's folder."""
    replace: bool = False
    """Whether a record id may pass to another patient."""
    _kept: dict[str, str] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _waiting: list[Printed] = field(default_factory=list, repr=False)

    def add_content(self, content: Content) -> None:
        """Note what it says."""
        self.register.add_content(content)

    def is_anothers(self, record: Record) -> bool:
        """Whether the register knows the record's id for another patient, and it may not pass on."""
        return not self.replace and self.register.is_anothers(record.record_id, record.patient.mrn)

    def begin(self, outcomes: Sequence[Outcome]) -> Sequence[str | None]:
        """Note them as begun."""
        wanted = []
        for outcome in outcomes:
            job, record = outcome.job, outcome.record
            if job is None or record is None:
                raise ValueError("only a row with a packet can be begun")
            wanted.append(
                Wanted(
                    packet_id=job.packet_id,
                    record_id=record.record_id,
                    mrn=record.patient.mrn,
                    content=job.content_hash,
                    issued_on=self.issued_on,
                    scheduled_on=record.scheduled_on,
                    values=job.values,
                )
            )
        return self.register.begin(wanted)

    def complete(self, outcomes: Sequence[Outcome]) -> None:
        """Note those that were made as issued."""
        self._waiting += [printed for outcome in outcomes if (printed := self._printed(outcome))]
        if len(self._waiting) >= _AT_ONCE:
            self.finish()

    def finish(self) -> None:
        """Note all that is not noted yet."""
        done, self._waiting = self._waiting, []
        if done:
            self.register.complete(done)

    def _printed(self, outcome: Outcome) -> Printed | None:
        line, job = outcome.line, outcome.job
        if line is None or job is None or line.status not in (Status.MADE, Status.SLOW):
            return None
        return Printed(
            packet_id=line.packet_id,
            mark=job.values.get(Slot.ISSUE, ""),
            sha256=line.sha256,
            size=line.size,
            pages=line.pages,
            # A master of one packet has its patient's name in it, so it is not kept.
            master="" if line.status is Status.SLOW else self._master(job.content_hash),
            path=f"{self._named(str(self.packets))}/{line.packet_id}.pdf",
            source=self._named(line.source),
        )

    def _named(self, path: str) -> str:
        # Paths are slow, and there are few of them.
        if path not in self._names:
            self._names[path] = beside(Path(path), self.home) if path != "-" else path
        return self._names[path]

    def _master(self, content_hash: str) -> str:
        if content_hash not in self._kept:
            path = self.masters / content_hash
            # A run that finds every packet whole has made no master; the register has it already.
            self._kept[content_hash] = self.register.masters.keep(path.read_bytes()) if path.is_file() else ""
        return self._kept[content_hash]
