"""The matrix: sets of procedures × every enabled policy × edition, for people who do not exist."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from consent.assemble import turning_days
from consent.models.library.activation import elections_lacking_a_text
from consent.models.library.collection import Library
from consent.models.library.policy import Policy
from consent.models.library.procedure import Procedure, Regulation
from consent.models.paper.packet import Edition
from consent.models.people.practice import Practice, Practitioner, RecordedElection, SuppliedProduct
from consent.models.people.record import (
    BlankForm,
    Interpreter,
    Laterality,
    Modality,
    Patient,
    PlannedProcedure,
    Record,
    Representative,
)
from consent.models.people.signing import SigningWay
from consent.models.people.use import Use
from consent.models.place import Sourced

_START = date(2026, 1, 1)
_ALL_SETS_OF = 3
_MOST_AT_ONCE = 4
"""Two products, a medium and the guidance; the first in the order of print."""


@dataclass(frozen=True, slots=True)
class Variant:
    """Everything else that decides which clauses print."""

    name: str
    blank: bool = False
    ind: bool = False
    pma: bool = True
    approved_use: bool = True
    interpreter: bool = False
    representative: bool = False
    witness: bool = False
    signed_by: SigningWay = SigningWay.PEN
    use: Use | None = None
    """How more than one product is given; None: still to be written in."""
    elected: bool = True
    """How counsel decided what a real practice has not recorded."""


VARIANTS = (
    Variant("blank", blank=True),
    Variant("approved use, elections false", elected=False),
    Variant(
        "IND, other use, interpreter",
        ind=True,
        approved_use=False,
        interpreter=True,
        signed_by=SigningWay.MARK,
    ),
    Variant(
        "no PMA, representative, witness",
        pma=False,
        approved_use=False,
        representative=True,
        witness=True,
        signed_by=SigningWay.TELEPHONE,
    ),
    Variant("one syringe", use=Use.MIXED),
    Variant("IND, one syringe", ind=True, use=Use.MIXED),
)
"""Together they hold each case of each exclusive pair, each signer, and both kinds of copy."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One packet of the matrix."""

    procedures: tuple[str, ...]
    policies: tuple[str, ...]
    """Named for this cell; those of their jurisdiction come with them."""
    edition: Edition
    variant: Variant

    @property
    def name(self) -> str:
        """How a report names it."""
        of = " + ".join(self.procedures)
        by = " + ".join(self.policies)
        return f"packet {of} ({by}, {self.edition}, {self.variant.name})"


def cells(procedures: Sequence[str], policies: Sequence[Sourced[Policy]]) -> Iterator[Cell]:
    """Every set of procedures × policy × edition, the variants in turn; each set meets each variant.

    Sets are those of up to three procedures, and the fullest. Then the fullest, for each
    jurisdiction with every policy that has none: what a practice that asks for everything would
    print.
    """
    subsets = sets_of(procedures)
    alone = [(policy.value.id,) for policy in policies]
    # Few policies would leave a subset without some variant: then each cell has several.
    width = max(1, -(-len(VARIANTS) // len(alone)))
    for row, subset in enumerate(subsets):
        turns = itertools.count(row)
        for named, _ in itertools.product(alone, range(width)):
            variant = VARIANTS[next(turns) % len(VARIANTS)]
            yield from (Cell(subset, named, edition, variant) for edition in Edition)
    anywhere = tuple(policy.value.id for policy in policies if not policy.value.jurisdiction)
    somewhere = [policy.value.id for policy in policies if policy.value.jurisdiction]
    if anywhere:
        for place, variant, edition in itertools.product(somewhere, VARIANTS, Edition):
            yield Cell(subsets[-1], (place, *anywhere), edition, variant)


def sets_of(procedures: Sequence[str]) -> list[tuple[str, ...]]:
    """Every set that is planned for one visit, the fullest last.

    All subsets would double with each procedure a practice adds, and no visit has them all.
    """
    sizes = range(1, min(len(procedures), _ALL_SETS_OF) + 1)
    found = [one for size in sizes for one in itertools.combinations(procedures, size)]
    fullest = tuple(procedures[:_MOST_AT_ONCE])
    return found if fullest in found[-1:] else [*found, fullest]


def settled_day(library: Library, as_of: date) -> date:
    """The last day on which a requirement came into force or ended: until ``as_of`` the law stayed the same.

    Packets of the matrix are issued on it, so that they stay the same from one day to the next.
    """
    days = {_START, *turning_days(library)}
    return max((day for day in days if day <= as_of), default=as_of)


def unanswerable(library: Library, *, answer: bool = True) -> frozenset[str]:
    """The elections that nobody can answer so until a text is obtained."""
    return frozenset().union(
        *(
            elections_lacking_a_text(policy.value, library, answer=answer)
            for policy in library.policies.values()
        )
    )


def practice_of(cell: Cell, library: Library, base: Practice | None) -> Practice:
    """The practice of a cell: the real one, or a made-up one, in the policy's jurisdiction."""
    practice = base or _made_up()
    policies = [library.policies[id_].value for id_ in cell.policies]
    jurisdiction = next(
        (policy.jurisdiction for policy in policies if policy.jurisdiction), practice.jurisdiction
    )
    named = [policy.id for policy in policies if not policy.jurisdiction]
    # Answered so, these ask for a text that nobody has: `consent render` would refuse the practice.
    answered_no, answered_yes = unanswerable(library), unanswerable(library, answer=False)
    elections = {
        election.id: practice.elections.get(
            election.id,
            _ELECTED.model_copy(
                update={
                    "value": election.id in answered_yes
                    or (cell.variant.elected and election.id not in answered_no)
                }
            ),
        )
        for other in library.policies.values()
        for election in other.value.elections
    }
    return practice.model_copy(
        update={
            "jurisdiction": jurisdiction,
            "policies": tuple(dict.fromkeys((*practice.policies, *named))),
            "elections": elections,
            "products": _products(library, practice, cell.variant),
            "signers": ("witness",) if cell.variant.witness else practice.signers,
        }
    )


def form_of(cell: Cell, library: Library, practice: Practice, issued_on: date) -> Record | BlankForm:
    """The record of a cell, or its blank form."""
    variant = cell.variant
    plans = tuple(_plan(library.procedures[id_].value, variant, library) for id_ in cell.procedures)
    practitioner = practice.practitioners[0].id
    use = variant.use if len(plans) > 1 else None
    if variant.blank:
        return BlankForm(procedures=plans, practitioner=practitioner)
    return Record(
        record_id="made-up",
        patient=Patient(
            given_name="Alex",
            family_name="Example",
            date_of_birth=date(1961, 3, 9),
            mrn="00000000",
            preferred_language="es" if variant.interpreter else "en",
        ),
        procedures=plans,
        practitioner=practitioner,
        scheduled_on=issued_on + timedelta(days=7),
        representative=Representative(name="Robin Example", authority="legal guardian")
        if variant.representative
        else None,
        interpreter=Interpreter(language="Spanish", modality=Modality.VIDEO) if variant.interpreter else None,
        signed_by=variant.signed_by,
        use=use,
    )


def _plan(procedure: Procedure, variant: Variant, library: Library) -> PlannedProcedure:
    if variant.blank:
        return PlannedProcedure(procedure=procedure.id)
    product = procedure.product
    approved_sites = product.approved_body_sites if product else ()
    approved_uses = product.approved_indications if product else ()
    site = _pick(procedure.body_sites, approved_sites, use_approved=variant.approved_use)
    use = _pick(procedure.indications, approved_uses, use_approved=variant.approved_use)
    sided = any(one.sided for one in library.anatomy.sites((site,) if site else ()))
    return PlannedProcedure(
        procedure=procedure.id,
        body_site=site,
        laterality=Laterality.LEFT if sided else None,
        indication=use,
    )


def _pick(words: Sequence[str], approved: Sequence[str], *, use_approved: bool) -> str | None:
    """An approved word, or one that is not; the first there is when there is no such difference."""
    fitting = [word for word in words if (word in approved) is use_approved] if approved else words
    return next(iter(fitting or words), None)


def _products(library: Library, practice: Practice, variant: Variant) -> Mapping[str, SuppliedProduct]:
    found = {}
    for id_, procedure in library.procedures.items():
        product = procedure.value.product
        if product is None:
            continue
        supplied = practice.products.get(id_, _SUPPLIED)
        needs_pma = product.regulation is Regulation.PREMARKET_APPROVAL
        needs_ind = product.regulation is Regulation.BIOLOGIC_LICENSE
        is_drug = product.regulation is Regulation.APPROVED_DRUG
        found[id_] = supplied.model_copy(
            update={
                "ind_number": (supplied.ind_number or "123456") if needs_ind and variant.ind else None,
                "pma_number": (supplied.pma_number or "P000000") if needs_pma and variant.pma else None,
                "approval_number": (supplied.approval_number or "NDA 000000")
                if is_drug and variant.pma
                else None,
            }
        )
    return found


_SUPPLIED = SuppliedProduct(
    name="Example product",
    manufacturer="Example maker",
    source_material="an example source",
    ind_number=None,
    pma_number=None,
)
_ELECTED = RecordedElection(
    value=True,
    decided_by="nobody: made up for the check",
    decided_on=_START,
    reason="a case of the matrix",
)


def _made_up() -> Practice:
    return Practice(
        name="Example Practice",
        address=("1 Example Street", "Springfield"),
        phone="555 010 0100",
        after_hours_phone="555 010 0199",
        accessibility_contact="the front desk, 555 010 0100",
        jurisdiction="US",
        practitioners=(
            Practitioner(
                id="p-01",
                name="Pat Example",
                credentials=("MD",),
                licence="A 000000",
                experience="Has done this since 2019.",
                interests="None.",
            ),
        ),
    )
