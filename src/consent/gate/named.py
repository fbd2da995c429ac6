"""Files named on the command line that are no sources: records, and finished PDFs of anybody."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from consent.checks import check_glyphs, check_packet
from consent.errors import ConsentError, InputError
from consent.gate.loaded import Loaded, in_language
from consent.gate.matrix import MatrixReport
from consent.gate.on_paper import copy_page_of, on_paper, page_of, parts_at_hand
from consent.gate.paths import Named
from consent.gate.question import Question
from consent.load.library.stray import What
from consent.load.library.words import load_words
from consent.load.record.read import load_records
from consent.models.findings.evidence import Evidence, PaperReport
from consent.models.findings.expectation import Expectation
from consent.models.findings.finding import Finding
from consent.models.findings.outcome import Coverage
from consent.models.library.language import SOURCE
from consent.models.library.sources import Words
from consent.models.paper.packet import Packet
from consent.models.people.look import Look
from consent.models.people.practice import Practice
from consent.models.people.record import BlankForm, Record
from consent.models.place import Sourced
from consent.pipeline.preparing import assembler
from consent.pipeline.workspace import Workspace


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
    """What is wrong with a record file and its packets; how many pages and packets were read back."""
    practice = loaded.practice
    if practice is None:
        return [], 0, 0
    try:
        records = load_records([path], library=loaded.library, practice=practice, issued_on=question.as_of)
    except InputError as error:
        return list(error.findings), 0, 0
    findings = list(records.warnings)
    pages = 0
    for record in records.records:
        wrong = list(check_glyphs(record))
        look = Look(question.as_of, paper=practice.value.paper)
        packet = assembled(record.value, loaded, practice, look)
        wrong += check_packet(packet)
        findings += wrong
        report = read_back(packet, str(path), loaded, question)
        findings += report.findings
        pages += report.pages
    return findings, pages, len(records.records)


def _pdf(path: Path, question: Question, loaded: Loaded, spoken: Callable[[str], Loaded]) -> PaperReport:
    """What is wrong with a finished PDF. One of ours is held against the packet it claims to be."""
    from consent.checks.paper.entry import check_pdf, equivalent_packet, read_claims

    claims = read_claims(path)
    if claims is not None:
        loaded = spoken(claims.language)
    practice = loaded.practice
    packet = None
    if claims is not None and practice is not None and loaded.usable:

        def again(form: Record | BlankForm, look: Look) -> Packet:
            return assembled(form, loaded, practice, look)

        packet = equivalent_packet(claims, library=loaded.library, practice=practice, assemble=again)
    expectation = Expectation(
        library=loaded.library,
        practice=practice,
        policies=tuple(loaded.library.policies[id_] for id_ in question.policies),
        procedures=question.procedures,
        as_of=question.as_of,
        packet=packet,
        words=loaded.words,
        roots=loaded.roots,
        languages=loaded.form_languages,
        page=page_of(packet, loaded.roots) if packet is not None else "",
        copy_page=copy_page_of(packet, loaded.roots) if packet is not None else "",
        copy_words=load_words(loaded.roots, SOURCE)[0]
        if packet is not None and (packet.copy or packet.facing)
        else Words(),
    )
    return check_pdf(path, expectation=expectation)


def assembled(
    form: Record | BlankForm,
    loaded: Loaded,
    practice: Sourced[Practice],
    look: Look,
) -> Packet:
    """A packet, as ``consent render`` would assemble it."""
    workspace = Workspace(practice, loaded.library, loaded.roots, english=loaded.english)
    return assembler(workspace, look)(form)


def read_back(packet: Packet, name: str, loaded: Loaded, question: Question) -> PaperReport:
    """A packet typeset in memory and read from its bytes; nothing is written."""
    expectation = Expectation(
        library=loaded.library,
        practice=loaded.practice,
        policies=(),
        procedures=(),
        as_of=question.as_of,
        packet=packet,
        words=loaded.words,
        roots=loaded.roots,
    )
    parts = parts_at_hand(tuple(loaded.roots), question.cache)
    return on_paper(packet, name, loaded.roots, expectation, parts)
