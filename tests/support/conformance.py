"""page-validation for tests: PDF/UA-1 and PDF/A-3a in milliseconds, without Java."""

from __future__ import annotations

from consent.reading.conformance import ARCHIVE, UA, broken_rules


def failures(pdf: bytes) -> list[str]:
    """Every rule this file breaks, of both standards; a length that the validator doubts is read again."""
    return [f"{rule.id}: {rule.message}" for profile in (UA, ARCHIVE) for rule in broken_rules(pdf, profile)]
