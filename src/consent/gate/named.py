"""Files named on the command line that are no sources: records, and finished PDFs of anybody.

What assembles and typesets is imported only where a record, or a packet of ours, is met: anybody else's form
needs none of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from consent.checks.paper.entry import Claims, check_pdf, check_pdf_in_place, claims_in_place, read_claims
from consent.counted import counted
from consent.errors import ConsentError
from consent.gate.loaded import Loaded, in_language
from consent.gate.matrix_report import MatrixReport
from consent.gate.paths import Named
from consent.gate.question import Question
from consent.gate.telling import Tell, keep_quiet
from consent.load.library.what import What
from consent.models.findings.evidence import Evidence, PaperReport
from consent.models.findings.expectation import Expectation
from consent.models.findings.finding import Finding
from consent.models.findings.outcome import Coverage


def check_named(question: Question, named: Named, loaded: Loaded, tell: Tell = keep_quiet) -> MatrixReport:
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
    for report in _pdfs(named.of(What.PDF), question, loaded, tell):
        findings += report.findings
        evidence += report.evidence
        pages += report.pages
    return MatrixReport(tuple(findings), tuple(evidence), Coverage(typeset=typeset, pages=pages))


def _record(path: Path, question: Question, loaded: Loaded) -> tuple[list[Finding], int, int]:
    from consent.gate.records import check_record

    return check_record(path, question, loaded)


def _pdfs(paths: Sequence[Path], question: Question, loaded: Loaded, tell: Tell) -> list[PaperReport]:
    """What is wrong with each PDF, in their order; many are shared among ``question.jobs`` processes."""
    judge = _Judge(question, loaded)
    judged: dict[int, PaperReport] = {}
    if len(paths) > 1:
        from consent.reading.safe.staying import in_turn

        judge.make_ready(paths[0])
        for number, report in in_turn(judge.within_limits, paths, question.jobs):
            judged[number] = report
            tell(f"read and judged: {len(judged)} of {counted(len(paths), 'file')}")
    for number, path in enumerate(paths):
        if number not in judged:
            judged[number] = judge.guarded(path)
    return [judged[number] for number in range(len(paths))]


@dataclass(frozen=True)
class _Judge:
    """What is wrong with a finished PDF. One of ours is held against the packet it claims to be."""

    question: Question
    loaded: Loaded
    spoken: dict[str, Loaded] = field(default_factory=dict)
    """By language: a translation is read once, however many files are in it."""

    def make_ready(self, first: Path) -> None:
        """Import what judges our own packets, once for all processes, where the first file is one."""
        if self.loaded.practice is not None and self.loaded.usable and read_claims(first) is not None:
            import consent.checks.paper.own
            import consent.gate.own_packet  # noqa: F401

    def guarded(self, path: Path) -> PaperReport:
        """Of any file; it cannot take this process with it."""
        return check_pdf(path, expectation=self._expectation(read_claims(path)))

    def within_limits(self, path: Path) -> PaperReport:
        """The same in a process that has limits of its own; what confuses the reader is raised."""
        return check_pdf_in_place(path, expectation=self._expectation(claims_in_place(path)))

    def _expectation(self, claims: Claims | None) -> Expectation:
        loaded = self.loaded if claims is None else self._in_language(claims.language)
        expectation = Expectation(
            library=loaded.library,
            practice=loaded.practice,
            policies=tuple(loaded.library.policies[id_] for id_ in self.question.policies),
            procedures=self.question.procedures,
            as_of=self.question.as_of,
            words=loaded.words,
            roots=loaded.roots,
            languages=loaded.form_languages,
        )
        if claims is None or loaded.practice is None or not loaded.usable:
            return expectation
        from consent.gate.own_packet import held_against

        return held_against(claims, loaded, loaded.practice, expectation)

    def _in_language(self, language: str) -> Loaded:
        if language not in self.spoken:
            self.spoken[language] = in_language(self.loaded, language)
        return self.spoken[language]
