"""Files named on the command line that are no sources: records, and finished PDFs of anybody.

What assembles and typesets is imported only where a record, or a packet of ours, is met: anybody else's form
needs none of it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from consent.checks.paper.entry import check_pdf, read_claims
from consent.errors import ConsentError
from consent.gate.loaded import Loaded, in_language
from consent.gate.matrix_report import MatrixReport
from consent.gate.paths import Named
from consent.gate.question import Question
from consent.load.library.what import What
from consent.models.findings.evidence import Evidence, PaperReport
from consent.models.findings.expectation import Expectation
from consent.models.findings.finding import Finding
from consent.models.findings.outcome import Coverage


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
    # A translation is read once, however many files are in its language.
    spoken = cache(lambda language: in_language(loaded, language))
    for path in named.of(What.PDF):
        report = _pdf(path, question, loaded, spoken)
        findings += report.findings
        evidence += report.evidence
        pages += report.pages
    return MatrixReport(tuple(findings), tuple(evidence), Coverage(typeset=typeset, pages=pages))


def _record(path: Path, question: Question, loaded: Loaded) -> tuple[list[Finding], int, int]:
    from consent.gate.records import check_record

    return check_record(path, question, loaded)


def _pdf(path: Path, question: Question, loaded: Loaded, spoken: Callable[[str], Loaded]) -> PaperReport:
    """What is wrong with a finished PDF. One of ours is held against the packet it claims to be."""
    claims = read_claims(path)
    if claims is not None:
        loaded = spoken(claims.language)
    expectation = Expectation(
        library=loaded.library,
        practice=loaded.practice,
        policies=tuple(loaded.library.policies[id_] for id_ in question.policies),
        procedures=question.procedures,
        as_of=question.as_of,
        words=loaded.words,
        roots=loaded.roots,
        languages=loaded.form_languages,
    )
    if claims is not None and loaded.practice is not None and loaded.usable:
        from consent.gate.own_packet import held_against

        expectation = held_against(claims, loaded, loaded.practice, expectation)
    return check_pdf(path, expectation=expectation)
