"""What typesetting and reading back showed: of the matrix, or of named files."""

from __future__ import annotations

from dataclasses import dataclass

from consent.models.findings.evidence import Evidence
from consent.models.findings.finding import Finding
from consent.models.findings.outcome import Coverage


@dataclass(frozen=True, slots=True)
class MatrixReport:
    """What the matrix showed."""

    findings: tuple[Finding, ...]
    evidence: tuple[Evidence, ...]
    coverage: Coverage
