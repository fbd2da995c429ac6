"""Which packets of the matrix are typeset: few, that share most parts, and hold all that any packet holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from consent.gate.cells import Cell
from consent.gate.sketches import DECISION, Piece, Sketch
from consent.models.paper.packet import Edition

_READ = 0.3
"""What a letter costs each time it is read back and judged; once to typeset it costs 1."""
_ASIDE = 3
"""So many packets at a time are taken out of the set, to see whether others do it for less."""
_ALONE = frozenset({"the part on afterwards", "the part on notices", DECISION})
"""Parts that are typeset by themselves in large print; all before them is one."""


def covering(sketches: Sequence[Sketch]) -> list[Cell]:
    """A covering set for each edition: all that its packets hold, and its fullest first page."""
    of_cell = {cell: sketch for sketch in sketches for cell in sketch.cells}
    return [cell for edition in Edition for cell in _covering(of_cell, edition)]


def _covering(sketches: Mapping[Cell, Sketch], edition: Edition) -> list[Cell]:
    chosen = {cell: sketch for cell, sketch in sketches.items() if cell.edition is edition}
    known = Counter(thing for sketch in chosen.values() for thing in sketch.held)
    # What few packets hold leaves the least choice, so it is seen to first.
    bits = {thing: 1 << bit for bit, thing in enumerate(sorted(known, key=lambda one: (known[one], one)))}
    packets = [_packet(cell, sketch, bits) for cell, sketch in chosen.items()]
    return [packet.cell for packet in _Search(packets).best()] if packets else []


@dataclass(frozen=True, slots=True, eq=False)
class _Packet:
    cell: Cell
    held: int
    """A bit for each thing that it holds."""
    pieces: Mapping[str, int]
    length: int
    first_page: int


def _packet(cell: Cell, sketch: Sketch, bits: Mapping[tuple[str, str], int]) -> _Packet:
    pieces = _typeset_from(sketch.pieces, cell.edition)
    held = sum(bits[thing] for thing in sketch.held)
    return _Packet(cell, held, pieces, sum(pieces.values()), sketch.first_page)


def _typeset_from(pieces: Sequence[Piece], edition: Edition) -> dict[str, int]:
    """The letters of each part, as the pages of an edition are cut into parts."""
    if edition is Edition.STANDARD:
        return {piece.digest: piece.letters for piece in pieces}
    flowing = [piece for piece in pieces if piece.part not in _ALONE]
    one = {" ".join(piece.digest for piece in flowing): sum(piece.letters for piece in flowing)}
    return one | {piece.digest: piece.letters for piece in pieces if piece.part in _ALONE}


@dataclass(frozen=True)
class _Search:
    """A cheap set is looked for: first one packet after the other, then by doing without some of them."""

    packets: Sequence[_Packet]

    @cached_property
    def _everything(self) -> int:
        return _held(self.packets)

    @cached_property
    def _fullest(self) -> _Packet:
        return max(self.packets, key=lambda one: (one.first_page, one.held.bit_count(), -one.length))

    @cached_property
    def _holders(self) -> Mapping[int, Sequence[_Packet]]:
        bits = (1 << number for number in range(self._everything.bit_length()))
        return {bit: [one for one in self.packets if one.held & bit] for bit in bits}

    def best(self) -> list[_Packet]:
        best = self._completed([self._fullest])
        while (cheaper := self._cheaper(best)) is not None:
            best = cheaper
        return best

    def _cheaper(self, chosen: Sequence[_Packet]) -> list[_Packet] | None:
        cost = _cost(chosen)
        for count in range(1, _ASIDE + 1):
            for aside in combinations(chosen[1:], count):
                others = self._completed([one for one in chosen if one not in aside])
                if _cost(others) < cost:
                    return others
        return None

    def _completed(self, chosen: Sequence[_Packet]) -> list[_Packet]:
        """With the packets that hold what these do not, each the one that holds most of it for its cost."""
        found = list(chosen)
        missing = self._everything & ~_held(found)
        made = {piece for one in found for piece in one.pieces}
        while missing:
            rarest = missing & -missing
            best = max(self._holders[rarest], key=lambda one: _worth(one, missing, made))
            found.append(best)
            missing &= ~best.held
            made.update(best.pieces)
        return _needed(found)


def _held(packets: Sequence[_Packet]) -> int:
    held = 0
    for one in packets:
        held |= one.held
    return held


def _worth(packet: _Packet, missing: int, made: set[str]) -> float:
    fresh = sum(letters for piece, letters in packet.pieces.items() if piece not in made)
    return (packet.held & missing).bit_count() / (fresh + _READ * packet.length + 1)


def _cost(packets: Sequence[_Packet]) -> float:
    pieces = {piece: letters for one in packets for piece, letters in one.pieces.items()}
    return sum(pieces.values()) + _READ * sum(one.length for one in packets)


def _needed(packets: Sequence[_Packet]) -> list[_Packet]:
    """Those of some packets that hold something no other one of them does; the first in any case."""
    kept = list(packets)
    for packet in sorted(packets[1:], key=lambda one: -one.length):
        others = [one for one in kept if one is not packet]
        if _held(others) == _held(kept):
            kept = others
    return kept
