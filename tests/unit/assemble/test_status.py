"""Status follows from product, maker, place, indication, use and company; nobody types it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product as every

import pytest
import yaml

from consent.assemble.status import Companion, one_ind, status_of
from consent.models.base import Model
from consent.models.library.clause import SectionName
from consent.models.library.condition import Fact, holds
from consent.models.library.procedure import Product, Regulation, Status
from consent.models.people.practice import SuppliedProduct
from consent.models.people.use import Use
from tests.support.office import ROOT, Office

FILE = ROOT / "tests" / "cases" / "status.yaml"
PLACES = {
    "knee": ("knee joint", "knee osteoarthritis"),
    "shoulder": ("glenohumeral joint", "shoulder osteoarthritis"),
    "knee, cuff": ("knee joint", "rotator cuff tendinopathy"),
    "knee, open": ("knee joint", None),
    "shoulder, open": ("glenohumeral joint", None),
    "open": (None, None),
}


class StatusCase(Model):
    """One product given in one way, what it is then, and the clause and words that say so."""

    given: str
    """A product, with ``ind``, ``pma`` or ``approved`` when it has that number: ``gel pma``."""
    place: str
    use: Use | None = None
    beside: tuple[str, ...] = ()
    status: Status
    clause: str
    says: str
    never: tuple[str, ...] = ()


CASES = tuple(StatusCase.model_validate(row) for row in yaml.load(FILE.read_text("utf-8"), yaml.CSafeLoader))


def ids(case: StatusCase) -> str:
    beside = " + ".join(case.beside)
    return f"{case.given} in {case.place}" + (f", {case.use or 'somehow'} with {beside}" if beside else "")


@dataclass(frozen=True)
class Given:
    """A product by its name in the table."""

    name: str

    @property
    def product(self) -> Product:
        regulation, family, kind = _PRODUCTS[self.name.split()[0]]
        has_label = regulation in (Regulation.PREMARKET_APPROVAL, Regulation.APPROVED_DRUG)
        return Product(
            family=family,
            kind=kind,
            description="A product.",
            regulation=regulation,
            donor_derived=False,
            approved_body_sites=("knee joint",) if has_label else (),
            approved_indications=("knee osteoarthritis",) if has_label else (),
        )

    @property
    def supplied(self) -> SuppliedProduct:
        _, *numbers = self.name.split()
        return SuppliedProduct(
            name="Product",
            manufacturer="Maker",
            source_material="something",
            ind_number="123456" if "ind" in numbers else "654321" if "other-ind" in numbers else None,
            pma_number="P000000" if "pma" in numbers else None,
            approval_number="NDA 000000" if "approved" in numbers else None,
        )

    @property
    def companion(self) -> Companion:
        return Companion(self.product, self.supplied)


_PRODUCTS = {
    "exosome": (Regulation.BIOLOGIC_LICENSE, "exosome", "msc-exosome"),
    "amniotic": (Regulation.BIOLOGIC_LICENSE, "exosome", "amniotic-exosome"),
    "gel": (Regulation.PREMARKET_APPROVAL, "hyaluronic-acid", "hyaluronic-acid"),
    "drug": (Regulation.APPROVED_DRUG, "steroid", "cortisone"),
    "prp": (Regulation.AUTOLOGOUS_BLOOD, "platelet", "prp"),
    "machine": (Regulation.CLEARED_DEVICE, "machine", "ultrasound"),
}


def status(case: StatusCase) -> Status:
    one = Given(case.given)
    beside = tuple(Given(name).companion for name in case.beside)
    return status_of(one.product, one.supplied, *PLACES[case.place], case.use, beside)


def test_the_table_is_whole() -> None:
    assert len(CASES) >= 45
    assert len({ids(case) for case in CASES}) == len(CASES)
    assert {case.status for case in CASES} == set(Status)
    assert {Given(case.given).product.regulation for case in CASES} == set(Regulation)
    assert {case.use for case in CASES} == {*Use, None}


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_a_case_of_the_table(case: StatusCase) -> None:
    assert status(case) is case.status


@pytest.mark.parametrize("case", [case for case in CASES if case.clause], ids=ids)
def test_its_statement_is_the_one_that_prints(office: Office, case: StatusCase) -> None:
    """Of the clauses that exclude one another, this one and no other is for such a product."""
    one = Given(case.given)
    known = {
        "family": one.product.family,
        "regulation": one.product.regulation.value,
        "status": case.status.value,
        "ind": "yes" if one.supplied.ind_number else "no",
    }
    if one.product.regulation is not Regulation.BIOLOGIC_LICENSE:
        del known["ind"]
    fitting = [
        id_
        for id_, loaded in office.library.clauses.items()
        if loaded.clause.value.one_of
        and all(
            known.get(test.fact.value)
            in ((test.includes,) if isinstance(test.includes, str) else test.includes)
            for test in loaded.clause.value.applies_when
        )
    ]
    assert fitting == [case.clause]
    words = " ".join(office.library.clauses[case.clause].clause.value.body.replace("**", "").split())
    assert case.says in words
    for untrue in case.never:
        assert untrue not in words


_OF_A_PRODUCT = {Fact.FAMILY, Fact.REGULATION, Fact.STATUS, Fact.PRODUCT_STATUS}


@pytest.mark.parametrize("section", [SectionName.KEY_STATUS, SectionName.CONSENT])
@pytest.mark.parametrize("case", [case for case in CASES if case.clause], ids=ids)
def test_its_status_is_told_on_the_first_page_and_beside_the_signature(
    office: Office, case: StatusCase, section: SectionName
) -> None:
    one = Given(case.given).product
    facts = {
        Fact.FAMILY: frozenset({one.family}),
        Fact.REGULATION: frozenset({one.regulation.value}),
        Fact.STATUS: frozenset({case.status.value}),
        Fact.PRODUCT_STATUS: frozenset({f"{one.family} {case.status.value}"}),
    }
    clauses = [loaded.clause.value for loaded in office.library.clauses.values()]
    told = [
        clause.id
        for clause in clauses
        if clause.section is section
        and clause.include == "by-default"
        and {test.fact for test in clause.applies_when} & _OF_A_PRODUCT
        and holds(clause.applies_when, facts)
    ]
    assert set(told) - {"key-fda-meaning"}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("use", [Use.MIXED, Use.IN_TURN, None])
@pytest.mark.parametrize("exosome", ["exosome", "exosome ind", "amniotic"])
@pytest.mark.parametrize("gel", ["gel pma", "gel"])
def test_a_gel_with_exosomes_is_neither_on_label_nor_off_label(
    place: str, use: Use | None, exosome: str, gel: str
) -> None:
    case = {"given": gel, "place": place, "use": use, "beside": (exosome,)}
    found = status(StatusCase.model_validate({**case, "status": Status.ON_LABEL, "clause": "", "says": ""}))
    assert found not in (Status.ON_LABEL, Status.OFF_LABEL, Status.LABEL_USE_UNKNOWN)


@pytest.mark.parametrize(("place", "use"), list(every(PLACES, (*Use, None))))
@pytest.mark.parametrize(
    ("given", "expected"),
    [("exosome", Status.UNAPPROVED_BIOLOGIC), ("exosome ind", Status.INVESTIGATIONAL)],
)
def test_an_exosome_is_what_it_is_in_any_company(
    given: str, expected: Status, place: str, use: Use | None
) -> None:
    one = Given(given)
    beside = (Given("gel pma").companion, Given("prp").companion)
    assert status_of(one.product, one.supplied, *PLACES[place], use, beside) is expected


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        (("exosome ind", "gel pma"), "yes"),
        (("exosome", "gel pma"), "no"),
        (("exosome ind", "amniotic ind"), "yes"),
        (("exosome ind", "amniotic"), "no"),
        (("exosome ind", "amniotic other-ind"), "no"),
        (("gel pma", "prp"), ""),
    ],
)
def test_one_ind_covers_a_mixture_or_none_does(given: tuple[str, ...], answer: str) -> None:
    assert one_ind(Given(name).companion for name in given) == answer


def test_the_docs_name_every_door_and_every_status() -> None:
    page = (ROOT / "docs" / "fda-status.md").read_text("utf-8")
    for word in (*Regulation, *Status, *Use):
        assert f"`{word.value}`" in page or f"`use: {word.value}`" in page, word
