"""One run of the check, from the question to the outcome."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from consent import __version__
from consent.checks.rooms import count
from consent.errors import ConsentError
from consent.gate.depended_on import practice_files
from consent.gate.judge import judge
from consent.gate.loaded import SOURCES, Loaded, load
from consent.gate.paths import Named, resolve
from consent.gate.question import Question
from consent.gate.telling import Tell, keep_quiet
from consent.load.library.what import What
from consent.load.practice.baseline import read_baseline
from consent.models.findings.evidence import Evidence
from consent.models.findings.finding import Finding
from consent.models.findings.outcome import Coverage, Outcome
from consent.models.findings.rule import Rule
from consent.models.library.collection import Library
from consent.models.place import Sourced
from consent.suggest import nearest

if TYPE_CHECKING:
    from consent.models.findings.waiver import Waiver

_ON_PAPER = ("packet", "layout", "paper", "forms")
"""Rooms of rules on packets and on finished PDFs."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the check."""

    outcome: Outcome
    beside: tuple[Path, ...] | None
    """The files besides the library that it was found in; None when they are not all known."""


def run(question: Question, rules: Mapping[str, Rule]) -> Outcome:
    """Check what was asked for; errors as of ``run_through``."""
    return run_through(question, rules).outcome


def run_through(question: Question, rules: Mapping[str, Rule], tell: Tell = keep_quiet) -> Run:
    """Check what was asked for, and say what it was found in.

    Raises:
        ConsentError: it could not be checked: a folder is missing, a policy is not there or not usable.

    """
    tell("reading the library")
    named = resolve(question.paths)
    loaded = load(question, named)
    _known(question.policies, loaded.library.policies, "policy", "policies")
    _known(question.procedures, loaded.library.procedures, "procedure", "procedures")
    _usable_policies(question, loaded.library)
    # Either road is imported only when it is gone: a form that somebody else made needs half of the program.
    if question.paths:
        from consent.gate.named import check_named

        findings, files = _named_sources(question, named, loaded)
        result = check_named(question, named, loaded, tell)
    else:
        from consent.gate.everything import check_everything

        findings, files, result = check_everything(question, loaded, tell)
    judging = (count("source") if files else 0) + (count(*_ON_PAPER) if result.coverage != Coverage() else 0)
    coverage = replace(result.coverage, files=files, rules=judging)
    outcome = _outcome(
        question, [*named.findings, *findings, *result.findings], result.evidence, coverage, loaded, rules
    )
    if question.pictures:
        from consent.reading.pictures import pictures_of
        from consent.report.forms import spots

        outcome = replace(outcome, pictures=pictures_of(spots(outcome)))
    # A practice file that cannot be read does not say which others it names.
    beside = tuple(practice_files(loaded.practice)) if loaded.usable else None
    return Run(outcome, beside)


def _named_sources(question: Question, named: Named, loaded: Loaded) -> tuple[list[Finding], int]:
    """What is wrong with the named sources, and how many there are; others are not spoken of."""
    wanted = {
        path.resolve() for path in named.of(*SOURCES, What.PRACTICE, What.PAGE, What.WORDS, What.TRANSLATION)
    }
    # A record or a PDF cannot be judged by a library that cannot be read: then all of it is spoken of.
    everything = not loaded.usable and bool(named.of(What.RECORD, What.PDF))
    checked: Sequence[Finding] = ()
    if wanted:
        from consent.gate.wording import wrong_words

        checked = wrong_words(question, loaded)
    found = [f for f in (*loaded.findings, *checked) if Path(f.place.file).resolve() in wanted]
    return [*loaded.findings, *found] if everything else found, len(wanted)


def _outcome(
    question: Question,
    findings: Sequence[Finding],
    evidence: Sequence[Evidence],
    coverage: Coverage,
    loaded: Loaded,
    rules: Mapping[str, Rule],
) -> Outcome:
    folder = loaded.folder
    waivers, complaints = _waivers(folder) if folder else ((), ())
    folders = (*loaded.roots, *([folder.resolve(), folder] if folder else []), Path.cwd())
    shown = _selected(_ordered((*findings, *complaints)), question)
    baseline = read_baseline(question.baseline) if question.baseline else ()
    judged, used = judge(shown, folders, waivers=waivers, baseline=baseline, as_of=question.as_of)
    complete = not (
        question.paths or question.select or question.ignore or question.policies or question.procedures
    )
    exceptions: Sequence[Finding] = ()
    if waivers:
        from consent.checks.exceptions import ExceptionContext, check_exceptions

        exceptions = check_exceptions(
            ExceptionContext(waivers, used, tuple(rules), question.as_of, complete=complete and loaded.usable)
        )
    more, _ = judge(_selected(exceptions, question), folders, baseline=baseline, as_of=question.as_of)
    return Outcome(
        (*judged, *more),
        coverage,
        tuple(evidence),
        question.as_of,
        f"consent {__version__}",
        built_in=str(loaded.roots[-1]) if loaded.roots else "",
    )


def _waivers(folder: Path) -> tuple[tuple[Sourced[Waiver], ...], tuple[Finding, ...]]:
    from consent.load.practice.waivers import load_waivers

    return load_waivers(folder)


def _selected(findings: Iterable[Finding], question: Question) -> tuple[Finding, ...]:
    return tuple(
        f
        for f in findings
        if f.code not in question.ignore and (not question.select or f.code in question.select)
    )


def _ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(dict.fromkeys(findings), key=lambda f: (f.place, f.code, f.message)))


def _known(named: Sequence[str], known: Collection[str], noun: str, plural: str) -> None:
    for name in named:
        if name not in known:
            near = nearest(name, known)
            hint = f"did you mean {near!r}?" if near else f"see: consent list {plural}"
            raise ConsentError(f"there is no {noun} {name!r} in the library", hint=hint)


def _usable_policies(question: Question, library: Library) -> None:
    for name in question.policies:
        policy = library.policies[name].value
        if not policy.enabled:
            raise ConsentError(f"the policy {name!r} cannot be used yet", hint=policy.disabled_because)
