"""Rules on the sources: what clinicians, lawyers and designers wrote, before any packet is made."""

from __future__ import annotations

from consent.checks.rooms import rules_in
from consent.checks.source.facts.context import SourceContext
from consent.models.findings.finding import Finding

SOURCE_RULES = rules_in(__name__, __path__)

__all__ = ["SOURCE_RULES", "SourceContext", "check_sources"]


def check_sources(context: SourceContext) -> tuple[Finding, ...]:
    """Everything wrong with the sources, in one pass."""
    found = dict.fromkeys(finding for rule in SOURCE_RULES for finding in rule.check(context))
    return tuple(sorted(found, key=lambda f: (f.place, f.code, f.message)))
