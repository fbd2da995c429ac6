"""CLS119: every status that a product can have is told by a clause.

What FDA has said of a product follows from the product and its use. A new procedure whose
product no clause speaks of would print a whole packet without a word about it.

Bad::

    product:
      family: platelet
      regulation: autologous-blood-with-cleared-kit     # and no clause for the status `cleared-kit`

Good::

    one_of: label-status
    scope: procedure
    applies_when:
      - {fact: regulation, includes: autologous-blood-with-cleared-kit}
      - {fact: status, includes: cleared-kit}
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consent.checks.source.facts.context import SourceContext
from consent.models.findings.finding import Finding, Severity
from consent.models.library.clause import Clause
from consent.models.library.condition import Fact, Facts, FactTest
from consent.models.library.procedure import (
    GIVEN_WITH_OTHERS,
    GROUP_OF,
    Procedure,
    Product,
    Regulation,
    Status,
    by_itself,
)
from consent.models.place import Sourced

CODE = "CLS119"
TITLE = "status told"
SEVERITY = Severity.ERROR
REFERENCE = "FDA's notices to patients (2019 to 2021): ask what FDA has said of the product"

_WITH_COMPANY = (Regulation.PREMARKET_APPROVAL, Regulation.APPROVED_DRUG, Regulation.AUTOLOGOUS_BLOOD)


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each status of a product that no clause tells."""
    clauses = [loaded.clause.value for loaded in context.library.clauses.values()]
    injected = [p for p in context.library.procedures.values() if _goes_in(p.value.product)]
    for procedure in injected:
        product = procedure.value.product
        if product is None:
            continue
        lacking = [
            status
            for status in _statuses(product, company=len(injected) > 1)
            if not any(_tells(clause, procedure, product, status) for clause in clauses)
        ]
        if lacking:
            listed = ", ".join(f"`{status.value}`" for status in lacking)
            group = GROUP_OF[lacking[0]]
            yield Finding(
                procedure.at("product", "regulation"),
                CODE,
                f"no clause says what FDA has said of the product of {procedure.value.id!r}"
                f" when its status is {listed}",
                f"write a clause with `scope: procedure`, `one_of: {group}` and"
                f" `{{fact: status, includes: {lacking[0].value}}}`",
                SEVERITY,
                "product.regulation",
            )


def _goes_in(product: Product | None) -> bool:
    return product is not None and product.regulation is not Regulation.CLEARED_DEVICE


def _statuses(product: Product, *, company: bool) -> Sequence[Status]:
    alone = by_itself(product.regulation)
    return (*alone, *GIVEN_WITH_OTHERS) if company and product.regulation in _WITH_COMPANY else alone


def _tells(clause: Clause, procedure: Sourced[Procedure], product: Product, status: Status) -> bool:
    if clause.one_of != GROUP_OF[status] or clause.include != "by-default" or clause.scope != "procedure":
        return False
    known: Facts = {
        Fact.PROCEDURE: frozenset({procedure.value.id}),
        Fact.FAMILY: frozenset({product.family}),
        Fact.KIND: frozenset({product.kind}),
        Fact.REGULATION: frozenset({product.regulation.value}),
        Fact.STATUS: frozenset({status.value}),
        Fact.PRODUCT_STATUS: frozenset({f"{product.family} {status.value}"}),
        Fact.DONOR: frozenset({"yes" if product.donor_derived else "no"}),
        Fact.IND: frozenset(
            {"yes" if status is Status.INVESTIGATIONAL else "no"}
            if product.regulation is Regulation.BIOLOGIC_LICENSE
            else ()
        ),
    }
    return all(_surely(test, known) for test in clause.applies_when)


def _surely(test: FactTest, known: Facts) -> bool:
    """Whether the test holds whatever else is true of a packet."""
    return test.fact in known and test.holds(known)
