"""Record files that were named: assembled, typeset and read back."""

from __future__ import annotations

from pathlib import Path

from consent.checks import check_glyphs, check_packet
from consent.errors import InputError
from consent.gate.loaded import Loaded
from consent.gate.on_paper import on_paper, parts_at_hand
from consent.gate.question import Question
from consent.load.record.read import load_records
from consent.models.findings.evidence import PaperReport
from consent.models.findings.expectation import Expectation
from consent.models.findings.finding import Finding
from consent.models.paper.packet import Packet
from consent.models.people.look import Look
from consent.models.people.practice import Practice
from consent.models.people.record import BlankForm, Record
from consent.models.place import Sourced
from consent.pipeline.preparing import assembler
from consent.pipeline.workspace import Workspace


def check_record(path: Path, question: Question, loaded: Loaded) -> tuple[list[Finding], int, int]:
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
