"""What lawyers write: one authority's requirements, and what a practice must decide or supply for them."""

from __future__ import annotations

from enum import StrEnum

from pydantic import model_validator

from consent.models.base import Date, Id, Model, Text
from consent.models.library.clause import Acknowledgement, Signer, Typography
from consent.models.library.condition import Condition, Fact
from consent.models.library.element import Element
from consent.models.library.recognition import Recognition
from consent.models.library.reviewed import Confidence, Reviewed


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
