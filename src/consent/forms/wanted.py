"""Which requirements apply to a form of which only the procedures and policies are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TypeAlias

from consent.models.findings.expectation import Expectation
from consent.models.library.condition import Condition, Fact, FactTest
from consent.models.library.policy import Policy, Requirement
from consent.models.library.procedure import (
    GIVEN_WITH_OTHERS,
    Procedure,
    Product,
    Regulation,
    Status,
    by_itself,
    combination_words,
)
from consent.models.people.practice import Practice, SuppliedProduct
from consent.models.place import Sourced

Known: TypeAlias = Mapping[Fact, tuple[frozenset[str], frozenset[str]]]
"""For each fact what is sure and what is possible; a fact that is not listed may be anything."""


@dataclass(frozen=True, slots=True)
class WantedRequirement:
    """One requirement that applies, or may."""

    policy: Sourced[Policy] = field(repr=False)
    requirement: Requirement
    sure: bool
    """False: it depends on what nobody said, such as an election of counsel."""
    depends_on: str = ""

    @property
    def name(self) -> str:
        """For example ``us-ca.stem-cell-notice``."""
        return f"{self.policy.value.id}.{self.requirement.id}"


def wanted_requirements(expectation: Expectation) -> tuple[WantedRequirement, ...]:
    """Every requirement of the named policies that applies to the named procedures, or may apply."""
    procedures = [
        expectation.library.procedures[id_].value
        for id_ in expectation.procedures
        if id_ in expectation.library.procedures
    ]
    practice = expectation.practice.value if expectation.practice else None
    found = []
    for policy in expectation.policies:
        known = _known(procedures, practice, policy.value)
        for requirement in policy.value.requirements:
            if not _in_force(requirement, expectation):
                continue
            answer, depends = _answer(requirement.applies_when, known)
            if answer is not False:
                found.append(WantedRequirement(policy, requirement, answer is True, depends))
    return tuple(found)


def _in_force(requirement: Requirement, expectation: Expectation) -> bool:
    since, until = requirement.effective_from, requirement.effective_until
    return (since is None or since <= expectation.as_of) and (until is None or expectation.as_of <= until)


def _known(procedures: Iterable[Procedure], practice: Practice | None, policy: Policy) -> Known:
    chosen = list(procedures)
    products = [p.product for p in chosen if p.product is not None]
    families = {p.product.family if p.product else "none" for p in chosen}
    kinds = {p.product.kind if p.product else "none" for p in chosen}
    combined = {word for pair in combinations(products, 2) for word in combination_words(*pair)}
    combined |= {"several-procedures"} if len({p.id for p in chosen}) > 1 else set()
    place = policy.jurisdiction or (practice.jurisdiction if practice else "")
    known: dict[Fact, tuple[frozenset[str], frozenset[str]]] = {
        Fact.PROCEDURE: _sure(p.id for p in chosen),
        Fact.FAMILY: _sure(families),
        Fact.KIND: _sure(kinds),
        Fact.DONOR: _sure("yes" if p.product and p.product.donor_derived else "no" for p in chosen),
        Fact.REGULATION: _sure(p.regulation.value for p in products),
        Fact.COMBINATION: _sure(combined),
        Fact.COMBINATION_IND: (frozenset(), _inds_together(products)),
        Fact.STATUS: _statuses(chosen, practice),
        Fact.PRODUCT_STATUS: _statuses(chosen, practice, with_family=True),
        Fact.IND: _ind(chosen, practice),
    }
    if place:
        known[Fact.JURISDICTION] = _sure({place, place.partition("-")[0]})
    if practice is not None:
        known[Fact.ELECTION] = _sure(name for name, election in practice.elections.items() if election.value)
        credentials = [frozenset(p.credentials) for p in practice.practitioners]
        known[Fact.CREDENTIAL] = frozenset.intersection(*credentials), frozenset().union(*credentials)
    return known


def _sure(words: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    one = frozenset(words)
    return one, one


def _inds_together(products: Sequence[Product]) -> frozenset[str]:
    # What goes in together is not known of somebody else's form, so nothing here is sure.
    biologic = any(p.regulation is Regulation.BIOLOGIC_LICENSE for p in products)
    return frozenset({"yes", "no"}) if biologic and len(products) > 1 else frozenset()


def _ind(procedures: list[Procedure], practice: Practice | None) -> tuple[frozenset[str], frozenset[str]]:
    sure: set[str] = set()
    possible: set[str] = set()
    for procedure in procedures:
        if procedure.product is None or procedure.product.regulation is not Regulation.BIOLOGIC_LICENSE:
            continue
        supplied = practice.products.get(procedure.id) if practice else None
        answers = {"yes" if supplied.ind_number else "no"} if supplied else {"yes", "no"}
        sure |= answers if len(answers) == 1 else set()
        possible |= answers
    return frozenset(sure), frozenset(possible)


def _statuses(
    procedures: list[Procedure], practice: Practice | None, *, with_family: bool = False
) -> tuple[frozenset[str], frozenset[str]]:
    sure: set[str] = set()
    possible: set[str] = set()
    company = len([one for one in procedures if one.product]) > 1
    for procedure in procedures:
        if procedure.product is None:
            continue
        answers = _answers(procedure.product, practice.products.get(procedure.id) if practice else None)
        if company and answers & _BESIDE_NOTHING:
            answers |= {status.value for status in GIVEN_WITH_OTHERS}
        if with_family:
            answers = {f"{procedure.product.family} {answer}" for answer in answers}
        sure |= answers if len(answers) == 1 else set()
        possible |= answers
    return frozenset(sure), frozenset(possible)


def _answers(product: Product, supplied: SuppliedProduct | None) -> set[str]:
    """The statuses a product may have by itself, as far as the practice's product decides it."""
    # Filled in for a patient, a form says which use it is; a blank one is not judged here.
    answers = set(by_itself(product.regulation)) - {Status.LABEL_USE_UNKNOWN}
    if supplied is None:
        return {status.value for status in answers}
    match product.regulation:
        case Regulation.BIOLOGIC_LICENSE:
            answers = {Status.INVESTIGATIONAL if supplied.ind_number else Status.UNAPPROVED_BIOLOGIC}
        case Regulation.PREMARKET_APPROVAL if supplied.pma_number is None:
            answers = {Status.UNAPPROVED_DEVICE}
        case Regulation.APPROVED_DRUG if supplied.approval_number is None:
            answers = {Status.UNAPPROVED_DRUG}
        case _:
            answers -= {Status.UNAPPROVED_DEVICE, Status.UNAPPROVED_DRUG}
    return {status.value for status in answers}


_BESIDE_NOTHING = frozenset({Status.ON_LABEL.value, Status.OFF_LABEL.value, Status.CLEARED_KIT.value})
"""What a product is only by itself."""


def _answer(condition: Condition, known: Known) -> tuple[bool | None, str]:
    """Yes, no, or (None) that depends; and on what."""
    depends: list[str] = []
    for test in condition:
        answer = _test(test, known)
        if answer is False:
            return False, ""
        if answer is None:
            depends.append(_open_question(test))
    return (None, " and ".join(depends)) if depends else (True, "")


def _open_question(test: FactTest) -> str:
    """What nobody said, as the end of a sentence that begins with "only if"."""
    words = " or ".join(sorted(_set(test.includes) or _set(test.excludes)))
    if test.fact is Fact.IND:
        answers = {"yes": "the product is given under an IND", "no": "the product has no IND"}
        return answers.get(words, "the product needs an IND")
    if test.fact is Fact.COMBINATION_IND:
        return "one IND covers the products given together"
    if test.fact is Fact.ELECTION:
        said = "yes" if test.includes else "no"
        return f"counsel's recorded answer to the policy's question {words} is {said}"
    if test.fact is Fact.CREDENTIAL:
        return f"the practitioner is an {words}"
    if test.fact in (Fact.STATUS, Fact.PRODUCT_STATUS):
        return f"the product's FDA status is {words}"
    if test.fact is Fact.COPY:
        return "the form is filled in for a patient" if words == "filled" else "the form is blank"
    return f"the {test.fact.value} is {words}"


def _test(test: FactTest, known: Known) -> bool | None:
    if test.fact not in known:
        return None
    sure, possible = known[test.fact]
    wanted, barred = _set(test.includes), _set(test.excludes)
    if (wanted and not wanted & possible) or barred & sure:
        return False
    return (
        True if (not wanted or wanted & sure or _all_meet(test, possible)) and not barred & possible else None
    )


def _all_meet(test: FactTest, possible: frozenset[str]) -> bool:
    # One of the possible answers is true; if every one of them would do, it does not matter which.
    return bool(possible) and possible <= _set(test.includes)


def _set(value: tuple[str, ...] | str) -> frozenset[str]:
    return frozenset((value,) if isinstance(value, str) else value)
