"""The report as SARIF 2.1.0, which code hosts show beside the lines it speaks of."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from consent.models.findings.finding import Finding
from consent.models.findings.outcome import Judged, Outcome, Standing
from consent.models.findings.rule import Rule
from consent.report.names import is_file
from consent.report.text import coverage_text, outcome_tally

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
BUILT_IN = "consent:///templates/"
"""Where a built-in file is said to be: the same on every machine, and no place on any."""
FINGERPRINT = "consentFinding/v1"


def sarif_report(outcome: Outcome, rules: Mapping[str, Rule], below: Path) -> str:
    """One run: the rules that spoke or could have, and a result a finding."""
    name, _, version = outcome.program.partition(" ")
    codes = sorted({*rules, *(judged.finding.code for judged in outcome.judged)})
    with_baseline = any(judged.standing is Standing.BASELINE for judged in outcome.judged)
    run = {
        "tool": {
            "driver": {
                "name": name,
                "version": version,
                "semanticVersion": version,
                "shortDescription": {"text": "Checks consent packets and the library they are made from."},
                "rules": [_rule(code, rules.get(code)) for code in codes],
            }
        },
        "invocations": [{"executionSuccessful": True, "exitCode": 0 if outcome.passed else 1}],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            "SRCROOT": {"description": {"text": "The folder the check was run in."}},
            "BUILTIN": {
                "uri": BUILT_IN,
                "description": {"text": "The templates that came with the program, wherever it is."},
            },
        },
        "results": [
            _result(judged, codes, _Folders(below, outcome.built_in), with_baseline=with_baseline)
            for judged in outcome.judged
        ],
        "properties": {
            "asOf": outcome.as_of.isoformat(),
            "coverage": coverage_text(outcome.coverage),
            "tally": outcome_tally(outcome.judged),
        },
    }
    return (
        json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)
        + "\n"
    )


def _rule(code: str, rule: Rule | None) -> dict[str, Any]:
    if rule is None:
        return {"id": code}
    help_text = "\n\n".join(
        part for part in (rule.summary, rule.explanation, rule.remedy, rule.reference) if part
    )
    found: dict[str, Any] = {
        "id": code,
        "name": "".join(word[:1].upper() + word[1:] for word in rule.title.replace("-", " ").split()) or code,
        "shortDescription": {"text": rule.title or rule.summary},
        "fullDescription": {"text": rule.summary},
        "help": {"text": help_text, "markdown": _markdown(rule)},
        "defaultConfiguration": {"level": rule.severity.value},
    }
    if rule.reference.startswith("https://") and " " not in rule.reference:
        found["helpUri"] = rule.reference
    return found


def _markdown(rule: Rule) -> str:
    """The explanation with its examples as code."""
    lines = [f"**{rule.summary}**", ""]
    lines += [f"{line[:-1]}\n" if line.endswith("::") else line for line in rule.explanation.split("\n")]
    if rule.remedy:
        lines += ["", f"What to do: {rule.remedy}"]
    if rule.reference:
        lines += ["", f"Reference: {rule.reference}"]
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class _Folders:
    """What the names of files are relative to."""

    below: Path
    built_in: str


def _result(
    judged: Judged, codes: Sequence[str], folders: _Folders, *, with_baseline: bool
) -> dict[str, Any]:
    finding = judged.finding
    message = f"{finding.message}\n{finding.hint}" if finding.hint else finding.message
    if finding.place.page:
        message = f"Page {finding.place.page}: {message}"
    found: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": finding.severity.value,
        "message": {"text": message},
        "locations": [_location(finding, folders)],
        "partialFingerprints": {FINGERPRINT: judged.fingerprint},
    }
    if judged.standing is Standing.WAIVED:
        found["suppressions"] = [{"kind": "external", "status": "accepted", "justification": judged.reason}]
    if with_baseline:
        found["baselineState"] = "unchanged" if judged.standing is Standing.BASELINE else "new"
    return found


def _location(finding: Finding, folders: _Folders) -> dict[str, Any]:
    place = finding.place
    location: dict[str, Any] = {}
    if is_file(place.file):
        physical: dict[str, Any] = {"artifactLocation": _artifact(place.file, folders)}
        if place.line:
            physical["region"] = {"startLine": place.line, "startColumn": max(1, place.column)}
        location["physicalLocation"] = physical
    if place.page:
        location["logicalLocations"] = [{"name": f"page {place.page}", "kind": "page"}]
    elif not is_file(place.file):
        location["logicalLocations"] = [{"name": place.file, "kind": "packet"}]
    elif finding.field:
        location["logicalLocations"] = [{"name": finding.field, "kind": "member"}]
    return location


def _artifact(file: str, folders: _Folders) -> dict[str, str]:
    """A built-in file by a URI that is the same everywhere, any other by its way from the run."""
    path = Path(file)
    if folders.built_in and path.is_relative_to(folders.built_in):
        inside = path.relative_to(folders.built_in).as_posix()
        return {"uri": quote(inside, errors="surrogateescape"), "uriBaseId": "BUILTIN"}
    name = Path(os.path.relpath(path, folders.below)) if path.is_absolute() else path
    return {"uri": quote(name.as_posix(), errors="surrogateescape"), "uriBaseId": "SRCROOT"}
