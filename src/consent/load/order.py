"""The order findings are shown in."""

from __future__ import annotations

from collections.abc import Iterable

from consent.models.findings.finding import Finding


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """By file, line and column; the same complaint only once."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda f: (f.place, f.code, f.message)))
