"""What is made goes into the register: before it is on paper, and after."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from consent.errors import InputError, StampError
from consent.models.findings.finding import Finding
from consent.models.library.condition import Fact
from consent.models.paper.master import Master
from consent.models.paper.slots import Slot
from consent.models.people.look import DocumentKind
from consent.models.people.record import Record
from consent.models.place import Sourced
from consent.models.register.issue import Content, Issue, Printed, PrintedClause, State, Wanted
from consent.models.register.manifest import Status
from consent.pipeline.memory import Wish
from consent.pipeline.recalling import Recalled
from consent.register import Register, open_register
from consent.write import move_aside

if TYPE_CHECKING:
    from consent.models.paper.packet import Packet
    from consent.pipeline.batch import Outcome

NO_MARK_LEFT = "REC090"
ANOTHERS = "REC091"
ANOTHERS_MESSAGE = "this `record_id` was issued before for a patient with another MRN"
ANOTHERS_HINT = (
    "give the record an id of its own; if the MRN was corrected, or the visit really passed to another"
    " patient, add `--replace`: then the first packet is superseded"
)
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


@dataclass(slots=True)
class Desk:
    """Tells the register of single packets."""

    register: Register
    issued_on: date
    home: Path
    """The practice's folder."""
    replace: bool = False
    """Whether a record id may pass to another patient."""
    document: DocumentKind = DocumentKind.CONSENT
    records: Mapping[str, Sourced[Record]] = field(default_factory=dict, repr=False)
    """By record id; none for a blank packet."""
    _marks: dict[str, str] = field(default_factory=dict)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.register.close()

    def know(self, records: Sequence[Sourced[Record]]) -> None:
        """The records whose packets will be printed.

        Raises:
            InputError: an id belongs to another patient.
        """
        wrong = [
            Finding(record.at("record_id"), ANOTHERS, ANOTHERS_MESSAGE, ANOTHERS_HINT, field="record_id")
            for record in records
            if not self.replace
            and self.register.is_anothers(record.value.record_id, record.value.patient.mrn)
        ]
        if wrong:
            raise InputError(tuple(wrong))
        self.records = {record.value.record_id: record for record in records}

    def can_recall(self, packets: Sequence[Recalled], records: Sequence[Sourced[Record]]) -> bool:
        """Whether the register knows what these packets say; then nothing has to be assembled for it."""
        self.know(records)
        return all(self.register.knows_content(packet.content_hash) for packet in packets)

    def claim_serials(self, packet: Packet, count: int) -> range:
        """So many numbers for blank packets of this content; no other has them, and none will."""
        return self.register.claim_serials(packet.content_hash, self.issued_on, count)

    def begin(self, packet: Packet | Recalled) -> str:
        """Note a packet as begun; its mark.

        Raises:
            StampError: no mark is left for this packet id.
        """
        record = self.records.get(packet.record_id)
        if not self.register.knows_content(packet.content_hash):
            if isinstance(packet, Recalled):
                raise ValueError("a packet from memory needs a content that the register knows")
            self.register.add_content(content_of(packet))
        wanted = Wanted(
            packet_id=packet.packet_id,
            record_id=self._record_id(packet),
            mrn=record.value.patient.mrn if record else "",
            content=packet.content_hash,
            issued_on=self.issued_on,
            scheduled_on=record.value.scheduled_on if record else None,
            values=packet.slots,
        )
        mark = self.register.begin([wanted])[0]
        if mark is None:
            raise StampError(
                f"packet {packet.packet_id} has been issued with other values too often:"
                " no letter is left to tell its papers apart",
                hint="give the record another record_id",
            )
        self._marks[packet.packet_id] = mark
        return mark

    def complete(self, packet: Packet | Recalled, master: Master, pdf: bytes, path: Path) -> None:
        """Note that its file is written, and set aside what stands beside it and gave way."""
        record = self.records.get(packet.record_id)
        self.register.complete(
            [
                Printed(
                    packet_id=packet.packet_id,
                    mark=self._marks[packet.packet_id],
                    sha256=hashlib.sha256(pdf).hexdigest(),
                    size=len(pdf),
                    pages=master.pages,
                    # One that serves a single packet has its patient's name in it, so it is not kept.
                    master=self.register.masters.keep(master.to_bytes()) if master.sentinels else "",
                    path=beside(path, self.home),
                    source=beside(Path(record.source.file), self.home) if record else "",
                )
            ]
        )
        for issue in self.register.by_record(packet.record_id) if self._record_id(packet) else ():
            if issue.state is State.SUPERSEDED and issue.packet_id != packet.packet_id:
                self._move_aside(issue, path.absolute().parent)

    def _record_id(self, packet: Packet | Recalled) -> str:
        """The record that the register keeps. An authorization is no consent to its visit."""
        return packet.record_id if self.document is DocumentKind.CONSENT else ""

    def _move_aside(self, issue: Issue, folder: Path) -> None:
        """No old packet of the record, perhaps with the other side, is left beside the new one."""
        for printed in issue.files:
            old = self.home.absolute() / printed.path
            if old.parent == folder:
                move_aside(old, printed.sha256)


def open_desk(folder: Path, wish: Wish, *, replace: bool = False) -> Desk:
    """The register in this folder, for single packets."""
    return Desk(open_register(folder), wish.issued_on, wish.practice.parent, replace, wish.document)


def content_of(packet: Packet) -> Content:
    """What the register keeps of a packet's content."""
    from consent.checks.words import clause_words
    from consent.passages import passages_of_packet

    return Content(
        sha256=packet.content_hash,
        template_version=packet.template_version,
        edition=packet.edition.value,
        paper=packet.paper.value,
        language=packet.language,
        procedures=" ".join(f"{one.id}@{one.version}" for one in packet.procedures),
        policies=" ".join(f"{id_}@{version}" for id_, version in packet.policies),
        clauses=tuple(
            PrintedClause(clause.id, clause.version, clause.wording_hash, clause_words(clause))
            for clause in packet.clauses
        ),
        subject="; ".join(
            ", ".join(sorted(packet.facts[fact]))
            for fact in (Fact.BODY_SITE, Fact.INDICATION)
            if packet.facts.get(fact)
        ),
        passages=passages_of_packet(packet),
        proposed="\n".join(
            f"{one.id} {line.site}".rstrip()
            for one, line in zip(packet.procedures, packet.proposed, strict=False)
        ),
    )


def beside(path: Path, home: Path) -> str:
    """A path as the register keeps it: from the practice's folder where it is below it."""
    whole, home = path.absolute(), home.absolute()
    return whole.relative_to(home).as_posix() if whole.is_relative_to(home) else str(whole)
