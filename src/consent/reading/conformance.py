"""PDF/UA-1 and PDF/A-3a, judged by a validator."""

from __future__ import annotations

import io
from dataclasses import dataclass

import page
import pikepdf

from consent.reading.file.bound_fonts import bound_fonts, doubted

UA = page.ValidationProfile.PDF_UA_1
ARCHIVE = page.ValidationProfile.PDF_A_3A

_LENGTH = "STREAM-LENGTH-001"


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """One rule of a standard that the file breaks."""

    id: str
    message: str


def broken_rules(
    data: bytes, profile: page.ValidationProfile, *, with_forms: bool = False
) -> tuple[BrokenRule, ...]:
    """Every rule of the profile that the file breaks, once each.

    ``with_forms``: official forms are bound in, so there are fonts that nobody here chose.
    """
    try:
        report = page.validate_pdf_bytes(data, profile=profile)
    except page.PageError:
        return (BrokenRule("PARSE", "the validator cannot read the file"),)
    found: dict[str, BrokenRule] = {}
    strange = bound_fonts(data) if with_forms and report.failures else frozenset()
    for failure in report.failures:
        if doubted(failure.rule_id, failure.message) in strange:
            continue
        if not (failure.rule_id.endswith(_LENGTH) and _lengths_are_true(data)):
            found.setdefault(failure.rule_id, BrokenRule(failure.rule_id, failure.message))
    if not report.is_compliant and not report.failures:
        found["PARSE"] = BrokenRule("PARSE", "the validator says no and gives no reason")
    return tuple(found.values())


def _lengths_are_true(data: bytes) -> bool:
    """Whether each stream is as long as it says.

    The validator takes a carriage return that ends the content for a part of the line end behind it.
    """
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            for item in pdf.objects:
                if isinstance(item, pikepdf.Stream):
                    item.read_raw_bytes()
            return not pdf.get_warnings()
    except (pikepdf.PdfError, ValueError):
        return False
