"""What is known of each packet of the matrix before any is typeset; its words are judged, and it goes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TypeAlias

from consent.checks import check_packet
from consent.checks.packet.rdb101_key_information_short import words_of
from consent.checks.words import CONSENT, clause_words, sentences_of
from consent.gate.cells import Cell
from consent.gate.made_up_forms import MADE_UP
from consent.gate.setting import Setting
from consent.models.findings.finding import Finding
from consent.models.paper.packet import Edition, Packet

Held: TypeAlias = frozenset[tuple[str, str]]
DECISION = "the decision"


@dataclass(frozen=True, slots=True)
class Piece:
    """The words of one part of a packet."""

    part: str
    digest: str
    letters: int
    """What it costs to typeset and to read goes with them."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """One packet, or its two editions where they say the same."""

    cells: tuple[Cell, ...]
    held: Held = field(repr=False)
    """What it holds that some packet must show on paper, in each edition."""
    pieces: tuple[Piece, ...] = field(repr=False)
    """What it is typeset from, in the order of the pages."""
    first_page: int
    """Words of the key information."""
    policies: tuple[str, ...]
    made_up: tuple[str, ...]
    """The policies for which an official form is made up."""
    findings: tuple[Finding, ...]


def sketches_of(setting: Setting, cells: Sequence[Cell]) -> list[Sketch]:
    """Draft and judge the packets of these cells, which differ in their edition alone."""
    if setting.one_for_both_editions:
        sketch = _sketch(setting, cells[0])
        return [replace(sketch, cells=tuple(cells))] if sketch else []
    return [sketch for cell in cells if (sketch := _sketch(setting, cell))]


def in_editions(cells: Iterable[Cell]) -> list[tuple[Cell, ...]]:
    """The cells, those that differ in their edition alone together."""
    found: dict[Cell, list[Cell]] = {}
    for cell in cells:
        found.setdefault(replace(cell, edition=Edition.STANDARD), []).append(cell)
    return [tuple(same) for same in found.values()]


def held_by(packet: Packet, variant: str = "") -> Held:
    """What a packet holds that some packet must show on paper, in each edition.

    Every part in each of its variants: it varies with its clauses, what is required of them, the procedures
    and their statuses, who signs, and how products are given; and procedures two by two, since parts
    merge what they have in common.
    """
    procedures = [procedure.id for procedure in packet.procedures]
    held = {("clause", clause.id) for clause in packet.clauses}
    held |= {("procedure", id_) for id_ in procedures}
    held |= {("pair", " + ".join(pair)) for pair in combinations(sorted(procedures), 2)}
    held |= {("status", p.product.status.value) for p in packet.procedures if p.product}
    held |= {("policy", id_) for id_, _ in packet.policies}
    held |= {("requirement", f"{a.policy}.{a.requirement.id}") for a in packet.requirements}
    held |= {("signer", f"{block.signer} {packet.blank}") for block in packet.signatures}
    held |= {("variant", variant)} if variant else set()
    return frozenset(held)


def length_of(packet: Packet) -> int:
    """How many letters are read in a packet."""
    return sum(piece.letters for piece in pieces_of(packet))


def pieces_of(packet: Packet) -> tuple[Piece, ...]:
    """The words of each part of a packet, by a name that is the same wherever the words are."""
    texts: dict[str, list[str]] = {}
    for _, part, text in sentences_of(packet):
        texts.setdefault(part, []).append(text)
    consent = texts.pop(CONSENT, [])
    texts[DECISION] = [*consent, *(procedure.title for procedure in packet.procedures), *_signed(packet)]
    return tuple(
        Piece(part, hashlib.sha256("\0".join(words).encode()).hexdigest(), sum(map(len, words)))
        for part, words in texts.items()
    )


def _signed(packet: Packet) -> Iterator[str]:
    """What stands around the places to sign, and who signs."""
    for block in (*packet.signing_order, *packet.refusal_signatures):
        yield block.signer
        yield from map(clause_words, (*block.statements, *block.notices))
    yield from map(clause_words, (*packet.refusal, *packet.patient_copy))


def _sketch(setting: Setting, cell: Cell) -> Sketch | None:
    found = setting.drafted(cell)
    if found is None:
        return None
    packet, _ = found
    made_up = {form.id for form in packet.official_forms if form.place == MADE_UP}
    return Sketch(
        cells=(cell,),
        held=held_by(packet, cell.variant.name),
        pieces=pieces_of(packet),
        first_page=words_of(packet),
        policies=tuple(id_ for id_, _ in packet.policies),
        made_up=tuple({a.policy: None for a in packet.requirements if a.requirement.form in made_up}),
        findings=check_packet(packet),
    )
