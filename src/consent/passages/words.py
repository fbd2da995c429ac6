"""Words of clauses and rows as they are read."""

from __future__ import annotations

from collections.abc import Iterable

from consent.models.library.prose import Paragraph, Prose, Run
from consent.models.library.rows import Chance, RiskSeverity


def prose_words(prose: Prose) -> str:
    """The wording of a clause, a line for each paragraph or item; a placeholder stands in braces."""
    lines = []
    for block in prose:
        stretches = (block.runs,) if isinstance(block, Paragraph) else block.items
        lines += ["".join(map(_run_words, runs)) for runs in stretches]
    return "\n".join(lines)


def _run_words(run: Run) -> str:
    # What a practice fills in stands for itself where no packet has been assembled.
    said = f"{{{run.placeholder.value}}}" if run.placeholder else run.text
    return said + ("\n" if run.line_break else "")


def lines(*parts: str | None) -> str:
    """The parts that say something, a line each."""
    return "\n".join(part for part in parts if part)


def how_bad(severity: RiskSeverity, low: float | None, high: float | None, *, first: bool) -> str:
    """Severity and chance as they can be compared, whatever denominator they are printed with."""
    share = "not counted" if low is None or high is None else f"{low:.6g}-{high:.6g}"
    return f"{severity.value} {share}{' first' if first else ''}"


def shares(chance: Chance | None) -> tuple[float | None, float | None]:
    """The chance as parts of one."""
    if chance is None:
        return None, None
    high = chance.low if chance.high is None else chance.high
    return chance.low / chance.per, high / chance.per


def captions(labels: Iterable[str]) -> str:
    """The captions of places to write in."""
    return lines(*labels)


def said_severity(severity: RiskSeverity) -> str:
    """How bad it is, in words."""
    return severity.value.replace("-", " ")


def said_care(*, avoid: bool) -> str:
    """Whether somebody should not have it, or needs care."""
    return "should not have it" if avoid else "special care"
