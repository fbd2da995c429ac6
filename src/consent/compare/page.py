"""The page of a comparison, side by side: HTML for a screen, or a tagged PDF."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from consent.models.people.look import Paper
from consent.models.register.change import Comparison
from consent.report.changes_text import changes_page
from consent.stamp import stamp
from consent.typeset import typeset
from consent.typeset.html import read_style, render_page, sheet_rule

_TEMPLATE, _STYLE = "compare/changes", "compare/changes.css"
_ON_SCREEN = "html { font-family: sans-serif; max-width: 70em; margin: 2em auto; padding: 0 1em }"


def changes_html(comparison: Comparison, day: date, roots: Sequence[Path]) -> str:
    """One file that shows the comparison in a browser and needs no other."""
    style = f"{read_style(roots, _STYLE)}\n{_ON_SCREEN}"
    return render_page(_TEMPLATE, {**changes_page(comparison, day.isoformat()), "style": style}, roots)


def changes_pdf(comparison: Comparison, day: date, paper: Paper, roots: Sequence[Path]) -> bytes:
    """The comparison as PDF/UA and PDF/A."""
    html = render_page(_TEMPLATE, {**changes_page(comparison, day.isoformat()), "style": ""}, roots)
    styles = (sheet_rule(paper), read_style(roots, _STYLE))
    return stamp(typeset(html, issued_on=day, stylesheets=styles, roots=roots, slots={}), {})
