"""What people call each thing that a form must tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from consent.forms.form import Sought
from consent.models.library.element import Element

_TITLES: Mapping[Element, str] = MappingProxyType(
    {
        Element.FACILITY: "Name of the clinic",
        Element.PRACTITIONER: "Who does it",
        Element.KEY_INFORMATION: "Key information first",
        Element.DIAGNOSIS: "What it is for",
        Element.NATURE: "What is done",
        Element.SITE: "Body part and side",
        Element.PRODUCT: "What the product is made from",
        Element.BENEFITS: "Hoped-for benefits",
        Element.LIKELIHOOD: "How likely it is to help",
        Element.EVIDENCE_LEVEL: "What studies show",
        Element.RISKS: "Risks",
        Element.SERIOUS_RISKS: "Serious risks",
        Element.ALTERNATIVES: "Other choices",
        Element.CLINICAL_TRIAL: "A clinical trial as a choice",
        Element.NO_TREATMENT: "No treatment as a choice",
        Element.RECOVERY: "The days afterwards",
        Element.WARNING_SIGNS: "Warning signs",
        Element.SIGNATURE: "Where the patient signs",
    }
)


def topic(sought: Sought) -> str:
    """The clause or element that a requirement asks for; those with one topic make one entry of a report."""
    requirement = sought.wanted.requirement
    return requirement.clause or str(requirement.element)


def title(sought: Sought) -> str:
    """What is asked for, for people, such as ``Other choices``."""
    if sought.clause is not None:
        return sought.clause.clause.value.title
    element = sought.wanted.requirement.element
    return _TITLES[element] if element is not None else sought.wanted.name


def summaries(alike: Sequence[Sought]) -> str:
    """What some requirements ask for, each with its citation, as one clause of a sentence."""
    asked: dict[str, list[str]] = {}
    for one in alike:
        asked.setdefault(one.wanted.requirement.summary.rstrip("."), []).append(
            one.wanted.requirement.citation
        )
    return "; ".join(f"{summary} ({'; '.join(dict.fromkeys(cited))})" for summary, cited in asked.items())
