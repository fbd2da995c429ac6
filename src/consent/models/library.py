"""What clinicians and lawyers write: procedures, shared parts, clauses, policies."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from consent.models.base import Date, Id, Model, Text, Version
from consent.models.condition import Condition, Fact
from consent.models.element import Element
from consent.models.recognition import Recognition


class Confidence(StrEnum):
    """How sure we are of a source. V: a text was read; M: recalled, not verified."""

    V1 = "V1"
    """A primary or official text was read."""
    V1_ABSTRACT = "V1-abs"
    """Only the abstract or opening of the primary text was read."""
    V2 = "V2"
    """An official summary or a reputable secondary source was read."""
    V3 = "V3"
    """A third party quotes the text; uncorroborated."""
    M_HIGH = "M-high"
    M_MED = "M-med"
    M_LOW = "M-low"
    CALCULATED = "calc"
    """Arithmetic on a sourced number."""


class Reference(Model):
    """One source, listed once per file and named by id where it is used."""

    id: Id
    citation: Text
    confidence: Confidence
    url: str = ""
    note: str = ""
    """Limits of the source, or the arithmetic done on it."""


class Reviewed(Model):
    """Who answers for a file, and until when."""

    id: Id
    version: Version
    title: Text
    owner: Text
    """The role or person who answers for the wording."""
    approved_by: Text | None = None
    """The clinician or lawyer who approved it; none until somebody has."""
    reviewed_on: Date
    review_by: Date
    sources: tuple[Reference, ...] = ()

    @model_validator(mode="after")
    def _review_in_order(self) -> Reviewed:
        if self.review_by <= self.reviewed_on:
            raise ValueError("`review_by` must be later than `reviewed_on`")
        return self


# --- procedures -------------------------------------------------------------------------


class Regulation(StrEnum):
    """The federal door a product has to go through."""

    BIOLOGIC_LICENSE = "biologic-license"
    """A drug or biological product that needs a license or an IND (exosomes)."""
    PREMARKET_APPROVAL = "premarket-approval"
    """A class III device that needs a PMA for the exact product and use (hyaluronic acid)."""
    CLEARED_DEVICE = "cleared-device"
    """An ordinary cleared device (an ultrasound machine)."""


class Status(StrEnum):
    """What FDA has said of this product for this use; derived, never typed."""

    UNAPPROVED_BIOLOGIC = "unapproved-biologic"
    """No license, no IND. Never called off-label: there is no label."""
    INVESTIGATIONAL = "investigational"
    """Under an IND."""
    ON_LABEL = "on-label"
    """A PMA-approved product in its approved use."""
    OFF_LABEL = "off-label"
    """A PMA-approved product in another use."""
    LABEL_USE_UNKNOWN = "label-use-unknown"
    """A PMA-approved product on a blank packet that names no body site or indication."""
    UNAPPROVED_DEVICE = "unapproved-device"
    """No PMA: simply unapproved."""
    CLEARED_DEVICE = "cleared-device"


class Product(Model):
    """What is put into the body."""

    family: Id
    """Coarse: ``exosome``, ``hyaluronic-acid``."""
    kind: Id
    """Fine: ``msc-exosome``, ``amniotic-exosome``, ``hyaluronic-acid``."""
    description: Text
    """What it is and where it comes from, for the product table."""
    regulation: Regulation
    donor_derived: bool
    approved_body_sites: tuple[Text, ...] = ()
    """Where a PMA-approved product is approved; only with ``premarket-approval``."""
    approved_indications: tuple[Text, ...] = ()
    record_fields: tuple[Literal["lot", "serial", "expiry", "dose", "storage"], ...] = (
        "lot",
        "serial",
        "expiry",
    )
    """What is written down from the box on the day."""


class BodySite(Model):
    """A place where the procedure may be done."""

    name: Text
    """As typed in a record, for example ``glenohumeral joint``."""
    plain_name: Text
    """As printed for a patient, for example ``shoulder joint``."""
    sided: bool
    """Whether a record must say left, right or bilateral."""
    snomed: str = ""


class Code(Model):
    """One billing or terminology code that truly exists for this procedure."""

    system: Literal["CPT", "HCPCS", "SNOMED CT"]
    code: Text
    display: Text
    note: str = ""


class Reason(Model):
    """One reason for or against, on the first page. A plain text is a reason for every body site."""

    text: Text
    body_sites: tuple[Text, ...] = ()
    """Printed only for these sites; empty means everywhere."""


def _reason(value: object) -> object:
    if isinstance(value, str):
        return {"text": value}
    if isinstance(value, dict) and isinstance(value.get("body_sites"), list):
        # After this function pydantic no longer knows that the value came from a file.
        return {**value, "body_sites": tuple(value["body_sites"])}
    return value


KeyReason = Annotated[Reason, BeforeValidator(_reason, json_schema_input_type=str | Reason)]


class KeyFacts(Model):
    """What this procedure adds to the first page. Every word counts: the page has 350."""

    what: Text
    """One sentence: what is proposed."""
    reasons_for: tuple[KeyReason, ...] = Field(min_length=1)
    reasons_against: tuple[KeyReason, ...] = Field(min_length=1)


class EvidenceLevel(StrEnum):
    """The best study behind a hoped-for benefit, for this product and this use."""

    NONE = "none"
    LABORATORY = "laboratory"
    ANIMAL = "animal"
    UNCONTROLLED = "uncontrolled"
    """People treated without a comparison group."""
    GUIDELINE = "guideline"
    """A guideline's advice; its studies were not read one by one."""
    RANDOMIZED = "randomized"
    """At least one randomized trial."""
    REVIEW_OF_TRIALS = "review-of-trials"


class Benefit(Model):
    """A hoped-for effect and how likely it is."""

    benefit: Text
    likelihood: Text
    """In plain words, or ``Not known.``"""
    evidence: Text
    """What the studies found, in plain words."""
    level: EvidenceLevel
    reviewed_on: Date
    sources: tuple[Id, ...] = ()
    body_sites: tuple[Text, ...] = ()
    """Printed only for these sites; empty means everywhere."""


class RiskSeverity(StrEnum):
    """How bad a risk is if it happens."""

    MINOR = "minor"
    MODERATE = "moderate"
    SERIOUS = "serious"
    LIFE_THREATENING = "life-threatening"


class Risk(Model):
    """Something that may go wrong."""

    id: Id
    name: Text
    what_it_means: Text
    severity: RiskSeverity
    likelihood: Text
    """A natural frequency (``About 1 in 1,100``) or ``Not known``."""
    counted_in: Text | None = None
    """Which people or injections the number comes from; required unless it is not known."""
    sources: tuple[Id, ...] = ()
    body_sites: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _number_has_a_source(self) -> Risk:
        if not self.likelihood.lower().startswith("not known"):
            if not self.sources:
                raise ValueError("a likelihood needs `sources:`, or write `likelihood: Not known`")
            if not self.counted_in:
                raise ValueError("a likelihood needs `counted_in:`, or write `likelihood: Not known`")
        return self


class Precaution(Model):
    """Who should not have it, or needs special care."""

    situation: Text
    action: Text
    avoid: bool
    """True: do not inject. False: special care."""
    sources: tuple[Id, ...] = ()


ALWAYS_OFFERED = ("no-treatment", "clinical-trial")
"""Ids of the alternatives every procedure has, its own or shared."""


class Alternative(Model):
    """Another choice, with its own benefit and risk."""

    id: Id
    name: Text
    benefit: Text
    risk: Text
    sources: tuple[Id, ...] = ()
    body_sites: tuple[Text, ...] = ()


class Stage(Model):
    """One stretch of the recovery."""

    when: Text
    what: Text


class Action(StrEnum):
    """What to do about a warning sign, most urgent first."""

    CALL_911 = "call-911"
    EMERGENCY_ROOM = "emergency-room"
    CALL_NOW = "call-now"
    CALL_SAME_DAY = "call-same-day"
    TELL_US = "tell-us"


class WarningSign(Model):
    """A sign that needs action."""

    sign: Text
    when: Text
    action: Action
    body_sites: tuple[Text, ...] = ()


class Guidance(Model):
    """The parts a procedure may have itself or take from a shared part."""

    risks: tuple[Risk, ...] = ()
    precautions: tuple[Precaution, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    recovery: tuple[Stage, ...] = ()
    aftercare: tuple[Text, ...] = ()
    warning_signs: tuple[WarningSign, ...] = ()


class SharedPart(Reviewed, Guidance):
    """What several procedures have in common; printed once in a packet."""

    introduction: Text
    """One or two sentences under the heading."""


class Procedure(Reviewed, Guidance):
    """The thing to be done."""

    order: int
    """Where it stands in a packet; lower first."""
    name: Text
    """In a sentence, for example ``an MSC exosome injection``."""
    product: Product | None = None
    body_sites: tuple[BodySite, ...] = ()
    """Where it may be done. Empty: it has no site of its own and takes that of the others."""
    indications: tuple[Text, ...] = ()
    """What it may be recorded for; empty means a record gives none."""
    codes: tuple[Code, ...] = ()
    shares: tuple[Id, ...] = ()
    """Ids of shared parts that belong to it."""
    key_facts: KeyFacts
    what_it_is: tuple[Text, ...] = Field(min_length=1)
    steps: tuple[Text, ...] = Field(min_length=1)
    duration: Text
    benefits: tuple[Benefit, ...] = Field(min_length=1)
    initials: Text
    """What the patient confirms with initials at the end of the section."""


# --- clauses ----------------------------------------------------------------------------


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
    """First page: the choice not to have it, questions, help."""
    PROCEDURE = "procedure"
    """At the end of each procedure it applies to (with ``scope: procedure``)."""
    STATUS = "status"
    DISCLAIMERS = "disclaimers"
    RIGHTS = "rights"
    PRACTICAL = "practical"
    NOTICES = "notices"
    TEACH_BACK = "teach-back"
    CONSENT = "consent"
    """The statements above the signatures."""
    SIGNING = "signing"
    """Directly above one signer's line."""
    REFUSAL = "refusal"
    PATIENT_COPY = "patient-copy"


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


class Signer(StrEnum):
    """Who signs."""

    PATIENT = "patient"
    REPRESENTATIVE = "representative"
    PRACTITIONER = "practitioner"
    WITNESS = "witness"
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
    one_of: Literal["ind", "label-status"] | None = None
    """Clauses that exclude one another: each procedure concerned prints exactly one of the group."""
    acknowledgement: Acknowledgement = Acknowledgement.NONE
    signer: Signer | None = None
    """With ``section: signing``: above whose line it stands."""
    typography: Typography = Typography()
    fields: tuple[WriteIn, ...] = ()
    dictated: bool = False
    """True: printed letter for letter; no placeholder, left out of readability."""
    show_title: bool = True
    attribution: str = ""
    """Whose statement it is, printed under it; for example the practice's own disclaimer."""
    evidence: Recognition | None = None
    """What another form must say to have said this; a dictated clause needs none."""
    body: Text = Field(repr=False)
    """Markdown: paragraphs, lists, **strong**, *emphasis*. No HTML, no links, no pictures."""

    @model_validator(mode="after")
    def _makes_sense(self) -> Clause:
        if (self.section is SectionName.SIGNING) != (self.signer is not None):
            raise ValueError("`signer:` goes with `section: signing`, and only with it")
        if (self.section is SectionName.PROCEDURE) != (self.scope == "procedure"):
            raise ValueError("`section: procedure` goes with `scope: procedure`, and only with it")
        return self


# --- policies ---------------------------------------------------------------------------


class Placement(StrEnum):
    """Where a requirement wants its clause."""

    ANYWHERE = "anywhere"
    FIRST_PAGE = "first-page"
    BEFORE_SIGNATURES = "before-signatures"
    ABOVE_PATIENT_SIGNATURE = "above-patient-signature"


class Requirement(Model):
    """One thing an authority wants in the packet: a clause, or something every packet tells of itself."""

    id: Id
    summary: Text
    """What must be there, in one sentence a lawyer would sign."""
    citation: Text
    confidence: Confidence
    clause: Id = ""
    """The clause that meets it; or write ``element:``."""
    element: Element | None = None
    """What the procedures' own tables and the page itself tell, in place of a clause."""
    form: Id = ""
    """The authority's own form that stands in the packet too; named under ``needs:``."""
    wording: Text | None = None
    """The authority's own words, letter for letter; a dictated clause must equal them."""
    applies_when: Condition = ()
    effective_from: Date | None = None
    effective_until: Date | None = None
    """The last day it is in force."""
    typography: Typography = Typography()
    placement: Placement = Placement.ANYWHERE
    acknowledgement: Acknowledgement = Acknowledgement.NONE
    signers: tuple[Signer, ...] = ()
    evidence: Recognition | None = None
    """What a form that is not ours must say to have met this; if empty, what its clause or element states."""
    note: str = ""

    @model_validator(mode="after")
    def _met_by_one_thing(self) -> Requirement:
        if bool(self.clause) == (self.element is not None):
            raise ValueError("write either `clause:` or `element:`")
        if self.element is None:
            return self
        if self.wording is not None:
            raise ValueError("`wording:` goes with `clause:`")
        if self.form:
            raise ValueError("`form:` goes with `clause:`")
        if self.typography != Typography() or self.acknowledgement is not Acknowledgement.NONE:
            raise ValueError("`element:` takes no `typography:` and no `acknowledgement:`")
        if self.placement is Placement.ABOVE_PATIENT_SIGNATURE:
            raise ValueError("`element:` cannot have `placement: above-patient-signature`")
        return self


class Need(Model):
    """A text the library does not have. The policy cannot be used until the practice supplies it."""

    clause: Id = ""
    """The clause to write in the practice's own ``templates/clauses/``; or write ``form:``."""
    form: Id = ""
    """An authority's own form, named in ``practice.yaml`` under ``official_forms:``."""
    what: Text
    """The text, in a few words: ``the notice of RCW 18.130.420``."""
    because: Text
    """Why the library does not have it."""
    obtain: Text
    """Where to get it."""
    applies_when: Condition = ()
    """Which recorded elections make it necessary; empty: always."""

    @model_validator(mode="after")
    def _one_text(self) -> Need:
        if bool(self.clause) == bool(self.form):
            raise ValueError("write either `clause:` or `form:`")
        if any(test.fact is not Fact.ELECTION for test in self.applies_when):
            raise ValueError("`applies_when:` of a text to supply can only ask about an election")
        return self


class Election(Model):
    """A decision counsel must have recorded before the policy can be used."""

    id: Id
    question: Text


class Policy(Reviewed):
    """One authority's list of requirements."""

    authority: Text
    jurisdiction: str = ""
    """``US`` or ``US-CA``: active for practices there. Empty: only when a practice names it."""
    enabled: bool = True
    disabled_because: str = ""
    """Which text is missing; the error a practice sees when it selects this policy."""
    elections: tuple[Election, ...] = ()
    needs: tuple[Need, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    not_covered: tuple[Text, ...] = ()
    """What the authority also asks and this policy leaves to somebody else, and why."""

    @model_validator(mode="after")
    def _says_why(self) -> Policy:
        if not self.enabled and not self.disabled_because:
            raise ValueError("a disabled policy needs `disabled_because:`")
        if self.enabled and not self.requirements:
            raise ValueError("an enabled policy needs `requirements:`")
        if {one.form for one in self.requirements if one.form} - {need.form for need in self.needs}:
            raise ValueError("the `form:` of a requirement must be named under `needs:`")
        return self
