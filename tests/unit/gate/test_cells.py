"""The matrix leaves nothing out, and what is typeset of it holds everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from consent.gate.cells import VARIANTS, Cell, cells, form_of, practice_of, sets_of, settled_day
from consent.gate.matrix import merged
from consent.gate.setting import Setting
from consent.gate.sketches import Sketch, sketches_of
from consent.models.findings.finding import Finding, Severity
from consent.models.library.condition import Fact, FactTest
from consent.models.library.procedure import GIVEN_WITH_OTHERS, by_itself
from consent.models.paper.packet import Edition
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


def test_every_set_meets_every_policy_in_both_editions(sketches: list[Sketch]) -> None:
    library = Office().library
    usable = {id_ for id_, p in library.policies.items() if p.value.enabled and not p.value.needs}
    found = [cell for sketch in sketches for cell in sketch.cells]
    alone = {(c.procedures, c.policies[0], c.edition) for c in found if len(c.policies) == 1}
    assert {policy for _, policy, _ in alone} >= usable
    for policy in usable:
        expected = len(sets_of(tuple(library.procedures))) * len(Edition)
        assert sum(found == policy for _, found, _ in alone) == expected


@pytest.mark.parametrize("of", ["procedures", "policies"])
def test_every_set_and_every_policy_meet_every_variant_in_both_editions(
    sketches: list[Sketch], of: str
) -> None:
    met: dict[tuple[str, ...], set[tuple[str, str]]] = {}
    for sketch in sketches:
        for cell in sketch.cells:
            met.setdefault(getattr(cell, of), set()).add((cell.variant.name, cell.edition))
    assert len(met) > len(VARIANTS)
    everything = {(variant.name, edition) for variant in VARIANTS for edition in Edition}
    assert all(found == everything for found in met.values())


def test_a_policy_of_a_cell_is_in_force_in_its_packet(sketches: list[Sketch]) -> None:
    assert all({*cell.policies} <= {*sketch.policies} for sketch in sketches for cell in sketch.cells)


def test_every_status_is_met(sketches: list[Sketch]) -> None:
    met = {name for sketch in sketches for kind, name in sketch.held if kind == "status"}
    products = (p.value.product for p in Office().library.procedures.values())
    alone = {status for product in products if product for status in by_itself(product.regulation)}
    assert met == {status.value for status in alone | set(GIVEN_WITH_OTHERS)}


def test_no_packet_of_the_built_in_library_has_an_error(sketches: list[Sketch]) -> None:
    errors = {
        f"{sketch.cells[0].name}: {f.code} {f.message}"
        for sketch in sketches
        for f in sketch.findings
        if f.severity is Severity.ERROR
    }
    assert errors == set()


def test_one_draft_serves_both_editions_and_says_what_either_would(setting: Setting) -> None:
    assert setting.one_for_both_editions
    cell = Cell(("ha-medium", "prp"), ("us-tx",), Edition.STANDARD, VARIANTS[2])
    both = [setting.drafted(replace(cell, edition=edition)) for edition in Edition]
    (one, _), (other, _) = (found for found in both if found is not None)
    changed = {"edition": one.edition, "facts": one.facts}
    assert replace(other, **changed) == one  # type: ignore[arg-type]
    assert {fact for fact in one.facts if one.facts[fact] != other.facts[fact]} == {Fact.EDITION}


def test_where_a_condition_asks_for_the_edition_each_is_drafted(setting: Setting) -> None:
    id_, policy = next(iter(setting.library.policies.items()))
    asked = (FactTest(fact=Fact.EDITION, includes="large-print"),)
    requirement = policy.value.requirements[0].model_copy(update={"applies_when": asked})
    changed = policy.value.model_copy(update={"requirements": (requirement,)})
    policies = {**setting.library.policies, id_: replace(policy, value=changed)}
    asking = replace(setting, library=replace(setting.library, policies=policies))
    assert not asking.one_for_both_editions
    cell = Cell(("prp",), ("us-tx",), Edition.STANDARD, VARIANTS[2])
    both = tuple(replace(cell, edition=edition) for edition in Edition)
    assert [sketch.cells for sketch in sketches_of(asking, both)] == [(one,) for one in both]


def test_what_is_typeset_of_the_matrix_is_the_packet_that_would_print(setting: Setting) -> None:
    cell = Cell(("prp",), ("us-tx",), Edition.STANDARD, VARIANTS[2])
    packet, _ = setting.made(cell)
    assert packet.packet_id
    assert packet.content_hash.startswith(packet.template_version.rpartition("-")[2])


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
