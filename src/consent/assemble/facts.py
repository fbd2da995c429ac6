"""What is true of a packet and of each procedure in it: the facts that conditions ask about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from consent.assemble.status import Companion, goes_in, one_ind, status_of
from consent.models.library.clause import Signer
from consent.models.library.collection import Library
from consent.models.library.condition import Fact, Facts
from consent.models.library.procedure import Procedure, Product, Regulation, Status, combination_words
from consent.models.people.practice import Practice, Practitioner, SuppliedProduct
from consent.models.people.record import Laterality, PlannedProcedure
from consent.models.people.use import Use
from consent.models.place import Sourced


@dataclass(frozen=True, slots=True)
class Planned:
    """One planned procedure with its definition and the practice's product."""

    plan: PlannedProcedure
    procedure: Sourced[Procedure]
    supplied: SuppliedProduct | None
    status: Status | None
    occurrence: int = field(default=1)
    """2 for the second site of the same procedure, and so on."""
    companions: tuple[Companion, ...] = ()
    """What else goes into the same place at the same visit."""
    use: Use | None = None
    """How it is given: alone when it has no companions; None while that is still to be written in."""
    carries: bool = False
    """Whether it is given for another product, and for no diagnosis of its own."""

    @property
    def product(self) -> Product | None:
        """What is put into the body, if anything is."""
        return self.procedure.value.product


def planned(
    plans: Sequence[PlannedProcedure], library: Library, practice: Practice, use: Use | None = None
) -> tuple[Planned, ...]:
    """The planned procedures in the order they print; ``use`` is how the products of the visit are given."""
    found = []
    seen: dict[str, int] = {}
    for plan in plans:
        procedure = library.procedures[plan.procedure]
        product = procedure.value.product
        supplied = practice.products.get(plan.procedure) if product else None
        alone = use is Use.ALONE or not goes_in(product)
        beside = () if alone else _companions(plan, plans, library, practice)
        given = use if beside else Use.ALONE if goes_in(product) else None
        status = (
            status_of(product, supplied, plan.body_site, plan.indication, given, beside)
            if product and supplied
            else None
        )
        seen[plan.procedure] = seen.get(plan.procedure, 0) + 1
        carries = bool(library.anatomy.beside(plan.indication))
        found.append(Planned(plan, procedure, supplied, status, seen[plan.procedure], beside, given, carries))
    return tuple(sorted(found, key=lambda p: (p.procedure.value.order, p.procedure.value.id, p.occurrence)))


def _companions(
    plan: PlannedProcedure, plans: Sequence[PlannedProcedure], library: Library, practice: Practice
) -> tuple[Companion, ...]:
    found = []
    for other in plans:
        product = library.procedures[other.procedure].value.product
        if other.procedure != plan.procedure and product and goes_in(product) and _meet(plan, other):
            found.append(Companion(product, practice.products.get(other.procedure)))
    return tuple(found)


def _meet(one: PlannedProcedure, other: PlannedProcedure) -> bool:
    """Whether two products may go into one place; what a blank packet leaves open may be the same place."""
    if one.body_site and other.body_site and one.body_site != other.body_site:
        return False
    sides = {one.laterality, other.laterality} - {None, Laterality.BILATERAL}
    return len(sides) < 2


def facts_of(one: Planned) -> dict[Fact, frozenset[str]]:
    """The facts of one procedure."""
    product = one.product
    needs_ind = product is not None and product.regulation is Regulation.BIOLOGIC_LICENSE
    return {
        Fact.PROCEDURE: frozenset({one.procedure.value.id}),
        Fact.FAMILY: frozenset({product.family if product else "none"}),
        Fact.KIND: frozenset({product.kind if product else "none"}),
        Fact.REGULATION: frozenset({product.regulation.value} if product else ()),
        Fact.STATUS: frozenset({one.status.value} if one.status else ()),
        Fact.PRODUCT_STATUS: frozenset(
            {f"{product.family} {one.status.value}"} if product and one.status else ()
        ),
        Fact.USE: frozenset({one.use.value} if one.use else ()),
        Fact.IND: frozenset(
            {"yes" if one.supplied and one.supplied.ind_number else "no"} if needs_ind else ()
        ),
        Fact.DONOR: frozenset({"yes" if product and product.donor_derived else "no"}),
        Fact.BODY_SITE: frozenset({one.plan.body_site} if one.plan.body_site else ()),
        Fact.INDICATION: frozenset({one.plan.indication} if one.plan.indication else ()),
        Fact.LATERALITY: frozenset({one.plan.laterality.value} if one.plan.laterality else ()),
    }


def facts_of_packet(
    all_planned: Sequence[Planned],
    *,
    practice: Practice,
    practitioner: Practitioner,
    signers: Iterable[Signer],
    edition: str,
    blank: bool,
    signed_by: frozenset[str] = frozenset({"pen"}),
) -> Facts:
    """The facts of the whole packet: those of its procedures together, and what follows from them."""
    merged: dict[Fact, frozenset[str]] = {}
    for one in all_planned:
        for fact, words in facts_of(one).items():
            merged[fact] = merged.get(fact, frozenset()) | words
    country = practice.jurisdiction.partition("-")[0]
    together = frozenset(_combinations(all_planned))
    several = len({one.procedure.value.id for one in all_planned}) > 1
    merged[Fact.COMBINATION] = together | ({"several-procedures"} if several else set())
    merged[Fact.MIXTURE] = frozenset(
        _combinations([one for one in all_planned if one.use is Use.MIXED]) if together else ()
    )
    merged[Fact.COMBINATION_IND] = frozenset(_inds(all_planned))
    merged[Fact.JURISDICTION] = frozenset({country, practice.jurisdiction})
    merged[Fact.ELECTION] = frozenset(name for name, election in practice.elections.items() if election.value)
    merged[Fact.CREDENTIAL] = frozenset(practitioner.credentials)
    merged[Fact.SIGNER] = frozenset(signer.value for signer in signers)
    merged[Fact.EDITION] = frozenset({edition})
    merged[Fact.SIGNED_BY] = signed_by
    merged[Fact.COPY] = frozenset({"blank" if blank else "filled"})
    return merged


def _combinations(all_planned: Sequence[Planned]) -> Iterable[str]:
    for one in all_planned:
        for other in one.companions if one.product else ():
            yield from combination_words(one.product, other.product) if one.product else ()


def _inds(all_planned: Sequence[Planned]) -> Iterable[str]:
    for one in all_planned:
        if one.companions and one.product:
            answer = one_ind((Companion(one.product, one.supplied), *one.companions))
            yield from {answer} - {""}


def with_packet(own: Mapping[Fact, frozenset[str]], packet: Facts) -> Facts:
    """A procedure's own facts, with those of the packet where it has none of its own."""
    return {**packet, **own}
