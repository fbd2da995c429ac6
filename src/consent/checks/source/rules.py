"""Every rule on the sources, in the order of the codes."""

from __future__ import annotations

from consent.checks import source
from consent.checks.rooms import rules_in
from consent.checks.source.facts.context import SourceContext
from consent.models.findings.finding import Finding
from consent.models.spoken import SOURCE

SOURCE_RULES = rules_in(source.__name__, source.__path__)
WORDING_RULES = tuple(rule for rule in SOURCE_RULES if getattr(rule, "EVERY_LANGUAGE", False))
"""Rules that can read a translation."""


def check_sources(context: SourceContext) -> tuple[Finding, ...]:
    """Everything wrong with the sources, in one pass; of a translation, with its words."""
    rules = SOURCE_RULES if context.library.tongue.id == SOURCE else WORDING_RULES
    found = dict.fromkeys(finding for rule in rules for finding in rule.check(context))
    return tuple(sorted(found, key=lambda f: (f.place, f.code, f.message)))
