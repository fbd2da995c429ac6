"""page-validation for tests: PDF/UA-1 and PDF/A-3a in milliseconds, without Java."""

from __future__ import annotations

import page

_PROFILES = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A)


def failures(pdf: bytes) -> list[str]:
    """Every rule this file breaks, of both standards."""
    found: list[str] = []
    for profile in _PROFILES:
        report = page.validate_pdf_bytes(pdf, profile=profile)
        if not report.is_compliant:
            found += [str(failure) for failure in report.failures] or [str(report)]
    return found
