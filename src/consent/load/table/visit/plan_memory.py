"""What the cells about a visit were found to mean: ten thousand rows have a few hundred different visits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from consent.load.rows.evidence import Evidence
from consent.load.table.cells import Cell
from consent.load.table.columns.fields import CODES, MODIFIER, WORDS
from consent.load.table.columns.headings import Layout
from consent.models.findings.finding import Finding
from consent.models.place import Path, Place

OF_THE_VISIT = ("procedures", "body_site", "laterality", "indication")
_KEPT = 5_000
"""Visits that are remembered; free text of a whole year would fill memory."""


@dataclass(frozen=True, slots=True)
class KnownPlan:
    """A plan that nothing was wrong with."""

    procedures: Sequence[Mapping[str, Any]] | None = field(repr=False)
    marks: Mapping[Path, Place] = field(repr=False)
    """As they were in the row that was read."""
    warnings: tuple[Finding, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(slots=True)
class PlanMemory:
    """Plans by the cells they were read from."""

    _columns: tuple[int, ...] | None = None
    _known: dict[tuple[Cell, ...], KnownPlan] = field(default_factory=dict, repr=False)

    def key(self, layout: Layout, cells: Sequence[Cell]) -> tuple[Cell, ...]:
        """All cells that a plan depends on."""
        if self._columns is None:
            named = [layout.columns[name] for name in OF_THE_VISIT if name in layout.columns]
            spoken = [index for role in (WORDS, CODES, MODIFIER) for index in layout.roles.get(role, ())]
            self._columns = (*named, *spoken)
        return tuple(cells[index] for index in self._columns)

    def get(self, key: tuple[Cell, ...]) -> KnownPlan | None:
        """The plan read from such cells before."""
        return self._known.get(key)

    def keep(self, key: tuple[Cell, ...], plan: KnownPlan) -> None:
        """Remember a plan."""
        if len(self._known) >= _KEPT:
            self._known.clear()
        self._known[key] = plan
