"""What is typeset of the matrix holds everything, and is not longer than it must be."""

from __future__ import annotations

from dataclasses import replace

from consent.gate.cells import VARIANTS, Cell
from consent.gate.covering import covering
from consent.gate.sketches import Sketch
from consent.models.paper.packet import Edition


def shown_in(sketches: list[Sketch], edition: Edition) -> frozenset[tuple[str, str]]:
    """What the typeset packets of an edition hold."""
    of_cell = {cell: sketch for sketch in sketches for cell in sketch.cells}
    chosen = [cell for cell in covering(sketches) if cell.edition is edition]
    return frozenset().union(*(of_cell[cell].held for cell in chosen))


def test_what_is_typeset_holds_everything_in_each_edition(sketches: list[Sketch]) -> None:
    everything = frozenset().union(*(sketch.held for sketch in sketches))
    assert {kind for kind, _ in everything} == {
        "clause", "pair", "policy", "procedure", "requirement", "signer", "status", "variant",
    }  # fmt: skip
    assert {name for kind, name in everything if kind == "variant"} == {one.name for one in VARIANTS}
    assert all(shown_in(sketches, edition) == everything for edition in Edition)


def test_every_two_procedures_stand_together_in_a_typeset_packet(sketches: list[Sketch]) -> None:
    procedures = {name for sketch in sketches for cell in sketch.cells for name in cell.procedures}
    pairs = len(procedures) * (len(procedures) - 1) // 2
    assert all(sum(kind == "pair" for kind, _ in shown_in(sketches, one)) == pairs for one in Edition)


def test_what_is_typeset_holds_the_fullest_first_page_of_each_edition(sketches: list[Sketch]) -> None:
    of_cell = {cell: sketch for sketch in sketches for cell in sketch.cells}
    fullest = max(sketch.first_page for sketch in sketches)
    for edition in Edition:
        shown = [of_cell[cell].first_page for cell in covering(sketches) if cell.edition is edition]
        assert max(shown) == fullest


def test_what_is_typeset_is_a_small_part_of_the_matrix(sketches: list[Sketch]) -> None:
    states = {id_ for sketch in sketches for id_ in sketch.policies if id_.startswith("us-")}
    assert len(states) <= len(covering(sketches)) <= 2 * len(Edition) * len(states)


def test_of_two_packets_that_hold_as_much_the_shorter_one_is_typeset() -> None:
    cell = Cell(("a",), ("p",), Edition.STANDARD, VARIANTS[0])
    full = Sketch((cell,), frozenset({("clause", "x"), ("clause", "y")}), 900, 300, ("p",), (), ())
    short = replace(
        full, cells=(replace(cell, policies=("q",)),), held=frozenset({("clause", "z")}), first_page=10
    )
    long = replace(short, cells=(replace(cell, policies=("r",)),), length=1800)
    for found in ([short, long], [long, short]):
        assert covering([full, *found]) == [cell, *short.cells]
