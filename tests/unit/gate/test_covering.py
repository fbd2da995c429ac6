"""What is typeset of the matrix holds everything, and is not longer than it must be."""

from __future__ import annotations

from dataclasses import replace

from consent.checks.packet.rdb101_key_information_short import words_of
from consent.gate.cells import Cell
from consent.gate.covering import covering, held_by
from consent.models.library.procedure import Status
from consent.models.paper.packet import Edition, Packet


def test_what_is_typeset_holds_everything_in_each_edition(packets: list[tuple[Cell, Packet]]) -> None:
    chosen = covering(packets)
    for edition in Edition:
        everything, shown = (
            frozenset().union(*(held_by(packet) for cell, packet in some if cell.edition is edition))
            for some in (packets, chosen)
        )
        assert shown == everything
        assert {kind for kind, _ in everything} == {
            "clause", "procedure", "status", "policy", "requirement", "signer",
        }  # fmt: skip
    assert all(packet.edition is cell.edition for cell, packet in packets)


def test_what_is_typeset_holds_the_fullest_first_page_of_each_edition(
    packets: list[tuple[Cell, Packet]],
) -> None:
    chosen = covering(packets)
    for edition in Edition:
        fullest, shown = (
            max(words_of(packet) for cell, packet in some if cell.edition is edition)
            for some in (packets, chosen)
        )
        assert shown == fullest


def test_nothing_but_the_states_and_a_label_asks_for_a_packet_of_its_own(
    packets: list[tuple[Cell, Packet]],
) -> None:
    everywhere = {"us-fda", "us-1557", "us-surrogates"}
    states = {id_ for cell, _ in packets for id_ in cell.policies if id_.startswith("us-")} - everywhere
    # What a label says of a use is said only of a product that is given by itself.
    of_a_label = {Status.ON_LABEL, Status.OFF_LABEL, Status.LABEL_USE_UNKNOWN}
    assert len(covering(packets)) == len(Edition) * (len(states) + len(of_a_label))


def test_of_two_packets_that_hold_as_much_the_shorter_one_is_typeset(
    packets: list[tuple[Cell, Packet]],
) -> None:
    standard = [(cell, packet) for cell, packet in packets if cell.edition is Edition.STANDARD]
    fullest = max(standard, key=lambda one: words_of(one[1]))
    missing = (one for one in standard if not held_by(one[1]) <= held_by(fullest[1]))
    cell, short = min(missing, key=lambda one: words_of(one[1]))
    other = replace(cell, policies=(*cell.policies, "another"))
    long = replace(short, consent=short.consent * 2)
    for found in ([(cell, short), (other, long)], [(other, long), (cell, short)]):
        assert covering([fullest, *found]) == [fullest, (cell, short)]
