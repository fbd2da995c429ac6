"""A policy as a lawyer reads it: what is asked, by which text, when, and what meets it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from consent.models.library.clause import Acknowledgement, Signer
from consent.models.library.collection import Library
from consent.models.library.element import Element
from consent.models.library.policy import Need, Placement, Policy, Requirement
from consent.models.library.reviewed import Confidence
from consent.report.condition_words import condition_words

_WIDTH = 100

_SURE: Mapping[Confidence, str] = MappingProxyType(
    {
        Confidence.V1: "the text was read",
        Confidence.V1_ABSTRACT: "only the opening of the text was read",
        Confidence.V2: "an official summary or a reputable secondary source was read",
        Confidence.V3: "a third party quotes the text; uncorroborated",
        Confidence.M_HIGH: "recalled, not verified; quite sure",
        Confidence.M_MED: "recalled, not verified; fairly sure",
        Confidence.M_LOW: "recalled, not verified; unsure",
        Confidence.CALCULATED: "arithmetic on a sourced number",
    }
)
_WHERE: Mapping[Placement, str] = MappingProxyType(
    {
        Placement.ANYWHERE: "",
        Placement.FIRST_PAGE: "on the first page",
        Placement.BEFORE_SIGNATURES: "before the signatures",
        Placement.ABOVE_PATIENT_SIGNATURE: "directly above the patient's signature",
    }
)
ELEMENT_WORDS: Mapping[Element, str] = MappingProxyType(
    {
        Element.FACILITY: "the practice's name on the letterhead",
        Element.PRACTITIONER: "the responsible practitioner's name on the first page",
        Element.KEY_INFORMATION: "the first page: what is proposed, reasons for it and against it",
        Element.DIAGNOSIS: "what it is done for, on the first page",
        Element.NATURE: "“What it is” and “How it is done” of each procedure",
        Element.SITE: "body part and side of each injection, on the first page",
        Element.PRODUCT: "“The product” of each procedure: name, maker, what it is made from",
        Element.BENEFITS: "“What we hope for, and what is known” of each procedure",
        Element.LIKELIHOOD: "the column “How likely” of each procedure's hoped-for benefits",
        Element.EVIDENCE_LEVEL: "the column “What studies show” of each procedure's hoped-for benefits",
        Element.RISKS: "“What could go wrong” of each procedure",
        Element.SERIOUS_RISKS: "the serious and life-threatening rows of “What could go wrong”",
        Element.ALTERNATIVES: "“Other choices” of each procedure, with benefit and risk",
        Element.CLINICAL_TRIAL: "the clinical trial among each procedure's “Other choices”",
        Element.NO_TREATMENT: "“no treatment” among each procedure's “Other choices”, with benefit and risk",
        Element.RECOVERY: "“After the injection: what to expect”",
        Element.WARNING_SIGNS: "“Warning signs: what to do”",
        Element.SIGNATURE: "the line of the patient or the representative, with date and time",
    }
)
"""Where a reader finds each element in a packet."""


def policy_text(policy: Policy, library: Library) -> str:
    """The whole policy as plain text, ending in a line feed."""
    blocks = [_head(policy), *_standing(policy, library)]
    if policy.elections:
        lines = [_entry(election.id, election.question) for election in policy.elections]
        blocks.append("\n".join(["COUNSEL DECIDES", *lines]))
    if policy.requirements:
        blocks.append("REQUIREMENTS")
        blocks += [_requirement(n, one, library) for n, one in enumerate(policy.requirements, 1)]
    if policy.not_covered:
        blocks.append(
            "\n".join(
                ["NOT COVERED HERE", *(_wrapped(f"- {text}", "    ", 2) for text in policy.not_covered)]
            )
        )
    if policy.sources:
        lines = [_entry(s.id, f"{s.citation} [{_sure(s.confidence)}]. {s.note}") for s in policy.sources]
        blocks.append("\n".join(["SOURCES", *lines]))
    return "\n\n".join(blocks) + "\n"


def _head(policy: Policy) -> str:
    active = (
        f"in force for practices in {policy.jurisdiction}"
        if policy.jurisdiction
        else f"in force only where `policies:` of practice.yaml names {policy.id}"
    )
    approved = f"approved by {policy.approved_by}" if policy.approved_by else "approved by nobody yet"
    return "\n".join(
        _wrapped(line, "  ", 0)
        for line in (
            f"{policy.title} ({policy.id}, version {policy.version})",
            f"{policy.authority}; {active}.",
            f"Answered for by: {policy.owner}; {approved}.",
            f"Reviewed {_day(policy.reviewed_on)}; due again by {_day(policy.review_by)}.",
        )
    )


def _standing(policy: Policy, library: Library) -> Iterator[str]:
    if not policy.enabled:
        yield "\n".join(["CANNOT BE USED", _wrapped(policy.disabled_because, "  ")])
    missing = [need for need in policy.needs if need.clause not in library.clauses]
    if missing:
        yield "\n".join(["THE PRACTICE MUST SUPPLY", *(_need(need) for need in missing)])


def _need(need: Need) -> str:
    what = (
        f"{need.what.rstrip(',')}, when {condition_words(need.applies_when)}"
        if need.applies_when
        else need.what
    )
    name = f"clause {need.clause}" if need.clause else f"official form {need.form}"
    return _entry(name, f"{what}. {need.because} {need.obtain}.")


def _requirement(number: int, one: Requirement, library: Library) -> str:
    lines = [_wrapped(f"{number}. {one.id}: {one.summary}", "   ", 0)]
    facts = {
        "Authority": f"{one.citation} [{_sure(one.confidence)}]",
        "Applies": condition_words(one.applies_when) + _in_force(one),
        "Met by": _met_by(one, library),
        "Printed": _printed(one),
        "Wording": " / ".join(one.wording.split("\n")) if one.wording else "",
        "Note": one.note,
    }
    return "\n".join([*lines, *(_field(name, words) for name, words in facts.items() if words)])


def _met_by(one: Requirement, library: Library) -> str:
    if one.element is not None:
        return ELEMENT_WORDS[one.element]
    loaded = library.clauses.get(one.clause)
    title = f"“{loaded.clause.value.title}”" if loaded else "which the practice must supply"
    form = f", and the official form {one.form}, bound in whole and unaltered" if one.form else ""
    return f"clause {one.clause}, {title}{form}"


def _printed(one: Requirement) -> str:
    look = one.typography
    words = [
        f"at least {look.min_size_pt:g} points" if look.min_size_pt else "",
        "alone on its page" if look.own_page else "",
        "bold" if look.bold else "",
        "whole, on one page" if look.keep_together else "",
        "lines as in the law" if look.keep_lines else "",
        f"with a QR code for {look.qr}" if look.qr else "",
        _WHERE[one.placement],
        {Acknowledgement.INITIALS: "initialed", Acknowledgement.SIGNATURE: "signed on its own"}.get(
            one.acknowledgement, ""
        ),
        f"the packet is signed by {_signers(one.signers)}" if one.signers else "",
    ]
    return "; ".join(word for word in words if word)


def _signers(signers: tuple[Signer, ...]) -> str:
    return " and ".join(f"the {signer.value}" for signer in signers)


def _in_force(one: Requirement) -> str:
    begun = f", from {_day(one.effective_from)}" if one.effective_from else ""
    ended = f", until {_day(one.effective_until)}" if one.effective_until else ""
    return begun + ended


def _sure(confidence: Confidence) -> str:
    return f"{confidence.value}: {_SURE[confidence]}"


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _field(name: str, words: str) -> str:
    return _filled(words, f"   {name + ':':<11}", " " * 14)


def _entry(name: str, words: str) -> str:
    return _wrapped(f"{name}: {words}".rstrip(), "    ", 2)


def _wrapped(words: str, indent: str, first: int | None = None) -> str:
    start = indent if first is None else " " * first
    return _filled(words, start, indent)


def _filled(words: str, start: str, rest: str) -> str:
    # Ids and citations hold hyphens, and must be found again by who searches for them.
    return textwrap.fill(
        words,
        _WIDTH,
        initial_indent=start,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
