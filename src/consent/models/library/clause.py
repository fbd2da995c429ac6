"""Reusable wording: what kind it is, where it stands, who acknowledges it."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from pydantic import Field, model_validator

from consent.models.base import Id, Model, Text
from consent.models.library.condition import Condition
from consent.models.library.passage import Stake
from consent.models.library.recognition import Recognition
from consent.models.library.reviewed import Reviewed


class ClauseKind(StrEnum):
    """What a clause is."""

    INFORMATION = "information"
    DISCLAIMER = "disclaimer"
    NOTICE = "notice"
    """Wording dictated by an authority; printed only where a policy requires it."""
    STATEMENT = "statement"
    """What the patient, or whoever signs, declares."""
    QUESTION = "question"
    """A teach-back question."""


class SectionName(StrEnum):
    """Where in the packet, in the order of the pages."""

    KEY_STATUS = "key-status"
    """First page, in bold: what FDA has and has not approved."""
    KEY_CHOICE = "key-choice"
    """First page: the choice not to have it, cost, questions, help."""
    VISIT = "visit"
    """With what each product is, the steps of the visit and the product tables."""
    STATUS = "status"
    """What FDA has and has not approved, with what the state and the registry do not say."""
    EVIDENCE = "evidence"
    """What studies show and what nobody knows."""
    RISKS = "risks"
    CHOICES = "choices"
    AFTERWARDS = "afterwards"
    PEOPLE = "people"
    """Who, interests, cost, harm, privacy, rights, questions."""
    NOTICES = "notices"
    TEACH_BACK = "teach-back"
    CONSENT = "consent"
    """The statements above the signatures."""
    SIGNING = "signing"
    """Directly above one signer's line."""
    REFUSAL = "refusal"
    PATIENT_COPY = "patient-copy"
    AUTHORIZATION = "authorization"
    """In no consent: the words of the HIPAA authorization; with `signer:`, above the line."""
    REVOCATION = "revocation"
    """On the sheet of the authorization that takes it back."""


OF_A_PROCEDURE = frozenset(
    {
        SectionName.VISIT,
        SectionName.STATUS,
        SectionName.EVIDENCE,
        SectionName.RISKS,
        SectionName.CHOICES,
        SectionName.AFTERWARDS,
    }
)
"""Sections in which a clause may stand once for each procedure it applies to."""


STAKES = MappingProxyType(
    {
        SectionName.KEY_STATUS: Stake.STATUS,
        SectionName.STATUS: Stake.STATUS,
        SectionName.RISKS: Stake.RISK,
        SectionName.REFUSAL: Stake.RIGHT,
        SectionName.REVOCATION: Stake.RIGHT,
    }
)
"""What the clauses of a section are about, where that must never change unnoticed."""


class Acknowledgement(StrEnum):
    """How somebody confirms having read a clause."""

    NONE = "none"
    INITIALS = "initials"
    SIGNATURE = "signature"


class Typography(Model):
    """How the law, or good sense, wants it printed."""

    min_size_pt: float | None = Field(default=None, gt=0, le=96)
    own_page: bool = False
    bold: bool = False
    keep_together: bool = False
    """Never broken over two pages."""
    keep_lines: bool = False
    """Line breaks of the file are printed as they are."""
    qr: str | None = None
    """A web address printed as a QR code beside the wording."""


class WriteIn(Model):
    """A ruled place to write in, also a form field."""

    id: Id
    label: Text
    width: Literal["short", "medium", "long", "full"] = "medium"
    lines: int = Field(default=1, ge=1, le=6)
    tick: bool = False
    """A box to tick with the label beside it, in place of a line."""


class Signer(StrEnum):
    """Who signs."""

    PATIENT = "patient"
    REPRESENTATIVE = "representative"
    PRACTITIONER = "practitioner"
    WITNESS = "witness"
    SECOND_WITNESS = "second-witness"
    """Beside a witness, where somebody signs by mark or agrees by telephone."""
    ASSENT = "assent"
    """A patient who is not grown up, and agrees."""
    INTERPRETER = "interpreter"


class Clause(Reviewed):
    """Reusable wording: front matter and a Markdown body."""

    kind: ClauseKind
    section: SectionName
    order: int
    """Where it stands in its section; lower first."""
    scope: Literal["packet", "procedure"] = "packet"
    """``procedure``: asked and printed once for each procedure it applies to."""
    include: Literal["by-default", "on-requirement"] = "by-default"
    """``on-requirement``: printed only when an active policy requires it."""
    applies_when: Condition = ()
    concerns: Literal["risk", "status", "right", "cost"] | None = None
    """What nobody may call immaterial when it changes. Many sections say so already; then it is left out."""
    one_of: Literal["ind", "label-status"] | None = None
    """Clauses that exclude one another: each procedure concerned prints exactly one of the group."""
    acknowledgement: Acknowledgement = Acknowledgement.NONE
    signer: Signer | None = None
    """Above whose line it stands; with ``section: signing``, or ``authorization``."""
    typography: Typography = Typography()
    fields: tuple[WriteIn, ...] = ()
    dictated: bool = False
    """True: printed letter for letter; no placeholder, left out of readability."""
    show_title: bool = True
    attribution: str = ""
    """Whose statement it is, printed under it; it names the practice. A clause of the library has none."""
    evidence: Recognition | None = None
    """What another form must say to have said this; a dictated clause needs none."""
    body: Text = Field(repr=False)
    """Markdown: paragraphs, lists, **strong**, *emphasis*. No HTML, no links, no pictures."""

    @property
    def stake(self) -> Stake:
        """What nobody may call immaterial when it changes."""
        return Stake(self.concerns) if self.concerns else STAKES.get(self.section, Stake.NONE)

    @model_validator(mode="after")
    def _makes_sense(self) -> Clause:
        if self.section is SectionName.SIGNING and self.signer is None:
            raise ValueError("`section: signing` needs `signer:`")
        if self.signer is not None and self.section not in (SectionName.SIGNING, SectionName.AUTHORIZATION):
            raise ValueError("`signer:` goes with `section: signing` or `section: authorization`")
        if self.scope == "procedure" and self.section not in OF_A_PROCEDURE:
            raise ValueError("`scope: procedure` goes with a section that tells of procedures")
        return self


# --- policies ---------------------------------------------------------------------------
