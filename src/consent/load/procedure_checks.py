"""What has to be true of a procedure, alone and together with the shared parts it uses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from consent.load.anatomy import check_uses
from consent.load.codes import Common, Kind, code
from consent.load.repeats import repeated
from consent.load.shape import dotted
from consent.load.suggest import did_you_mean
from consent.models.collection import Library
from consent.models.finding import Finding
from consent.models.place import Path, Source, Sourced
from consent.models.procedure import Procedure, Product, Regulation, SharedPart
from consent.models.rows import ALWAYS_OFFERED, Guidance

_UNKNOWN = code(Kind.PROCEDURE, Common.UNKNOWN_WORD)


class _Row(Protocol):
    """A row that may name sources."""

    @property
    def sources(self) -> tuple[str, ...]: ...


def check_procedure(
    procedure: Sourced[Procedure], library: Library, shared: frozenset[str]
) -> Iterator[Finding]:
    """Everything wrong with a procedure; ``shared`` names every shared part there is a file for."""
    value, source = procedure.value, procedure.source
    sites = value.body_sites
    yield from check_guidance(value, source, sites)
    yield from _words(
        [row.sources for row in value.benefits], ("benefits",), "sources", _ids(value), source, _SOURCE
    )
    yield from _words(
        [row.body_sites for row in value.benefits], ("benefits",), "body_sites", sites, source, _SITE
    )
    for name, reasons in (
        ("reasons_for", value.key_facts.reasons_for),
        ("reasons_against", value.key_facts.reasons_against),
    ):
        typed = [reason.body_sites for reason in reasons]
        yield from _words(typed, ("key_facts", name), "body_sites", sites, source, _SITE)
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


def check_guidance(
    part: Procedure | SharedPart, source: Source, sites: Sequence[str] | None
) -> Iterator[Finding]:
    """What a procedure and a shared part have in common; ``sites`` may be used, any may when it is None."""
    known = _ids(part)
    yield from repeated(known, ("sources",), "id", source, Kind.PROCEDURE)
    yield from repeated([risk.id for risk in part.risks], ("risks",), "id", source, Kind.PROCEDURE)
    yield from repeated(
        [one.id for one in part.alternatives], ("alternatives",), "id", source, Kind.PROCEDURE
    )
    rows: tuple[tuple[str, Sequence[_Row]], ...] = (
        ("risks", part.risks),
        ("precautions", part.precautions),
        ("alternatives", part.alternatives),
    )
    for key, listed in rows:
        yield from _words([row.sources for row in listed], (key,), "sources", known, source, _SOURCE)
    if sites is None:
        return
    complaint = _SITE if isinstance(part, Procedure) else _NO_SITE
    for key, typed in (
        ("risks", [risk.body_sites for risk in part.risks]),
        ("alternatives", [one.body_sites for one in part.alternatives]),
        ("warning_signs", [sign.body_sites for sign in part.warning_signs]),
    ):
        yield from _words(typed, (key,), "body_sites", sites, source, complaint)


_SOURCE = "is not in the file's `sources:`"
_SITE = "is not a body site of the procedure"
_NO_SITE = "is not a body site of any procedure"


def _ids(part: Procedure | SharedPart) -> tuple[str, ...]:
    return tuple(reference.id for reference in part.sources)


def _words(
    rows: Sequence[Sequence[str]], path: Path, key: str, known: Sequence[str], source: Source, complaint: str
) -> Iterator[Finding]:
    """A finding for each word that is not known, in the list ``key`` of each row."""
    for index, typed in enumerate(rows):
        for number, word in enumerate(typed):
            if word not in known:
                here = (*path, index, key, number)
                message, hint = f"`{word}` {complaint}", did_you_mean(word, known)
                yield Finding(source.at(*here), _UNKNOWN, message, hint, field=dotted(here))


def _approved_uses(product: Product, procedure: Procedure, source: Source) -> Iterator[Finding]:
    """Approved uses belong to devices with a PMA, and are uses the procedure has."""
    uses = {
        "approved_body_sites": (product.approved_body_sites, procedure.body_sites),
        "approved_indications": (product.approved_indications, procedure.indications),
    }
    for key, (typed, known) in uses.items():
        if typed and product.regulation is not Regulation.PREMARKET_APPROVAL:
            message = f"`{key}` on a product that needs no premarket approval"
            hint = f"remove `{key}`, or write `regulation: premarket-approval`"
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
