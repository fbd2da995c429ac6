"""Which packets of the matrix are typeset: few, short ones, that together hold all that any packet holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from consent.checks.packet.rdb101_key_information_short import words_of
from consent.checks.words import sentences_of
from consent.gate.cells import Cell
from consent.models.paper.packet import Edition, Packet

Held: TypeAlias = frozenset[tuple[str, str]]


def covering(packets: Sequence[tuple[Cell, Packet]]) -> list[tuple[Cell, Packet]]:
    """A covering set for each edition: all that its packets hold, and its fullest first page."""
    chosen = [cell for edition in Edition for cell in _covering(dict(packets), edition)]
    by_cell = dict(packets)
    return [(cell, by_cell[cell]) for cell in chosen]


def held_by(packet: Packet) -> Held:
    """What a packet holds that some packet must show on paper, in each edition."""
    held = {("clause", clause.id) for clause in packet.clauses}
    held |= {("procedure", procedure.id) for procedure in packet.procedures}
    held |= {("status", p.product.status.value) for p in packet.procedures if p.product}
    held |= {("policy", id_) for id_, _ in packet.policies}
    held |= {("requirement", f"{a.policy}.{a.requirement.id}") for a in packet.requirements}
    held |= {("signer", f"{block.signer} {packet.blank}") for block in packet.signatures}
    return frozenset(held)


def length_of(packet: Packet) -> int:
    """How many letters are read in a packet: what it costs to typeset goes with it."""
    return sum(len(text) for _, _, text in sentences_of(packet))


def _covering(packets: Mapping[Cell, Packet], edition: Edition) -> list[Cell]:
    held = {cell: held_by(packet) for cell, packet in packets.items() if cell.edition is edition}
    if not held:
        return []
    length = {cell: length_of(packets[cell]) for cell in held}
    words = {cell: words_of(packets[cell]) for cell in held}
    fullest = max(held, key=lambda cell: (words[cell], len(held[cell]), -length[cell]))
    chosen = [fullest]
    known = Counter(thing for things in held.values() for thing in things)
    missing = set(known) - held[fullest]
    while missing:
        # What few packets hold leaves the least choice, so it is seen to first.
        rarest = min(missing, key=lambda thing: (known[thing], thing))
        holders = [cell for cell in held if rarest in held[cell]]
        best = max(holders, key=lambda cell: (len(held[cell] & missing), -length[cell]))
        chosen.append(best)
        missing -= held[best]
    return chosen
