"""Where one of our packets tells what a requirement asks for."""

from __future__ import annotations

from collections.abc import Mapping

from consent.checks.paper.facts.context import PaperContext
from consent.models.library.element import Element
from consent.models.library.policy import Requirement
from consent.reading.text.flow import Span

_ABOUT: Mapping[Element, str] = {
    Element.FACILITY: "letterhead",
    Element.PRACTITIONER: "who is responsible",
    Element.KEY_INFORMATION: "reasons you might not",
    Element.DIAGNOSIS: "what is proposed",
    Element.SITE: "what is proposed",
    Element.NATURE: "steps",
    Element.PRODUCT: ", product",
    Element.BENEFITS: "benefits",
    Element.LIKELIHOOD: "benefits",
    Element.EVIDENCE_LEVEL: "benefits",
    Element.RISKS: "risk ",
    Element.SERIOUS_RISKS: "risk ",
    Element.ALTERNATIVES: "alternative ",
    Element.CLINICAL_TRIAL: "alternative clinical-trial",
    Element.NO_TREATMENT: "alternative no-treatment",
    Element.RECOVERY: "recovery",
    Element.WARNING_SIGNS: "warning signs",
}
"""How the words that tell an element are named."""


def where_told(context: PaperContext, requirement: Requirement) -> tuple[tuple[Span, ...], bool]:
    """The words that meet a requirement, and whether all of them are there."""
    if requirement.clause:
        placed = next((p for p in context.clauses if p.clause.id == requirement.clause), None)
        spans = placed.spans if placed is not None else ()
        return spans, placed is not None and len(spans) == len(placed.parts)
    if requirement.element is Element.SIGNATURE:
        statements = context.packet.signatures[0].statements if context.packet.signatures else ()
        found = [context.by_anchor[clause.anchor] for clause in statements]
        spans = tuple(span for placed in found for span in placed.spans)
        return spans, bool(spans)
    about = _ABOUT.get(requirement.element) if requirement.element is not None else None
    groups = [one for one in context.groups if about is not None and about in one.group.about]
    spans = tuple(span for one in groups for span in one.spans)
    return spans, bool(groups) and not any(one.missing for one in groups)
