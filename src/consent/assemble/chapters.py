"""The definition files of a packet, each read for the procedure that brings it in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consent.assemble.facts import Planned
from consent.assemble.scope import Scope
from consent.models.library.collection import Library
from consent.models.library.procedure import Procedure, SharedPart
from consent.models.place import Sourced


@dataclass(frozen=True, slots=True)
class Chapter:
    """One definition file, read for one planned procedure."""

    part: Sourced[Procedure] | Sourced[SharedPart]
    anchor: str
    """Of the procedure."""
    scope: Scope
    """What the procedure is about."""


def own_chapters(all_planned: Sequence[Planned], scope: Scope) -> Iterator[Chapter]:
    """Each procedure for itself."""
    for one in all_planned:
        yield Chapter(one.procedure, anchor_of(one), scope.narrowed(one, all_planned))


def shared_chapters(all_planned: Sequence[Planned], scope: Scope, library: Library) -> Iterator[Chapter]:
    """The shared parts of each procedure, in the order they are first named."""
    named = dict.fromkeys(id_ for one in all_planned for id_ in one.procedure.value.shares)
    for id_ in named:
        for one in all_planned:
            if id_ in one.procedure.value.shares:
                yield Chapter(library.shared[id_], anchor_of(one), scope.narrowed(one, all_planned))


def given(all_planned: Sequence[Planned], library: Library) -> frozenset[str]:
    """The planned procedures, those with the same kind of product, and the choices they are offered as."""
    kinds = {one.product.kind for one in all_planned if one.product}
    like = (
        id_
        for id_, one in library.procedures.items()
        if one.value.product and one.value.product.kind in kinds
    )
    offered = (id_ for one in all_planned for id_ in one.procedure.value.offered_as)
    return frozenset({*(one.procedure.value.id for one in all_planned), *like, *offered})


def anchor_of(one: Planned) -> str:
    """What names a planned procedure in the packet; also begins the names of its form fields."""
    id_ = one.procedure.value.id
    return id_ if one.occurrence == 1 else f"{id_}-{one.occurrence}"
