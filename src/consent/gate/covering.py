"""Which packets of the matrix are typeset: few, short ones, that together hold all that any packet holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from consent.gate.cells import Cell
from consent.gate.sketches import Sketch
from consent.models.paper.packet import Edition


def covering(sketches: Sequence[Sketch]) -> list[Cell]:
    """A covering set for each edition: all that its packets hold, and its fullest first page."""
    of_cell = {cell: sketch for sketch in sketches for cell in sketch.cells}
    return [cell for edition in Edition for cell in _covering(of_cell, edition)]


def _covering(sketches: Mapping[Cell, Sketch], edition: Edition) -> list[Cell]:
    held = {cell: sketch.held for cell, sketch in sketches.items() if cell.edition is edition}
    if not held:
        return []
    length = {cell: sketches[cell].length for cell in held}
    fullest = max(held, key=lambda cell: (sketches[cell].first_page, len(held[cell]), -length[cell]))
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
