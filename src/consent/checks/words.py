"""The words of a packet in the order they are read, each with its place and the part it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from consent.made_once import MadeOnce
from consent.models.library.clause import SectionName
from consent.models.library.prose import Paragraph
from consent.models.paper.packet import Packet
from consent.models.paper.packet_rows import ClauseText, GuidanceText, Sentence
from consent.models.place import Place

KEY = "the key information"
CONSENT = "the consent"
_READ: MadeOnce[tuple[tuple[Place, str, str], ...]] = MadeOnce(1)
_CLAUSES: MadeOnce[tuple[tuple[Place, str], ...]] = MadeOnce(4096)


def clause_words(clause: ClauseText) -> str:
    """The wording of a clause, without its title."""
    return "\n".join(text for _, text in _clause(clause))


def key_sentences(packet: Packet) -> Iterator[tuple[Place, str]]:
    """The sentences of the first page; names, headings and dictated wordings left out."""
    key = packet.key_information
    for sentence in (*key.what, *key.reasons_for, *key.reasons_against):
        yield sentence.place, sentence.text
    for clause in (*key.status, *key.choice):
        if not clause.dictated:
            yield from _clause(clause)


def sentences_of(packet: Packet) -> tuple[tuple[Place, str, str], ...]:
    """Place, part and words of everything that is read, in order."""
    # One rule after the other asks for them. The packet itself is not kept: it names a patient.
    read_of = (
        *(packet.key_information, packet.procedures, packet.steps, packet.durations),
        *(packet.guidance, packet.sections, packet.consent),
    )
    return _READ.made(read_of, None, lambda: tuple(_sentences(packet)))


def _sentences(packet: Packet) -> Iterator[tuple[Place, str, str]]:
    for place, text in key_sentences(packet):
        yield place, KEY, text
    for name, sentences in _parts(packet):
        for place, text in sentences:
            yield place, name, text
    for place, text in _clauses(packet.consent):
        yield place, CONSENT, text


def _parts(packet: Packet) -> Iterator[tuple[str, Iterator[tuple[Place, str]]]]:
    """The parts between the first page and the decision, in the order of the pages."""
    tables = {
        SectionName.VISIT: _visit(packet),
        SectionName.EVIDENCE: _benefits(packet.guidance),
        SectionName.RISKS: _risks(packet.guidance),
        SectionName.CHOICES: _choices(packet.guidance),
        SectionName.AFTERWARDS: _afterwards(packet.guidance),
    }
    names = [*tables, *(section.name for section in packet.sections)]
    for name in sorted(dict.fromkeys(names), key=list(SectionName).index):
        yield (
            f"the part on {name.replace('-', ' ')}",
            chain(tables.get(name, ()), _clauses(packet.section(name))),
        )


def _visit(packet: Packet) -> Iterator[tuple[Place, str]]:
    for procedure in packet.procedures:
        for sentence in procedure.nature:
            yield sentence.place, sentence.text
    for row in packet.steps:
        yield row.step.place, row.step.text
    for sentence in packet.durations:
        yield sentence.place, sentence.text


def _benefits(guidance: GuidanceText) -> Iterator[tuple[Place, str]]:
    for row in guidance.benefits:
        yield row.benefit.place, row.evidence


def _risks(guidance: GuidanceText) -> Iterator[tuple[Place, str]]:
    for introduction in guidance.introductions:
        yield introduction.place, introduction.text
    for risk in guidance.risks:
        yield risk.name.place, f"{risk.name.text}. {risk.what_it_means}"
    for precaution in guidance.precautions:
        yield precaution.situation.place, f"{precaution.situation.text}. {precaution.action}"


def _choices(guidance: GuidanceText) -> Iterator[tuple[Place, str]]:
    for introduction in guidance.choice_introductions:
        yield introduction.place, introduction.text
    for choice in guidance.alternatives:
        yield choice.name.place, f"{choice.name.text}. {choice.benefit} {choice.risk}"


def _afterwards(guidance: GuidanceText) -> Iterator[tuple[Place, str]]:
    rest: Sequence[Sentence] = (
        *(sentence for stage in guidance.recovery for sentence in stage.what),
        *guidance.aftercare,
        *(sign.sign for sign in guidance.warning_signs),
        *guidance.follow_up,
    )
    for sentence in rest:
        yield sentence.place, sentence.text


def _clauses(clauses: Sequence[ClauseText]) -> Iterator[tuple[Place, str]]:
    for clause in clauses:
        if not clause.dictated:
            yield from _clause(clause)


def _clause(clause: ClauseText) -> tuple[tuple[Place, str], ...]:
    return _CLAUSES.made((clause,), None, lambda: tuple(_stretches(clause)))


def _stretches(clause: ClauseText) -> Iterator[tuple[Place, str]]:
    for block in clause.prose:
        stretches = (block.runs,) if isinstance(block, Paragraph) else block.items
        for runs in stretches:
            yield block.place, "".join(run.text for run in runs)
