"""The report as one HTML file for people: strangers' forms by entry, each with a picture of its place.

It stands alone: no script, no request, and a content security policy that forbids both.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

from consent.models.findings.finding import Finding
from consent.models.findings.outcome import Outcome, Standing
from consent.models.findings.rule import Rule
from consent.report.forms import Entry, Rank, entries_of, is_form
from consent.report.names import file_name, place_name
from consent.report.text import coverage_text, outcome_tally

_STYLE = """
body{font:16px/1.45 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}
body{color:#1a1a1a;background:#fff}
h1{font-size:1.6rem}h2{font-size:1.25rem;margin-top:2.2rem;border-bottom:2px solid #1a1a1a}
article{border:1px solid #c9c9c9;border-left:6px solid #777;border-radius:4px}
article{margin:1rem 0;padding:.6rem 1rem}
article.whole,article.forbidden,article.grave{border-left-color:#a4001d}
article.missing{border-left-color:#c65a00}article.told{border-left-color:#1c6b3a}
article.unclear,article.if{border-left-color:#8a6d00}
h3{font-size:1.05rem;margin:0}p{margin:.4rem 0}
blockquote{margin:.4rem 0;padding-left:.8rem;border-left:3px solid #ddd}
.where,.policies{color:#555;font-size:.9rem}
img{max-width:100%;height:auto;border:1px solid #ddd;margin-top:.4rem}
.rank{font-size:.8rem;font-weight:600;letter-spacing:.02em}
@media print{article{break-inside:avoid}}
"""
_RANKS = {
    Rank.WHOLE: "Before all else",
    Rank.FORBIDDEN: "Must not be there",
    Rank.GRAVE: "Missing: signature or FDA status",
    Rank.MISSING: "Missing",
    Rank.UNCLEAR: "Not clear",
    Rank.TOLD: "Told",
    Rank.IF: "Missing, if required",
}


def html_report(outcome: Outcome, rules: Mapping[str, Rule], below: Path) -> str:
    """Everything found, the forms first; pictures where the outcome has them."""
    forms = sorted(is_form(outcome))
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    body = [part for file in forms for part in _form(outcome, file, below)]
    body += _others(outcome, frozenset(forms), rules, below)
    covered = "<br>".join(escape(line) for line in coverage_text(outcome.coverage).splitlines())
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>consent check: {escape(outcome_tally(outcome.judged))}</title>"
        f"<style>{_STYLE}</style></head>\n"
        f"<body><main><h1>What the check found</h1><p>{escape(outcome_tally(outcome.judged))}. "
        f"Judged as of {outcome.as_of.isoformat()} by {escape(outcome.program)}.</p>\n"
        + "\n".join(body)
        + f"\n<h2>What was checked</h2><p>{covered}</p>"
        "<p>A finding is not legal advice, and a form without findings is not thereby right.</p>"
        "</main></body></html>\n"
    )


def _form(outcome: Outcome, file: str, below: Path) -> Iterator[str]:
    entries = entries_of(outcome, file)
    counts = ", ".join(
        f"{count} {name.lower()}"
        for rank, name in _RANKS.items()
        if (count := sum(entry.rank is rank for entry in entries))
    )
    yield f"<section><h2>{escape(file_name(file, below))}</h2><p>{escape(counts)}</p>"
    yield from (_article(entry, outcome) for entry in entries)
    yield "</section>"


def _article(entry: Entry, outcome: Outcome) -> str:
    parts = [f'<article class="{entry.rank.name.lower()}"><p class="rank">{_RANKS[entry.rank]}</p>']
    parts += [f"<h3>{escape(entry.title)}</h3>"] if entry.title else []
    parts += (
        [f'<p class="policies">Asked for by {escape(", ".join(entry.policies))}</p>']
        if entry.policies
        else []
    )
    where = [f"Page {entry.place.page}"] if entry.place.page else []
    where += [f"under “{entry.section}”"] if entry.section else []
    where += [f"{entry.sure:.0%} sure"] if entry.rank is Rank.TOLD else []
    parts += [f'<p class="where">{escape(", ".join(where))}</p>'] if where else []
    parts += [f"<blockquote>{escape(entry.quote)}</blockquote>"] if entry.quote else []
    for finding in entry.findings:
        parts.append(f"<p>{escape(finding.message)} ({finding.code})</p>")
        parts += [f"<p><strong>To mend it:</strong> {escape(finding.hint)}</p>"] if finding.hint else []
    place = entry.place
    picture = outcome.pictures.get((place.file, place.page, place.box)) if place.box else None
    if picture:
        alt = f"The place on page {entry.place.page}"
        parts.append(f'<img alt="{alt}" src="data:image/png;base64,{base64.b64encode(picture).decode()}">')
    return "".join(parts) + "</article>"


def _others(outcome: Outcome, forms: frozenset[str], rules: Mapping[str, Rule], below: Path) -> Iterator[str]:
    """Findings on other files, and what is waived or known."""
    rest = [
        one
        for one in outcome.judged
        if one.finding.place.file not in forms or one.standing is not Standing.OPEN
    ]
    if not rest:
        return
    yield "<section><h2>Files and packets</h2>"
    for one in rest:
        standing = "" if one.standing is Standing.OPEN else f" ({one.standing}: {one.reason})"
        yield _row(one.finding, standing, rules, below)
    yield "</section>"


def _row(finding: Finding, standing: str, rules: Mapping[str, Rule], below: Path) -> str:
    rule = rules.get(finding.code)
    title = f"{finding.code}: {rule.title}" if rule else finding.code
    hint = f"<p><strong>To mend it:</strong> {escape(finding.hint)}</p>" if finding.hint else ""
    kind = "missing" if finding.severity == "error" else "unclear"
    return (
        f'<article class="{kind}"><h3>{escape(title)}{escape(standing)}</h3>'
        f'<p class="where">{escape(place_name(finding.place, below))}</p>'
        f"<p>{escape(finding.message)}</p>{hint}</article>"
    )
