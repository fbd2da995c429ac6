"""What is true of a packet and of each procedure in it: the facts that conditions ask about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from consent.assemble.status import status_of
from consent.models.clause import Signer
from consent.models.collection import Library
from consent.models.condition import Fact, Facts
from consent.models.place import Sourced
from consent.models.practice import Practice, Practitioner, SuppliedProduct
from consent.models.procedure import Procedure, Regulation, Status
from consent.models.record import PlannedProcedure

EXOSOME = "exosome"
HYALURONIC_ACID = "hyaluronic-acid"


@dataclass(frozen=True, slots=True)
class Planned:
    """One planned procedure with its definition and the practice's product."""

    plan: PlannedProcedure
    procedure: Sourced[Procedure]
    supplied: SuppliedProduct | None
    status: Status | None
    occurrence: int = field(default=1)
    """2 for the second site of the same procedure, and so on."""


def planned(plans: Sequence[PlannedProcedure], library: Library, practice: Practice) -> tuple[Planned, ...]:
    """The planned procedures in the order they print."""
    found = []
    seen: dict[str, int] = {}
    for plan in plans:
        procedure = library.procedures[plan.procedure]
        product = procedure.value.product
        supplied = practice.products.get(plan.procedure) if product else None
        status = (
            status_of(product, supplied, plan.body_site, plan.indication) if product and supplied else None
        )
        seen[plan.procedure] = seen.get(plan.procedure, 0) + 1
        found.append(Planned(plan, procedure, supplied, status, seen[plan.procedure]))
    return tuple(sorted(found, key=lambda p: (p.procedure.value.order, p.procedure.value.id, p.occurrence)))


def facts_of(one: Planned) -> dict[Fact, frozenset[str]]:
    """The facts of one procedure."""
    product = one.procedure.value.product
    needs_ind = product is not None and product.regulation is Regulation.BIOLOGIC_LICENSE
    return {
        Fact.PROCEDURE: frozenset({one.procedure.value.id}),
        Fact.FAMILY: frozenset({product.family if product else "none"}),
        Fact.KIND: frozenset({product.kind if product else "none"}),
        Fact.STATUS: frozenset({one.status.value} if one.status else ()),
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
) -> Facts:
    """The facts of the whole packet: those of its procedures together, and what follows from them."""
    merged: dict[Fact, frozenset[str]] = {}
    for one in all_planned:
        for fact, words in facts_of(one).items():
            merged[fact] = merged.get(fact, frozenset()) | words
    country = practice.jurisdiction.partition("-")[0]
    merged[Fact.COMBINATION] = frozenset(_combinations(all_planned))
    merged[Fact.JURISDICTION] = frozenset({country, practice.jurisdiction})
    merged[Fact.ELECTION] = frozenset(name for name, election in practice.elections.items() if election.value)
    merged[Fact.CREDENTIAL] = frozenset(practitioner.credentials)
    merged[Fact.SIGNER] = frozenset(signer.value for signer in signers)
    merged[Fact.EDITION] = frozenset({edition})
    merged[Fact.COPY] = frozenset({"blank" if blank else "filled"})
    return merged


def _combinations(all_planned: Sequence[Planned]) -> Iterable[str]:
    products = [one.procedure.value.product for one in all_planned]
    families = {product.family for product in products if product}
    kinds_of_exosome = {product.kind for product in products if product and product.family == EXOSOME}
    if {EXOSOME, HYALURONIC_ACID} <= families:
        yield "exosome-with-hyaluronic-acid"
    if len(kinds_of_exosome) > 1:
        yield "several-exosomes"
    if len({one.procedure.value.id for one in all_planned}) > 1:
        yield "several-procedures"


def with_packet(own: Mapping[Fact, frozenset[str]], packet: Facts) -> Facts:
    """A procedure's own facts, with those of the packet where it has none of its own."""
    return {**packet, **own}
