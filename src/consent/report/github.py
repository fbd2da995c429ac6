"""Findings as GitHub workflow commands, which become annotations on the lines of a pull request."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from consent.models.findings.outcome import Judged, Outcome, Standing
from consent.models.findings.rule import Rule
from consent.models.place import Place
from consent.report.names import file_name, is_file
from consent.report.text import coverage_text, outcome_tally


def github_report(outcome: Outcome, rules: Mapping[str, Rule], below: Path) -> str:
    """One command a finding, errors and warnings first, then the tally as plain lines."""
    tally = f"{coverage_text(outcome.coverage)}\n{outcome_tally(outcome.judged)}\n"
    return brief_github_report(outcome, rules, below) + tally


def brief_github_report(outcome: Outcome, rules: Mapping[str, Rule], below: Path) -> str:
    """The commands of :func:`github_report` alone; empty when nothing was found."""
    ordered = sorted(outcome.judged, key=lambda judged: judged.standing is not Standing.OPEN)
    return "".join(f"{_command(judged, rules, below)}\n" for judged in ordered)


def _command(judged: Judged, rules: Mapping[str, Rule], below: Path) -> str:
    finding = judged.finding
    level = finding.severity.value if judged.standing is Standing.OPEN else "notice"
    rule = rules.get(finding.code)
    title = f"{finding.code} {rule.title}" if rule else finding.code
    if judged.standing is not Standing.OPEN:
        title += f" ({judged.standing})"
    properties = [*_where(finding.place, below), f"title={_property(title)}"]
    words = [finding.message, f"help: {finding.hint}" if finding.hint else "", judged.reason]
    if not is_file(finding.place.file) or finding.place.page:
        words.insert(0, f"{finding.place.named(file_name(finding.place.file, below))}:")
    return f"::{level} {','.join(properties)}::{_data(chr(10).join(word for word in words if word))}"


def _where(place: Place, below: Path) -> list[str]:
    if not is_file(place.file):
        return []
    where = [f"file={_property(file_name(place.file, below))}"]
    if place.line:
        where += [f"line={place.line}", f"col={place.column}"]
    return where


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
