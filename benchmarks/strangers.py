"""How well strangers' consent forms are judged. Run: ``python -m benchmarks.strangers [--each]``.

For every form under ``tests/strangers`` a person wrote down which requirements it tells. A *gap* is a
requirement that it does not tell; a *false alarm* is a requirement that it tells, reported all the same.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import get_args

from consent.checks.paper.entry import check_pdf_bytes
from consent.forms.wanted import wanted_requirements
from consent.load.library.survey import load_library
from consent.models.findings.expectation import Expectation, PaperReport
from consent.models.library.collection import Library
from consent.resources import template_roots
from tests.strangers.source import Form, Half, all_forms

POLICIES = (
    "us-fda", "us-ca", "us-ut", "us-wa", "us-fl", "us-ne", "us-pa",
    "ama-2-1-1", "cms-a-0955", "tjc", "isscr-2019", "ftc-255",
)  # fmt: skip
RESEARCH = (*POLICIES, "cfr-46-116")
_MISSING = ("PAP301", "PAP302", "PAP303")


@dataclass(frozen=True, slots=True)
class Answer:
    """One requirement of one form: what a person says, and what the check says."""

    form: Form
    policy: str
    requirement: str
    told: bool
    reported: bool
    """A finding says that it is missing, in pieces or wrongly worded."""
    quote: str


def main() -> None:
    """Print gaps found and false alarms: by group, and by policy."""
    answers = [answer for form in all_forms() if form.language == "en" for answer in answers_of(form)]
    for half in get_args(Half):
        if some := [answer for answer in answers if answer.form.half == half]:
            _print(half, some)
    if "--each" in sys.argv:
        for answer in answers:
            if answer.told == answer.reported:
                what = "FALSE ALARM" if answer.told else "MISSED GAP "
                print(f"{what} {answer.form.name}: {answer.policy}.{answer.requirement}  {answer.quote!r}")


def answers_of(form: Form) -> Iterator[Answer]:
    """Every requirement of every policy, but those that can be argued or cannot be looked for."""
    expectation = expectation_for(form)
    report = check_pdf_bytes(form.pdf.read_bytes(), f"{form.name}.pdf", expectation=expectation)
    reported = {
        name for found in report.findings if found.code in _MISSING for name in found.field.split(", ")
    }
    unknown = {finding.field for finding in report.findings if "not looked for" in finding.message}
    groups = _one_of(expectation.library)
    quotes = _quotes(report)
    seen: set[tuple[str, str]] = set()
    for wanted in wanted_requirements(expectation):
        requirement, policy = wanted.requirement, wanted.policy.value.id
        truth = form.truth(policy, requirement)
        names = {wanted.name}
        group = groups.get(requirement.clause)
        if group is not None and not wanted.sure:
            # Nobody said which of them applies: the form must tell one, and one finding names them all.
            if (policy, group) in seen:
                continue
            seen.add((policy, group))
            alike = [w for w in wanted_requirements(expectation) if groups.get(w.requirement.clause) == group]
            alike = [w for w in alike if w.policy.value.id == policy]
            names = {w.name for w in alike}
            truth = any(form.truth(policy, w.requirement) for w in alike)
        if truth is None or names & unknown:
            continue
        yield Answer(form, policy, requirement.id, truth, bool(names & reported), quotes.get(wanted.name, ""))


def expectation_for(form: Form) -> Expectation:
    """What a user would ask of a form: all policies, no practice file."""
    known = library()
    research = any(key.startswith("research-") for key in form.told)
    return Expectation(
        library=known,
        practice=None,
        policies=tuple(known.policies[name] for name in (RESEARCH if research else POLICIES)),
        procedures=form.procedures,
        as_of=date(2026, 11, 24),
    )


@cache
def library() -> Library:
    """The library that comes with the project."""
    return load_library(template_roots(None, None), "en")


def _one_of(library: Library) -> dict[str, str]:
    return {name: c.clause.value.one_of for name, c in library.clauses.items() if c.clause.value.one_of}


def _quotes(report: PaperReport) -> dict[str, str]:
    return {f"{one.policy}.{one.requirement}": one.quote for one in report.evidence}


def _print(half: str, answers: list[Answer]) -> None:
    forms = len({answer.form.name for answer in answers})
    by_policy: dict[str, Counter[tuple[bool, bool]]] = defaultdict(Counter)
    for answer in answers:
        for name in ("all policies", answer.policy):
            by_policy[name][answer.told, answer.reported] += 1
    print(f"{half}: {forms} forms, {len(answers)} requirements")
    for name, count in by_policy.items():
        gaps = count[False, True] + count[False, False]
        told = count[True, True] + count[True, False]
        found, alarms = count[False, True], count[True, True]
        print(f"  {name:14} gaps found {_share(found, gaps)}   false alarms {_share(alarms, told)}")


def _share(some: int, of: int) -> str:
    return f"{some:4} of {of:4} ({some / of:4.0%})" if of else "   0 of    0 (   –)"


if __name__ == "__main__":
    main()
