"""Whether what is injected at one visit can be given together as said. Pure; for records and blanks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consent.load.typed.shape import dotted
from consent.models.findings.finding import Finding
from consent.models.people.record import Laterality, PlannedProcedure
from consent.models.people.use import Use, use_of
from consent.models.place import Path, Source, Sourced
from consent.suggest import choices

if TYPE_CHECKING:
    from consent.models.library.collection import Library
    from consent.models.people.practice import Practice


def check_together(
    plan: Sequence[PlannedProcedure | None],
    said: Use | None,
    *,
    library: Library,
    practice: Sourced[Practice],
    source: Source,
    path: Path = ("procedures",),
    blank: bool = False,
) -> Iterator[Finding]:
    """What is wrong with the products of a plan taken together; a blank packet may leave ``use`` open.

    Nothing is said while an item could not be read or names no procedure there is: that was reported already.
    """
    items = [one for one in plan if one is not None and one.procedure in library.procedures]
    if len(items) < len(plan):
        return
    yield from _carried(items, library, source, path)
    given = [
        _Given(one, index)
        for index, one in enumerate(items)
        if (product := library.procedures[one.procedure].value.product) and product.goes_in
    ]
    products = len({one.planned.procedure for one in given})
    use = use_of(said, practice.value.usual.use, products)
    if said is not None and products < 2 and (said is not Use.ALONE or not products):
        message = "only one product is planned" if products else "no product is planned"
        yield Finding(source.at("use"), "REC071", f"`use`: {message}", "remove `use`", field="use")
    elif products > 1 and use is None and not blank:
        message = f"`use` says nothing: {products} products are planned, and how they are given must be known"
        hint = (
            f"add `use:`; {choices(one.value for one in Use)}; or say it once for every record,"
            " in practice.yaml, with a line such as `usual: {use: mixed}`"
        )
        yield Finding(source.at("use"), "REC070", message, hint, field="use")
    elif products > 1 and use in (Use.MIXED, Use.IN_TURN):
        yield from _apart(given, source, path)


@dataclass(frozen=True, slots=True)
class _Given:
    """One product at one place."""

    planned: PlannedProcedure
    index: int

    def places(self) -> frozenset[tuple[str | None, Laterality | None]]:
        """The sites and sides; both sides are two places."""
        site, side = self.planned.body_site, self.planned.laterality
        both = (Laterality.LEFT, Laterality.RIGHT)
        return frozenset((site, one) for one in (both if side is Laterality.BILATERAL else (side,)))


def _carried(
    items: Sequence[PlannedProcedure], library: Library, source: Source, path: Path
) -> Iterator[Finding]:
    """What is given for another product has that product at the same visit."""
    for index, one in enumerate(items):
        beside = library.anatomy.beside(one.indication)
        others = (library.procedures[other.procedure].value.product for other in items if other is not one)
        if beside and not any(product and product.family in beside for product in others):
            key = dotted((*path, index, "indication"))
            known = library.procedures[one.procedure].value.indications
            reasons = [name for name in known if not library.anatomy.beside(name)]
            if one.body_site:
                reasons = list(library.anatomy.fitting(reasons, one.body_site)) or reasons
            message = f"`{key}`: it is given for another product, and none of that family is planned"
            hint = f"plan that product too; or give the diagnosis: {choices(reasons)}"
            yield Finding(source.at(*path, index, "indication"), "REC078", message, hint, field=key)


def _apart(given: Sequence[_Given], source: Source, path: Path) -> Iterator[Finding]:
    """Products given together go to the same places."""
    first = given[0].planned.procedure
    places = _places(given, first)
    for name in dict.fromkeys(one.planned.procedure for one in given):
        if name == first or _places(given, name) == places:
            continue
        odd = next(
            (one for one in given if one.planned.procedure == name and not one.places() <= places), None
        )
        odd = odd or next(one for one in given if one.planned.procedure == name)
        key = (
            "body_site"
            if {site for site, _ in odd.places()} != {site for site, _ in places}
            else "laterality"
        )
        where = (*path, odd.index, key)
        noun = "at the same body site" if key == "body_site" else "on the same side"
        message = f"`{dotted(where)}`: `{name}` is given together with `{first}`, but not {noun}"
        hint = "correct one of the two; if each is given by itself, say `use: alone`"
        yield Finding(source.at(*where), "REC072", message, hint, field=dotted(where))


def _places(given: Sequence[_Given], name: str) -> frozenset[tuple[str | None, Laterality | None]]:
    """Where one product goes; a place that is still open is none."""
    found = [one.places() for one in given if one.planned.procedure == name]
    return frozenset(place for one in found for place in one)
