"""PDF/UA-1 and PDF/A-3a, judged by a validator."""

from __future__ import annotations

from dataclasses import dataclass

import page

UA = page.ValidationProfile.PDF_UA_1
ARCHIVE = page.ValidationProfile.PDF_A_3A


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """One rule of a standard that the file breaks."""

    id: str
    message: str


def broken_rules(data: bytes, profile: page.ValidationProfile) -> tuple[BrokenRule, ...]:
    """Every rule of the profile that the file breaks, once each."""
    try:
        report = page.validate_pdf_bytes(data, profile=profile)
    except page.PageError:
        return (BrokenRule("PARSE", "the validator cannot read the file"),)
    found: dict[str, BrokenRule] = {}
    for failure in report.failures:
        found.setdefault(failure.rule_id, BrokenRule(failure.rule_id, failure.message))
    if not report.is_compliant and not found:
        found["PARSE"] = BrokenRule("PARSE", "the validator says no and gives no reason")
    return tuple(found.values())
