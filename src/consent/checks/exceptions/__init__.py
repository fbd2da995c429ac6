"""Rules on waivers: an exception is approved, dated, and still needed."""

from __future__ import annotations

from consent.checks.exceptions.context import ExceptionContext
from consent.checks.rooms import rules_in
from consent.models.findings.finding import Finding

EXCEPTION_RULES = rules_in(__name__, __path__)

__all__ = ["EXCEPTION_RULES", "ExceptionContext", "check_exceptions"]


def check_exceptions(context: ExceptionContext) -> tuple[Finding, ...]:
    """Everything wrong with the waivers."""
    return tuple(finding for rule in EXCEPTION_RULES for finding in rule.check(context))
