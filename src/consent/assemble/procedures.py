"""The procedure sections and the parts they share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from consent.assemble.facts import Planned
from consent.assemble.guidance import guidance_text
from consent.assemble.references import References
from consent.assemble.scope import Scope
from consent.assemble.selection import Chooser
from consent.assemble.wording import Values
from consent.models.anatomy import Anatomy
from consent.models.collection import Library
from consent.models.packet import (
    BenefitRow,
    ProcedureText,
    ProductText,
    Proposed,
    Sentence,
    SharedText,
    WriteInPlace,
)
from consent.models.prose import Placeholder
from consent.models.record import Laterality
from consent.models.rows import EvidenceLevel

_LEVELS = {
    EvidenceLevel.NONE: "No studies",
    EvidenceLevel.LABORATORY: "Laboratory studies only",
    EvidenceLevel.ANIMAL: "Animal studies only",
    EvidenceLevel.UNCONTROLLED: "Studies in people without a comparison group",
    EvidenceLevel.GUIDELINE: "Guideline",
    EvidenceLevel.RANDOMIZED: "Randomized trial in people",
    EvidenceLevel.REVIEW_OF_TRIALS: "Review of studies in people",
}
_BOX_FIELDS = {
    "lot": "Lot number",
    "serial": "Serial number",
    "expiry": "Expiry date",
    "dose": "Dose",
    "storage": "Storage temp.",
    "germ-test": "Germ test: date and result",
    "donor-file": "Donor file",
    "additives": "Additives",
    "kit": "Kit and lot",
    "kit-510k": "510(k) number of the kit",
    "blood-volume": "Blood drawn (mL)",
    "activator": "Activator, if any",
}


def anchor_of(one: Planned) -> str:
    """The id of the procedure's section on the page; also begins the names of its form fields."""
    id_ = one.procedure.value.id
    return id_ if one.occurrence == 1 else f"{id_}-{one.occurrence}"


def site_words(one: Planned, anatomy: Anatomy) -> str:
    """``left shoulder joint``, or nothing when the procedure has no site of its own or it is still open."""
    if one.plan.body_site is None:
        return ""
    name, side = anatomy.printed_site(one.plan.body_site), one.plan.laterality
    if side is None:
        return name
    return f"left and right {name}" if side is Laterality.BILATERAL else f"{side.value} {name}"


def _reason(one: Planned, anatomy: Anatomy) -> str:
    return anatomy.printed_indication(one.plan.indication) if one.plan.indication else ""


def proposed_line(one: Planned, anatomy: Anatomy, *, blank: bool) -> Proposed:
    """One line of "what is proposed"."""
    return Proposed(
        title=one.procedure.value.title,
        site=site_words(one, anatomy),
        indication=_reason(one, anatomy),
        site_open=blank and bool(one.procedure.value.body_sites) and one.plan.body_site is None,
        anchor=anchor_of(one),
    )


def plain_site_names(library: Library) -> dict[str, str]:
    """What each body site is called on paper."""
    return {name: site.value.plain_name for name, site in library.anatomy.body_sites.items()}


def procedure_text(
    one: Planned,
    *,
    library: Library,
    scope: Scope,
    chooser: Chooser,
    values: Values,
    references: References,
) -> ProcedureText:
    """One procedure as it prints."""
    procedure, at = one.procedure.value, one.procedure.at
    anchor = anchor_of(one)
    guidance = guidance_text(one.procedure, scope, plain_site_names(library), references)
    return ProcedureText(
        id=procedure.id,
        version=procedure.version,
        anchor=anchor,
        title=procedure.title,
        site=site_words(one, library.anatomy),
        indication=_reason(one, library.anatomy),
        nature=tuple(Sentence(line.text, at("nature", i)) for i, line in scope.choose(procedure.nature)),
        steps=tuple(Sentence(step.text, at("steps", i)) for i, step in scope.choose(procedure.steps)),
        duration=Sentence(procedure.duration, at("duration")),
        benefits=tuple(
            BenefitRow(
                Sentence(b.benefit, at("benefits", i), references.number(b.sources, procedure.sources)),
                b.likelihood,
                b.evidence,
                f"{_LEVELS[b.level]}; reviewed {b.reviewed_on:%B} {b.reviewed_on.year}",
            )
            for i, b in scope.choose(procedure.benefits)
        ),
        guidance=guidance,
        shares=tuple(library.shared[id_].value.title for id_ in procedure.shares),
        product=_product(one, anchor),
        clauses=chooser.for_procedure(one, anchor, values),
        initials=Sentence(procedure.initials, at("initials")) if procedure.initials else None,
        initials_name=f"initials-{anchor}",
        place=at(),
    )


def _product(one: Planned, anchor: str) -> ProductText | None:
    product = one.procedure.value.product
    if product is None or one.supplied is None or one.status is None:
        return None
    return ProductText(
        name=one.supplied.name,
        manufacturer=one.supplied.manufacturer,
        description=product.description,
        source_material=one.supplied.source_material,
        status=one.status,
        write_ins=tuple(
            WriteInPlace(name=f"{anchor}-{field}", label=_BOX_FIELDS[field])
            for field in product.record_fields
        ),
    )


def procedure_values(one: Planned) -> Mapping[Placeholder, str]:
    """What the placeholders of this procedure's own clauses stand for."""
    values = {Placeholder.PROCEDURE_NAME: one.procedure.value.name}
    if one.supplied is not None:
        values |= {
            Placeholder.PRODUCT_NAME: one.supplied.name,
            Placeholder.PRODUCT_MANUFACTURER: one.supplied.manufacturer,
            Placeholder.PRODUCT_SOURCE: one.supplied.source_material,
        }
        if one.supplied.ind_number:
            values[Placeholder.IND_NUMBER] = one.supplied.ind_number
        if one.supplied.pma_number:
            values[Placeholder.PMA_NUMBER] = one.supplied.pma_number
        if one.supplied.approval_number:
            values[Placeholder.APPROVAL_NUMBER] = one.supplied.approval_number
    return values


def shared_texts(
    all_planned: Sequence[Planned], *, library: Library, scope: Scope, references: References
) -> tuple[SharedText, ...]:
    """The shared parts these procedures name, each once, in the order they are first named."""
    ids = dict.fromkeys(id_ for one in all_planned for id_ in one.procedure.value.shares)
    names = plain_site_names(library)
    return tuple(
        SharedText(
            id=id_,
            version=(part := library.shared[id_]).value.version,
            anchor=f"shared-{id_}",
            title=part.value.title,
            introduction=Sentence(part.value.introduction, part.at("introduction")),
            guidance=guidance_text(part, scope, names, references),
        )
        for id_ in ids
    )
