"""What a packet, or one procedure of it, is about; and which rows of the library that concerns."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from consent.assemble.facts import Planned
from consent.models.library.rows import Row

R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Scope:
    """The body sites, the diagnoses and the products of a packet; empty where it names none."""

    sites: frozenset[str]
    indications: frozenset[str]
    """The diagnoses: what is given for another product is given for what that one treats."""
    beside: frozenset[str] = frozenset()
    """Families of the products given with it."""
    materials: frozenset[str] | None = frozenset()
    """What the products are made of; None while the practice has not said."""
    placed: bool = True
    """Whether any procedure is done somewhere. Guidance alone treats no diagnosis: no treatment of one is
    another choice to it."""
    purposes: frozenset[str] = frozenset()
    """What is named in place of a diagnosis: carrying another product."""

    @classmethod
    def of(cls, all_planned: Sequence[Planned]) -> Scope:
        """What the planned procedures name together."""
        return cls(
            frozenset(one.plan.body_site for one in all_planned if one.plan.body_site),
            _indications(all_planned, carries=False),
            _families(all_planned),
            _materials(all_planned),
            any(one.procedure.value.body_sites for one in all_planned),
            _indications(all_planned, carries=True),
        )

    def narrowed(self, one: Planned, all_planned: Sequence[Planned]) -> Scope:
        """What one of them names, and the packet's where it names nothing."""
        own = Scope.of((one,))
        others = [other for other in all_planned if other is not one]
        return Scope(
            own.sites or self.sites,
            own.indications or self.indications,
            _families(others),
            own.materials,
            self.placed,
            own.purposes,
        )

    def hoped(self) -> Scope:
        """What may be hoped of it, told for its own purpose: what carries another product treats nothing."""
        return replace(self, indications=self.purposes) if self.purposes else self

    def fits(self, row: Row) -> bool:
        """Whether a row is about one of these sites, indications, products; or about all of them."""
        return (
            _meet(row.body_sites, self.sites)
            and _meet(row.indications, self.indications)
            and (not row.beside or not self.beside.isdisjoint(row.beside))
            and (not row.made_from or self.materials is None or not self.materials.isdisjoint(row.made_from))
        )

    def choose(self, rows: Sequence[R]) -> Iterator[tuple[int, R]]:
        """The rows that fit, each with its index.

        A row for every site and indication gives way to one with the same id that names the
        packet's: what is known of the knee takes the place of what can be said of any joint. Where
        the packet names nothing it is the other way round.
        """
        fitting = [(index, row) for index, row in enumerate(rows) if self.fits(row)]
        if not self.sites and not self.indications:
            said = {id_of(row) for _, row in fitting if not row.is_special} - {None}
            yield from (one for one in fitting if not one[1].is_special or id_of(one[1]) not in said)
            return
        named = {id_of(row) for _, row in fitting if row.is_special and self._is_named_by(row)}
        for index, row in fitting:
            if row.is_special or id_of(row) is None or id_of(row) not in named:
                yield index, row

    def _is_named_by(self, row: Row) -> bool:
        return bool((row.body_sites and self.sites) or (row.indications and self.indications))


def id_of(row: Row) -> str | None:
    """What the row is called, if it has a name."""
    return getattr(row, "id", None)


def _indications(all_planned: Sequence[Planned], *, carries: bool) -> frozenset[str]:
    return frozenset(
        one.plan.indication for one in all_planned if one.plan.indication and one.carries is carries
    )


def _families(all_planned: Sequence[Planned]) -> frozenset[str]:
    products = (one.procedure.value.product for one in all_planned)
    return frozenset(product.family for product in products if product)


def _materials(all_planned: Sequence[Planned]) -> frozenset[str] | None:
    found: set[str] = set()
    for one in all_planned:
        product = one.procedure.value.product
        if product is None or not product.made_from:
            continue
        if one.supplied is None or not one.supplied.made_from:
            return None
        found.update(one.supplied.made_from)
    return frozenset(found)


def _meet(asked: Collection[str], known: Collection[str]) -> bool:
    return not asked or not known or not set(asked).isdisjoint(known)
