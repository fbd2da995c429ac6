"""The answer to a question: found now, or recalled where no file it was found in has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from consent.gate import cache
from consent.gate.depended_on import library_files
from consent.gate.kept_catalogue import kept_catalogue, rule_of
from consent.gate.question import Question
from consent.gate.telling import Tell, keep_quiet
from consent.models.findings.evidence import Evidence
from consent.models.findings.outcome import Coverage, Judged, Outcome, Standing
from consent.models.findings.rule import Rule
from consent.resources import template_roots


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, and every rule there is."""

    outcome: Outcome
    rules: Mapping[str, Rule]


def answer(question: Question, tell: Tell = keep_quiet) -> Answer:
    """The answer about the library and its matrix as it was last time, if nothing has changed; else anew.

    Raises:
        ConsentError: it could not be checked; see ``run_through``.
    """
    key = _key(question)
    kept = cache.recall(question.cache, key) if key else None
    if kept is not None and kept["beside"] == _digests(kept["beside"]):
        return _recalled(kept)
    # Half of the program, and half of a second to import; what is recalled needs none of it.
    from consent.gate.run import run_through

    rules = kept_catalogue(question.cache)
    done = run_through(question, rules, tell)
    if key and done.beside is not None and key == _key(question):
        beside = _digests(map(str, done.beside))
        cache.keep(question.cache, key, _plain(Answer(done.outcome, rules)) | {"beside": beside})
    return Answer(done.outcome, rules)


def _key(question: Question) -> str:
    """The name of the kept answer; empty where none is kept: named files may hold patients' data."""
    if question.paths or question.pictures or question.cache is None:
        return ""
    folder = question.practice_file.parent if question.practice_file else None
    # The practice file, its waivers, and whatever else stands beside them.
    named = [question.practice_file, question.baseline, *(sorted(folder.glob("*.yaml")) if folder else ())]
    roots = template_roots(question.overlay, folder)
    asked = (
        *("answer", question.as_of.isoformat(), question.language, str(Path.cwd())),
        *(str(file or "") for file in (question.practice_file, question.baseline)),
        *map(str, roots),
        *(" ".join(sorted(words)) for words in (question.select, question.ignore)),
        *(" ".join(words) for words in (question.policies, question.procedures)),
    )
    try:
        files = [*library_files(roots), *(file for file in named if file and file.is_file())]
        return cache.key_of(*asked, cache.digest_of_files(files))
    except OSError:
        return ""


def _digests(files: Iterable[str]) -> dict[str, str]:
    """SHA-256 of each file; empty for one that cannot be read."""
    return {file: _digest(Path(file)) for file in files}


def _digest(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def _plain(found: Answer) -> dict[str, Any]:
    outcome = found.outcome
    return {
        "judged": [asdict(one) for one in outcome.judged],
        "coverage": asdict(outcome.coverage),
        "evidence": [asdict(one) for one in outcome.evidence],
        "as_of": outcome.as_of.isoformat(),
        "program": outcome.program,
        "built_in": outcome.built_in,
        "rules": [asdict(one) for one in found.rules.values()],
    }


def _recalled(plain: Mapping[str, Any]) -> Answer:
    coverage = Coverage(**{**plain["coverage"], "policies": tuple(plain["coverage"]["policies"])})
    outcome = Outcome(
        judged=tuple(_judged(one) for one in plain["judged"]),
        coverage=replace(coverage, cached=coverage.cells),
        evidence=tuple(Evidence(**one) for one in plain["evidence"]),
        as_of=date.fromisoformat(plain["as_of"]),
        program=plain["program"],
        built_in=plain["built_in"],
    )
    return Answer(outcome, {one["code"]: rule_of(one) for one in plain["rules"]})


def _judged(plain: Mapping[str, Any]) -> Judged:
    finding, standing = cache.finding_of(plain["finding"]), Standing(plain["standing"])
    return Judged(finding, plain["fingerprint"], standing, plain["reason"])
