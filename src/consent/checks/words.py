"""The words of a packet in the order they are read, each with its place and the part it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consent.models.packet import ClauseText, GuidanceText, Packet, ProcedureText, Sentence
from consent.models.place import Place
from consent.models.prose import Paragraph

KEY = "the key information"


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


def sentences_of(packet: Packet) -> Iterator[tuple[Place, str, str]]:
    """Place, part and words of everything that is read, in order."""
    for place, text in key_sentences(packet):
        yield place, KEY, text
    for procedure in packet.procedures:
        for place, text in _procedure(procedure):
            yield place, f"the part on {procedure.title}", text
    for shared in packet.shared:
        for place, text in (
            (shared.introduction.place, shared.introduction.text),
            *_guidance(shared.guidance),
        ):
            yield place, f"the part “{shared.title}”", text
    for section in packet.sections:
        for place, text in _clauses(section.clauses):
            yield place, f"the section {section.name}", text
    for place, text in _clauses(packet.consent):
        yield place, "the consent", text


def _procedure(procedure: ProcedureText) -> Iterator[tuple[Place, str]]:
    for sentence in (*procedure.nature, *procedure.steps, procedure.duration):
        yield sentence.place, sentence.text
    for row in procedure.benefits:
        yield row.benefit.place, row.evidence
    yield from _guidance(procedure.guidance)
    yield from _clauses(procedure.clauses)


def _guidance(guidance: GuidanceText) -> Iterator[tuple[Place, str]]:
    for risk in guidance.risks:
        yield risk.name.place, f"{risk.name.text}. {risk.what_it_means}"
    for precaution in guidance.precautions:
        yield precaution.situation.place, f"{precaution.situation.text}. {precaution.action}"
    for choice in guidance.alternatives:
        yield choice.name.place, f"{choice.name.text}. {choice.benefit} {choice.risk}"
    rest: Sequence[Sentence] = (
        *(stage.what for stage in guidance.recovery),
        *guidance.aftercare,
        *(sign.sign for sign in guidance.warning_signs),
    )
    for sentence in rest:
        yield sentence.place, sentence.text


def _clauses(clauses: Sequence[ClauseText]) -> Iterator[tuple[Place, str]]:
    for clause in clauses:
        if not clause.dictated:
            yield from _clause(clause)


def _clause(clause: ClauseText) -> Iterator[tuple[Place, str]]:
    for block in clause.prose:
        stretches = (block.runs,) if isinstance(block, Paragraph) else block.items
        for runs in stretches:
            yield block.place, "".join(run.text for run in runs)
