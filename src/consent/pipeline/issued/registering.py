"""What is printed one by one goes into the register: before it is on paper, and after."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from consent.errors import InputError, StampError
from consent.models.findings.finding import Finding
from consent.models.library.condition import Fact
from consent.models.paper.master import Master
from consent.models.people.look import DocumentKind
from consent.models.people.record import Record
from consent.models.place import Sourced
from consent.models.register.issue import Content, Issue, Printed, PrintedClause, State, Wanted
from consent.pipeline.remembered.memory import Wish
from consent.pipeline.remembered.recalling import Recalled
from consent.register import Register, open_register
from consent.write import move_aside

if TYPE_CHECKING:
    from consent.models.paper.packet import Packet

NO_MARK_LEFT = "REC090"
ANOTHERS = "REC091"
ANOTHERS_MESSAGE = "this `record_id` was issued before for a patient with another MRN"
ANOTHERS_HINT = (
    "give the record an id of its own; if the MRN was corrected, or the visit really passed to another"
    " patient, add `--replace`: then the first packet is superseded"
)


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
