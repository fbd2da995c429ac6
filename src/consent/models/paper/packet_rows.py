"""The rows of a packet's lists and tables, as they print, each with its place in a definition file."""

from __future__ import annotations

from dataclasses import dataclass, field

from consent.models.library.clause import Acknowledgement, ClauseKind, SectionName, Typography
from consent.models.library.policy import Placement
from consent.models.library.procedure import Status
from consent.models.library.prose import Prose
from consent.models.library.rows import Action, RiskSeverity
from consent.models.place import Place


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words from a definition file, and where they stand in it."""

    text: str
    place: Place = field(compare=False)
    references: tuple[str, ...] = ()
    """Keys in the packet's list of sources: ``R3``."""


@dataclass(frozen=True, slots=True)
class WriteInPlace:
    """A ruled place to write in and the form field on it."""

    name: str
    """Name of the form field, unique in the packet."""
    label: str
    width: str = "medium"
    lines: int = 1
    tick: bool = False
    """A box to tick, its label beside it."""


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
    name: str
    """What it is called where places to write are read aloud, whether its title prints or not."""
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
    procedures: tuple[str, ...] = ()
    """Anchors of the procedures it is printed for; empty when it is about the packet."""
    gloss: Prose = ()
    """Of dictated English words in a packet in another language: what helps to read them."""
    gloss_title: str = ""
    gloss_elsewhere: bool = False
    """It is no translation, but says where the authority's own is."""


@dataclass(frozen=True, slots=True)
class BenefitRow:
    """A hoped-for benefit and what is known of it."""

    benefit: Sentence
    likelihood: str
    evidence: str
    level: str
    procedures: tuple[str, ...]
    """Anchors of the procedures it is about."""


@dataclass(frozen=True, slots=True)
class Picture:
    """How many dots of how many are black; ``high`` equals ``low`` where there is one number."""

    low: float
    high: float
    per: int


@dataclass(frozen=True, slots=True)
class RiskRow:
    """A risk, how bad and how likely."""

    id: str
    name: Sentence
    what_it_means: str
    severity: RiskSeverity
    first: bool
    """Whether it stands above the gravest."""
    likelihood: str
    """With the packet's one denominator; where nobody counted, what else is known, or nothing."""
    counted_in: str
    picture: Picture | None
    """None when nobody counted."""
    procedures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AlternativeRow:
    """Another choice."""

    id: str
    name: Sentence
    benefit: str
    risk: str
    procedures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrecautionRow:
    """A reason to avoid it or to take care."""

    situation: Sentence
    action: str
    avoid: bool
    procedures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stretch of the recovery."""

    when: str
    what: tuple[Sentence, ...]
    procedures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WarningRow:
    """A sign that needs action."""

    sign: Sentence
    when: str
    action: Action
    procedures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of the visit."""

    step: Sentence
    procedures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GuidanceText:
    """What all procedures of a packet and the parts they share have to say, each thing once."""

    introductions: tuple[Sentence, ...]
    """Above the risks."""
    choice_introductions: tuple[Sentence, ...]
    benefits: tuple[BenefitRow, ...]
    risks: tuple[RiskRow, ...]
    """What comes first, then the gravest, down to the least."""
    precautions: tuple[PrecautionRow, ...]
    alternatives: tuple[AlternativeRow, ...]
    """No treatment first."""
    recovery: tuple[StageRow, ...]
    aftercare: tuple[Sentence, ...]
    warning_signs: tuple[WarningRow, ...]
    """The most urgent first."""
    follow_up: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class ProductSide:
    """Where one unit of a product goes, and what is written down of it."""

    label: str
    """``Left`` or ``Right`` where both sides are done; otherwise empty."""
    write_ins: tuple[WriteInPlace, ...]


@dataclass(frozen=True, slots=True)
class ProductText:
    """What is put into the body, and what is written down from the box."""

    name: str
    manufacturer: str
    description: str
    source_material: str
    status: Status
    sides: tuple[ProductSide, ...]
    """One, or two where both sides are done."""


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
    product: ProductText | None
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class SharedText:
    """A part that several procedures share."""

    id: str
    version: str
    title: str
