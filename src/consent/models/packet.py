"""The assembled consent for one record: every sentence that will print, in order, with its source.

Identity values (``slots``) stand apart from the content: packets with the same content share a master.
Headings and labels of the form itself live in ``templates/pages/``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from consent.models.bound_form import BoundForm
from consent.models.clause import Acknowledgement, ClauseKind, SectionName, Signer, Typography
from consent.models.condition import Facts
from consent.models.look import Edition as Edition
from consent.models.look import Paper
from consent.models.place import Place
from consent.models.policy import Placement, Requirement
from consent.models.procedure import Status
from consent.models.prose import Prose
from consent.models.rows import Action, RiskSeverity
from consent.models.slots import Slot


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words from a definition file, and where they stand in it."""

    text: str
    place: Place = field(compare=False)
    references: tuple[int, ...] = ()
    """Numbers in the packet's list of sources."""


@dataclass(frozen=True, slots=True)
class WriteInPlace:
    """A ruled place to write in and the form field on it."""

    name: str
    """Name of the form field, unique in the packet."""
    label: str
    width: str = "medium"
    lines: int = 1


@dataclass(frozen=True, slots=True)
class ClauseText:
    """One clause as it prints: placeholders filled, requirements of all policies applied."""

    id: str
    version: str
    anchor: str
    """Unique in the packet; also the id of its element on the page."""
    kind: ClauseKind
    section: SectionName
    one_of: str
    """The group of clauses that exclude one another; empty when it is in none."""
    title: str
    """Empty when the title does not print."""
    prose: Prose
    acknowledgement: Acknowledgement
    typography: Typography
    placement: Placement
    write_ins: tuple[WriteInPlace, ...]
    attribution: str
    dictated: bool
    wording_hash: str
    """SHA-256 of the clause's body as written."""
    place: Place = field(compare=False)


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
class BenefitRow:
    """A hoped-for benefit and what is known of it."""

    benefit: Sentence
    likelihood: str
    evidence: str
    level: str


@dataclass(frozen=True, slots=True)
class RiskRow:
    """A risk, how bad and how likely."""

    id: str
    name: Sentence
    what_it_means: str
    severity: RiskSeverity
    likelihood: str
    counted_in: str


@dataclass(frozen=True, slots=True)
class AlternativeRow:
    """Another choice."""

    id: str
    name: Sentence
    benefit: str
    risk: str


@dataclass(frozen=True, slots=True)
class PrecautionRow:
    """A reason to avoid it or to take care."""

    situation: Sentence
    action: str
    avoid: bool


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stretch of the recovery."""

    when: str
    what: Sentence


@dataclass(frozen=True, slots=True)
class WarningRow:
    """A sign that needs action."""

    sign: Sentence
    when: str
    action: Action


@dataclass(frozen=True, slots=True)
class GuidanceText:
    """Risks, precautions, alternatives, recovery, aftercare and warning signs as they print."""

    risks: tuple[RiskRow, ...]
    precautions: tuple[PrecautionRow, ...]
    alternatives: tuple[AlternativeRow, ...]
    recovery: tuple[StageRow, ...]
    aftercare: tuple[Sentence, ...]
    warning_signs: tuple[WarningRow, ...]


@dataclass(frozen=True, slots=True)
class ProductText:
    """What is put into the body, and what is written down from the box."""

    name: str
    manufacturer: str
    description: str
    source_material: str
    status: Status
    write_ins: tuple[WriteInPlace, ...]


@dataclass(frozen=True, slots=True)
class ProcedureText:
    """One procedure as it prints."""

    id: str
    version: str
    anchor: str
    title: str
    site: str
    indication: str
    nature: tuple[Sentence, ...]
    steps: tuple[Sentence, ...]
    duration: Sentence
    benefits: tuple[BenefitRow, ...]
    guidance: GuidanceText
    shares: tuple[str, ...]
    """Titles of the shared parts that also apply."""
    product: ProductText | None
    clauses: tuple[ClauseText, ...]
    initials: Sentence | None
    initials_name: str
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class SharedText:
    """What several procedures have in common, printed once."""

    id: str
    version: str
    anchor: str
    title: str
    introduction: Sentence
    guidance: GuidanceText


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

    number: int
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
    key_information: KeyInformation
    procedures: tuple[ProcedureText, ...]
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
    policies: tuple[tuple[str, str], ...]
    """Id and version of each active policy."""
    requirements: tuple[AppliedRequirement, ...]
    facts: Facts = field(repr=False)
    slots: Mapping[Slot, str] = field(repr=False, compare=False)

    @property
    def clauses(self) -> tuple[ClauseText, ...]:
        """Every clause in the packet, in the order of the pages."""
        found = [*self.key_information.status, *self.key_information.choice]
        for procedure in self.procedures:
            found += procedure.clauses
        for section in self.sections:
            found += section.clauses
        found += self.consent
        for block in self.signatures:
            found += [*block.statements, *block.notices]
        found += self.refusal
        for block in self.refusal_signatures:
            found += block.statements
        found += self.patient_copy
        return tuple(found)
