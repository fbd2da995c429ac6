"""findings → text, HTML, JSON, SARIF, JUnit or GitHub annotations. Writes nothing; gives the text."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from consent.models.findings.outcome import Outcome
from consent.models.findings.rule import Rule
from consent.report.tame import tame, tame_json
from consent.report.text import findings_text, text_report

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


_WRITERS: Mapping[Format, tuple[str, str]] = MappingProxyType(
    {
        Format.TEXT: ("text", "text_report"),
        Format.HTML: ("html", "html_report"),
        Format.JSON: ("json_report", "json_report"),
        Format.SARIF: ("sarif", "sarif_report"),
        Format.JUNIT: ("junit", "junit_report"),
        Format.GITHUB: ("github", "github_report"),
    }
)
"""Module and function; imported when a report is written that way."""
_BRIEF = MappingProxyType(
    {
        **_WRITERS,
        Format.TEXT: ("text", "brief_text_report"),
        Format.GITHUB: ("github", "brief_github_report"),
    }
)
"""A report for a program stays whole: what reads it counts on every part."""


def report(outcome: Outcome, rules: Rules, below: Path, form: Format, *, brief: bool = False) -> str:
    """The report, ending in a line feed. Files under ``below`` are named relative to it.

    ``brief``: of one that people read, the findings alone.
    """
    module, writer = (_BRIEF if brief else _WRITERS)[form]
    text: str = getattr(import_module(f"consent.report.{module}"), writer)(outcome, rules, below)
    return tame_json(text) if form in (Format.JSON, Format.SARIF) else tame(text)
