"""What is typeset of the matrix holds everything, and is not longer than it must be."""

from __future__ import annotations

from dataclasses import replace

from consent.gate.cells import VARIANTS, Cell
from consent.gate.covering import covering
from consent.gate.sketches import DECISION, Piece, Sketch
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


A, B, C = (Cell((name,), ("p",), Edition.STANDARD, VARIANTS[0]) for name in "abc")


def sketch(cell: Cell, held: str, first_page: int = 10, **letters: int) -> Sketch:
    """A packet that holds some clauses and is made of parts of so many letters."""
    pieces = tuple(Piece(f"part {name}", name, count) for name, count in letters.items())
    return Sketch((cell,), frozenset(("clause", name) for name in held), pieces, first_page, ("p",), (), ())


def test_of_two_packets_that_hold_as_much_the_shorter_one_is_typeset() -> None:
    full = sketch(A, "xy", 300, a=900)
    short, long = sketch(B, "z", b=900), sketch(C, "z", c=1800)
    for found in ([short, long], [long, short]):
        assert covering([full, *found]) == [A, B]


def test_of_two_packets_that_hold_as_much_the_one_that_shares_its_parts_is_typeset() -> None:
    full = sketch(A, "xy", 300, a=900, e=900)
    own, shared = sketch(B, "z", b=1000), sketch(C, "z", a=900, c=300)
    assert covering([full, own, shared]) == [A, C]


def test_two_packets_that_hold_less_give_way_to_one_that_holds_what_both_do() -> None:
    full = sketch(A, "w", 300, a=900)
    one, other = sketch(B, "xv", b=500), sketch(replace(B, policies=("q",)), "y", d=500)
    both = sketch(C, "xyv", c=700)
    assert covering([full, one, other, both]) == [A, C]


def test_in_large_print_packets_share_the_parts_before_the_last_ones_all_or_none() -> None:
    def large(cell: Cell, held: str, first_page: int = 10, **letters: int) -> Sketch:
        made = sketch(cell, held, first_page, **letters)
        last = Piece(DECISION, f"decision {held}", 100)
        return replace(made, cells=(replace(cell, edition=Edition.LARGE_PRINT),), pieces=(*made.pieces, last))

    full = large(A, "xy", 300, a=900, e=900)
    some, all_ = large(B, "z", a=900, b=300), large(C, "z", a=900, e=900)
    assert [cell.procedures for cell in covering([full, some, all_])] == [("a",), ("c",)]
