"""Site, side and indication of a row, handed to the procedures that they belong to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from consent.counted import counted
from consent.load.rows.codes import CELL, UNSPENT
from consent.load.rows.options import takes_side
from consent.load.rows.words import SIDES, side_key
from consent.load.table.columns.fields import FIELDS
from consent.load.table.visit.meanings import Meanings
from consent.load.typed.shape import dotted
from consent.models.findings.finding import Finding
from consent.models.library.anatomy import Anatomy
from consent.models.library.procedure import Procedure
from consent.models.place import Place

DETAILS = ("body_site", "laterality", "indication")
_A = {"body_site": "a body site", "laterality": "a side there", "indication": "an indication"}
_SEPARATED = "write one value for all, or one for each procedure in the same order, separated by `;`"
_SIDE_OF_SITE = "side of site"
"""A key of an item until the sides are settled: no field of a record has a blank in its name."""


@dataclass(slots=True)
class Dealing:
    """The procedures of one row, which it completes."""

    planned: Sequence[dict[str, Any]]
    """As in a record file."""
    procedures: Sequence[Procedure | None]
    """What each of them is; None where the library has none of that name."""
    meanings: Meanings
    place: Callable[[str], Place]
    """Where a field was typed."""
    bad: set[str] = field(default_factory=set)
    """What was refused."""

    def deal_out(self, typed: Mapping[str, str]) -> Iterator[Finding]:
        """One value for all procedures that take it, or one for each procedure, separated by semicolons."""
        for name, value in typed.items():
            parts = [part.strip() for part in value.split(";")]
            if len(parts) == 1:
                yield from self._to_all(name, value)
            elif len(parts) == len(self.planned):
                for item, part in zip(self.planned, parts, strict=True):
                    if part:
                        self._give(item, name, part)
            else:
                key = dotted(FIELDS[name])
                planned = counted(len(self.planned), "procedure")
                message = f"`{key}` holds {counted(len(parts), 'value')} for {planned}"
                hint = (
                    "write one value for all, or one for each procedure in the same order, separated by `;`"
                )
                yield Finding(self.place(name), UNSPENT, message, hint, field=key)
                self.bad.add(name)

    def settle_sides(self, bad: Collection[str]) -> Iterator[Finding]:
        """A site whose code holds a side, and the side in a cell of its own: they must not differ."""
        for item in self.planned:
            side = item.pop(_SIDE_OF_SITE, None)
            if side is None or item.setdefault("laterality", side) == side or "laterality" in bad:
                continue
            key = dotted(FIELDS["laterality"])
            message = f"`{key}` differs from the side the body site stands for"
            yield Finding(self.place("laterality"), CELL, message, "correct one of the two", field=key)

    def _to_all(self, name: str, typed: str) -> Iterator[Finding]:
        taking = [
            item
            for item, procedure in zip(self.planned, self.procedures, strict=True)
            if _takes(procedure, name, item, self.meanings.library.anatomy)
        ]
        for item in taking:
            self._give(item, name, typed)
        if self.planned and not taking:
            message = f"`{dotted(FIELDS[name])}`: none of the row's procedures takes {_A[name]}"
            yield Finding(self.place(name), UNSPENT, message, "empty the cell", field=dotted(FIELDS[name]))

    def _give(self, item: dict[str, Any], name: str, typed: str) -> None:
        known = _known_form(name, typed, self.procedures)
        if known is None and name == "body_site":
            known, side = self.meanings.body_site(typed)
            if side is not None:
                item[_SIDE_OF_SITE] = side
        elif known is None and name == "indication":
            known = self.meanings.indication(typed)
        item[name] = typed if known is None else known


def _takes(procedure: Procedure | None, name: str, item: Mapping[str, Any], anatomy: Anatomy) -> bool:
    """Whether a value that is typed once for all procedures belongs to this one. Complaints come later."""
    if procedure is None:
        return True
    if name == "indication":
        return bool(procedure.indications)
    if name == "body_site":
        return bool(procedure.body_sites)
    site = item.get("body_site")
    return takes_side(procedure, site, anatomy) or not _knows(procedure, site)


def _knows(procedure: Procedure, site: object) -> bool:
    return not procedure.body_sites or site in procedure.body_sites


def _known_form(name: str, typed: str, procedures: Sequence[Procedure | None]) -> str | None:
    """The word as the library writes it, whatever the case it was typed in."""
    if name == "laterality":
        return SIDES.get(side_key(typed))
    for procedure in procedures:
        if procedure is None:
            continue
        words = procedure.indications if name == "indication" else procedure.body_sites
        for word in words:
            if word.casefold() == typed.casefold():
                return word
    return None
