"""How well strangers' consent forms are judged. Run: ``python -m benchmarks.strangers [--each] [GROUP…]``.

For every form under ``tests/strangers`` a person wrote down which requirements it tells. A *gap* is a
requirement that it does not tell; a *false alarm* is a requirement that it tells, reported all the
same. Where sentences are marked it is also seen whether the right one is quoted. Sentences that no consent
may hold, and those that any may, are judged one by one.
"""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import get_args

import yaml

from consent.checks.forbidden import forbidden_in
from consent.checks.paper.entry import check_pdf_bytes
from consent.forms.wanted import wanted_requirements
from consent.load.library.form_languages import load_form_languages
from consent.load.library.survey import load_library
from consent.models.findings.evidence import PaperReport
from consent.models.findings.expectation import Expectation
from consent.models.library.collection import Library
from consent.models.library.form_language import FormLanguage
from consent.reading.text.words import split
from consent.resources import template_roots
from tests.strangers.source import FOLDER, Form, Half, all_forms

POLICIES = (
    "us-fda", "us-ca", "us-ut", "us-wa", "us-fl", "us-ne", "us-pa",
    "ama-2-1-1", "cms-a-0955", "tjc", "isscr-2019", "ftc-255",
)  # fmt: skip
RESEARCH = (*POLICIES, "cfr-46-116")
_MISSING = ("PAP301", "PAP302", "PAP303")
_ALIKE = 0.5
"""Share of the quoted words, or of the sentence's, that the two must have in common."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One requirement of one form: what a person says, and what the check says."""

    form: Form
    policy: str
    requirement: str
    told: bool
    reported: bool
    """A finding says that it is missing, in pieces or wrongly worded."""
    weakly: bool
    """Only a warning says it: that it may be there, or may not say all."""
    quote: str
    confidence: float
    quoted_rightly: bool | None
    """Whether a sentence is quoted that tells it; None where nobody marked one, or nothing was found."""


def main(arguments: Sequence[str]) -> None:
    """Print gaps found, false alarms and quotes by group, then forbidden words and the cost of ten pages."""
    groups = [name for name in get_args(Half) if name in arguments] or list(get_args(Half))
    forms = [form for form in all_forms() if form.half in groups]
    answers = [answer for form in forms for answer in answers_of(form)]
    for half in groups:
        if some := [answer for answer in answers if answer.form.half == half]:
            _print(half, some)
    if "--each" in arguments:
        _print_each(answers)
    _print_calibration(answers)
    _print_forbidden(forms, each="--each" in arguments)


def answers_of(form: Form, known: PaperReport | None = None) -> Iterator[Answer]:
    """Every requirement of every policy, but those that can be argued or cannot be looked for.

    ``known`` is what the check found, where that is at hand.
    """
    expectation = expectation_for(form)
    report = known or check_pdf_bytes(form.printed, f"{form.name}.pdf", expectation=expectation)
    reported = {
        name for found in report.findings if found.code in _MISSING for name in found.field.split(", ")
    }
    surely = {
        name
        for found in report.findings
        if found.code in ("PAP301", "PAP303")
        for name in found.field.split(", ")
    }
    unknown = {finding.field for finding in report.findings if "not looked for" in finding.message}
    groups = _one_of(expectation.library)
    evidence = {f"{one.policy}.{one.requirement}": one for one in report.evidence}
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
        found = evidence.get(wanted.name)
        quote = found.quote if found else ""
        right = form.sentences(policy, requirement) if truth and quote else ()
        yield Answer(
            form,
            policy,
            requirement.id,
            truth,
            bool(names & reported),
            bool(names & reported) and not names & surely,
            quote,
            found.confidence if found else 0.0,
            any(_alike(quote, one) for one in right) if right else None,
        )


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
        languages=languages(),
    )


@cache
def languages() -> tuple[FormLanguage, ...]:
    """The languages besides English in which forms are judged."""
    return load_form_languages(template_roots(None, None))[0]


@cache
def library() -> Library:
    """The library that comes with the project, and what made-up practices do besides."""
    return load_library(template_roots(FOLDER / "templates", None))


def seeded() -> dict[str, list[str]]:
    """Sentences that no consent may hold, by group."""
    known: dict[str, list[str]] = yaml.safe_load((FOLDER / "forbidden.yaml").read_text("utf-8"))
    return known


def clean() -> list[str]:
    """Sentences that any consent may hold, many of them close to a forbidden one."""
    return (FOLDER / "clean.txt").read_text("utf-8").splitlines()


def fresh() -> tuple[list[str], list[str]]:
    """Sentences by one who has not seen the rules: what no consent may hold, and what any may."""
    known: dict[str, list[str]] = yaml.safe_load((FOLDER / "fresh.yaml").read_text("utf-8"))
    return known["forbidden"], known["clean"]


def forbidden(sentence: str) -> bool:
    """Whether the rules name a sentence, in a form about exosomes."""
    return any(forbidden_in(sentence, of_exosomes=True))


def _alike(quote: str, sentence: str) -> bool:
    one, other = Counter(split(quote)), Counter(split(sentence))
    shared = (one & other).total()
    return shared >= _ALIKE * min(one.total(), other.total())


def _one_of(library: Library) -> dict[str, str]:
    return {name: c.clause.value.one_of for name, c in library.clauses.items() if c.clause.value.one_of}


def _print(half: str, answers: list[Answer]) -> None:
    forms = len({answer.form.name for answer in answers})
    by_policy: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        for name in ("all policies", answer.policy):
            by_policy[name].append(answer)
    print(f"{half}: {forms} forms, {len(answers)} requirements")
    for name, some in by_policy.items():
        gaps, told = [a for a in some if not a.told], [a for a in some if a.told]
        caught, weak = _counted(gaps)
        alarms, unsure = _counted(told)
        print(
            f"  {name:14} gaps caught {_share(caught, len(gaps))}, weakly {_share(weak, len(gaps))}"
            f"   false alarms {_share(alarms, len(told))}, weak {_share(unsure, len(told))}"
        )
    quoted = [answer.quoted_rightly for answer in answers if answer.quoted_rightly is not None]
    if quoted:
        print(f"  right sentence quoted {_share(sum(quoted), len(quoted))}")


def _counted(answers: list[Answer]) -> tuple[int, int]:
    """How many are said to be missing, and how many only perhaps."""
    return sum(a.reported and not a.weakly for a in answers), sum(a.weakly for a in answers)


def _print_each(answers: list[Answer]) -> None:
    for answer in answers:
        name = f"{answer.form.name}: {answer.policy}.{answer.requirement}"
        if answer.told == answer.reported:
            print(f"{_what(answer)} {name}  {answer.quote!r}")
        elif answer.quoted_rightly is False:
            print(f"OTHER QUOTE {name}  {answer.quote!r}")


def _what(answer: Answer) -> str:
    return "MISSED GAP " if not answer.told else "WEAK ALARM " if answer.weakly else "FALSE ALARM"


def _print_calibration(answers: list[Answer]) -> None:
    by_confidence: dict[float, list[bool]] = defaultdict(list)
    for answer in answers:
        if answer.confidence > 0:
            by_confidence[answer.confidence].append(answer.told)
    for said, told in sorted(by_confidence.items()):
        print(f"said to be {said:4.0%} sure: right in {_share(sum(told), len(told))}")


def _print_forbidden(forms: Sequence[Form], *, each: bool) -> None:
    for group, sentences in seeded().items():
        missed = [one for one in sentences if not forbidden(one)]
        print(f"forbidden, {group}: {_share(len(sentences) - len(missed), len(sentences))} found")
        for one in missed if each else ():
            print(f"  MISSED {one}")
    said, fine = fresh()
    seen, wrongly = sum(map(forbidden, said)), sum(map(forbidden, fine))
    print(f"fresh: {_share(seen, len(said))} found, {_share(wrongly, len(fine))} right ones named")
    wrong = [one for one in clean() if forbidden(one)]
    print(f"clean: {_share(len(wrong), len(clean()))} named all the same")
    for one in wrong if each else ():
        print(f"  NAMED {one}")
    found = total = others = 0
    for form in (form for form in forms if form.marked):
        report = check_pdf_bytes(form.printed, form.name, expectation=expectation_for(form))
        said = [one.message.lower() for one in report.findings if one.code == "PAP307"]
        hits = [one for one in form.forbidden if any(one.lower() in message for message in said)]
        rest = [m for m in said if not any(one.lower() in m for one in form.forbidden)]
        found, total, others = found + len(hits), total + len(form.forbidden), others + len(rest)
        for one in set(form.forbidden) - set(hits) if each else ():
            print(f"  MISSED {form.name}: {one}")
        for one in rest if each else ():
            print(f"  NAMED {form.name}: {one}")
    print(f"forbidden, in marked forms: {_share(found, total)} found, {others} other sentences named")


def _share(some: int, of: int) -> str:
    return f"{some:4} of {of:4} ({some / of:4.0%})" if of else "   0 of    0 (   –)"


if __name__ == "__main__":
    started = time.process_time()
    main(sys.argv[1:])
    print(f"{time.process_time() - started:.1f} s of CPU in all")
