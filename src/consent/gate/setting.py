"""What the whole matrix is made from, and any one packet of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from consent import __version__
from consent.assemble import draft, identified
from consent.gate.cells import Cell, form_of, practice_of, settled_day
from consent.gate.made_up_forms import having, made_up_forms
from consent.load.practice.logo import read_logo
from consent.load.practice.official_form import read_forms
from consent.models.library.activation import active_policies
from consent.models.library.collection import Library
from consent.models.library.condition import Condition, Fact
from consent.models.library.sources import Words
from consent.models.paper.bound_form import BoundForm
from consent.models.paper.packet import Packet
from consent.models.people.practice import Practice
from consent.models.people.record import Record
from consent.models.place import Sourced
from consent.typeset.html import design_digest


@dataclass(frozen=True)
class Setting:
    """The library, the practice if there is one, and what was asked."""

    library: Library = field(repr=False)
    practice: Sourced[Practice] | None
    roots: tuple[Path, ...]
    as_of: date
    policies: tuple[str, ...]
    procedures: tuple[str, ...]
    jobs: int
    cache: Path | None
    words: Words = field(default_factory=Words, repr=False)
    """What the checks know of the library's language."""

    @cached_property
    def issued_on(self) -> date:
        """The day that packets of the matrix are issued on: the same until the law changes."""
        return settled_day(self.library, self.as_of)

    @cached_property
    def one_for_both_editions(self) -> bool:
        """Whether the words of a packet are the same in both editions: no condition asks which one it is."""
        conditions: list[Condition] = [one.clause.value.applies_when for one in self.library.clauses.values()]
        for policy in self.library.policies.values():
            conditions += [requirement.applies_when for requirement in policy.value.requirements]
            conditions += [need.applies_when for need in policy.value.needs]
        return not any(test.fact is Fact.EDITION for condition in conditions for test in condition)

    def drafted(self, cell: Cell) -> tuple[Packet, Practice] | None:
        """The packet of a cell without its identity, and its practice; None where `render` would refuse."""
        practice = practice_of(cell, self.library, self.practice.value if self.practice else None)
        made_up = made_up_forms(cell.policies, self.library, practice)
        practice = having(practice, made_up)
        in_force = {policy.value.id for policy in active_policies(practice, self.library)}
        if not in_force.issuperset(cell.policies):
            # A text is missing.
            return None
        packet = draft(
            form_of(cell, self.library, practice, self.issued_on),
            library=self.library,
            practice=practice,
            issued_on=self.issued_on,
            edition=cell.edition,
            paper=practice.paper,
            logo=self._logo,
            forms={**self._forms, **made_up},
        )
        return packet, practice

    def made(self, cell: Cell) -> tuple[Packet, Practice]:
        """The packet of a cell of which there is one, ready to be typeset."""
        found = self.drafted(cell)
        assert found is not None  # noqa: S101 - asked only for what was drafted before
        packet, practice = found
        form = form_of(cell, self.library, practice, self.issued_on)
        record = form if isinstance(form, Record) else None
        return identified(packet, record, release=__version__, design=self._design), practice

    @cached_property
    def _logo(self) -> str | None:
        return read_logo(self.practice) if self.practice else None

    @cached_property
    def _forms(self) -> Mapping[str, BoundForm]:
        return read_forms(self.practice) if self.practice else {}

    @cached_property
    def _design(self) -> str:
        return design_digest(self.roots)
