"""What must stand on the paper, taken from the packet: every clause and every other sentence, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consent.models.packet import ClauseText, GuidanceText, Packet, ProcedureText, Sentence
from consent.models.place import Place
from consent.models.prose import Paragraph


@dataclass(frozen=True, slots=True)
class Group:
    """Words that stand together, such as a row of a table: the first of them, then the others in order."""

    about: str
    """What it belongs to, for a message."""
    words: tuple[str, ...]
    place: Place
    """Where the words were written."""


def clause_parts(clause: ClauseText) -> tuple[str, ...]:
    """Title, paragraphs, list items and attribution of a clause, as they read."""
    parts = [clause.title] if clause.title else []
    for block in clause.prose:
        items = (block.runs,) if isinstance(block, Paragraph) else block.items
        parts += ["".join(run.text + (" " if run.line_break else "") for run in item) for item in items]
    if clause.attribution:
        parts.append(clause.attribution)
    return tuple(parts)


def clauses_in_print_order(packet: Packet) -> tuple[ClauseText, ...]:
    """Every clause as the pages show them: in a section, those with a page of their own come last."""
    found = [*packet.key_information.status, *packet.key_information.choice]
    for procedure in packet.procedures:
        found += procedure.clauses
    for section in packet.sections:
        found += [c for c in section.clauses if not c.typography.own_page]
        found += [c for c in section.clauses if c.typography.own_page]
    found += packet.consent
    for block in packet.signatures:
        found += [*block.statements, *block.notices]
    found += packet.patient_copy
    found += packet.refusal
    for block in packet.refusal_signatures:
        found += [*block.statements, *block.notices]
    return tuple(found)


def groups(packet: Packet) -> Iterator[Group]:
    """Every other sentence, in the order of the pages."""
    here = Place("packet")
    head = packet.letterhead
    yield Group("letterhead", (head.name,), here)
    yield Group("letterhead", (", ".join(head.address),), here)
    yield Group("letterhead", (head.phone,), here)
    for line, what in zip(packet.proposed, packet.key_information.what, strict=False):
        yield Group("what is proposed", (line.title, what.text), what.place)
    for line in packet.proposed:
        yield from _words("what is proposed", (line.site, line.indication), here)
    yield from _words("who is responsible", (packet.practitioner.name,), here)
    yield from _sentences("reasons you might want this", packet.key_information.reasons_for)
    yield from _sentences("reasons you might not", packet.key_information.reasons_against)
    for procedure in packet.procedures:
        yield from _procedure(procedure)
    for part in packet.shared:
        yield Group(f"shared part {part.id}", (part.title, part.introduction.text), part.introduction.place)
        yield from _guidance(f"shared part {part.id}", part.guidance)
    for reference in packet.references:
        yield Group(f"source {reference.number}", (reference.citation,), here)


def _procedure(procedure: ProcedureText) -> Iterator[Group]:
    about = f"procedure {procedure.id}"
    yield Group(about, (procedure.title,), procedure.place)
    yield from _words(about, (procedure.site, procedure.indication), procedure.place)
    yield from _sentences(f"{about}, what it is", procedure.nature)
    yield from _sentences(f"{about}, steps", procedure.steps)
    yield from _sentences(f"{about}, duration", (procedure.duration,))
    for row in procedure.benefits:
        words = (row.benefit.text, row.likelihood, row.evidence, row.level)
        yield Group(f"{about}, benefits", words, row.benefit.place)
    yield from _guidance(about, procedure.guidance)
    if procedure.product is not None:
        product = procedure.product
        yield Group(
            f"{about}, product", (f"{product.name}, made by {product.manufacturer}",), procedure.place
        )
        yield from _words(
            f"{about}, product", (product.description, product.source_material), procedure.place
        )
        yield from _words(f"{about}, product", [w.label for w in product.write_ins], procedure.place)
    if procedure.initials is not None:
        yield from _sentences(f"{about}, initials", (procedure.initials,))


def _guidance(about: str, text: GuidanceText) -> Iterator[Group]:
    words: tuple[str, ...]
    for risk in text.risks:
        words = (risk.name.text, risk.what_it_means, risk.likelihood, risk.counted_in)
        yield Group(f"{about}, risk {risk.id}", words, risk.name.place)
    for precaution in text.precautions:
        words = (precaution.situation.text, precaution.action)
        yield Group(f"{about}, precautions", words, precaution.situation.place)
    for choice in text.alternatives:
        words = (choice.name.text, choice.benefit, choice.risk)
        yield Group(f"{about}, alternative {choice.id}", words, choice.name.place)
    for stage in text.recovery:
        yield Group(f"{about}, recovery", (stage.when, stage.what.text), stage.what.place)
    yield from _sentences(f"{about}, aftercare", text.aftercare)
    for sign in text.warning_signs:
        yield Group(f"{about}, warning signs", (sign.sign.text, sign.when), sign.sign.place)


def _sentences(about: str, sentences: Sequence[Sentence]) -> Iterator[Group]:
    for sentence in sentences:
        yield Group(about, (sentence.text,), sentence.place)


def _words(about: str, words: Sequence[str], place: Place) -> Iterator[Group]:
    for one in words:
        if one:
            yield Group(about, (one,), place)
