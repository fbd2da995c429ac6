"""Files named on the command line that are no sources: records, and finished PDFs of anybody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from consent import __version__
from consent.checks import check_glyphs, check_packet
from consent.errors import ConsentError, InputError
from consent.gate.matrix import MatrixReport
from consent.gate.paths import Named
from consent.gate.question import Question
from consent.load import load_records, read_logo
from consent.load.stray import What
from consent.models.expectation import Evidence, Expectation
from consent.models.finding import Finding
from consent.models.outcome import Coverage
from consent.models.packet import Edition, Packet
from consent.models.place import Sourced
from consent.models.practice import Paper
from consent.models.record import BlankForm, Record

if TYPE_CHECKING:
    from consent.gate.run import Loaded


def check_named(question: Question, named: Named, loaded: Loaded) -> MatrixReport:
    """Assemble, typeset and read back each record; read each PDF."""
    findings: list[Finding] = []
    evidence: list[Evidence] = []
    typeset = pages = 0
    records = named.of(What.RECORD)
    if records and loaded.practice is None and loaded.usable:
        raise ConsentError(
            "records are held against a practice, and there is no practice.yaml here or above",
            hint="name it with --practice FILE",
        )
    for path in records if loaded.usable else ():
        found, count, more = _record(path, question, loaded)
        findings += found
        typeset += more
        pages += count
    for path in named.of(What.PDF):
        report = _pdf(path, question, loaded)
        findings += report.findings
        evidence += report.evidence
        pages += report.pages
    return MatrixReport(tuple(findings), tuple(evidence), Coverage(typeset=typeset, pages=pages))
