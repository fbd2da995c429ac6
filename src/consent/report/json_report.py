"""The report as one JSON object, for programs; ``docs/ci.md`` describes its shape."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from consent.models.findings.finding import Severity
from consent.models.findings.outcome import Judged, Outcome, Standing
from consent.models.findings.rule import Rule
from consent.report.names import file_name

SCHEMA = "consent-report/1"


def json_report(outcome: Outcome, rules: Mapping[str, Rule], below: Path) -> str:
    """Every finding, the tally, the coverage and the evidence."""
    data = {
        "schema": SCHEMA,
        "program": outcome.program,
        "as_of": outcome.as_of.isoformat(),
        "passed": outcome.passed,
        "tally": counts(outcome),
        "findings": [_finding(judged, rules, below) for judged in outcome.judged],
        "evidence": [{**asdict(found), "file": file_name(found.file, below)} for found in outcome.evidence],
        "coverage": asdict(outcome.coverage),
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def counts(outcome: Outcome) -> dict[str, int]:
    """How many errors and warnings are open, and how many findings are waived or in the baseline."""
    open_ones = [j.finding for j in outcome.judged if j.standing is Standing.OPEN]
    return {
        **{f"{severity}s": sum(f.severity is severity for f in open_ones) for severity in Severity},
        "waived": sum(j.standing is Standing.WAIVED for j in outcome.judged),
        "baseline": sum(j.standing is Standing.BASELINE for j in outcome.judged),
    }


def _finding(judged: Judged, rules: Mapping[str, Rule], below: Path) -> dict[str, object]:
    finding, rule = judged.finding, rules.get(judged.finding.code)
    return {
        "code": finding.code,
        "title": rule.title if rule else "",
        "severity": finding.severity.value,
        "file": file_name(finding.place.file, below),
        "line": finding.place.line,
        "column": finding.place.column,
        "page": finding.place.page,
        "field": finding.field,
        "message": finding.message,
        "help": finding.hint,
        "reference": rule.reference if rule else "",
        "fingerprint": judged.fingerprint,
        "standing": judged.standing.value,
        "reason": judged.reason,
    }
