"""What will be done at the visit, for the one sentence that says it."""

from __future__ import annotations

from collections.abc import Sequence

from consent.assemble.facts import Planned
from consent.models.packet import Plan


def plan_of(all_planned: Sequence[Planned]) -> Plan:
    """The plan of these procedures; what a form leaves open is to be written in."""
    given = [one for one in all_planned if one.supplied is not None]
    return Plan(
        use="alone" if len({one.procedure.value.id for one in given}) == 1 else "",
        products=tuple(dict.fromkeys(one.supplied.name for one in given if one.supplied is not None)),
        aids=tuple(dict.fromkeys(one.procedure.value.name for one in all_planned if one.supplied is None)),
        needles=None,
        shots=None,
        visits=None,
    )
