"""The assembled consent for one record: every sentence that will print, in order, with its source.

Identity values (``slots``) stand apart from the content: packets with the same content share a master.
Headings and labels of the form itself live in ``templates/pages/``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from consent.models.library.catalogue import ENGLISH, Catalogue
from consent.models.library.clause import SectionName, Signer
from consent.models.library.condition import Facts
from consent.models.library.policy import Requirement
from consent.models.paper.bound_form import BoundForm
from consent.models.paper.packet_rows import (
    ClauseText,
    GuidanceText,
    ProcedureText,
    Sentence,
    SharedText,
    StepRow,
    WriteInPlace,
)
from consent.models.paper.slots import Slot
from consent.models.people.look import DocumentKind, Paper
from consent.models.people.look import Edition as Edition
from consent.models.place import Place


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The practice on paper."""

    name: str
    address: tuple[str, ...]
    phone: str
    after_hours_phone: str
    accessibility_contact: str
    logo: str | None = field(repr=False)
    """The picture itself, as a ``data:`` URL."""


@dataclass(frozen=True, slots=True)
class PractitionerLine:
    """The responsible practitioner on paper."""

    id: str
    name: str
    """With credentials, for example ``Ana Ruiz, MD``."""
    licence: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """One line of "what is proposed"."""

    title: str
    site: str
    """For example ``left shoulder joint``; empty when it has none or it is still to be written in."""
    indication: str
    site_open: bool
    """True on a blank packet whose body site is still to be written in."""
    anchor: str


@dataclass(frozen=True, slots=True)
class KeyInformation:
    """The first page."""

    what: tuple[Sentence, ...]
    """One for each procedure, in the order of ``Packet.proposed``."""
    status: tuple[ClauseText, ...]
    reasons_for: tuple[Sentence, ...]
    reasons_against: tuple[Sentence, ...]
    choice: tuple[ClauseText, ...]


@dataclass(frozen=True, slots=True)
class ClauseSection:
    """Clauses that print under one heading."""

    name: SectionName
    clauses: tuple[ClauseText, ...]


@dataclass(frozen=True, slots=True)
class SignerDetail:
    """What is already known of a signer besides the name, for example the licence."""

    label: str
    words: str
    """Empty when it is a slot."""
    slot: Slot | None = None


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """A place to sign, with the statement it confirms. They never part."""

    signer: Signer
    anchor: str
    statements: tuple[ClauseText, ...]
    notices: tuple[ClauseText, ...]
    """Dictated notices that must stand directly above the line."""
    printed_name: str
    """Known words for "printed name"; empty when it is a slot or to be written."""
    printed_name_slot: Slot | None
    details: tuple[SignerDetail, ...]
    write_ins: tuple[WriteInPlace, ...]


@dataclass(frozen=True, slots=True)
class NumberedReference:
    """One source in the packet's list."""

    key: str
    """A letter for the part and a number: ``R3``."""
    citation: str


@dataclass(frozen=True, slots=True)
class AppliedRequirement:
    """One requirement of an active policy that applies to this packet."""

    policy: str
    policy_version: str
    requirement: Requirement
    place: Place = field(compare=False)
    procedures: tuple[str, ...] = ()
    """Anchors of the procedures because of which it applies; empty when it asks nothing of a procedure."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be done at the visit, for the one sentence that says it."""

    use: str
    """``mixed``, ``in-turn`` or ``alone``; empty while it is still to be written in."""
    products: tuple[str, ...]
    """What is put into the body, in the order of the procedures: ``MSC exosomes``."""
    from_blood: frozenset[str]
    """The products among them that are the kits with which a part of the patient's own blood is made."""
    aids: tuple[str, ...]
    """Procedures that put nothing into the body: ``ultrasound guidance``."""
    needles: int | None
    shots: int | None
    visits: int | None
    both_sides: bool
    """Whether the needles and shots are those of each of two sides."""

    def told(self) -> dict[str, str | int | None]:
        """How everything is given, for the twin."""
        return {"use": self.use, "needles": self.needles, "shots": self.shots, "visits": self.visits}


@dataclass(frozen=True, slots=True)
class TranslationMarks:
    """What a packet says of the translation that it prints; nothing in English."""

    is_draft: bool = False
    """Nobody has signed for some of its words."""
    is_stale: bool = False
    """Some of its words are of an English text that has changed since, or are still English."""
    people: tuple[TranslationLine, ...] = ()
    """Who translated it and who read that, for the last page."""


@dataclass(frozen=True, slots=True)
class TranslationLine:
    """Somebody who answers for the words of a packet."""

    is_reviewer: bool
    name: str
    """With credentials."""
    on: date
    """The last day for which they signed for any of them."""


@dataclass(frozen=True, slots=True)
class Packet:
    """The assembled consent for one record."""

    packet_id: str
    record_id: str
    """Empty on a blank packet."""
    blank: bool
    title: str
    language: str
    edition: Edition
    paper: Paper
    issued_on: date
    """The day whose law decides the content; it prints as a slot."""
    template_version: str
    content_hash: str
    """SHA-256 of everything that prints except the slots."""
    letterhead: Letterhead
    practitioner: PractitionerLine
    proposed: tuple[Proposed, ...]
    plan: Plan
    key_information: KeyInformation
    procedures: tuple[ProcedureText, ...]
    steps: tuple[StepRow, ...]
    """The steps of all procedures, merged in the order of the visit."""
    durations: tuple[Sentence, ...]
    """How long the visit takes; a sentence that several procedures share stands once."""
    guidance: GuidanceText
    shared: tuple[SharedText, ...]
    sections: tuple[ClauseSection, ...]
    official_forms: tuple[BoundForm, ...]
    """Forms of authorities that the requirements ask for; they stand before the consent."""
    consent: tuple[ClauseText, ...]
    signatures: tuple[SignatureBlock, ...]
    refusal: tuple[ClauseText, ...]
    refusal_signatures: tuple[SignatureBlock, ...]
    patient_copy: tuple[ClauseText, ...]
    references: tuple[NumberedReference, ...]
    """Where the facts come from; the keys stand in the text."""
    sources: bool
    """Whether the list of them prints, on sheets of its own."""
    policies: tuple[tuple[str, str], ...]
    """Id and version of each active policy."""
    requirements: tuple[AppliedRequirement, ...]
    facts: Facts = field(repr=False)
    slots: Mapping[Slot, str] = field(repr=False, compare=False)
    document: DocumentKind = DocumentKind.CONSENT
    catalogue: Catalogue = field(default=ENGLISH, repr=False)
    """The fixed words of its pages."""
    translation: TranslationMarks = TranslationMarks()
    copy: Packet | None = field(default=None, repr=False)
    """The same in English, printed behind it for reading; its id and its own slots are not used."""
    facing: Packet | None = field(default=None, repr=False)
    """The same in English, printed beside its words; its id and its own slots are not used."""

    @property
    def titles(self) -> tuple[str, ...]:
        """Of what is proposed, in order."""
        return tuple(line.title for line in self.proposed)

    @property
    def has_indication(self) -> bool:
        """Whether anything is proposed for a reason that is known."""
        return any(line.indication for line in self.proposed)

    @property
    def signing_order(self) -> tuple[SignatureBlock, ...]:
        """The places to sign as they stand on the sheet: the interpreter, who signs first, on top."""
        return tuple(sorted(self.signatures, key=lambda block: block.signer is not Signer.INTERPRETER))

    def section(self, name: SectionName | str) -> tuple[ClauseText, ...]:
        """The clauses of one section; none when it has none."""
        return next((section.clauses for section in self.sections if section.name == name), ())

    @property
    def clauses(self) -> tuple[ClauseText, ...]:
        """Every clause in the packet, in the order of the pages."""
        found = [*self.key_information.status, *self.key_information.choice]
        for section in self.sections:
            found += section.clauses if section.name is not SectionName.REVOCATION else ()
        found += self.consent
        for block in self.signing_order:
            found += [*block.statements, *block.notices]
        found += self.refusal
        for block in self.refusal_signatures:
            found += block.statements
        found += self.patient_copy
        # On the sheet after the signatures.
        found += self.section(SectionName.REVOCATION)
        return tuple(found)
