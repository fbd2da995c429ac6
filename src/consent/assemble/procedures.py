"""Each procedure as it prints: what it is, where, and the product with its lines to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from consent.assemble.chapters import anchor_of
from consent.assemble.facts import Planned
from consent.assemble.scope import Scope
from consent.models.base import fixed
from consent.models.library.anatomy import Anatomy
from consent.models.library.catalogue import Catalogue
from consent.models.library.collection import Library
from consent.models.library.procedure import RecordField
from consent.models.library.prose import Placeholder
from consent.models.paper.packet import Proposed
from consent.models.paper.packet_rows import (
    ProcedureText,
    ProductSide,
    ProductText,
    Sentence,
    SharedText,
    WriteInPlace,
)
from consent.models.people.record import SIDED, Laterality

_BOX_FIELDS: Mapping[RecordField, str] = {
    "lot": fixed("Lot number"),
    "serial": fixed("Serial number"),
    "expiry": fixed("Expiry date"),
    "dose": fixed("Dose"),
    "storage": fixed("Storage temp."),
    "germ-test": fixed("Germ test: date, result"),
    "donor-file": fixed("Donor file seen: yes, no"),
    "additives": fixed("Additives"),
    "kit": fixed("Kit and lot"),
    "kit-510k": fixed("510(k) number of the kit"),
    "blood-volume": fixed("Blood drawn (mL)"),
    "activator": fixed("Activator, if any"),
}


def site_words(one: Planned, library: Library) -> str:
    """``left shoulder joint``, or nothing when the procedure has no site of its own or it is still open."""
    if one.plan.body_site is None:
        return ""
    name, side = library.anatomy.printed_site(one.plan.body_site), one.plan.laterality
    return library.catalogue.say(SIDED[side], site=name) if side else name


def _reason(one: Planned, anatomy: Anatomy) -> str:
    return anatomy.printed_indication(one.plan.indication) if one.plan.indication else ""


def proposed_line(one: Planned, library: Library, *, blank: bool) -> Proposed:
    """One line of "what is proposed"."""
    return Proposed(
        title=one.procedure.value.title,
        site=site_words(one, library),
        indication=_reason(one, library.anatomy),
        site_open=blank and bool(one.procedure.value.body_sites) and one.plan.body_site is None,
        anchor=anchor_of(one),
    )


def plain_names(library: Library) -> dict[str, str]:
    """What each body site and each indication is called on paper."""
    anatomy = library.anatomy
    reasons = {name: one.value.printed for name, one in anatomy.indications.items()}
    return reasons | {name: site.value.plain_name for name, site in anatomy.body_sites.items()}


def procedure_text(one: Planned, library: Library, scope: Scope) -> ProcedureText:
    """One procedure as it prints."""
    procedure, at = one.procedure.value, one.procedure.at
    return ProcedureText(
        id=procedure.id,
        version=procedure.version,
        anchor=anchor_of(one),
        title=procedure.title,
        site=site_words(one, library),
        indication=_reason(one, library.anatomy),
        nature=tuple(Sentence(line.text, at("nature", i)) for i, line in scope.choose(procedure.nature)),
        product=_product(one, library.catalogue),
        place=at(),
    )


def _product(one: Planned, catalogue: Catalogue) -> ProductText | None:
    product = one.procedure.value.product
    if product is None or one.supplied is None or one.status is None:
        return None
    return ProductText(
        name=one.supplied.name,
        manufacturer=one.supplied.manufacturer,
        description=product.description,
        source_material=one.supplied.source_material,
        status=one.status,
        sides=tuple(_sides(one, product.record_fields, catalogue)),
    )


def _sides(one: Planned, fields: Sequence[RecordField], catalogue: Catalogue) -> Iterator[ProductSide]:
    """One unit of the product, or one for each side."""
    both = one.plan.laterality is Laterality.BILATERAL
    for side, label in (("left", fixed("Left")), ("right", fixed("Right"))) if both else (("", ""),):
        start = "-".join(filter(None, (anchor_of(one), side)))
        places = tuple(
            WriteInPlace(name=f"{start}-{field}", label=catalogue.say(_BOX_FIELDS[field])) for field in fields
        )
        yield ProductSide(catalogue.say(label) if label else "", places)


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


def shared_texts(all_planned: Sequence[Planned], library: Library) -> tuple[SharedText, ...]:
    """The shared parts these procedures name, each once, in the order they are first named."""
    ids = dict.fromkeys(id_ for one in all_planned for id_ in one.procedure.value.shares)
    parts = [library.shared[id_].value for id_ in ids]
    return tuple(SharedText(part.id, part.version, part.title) for part in parts)
