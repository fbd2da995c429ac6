"""Rules on waivers: an exception is approved, dated, and still needed."""

from __future__ import annotations

from consent.checks.exceptions import (
    wvr101_waiver_in_date,
    wvr102_waiver_used,
    wvr103_waiver_names_a_rule,
)
from consent.checks.exceptions.context import ExceptionContext
from consent.models.finding import Finding

EXCEPTION_RULES = (wvr101_waiver_in_date, wvr102_waiver_used, wvr103_waiver_names_a_rule)

__all__ = ["EXCEPTION_RULES", "ExceptionContext", "check_exceptions"]


def check_exceptions(context: ExceptionContext) -> tuple[Finding, ...]:
    """Everything wrong with the waivers."""
    return tuple(finding for rule in EXCEPTION_RULES for finding in rule.check(context))
