"""What must stand on the paper, taken from the packet: every clause and every other sentence, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consent.models.library.clause import SectionName
from consent.models.library.prose import Paragraph, Prose
from consent.models.paper.packet import Packet
from consent.models.paper.packet_rows import ClauseText, GuidanceText, ProcedureText, ProductText, Sentence
from consent.models.people.look import DocumentKind
from consent.models.place import Place


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
    parts += _prose(clause.prose)
    if clause.attribution:
        parts.append(clause.attribution)
    return tuple(parts)


def gloss_of(clause_id: str) -> str:
    """What the help to read a dictated clause is called among the groups."""
    return f"the help to read clause {clause_id}"


def _prose(prose: Prose) -> tuple[str, ...]:
    """Its paragraphs and list items, as they read."""
    parts: list[str] = []
    for block in prose:
        items = (block.runs,) if isinstance(block, Paragraph) else block.items
        parts += ["".join(run.text + (" " if run.line_break else "") for run in item) for item in items]
    return tuple(parts)


def clauses_in_print_order(packet: Packet) -> tuple[ClauseText, ...]:
    """Every clause as the pages show them: those with a page of their own come before the decision."""
    found = [*packet.key_information.status, *packet.key_information.choice]
    last, taken_back = packet.section(SectionName.TEACH_BACK), packet.section(SectionName.REVOCATION)
    later = (*last, *taken_back)
    before = [c for section in packet.sections for c in section.clauses if c not in later]
    found += [c for c in before if not c.typography.own_page]
    found += [c for c in before if c.typography.own_page]
    found += [*last, *packet.consent]
    for block in packet.signing_order:
        found += [*block.statements, *block.notices]
    found += packet.patient_copy
    found += packet.refusal
    for block in packet.refusal_signatures:
        found += [*block.statements, *block.notices]
    found += taken_back
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
    if packet.document is DocumentKind.CONSENT:
        yield from _words("who is responsible", (packet.practitioner.name,), here)
    yield from _sentences("reasons you might want this", packet.key_information.reasons_for)
    yield from _sentences("reasons you might not", packet.key_information.reasons_against)
    for procedure in packet.procedures:
        yield from _procedure(procedure)
    yield from _sentences("steps", [row.step for row in packet.steps])
    yield from _sentences("duration", packet.durations)
    yield from _guidance(packet.guidance)
    for clause in clauses_in_print_order(packet):
        if clause.gloss:
            yield Group(gloss_of(clause.id), _prose(clause.gloss), clause.place)
    for reference in packet.references if packet.sources else ():
        yield Group(f"source {reference.key}", (reference.citation,), here)


def _procedure(procedure: ProcedureText) -> Iterator[Group]:
    about = f"procedure {procedure.id}"
    yield Group(about, (procedure.title,), procedure.place)
    yield from _sentences(f"{about}, what it is", procedure.nature)
    if procedure.product is not None:
        yield from _product(procedure, procedure.product)


def _product(procedure: ProcedureText, product: ProductText) -> Iterator[Group]:
    about = f"procedure {procedure.id}, product"
    yield Group(about, (product.name, product.manufacturer), procedure.place)
    yield from _words(about, (product.description, product.source_material), procedure.place)
    for side in product.sides:
        yield from _words(about, [w.label for w in side.write_ins], procedure.place)


def _guidance(text: GuidanceText) -> Iterator[Group]:
    words: tuple[str, ...]
    for row in text.benefits:
        words = (row.benefit.text, row.likelihood, row.evidence, row.level)
        yield Group("benefits", words, row.benefit.place)
    yield from _sentences("introduction", text.introductions)
    for risk in text.risks:
        words = (risk.name.text, risk.what_it_means, risk.likelihood, risk.counted_in)
        yield Group(f"risk {risk.id}", words, risk.name.place)
    for precaution in text.precautions:
        yield Group("precautions", (precaution.situation.text, precaution.action), precaution.situation.place)
    yield from _sentences("introduction", text.choice_introductions)
    for choice in text.alternatives:
        words = (choice.name.text, choice.benefit, choice.risk)
        yield Group(f"alternative {choice.id}", words, choice.name.place)
    for stage in text.recovery:
        words = (stage.when, *(sentence.text for sentence in stage.what))
        yield Group("recovery", words, stage.what[0].place)
    yield from _sentences("aftercare", text.aftercare)
    for sign in text.warning_signs:
        yield Group("warning signs", (sign.sign.text, sign.when), sign.sign.place)
    yield from _sentences("follow-up", text.follow_up)


def _sentences(about: str, sentences: Sequence[Sentence]) -> Iterator[Group]:
    for sentence in sentences:
        yield Group(about, (sentence.text,), sentence.place)


def _words(about: str, words: Sequence[str], place: Place) -> Iterator[Group]:
    for one in words:
        if one:
            yield Group(about, (one,), place)
