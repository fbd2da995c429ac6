"""findings → text, HTML, JSON, SARIF, JUnit or GitHub annotations. Writes nothing; gives the text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from consent.models.findings.outcome import Outcome
from consent.models.findings.rule import Rule
from consent.report.github import brief_github_report, github_report
from consent.report.html import html_report
from consent.report.json_report import json_report
from consent.report.junit import junit_report
from consent.report.sarif import sarif_report
from consent.report.tame import tame, tame_json
from consent.report.text import brief_text_report, findings_text, text_report

__all__ = ["Format", "findings_text", "report", "text_report"]

Rules = Mapping[str, Rule]


class Format(StrEnum):
    """How a report is written."""

    TEXT = "text"
    HTML = "html"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"


_WRITERS: Mapping[Format, Callable[[Outcome, Rules, Path], str]] = MappingProxyType(
    {
        Format.TEXT: text_report,
        Format.HTML: html_report,
        Format.JSON: json_report,
        Format.SARIF: sarif_report,
        Format.JUNIT: junit_report,
        Format.GITHUB: github_report,
    }
)
_BRIEF = MappingProxyType({**_WRITERS, Format.TEXT: brief_text_report, Format.GITHUB: brief_github_report})
"""A report for a program stays whole: what reads it counts on every part."""


def report(outcome: Outcome, rules: Rules, below: Path, form: Format, *, brief: bool = False) -> str:
    """The report, ending in a line feed. Files under ``below`` are named relative to it.

    ``brief``: of one that people read, the findings alone.
    """
    text = (_BRIEF if brief else _WRITERS)[form](outcome, rules, below)
    return tame_json(text) if form in (Format.JSON, Format.SARIF) else tame(text)
