"""The matrix leaves nothing out, and what is typeset of it holds everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from consent.checks import check_packet
from consent.gate.cells import VARIANTS, Cell, cells, form_of, practice_of, sets_of, settled_day
from consent.gate.matrix import merged
from consent.models.findings.finding import Finding, Severity
from consent.models.library.procedure import GIVEN_WITH_OTHERS, by_itself
from consent.models.paper.packet import Edition, Packet
from consent.models.people.record import BlankForm
from consent.models.place import Place
from tests.support.office import Office

DAY = date(2026, 6, 1)


def test_sets_are_all_up_to_three_procedures_and_the_fullest_of_four() -> None:
    assert sets_of("a") == [("a",)]
    assert sets_of("abc")[-1] == ("a", "b", "c")
    found = sets_of("abcdef")
    assert len(found) == len(set(found)) == 6 + 15 + 20 + 1
    assert found[-1] == ("a", "b", "c", "d")


def test_every_set_meets_every_policy_in_both_editions(packets: list[tuple[Cell, Packet]]) -> None:
    library = Office().library
    usable = {id_ for id_, p in library.policies.items() if p.value.enabled and not p.value.needs}
    alone = {(c.procedures, c.policies[0], c.edition) for c, _ in packets if len(c.policies) == 1}
    assert {policy for _, policy, _ in alone} >= usable
    for policy in usable:
        expected = len(sets_of(tuple(library.procedures))) * len(Edition)
        assert sum(found == policy for _, found, _ in alone) == expected


def test_every_subset_meets_every_variant(packets: list[tuple[Cell, Packet]]) -> None:
    met: dict[tuple[str, ...], set[str]] = {}
    for cell, _ in packets:
        met.setdefault(cell.procedures, set()).add(cell.variant.name)
    assert all(names == {variant.name for variant in VARIANTS} for names in met.values())


def test_a_policy_of_a_cell_is_in_force_in_its_packet(packets: list[tuple[Cell, Packet]]) -> None:
    assert all({*cell.policies} <= {id_ for id_, _ in packet.policies} for cell, packet in packets)


def test_every_status_is_met(packets: list[tuple[Cell, Packet]]) -> None:
    met = {p.product.status for _, packet in packets for p in packet.procedures if p.product}
    products = (p.value.product for p in Office().library.procedures.values())
    alone = {status for product in products if product for status in by_itself(product.regulation)}
    assert met == alone | set(GIVEN_WITH_OTHERS)


def test_no_packet_of_the_built_in_library_has_an_error(packets: list[tuple[Cell, Packet]]) -> None:
    errors = {
        f"{c.name}: {f.code} {f.message}"
        for c, p in packets
        for f in check_packet(p)
        if f.severity is Severity.ERROR
    }
    assert errors == set()


def test_few_policies_still_meet_every_variant() -> None:
    policy = next(iter(Office().library.policies.values()))
    assert {cell.variant for cell in cells(("a",), [policy])} == set(VARIANTS)


def test_a_blank_variant_is_a_blank_form() -> None:
    library = Office().library
    cell = Cell(("ha-medium",), ("us-fda",), Edition.STANDARD, VARIANTS[0])
    assert isinstance(form_of(cell, library, practice_of(cell, library, None), DAY), BlankForm)


def test_packets_are_issued_on_the_last_day_the_law_changed() -> None:
    library = Office().library
    days = {
        r.effective_from for p in library.policies.values() for r in p.value.requirements if r.effective_from
    }
    last = max(day for day in days if day <= DAY) if any(day <= DAY for day in days) else DAY
    settled = settled_day(library, DAY)
    assert settled >= last or settled == date(2026, 1, 1)
    assert settled_day(library, DAY + timedelta(days=1)) == settled
    assert settled_day(library, date(2000, 1, 1)) == date(2000, 1, 1)


def test_one_problem_in_many_packets_is_said_once() -> None:
    one, two = (Cell(("a",), (p,), Edition.STANDARD, VARIANTS[0]) for p in ("x", "y"))
    in_file = Finding(Place("/t/a.md", 3, 1), "CLS102", "wrong")
    nowhere = Finding(Place("packet"), "SIG101", "nobody signs")
    on_page = Finding(Place(one.name, page=2), "PAP201", "cut")
    findings = merged([
        (one, in_file), (two, in_file), (one, nowhere), (two, nowhere),
        (one, on_page), (two, replace(on_page, place=Place(two.name, page=2))),
    ])  # fmt: skip
    assert [(str(f.place), f.message) for f in findings] == [
        ("/t/a.md:3:1", "wrong (in packet a (x, standard, blank), and 1 more)"),
        ("packet a (x, standard, blank), packet", "nobody signs (and 1 more)"),
        ("packet a (x, standard, blank):page 2", "cut (and 1 more)"),
    ]
