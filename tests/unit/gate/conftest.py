"""The packets of the whole matrix, assembled once."""

from __future__ import annotations

from datetime import date

import pytest

from consent.gate.cells import Cell, cells, form_of, practice_of
from consent.models.library.activation import active_policies
from consent.models.paper.packet import Packet
from tests.support.office import Office

DAY = date(2026, 6, 1)


@pytest.fixture(scope="package")
def packets() -> list[tuple[Cell, Packet]]:
    office = Office()
    library = office.library
    policies = [policy for policy in library.policies.values() if policy.value.enabled]
    found = []
    for cell in cells(tuple(library.procedures), policies):
        practice = practice_of(cell, library, None)
        if not {p.value.id for p in active_policies(practice, library)}.issuperset(cell.policies):
            continue
        form = form_of(cell, library, practice, DAY)
        found.append((cell, office.packet(form, edition=cell.edition, practice=practice, issued_on=DAY)))
    return found
