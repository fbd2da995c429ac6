"""What has to be true of a procedure, alone and together with the shared parts it uses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consent.load.codes import Common, Kind, code
from consent.load.library.anatomy import check_uses
from consent.load.library.row_checks import check_rows, words_of
from consent.load.typed.repeats import repeated
from consent.load.typed.shape import dotted
from consent.models.findings.finding import Finding
from consent.models.library.collection import Library
from consent.models.library.procedure import Procedure, Product, Regulation, SharedPart
from consent.models.library.rows import ALWAYS_OFFERED, Guidance
from consent.models.place import Source, Sourced
from consent.suggest import did_you_mean

_UNKNOWN = code(Kind.PROCEDURE, Common.UNKNOWN_WORD)


def check_procedure(
    procedure: Sourced[Procedure], library: Library, shared: frozenset[str], *, complete: bool
) -> Iterator[Finding]:
    """Everything wrong with a procedure.

    ``shared`` names every shared part there is a file for; ``complete`` says that every
    procedure could be read.
    """
    value, source = procedure.value, procedure.source
    sites = value.body_sites
    yield from check_part(procedure, library, complete=complete)
    if library.anatomy.complete:
        yield from check_uses(sites, library.anatomy.body_sites, "body_sites", source)
        yield from check_uses(value.indications, library.anatomy.indications, "indications", source)
    yield from repeated(sites, ("body_sites",), "", source, Kind.PROCEDURE)
    yield from repeated(value.indications, ("indications",), "", source, Kind.PROCEDURE)
    yield from repeated(value.shares, ("shares",), "", source, Kind.PROCEDURE)
    for index, name in enumerate(value.shares):
        if name not in shared:
            hint = did_you_mean(name, sorted(shared))
            message = f"there is no shared part `{name}`"
            yield Finding(source.at("shares", index), "PRO020", message, hint, field=f"shares[{index}]")
    if value.product:
        yield from _approved_uses(value.product, value, source)
    if all(name in library.shared for name in value.shares):
        yield from _completeness(procedure, [library.shared[name].value for name in value.shares])


def check_part(
    part: Sourced[Procedure] | Sourced[SharedPart], library: Library, *, complete: bool
) -> Iterator[Finding]:
    """What a procedure and a shared part have in common."""
    ids = [reference.id for reference in part.value.sources]
    yield from repeated(ids, ("sources",), "id", part.source, Kind.PROCEDURE)
    yield from check_rows(part.value, part.source, words_of(part.value, library, complete=complete))


_WITH_A_LABEL = (Regulation.PREMARKET_APPROVAL, Regulation.APPROVED_DRUG)


def _approved_uses(product: Product, procedure: Procedure, source: Source) -> Iterator[Finding]:
    """Approved uses belong to products that FDA approves, and are uses the procedure has."""
    uses = {
        "approved_body_sites": (product.approved_body_sites, procedure.body_sites),
        "approved_indications": (product.approved_indications, procedure.indications),
    }
    for key, (typed, known) in uses.items():
        if typed and product.regulation not in _WITH_A_LABEL:
            message = f"`{key}` on a product that has no approved label"
            hint = f"remove `{key}`, or write `regulation: premarket-approval` or `regulation: approved-drug`"
            yield Finding(source.at("product", key), "PRO023", message, hint, field=f"product.{key}")
            continue
        for index, word in enumerate(typed):
            if word not in known:
                complaint = "is not one the procedure has"
                here = ("product", key, index)
                message, hint = f"`{word}` {complaint}", did_you_mean(word, known)
                yield Finding(source.at(*here), _UNKNOWN, message, hint, field=dotted(here))


def _completeness(procedure: Sourced[Procedure], shared: Sequence[SharedPart]) -> Iterator[Finding]:
    """No procedure goes without the parts every patient must be told."""
    parts: tuple[Guidance, ...] = (procedure.value, *shared)
    offered = {one.id for part in parts for one in part.alternatives}
    for name in ALWAYS_OFFERED:
        if name not in offered:
            message = f"the alternatives lack `{name}`"
            hint = f"add an item with `id: {name}` under `alternatives:`, or list a shared part that has one"
            yield Finding(procedure.at("alternatives"), "PRO021", message, hint, field="alternatives")
    for index, name in enumerate(procedure.value.offered_as):
        if name not in offered:
            message, hint = (
                f"`{name}` is no alternative of its shared parts",
                did_you_mean(name, sorted(offered)),
            )
            here = ("offered_as", index)
            yield Finding(procedure.at(*here), _UNKNOWN, message, hint, field=dotted(here))
    for key, noun in _NEEDED:
        if not any(getattr(part, key) for part in parts):
            hint = f"add `{key}:`, or a shared part that has some under `shares:`"
            yield Finding(procedure.at(key), "PRO022", f"the procedure has no {noun}", hint, field=key)


_NEEDED = (
    ("risks", "risks"),
    ("recovery", "recovery"),
    ("aftercare", "aftercare"),
    ("warning_signs", "warning signs"),
)
