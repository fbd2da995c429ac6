"""Findings for a terminal: ``path:line:col: severity CODE: what is wrong`` and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from consent.models.finding import Finding, Severity


def findings_text(findings: Sequence[Finding], *, below: Path) -> str:
    """All findings, then a tally. Files under ``below`` are named relative to it."""
    lines = []
    for finding in findings:
        field = f" [{finding.field}]" if finding.field else ""
        lines.append(f"{_place(finding, below)}: {finding.severity} {finding.code}: {finding.message}{field}")
        if finding.hint:
            lines.append(f"  help: {finding.hint}")
    return "\n".join([*lines, tally(findings)])


def tally(findings: Sequence[Finding]) -> str:
    """``2 errors, 1 warning``."""
    counts = [(severity, sum(f.severity is severity for f in findings)) for severity in Severity]
    parts = [f"{count} {severity}{'' if count == 1 else 's'}" for severity, count in counts if count]
    return ", ".join(parts) or "nothing found"


def _place(finding: Finding, below: Path) -> str:
    place = finding.place
    path = Path(place.file)
    name = str(path.relative_to(below)) if path.is_absolute() and path.is_relative_to(below) else place.file
    return f"{name}:{place.line}:{place.column}" if place.line else name
