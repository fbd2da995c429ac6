"""What will be done at the visit, for the one sentence that says it."""

from __future__ import annotations

from collections.abc import Sequence

from consent.assemble.facts import Planned
from consent.models.library.procedure import Regulation
from consent.models.paper.packet import Plan
from consent.models.people.record import BlankForm, Laterality, Record
from consent.models.people.use import Usual, use_of


def plan_of(all_planned: Sequence[Planned], form: Record | BlankForm, usual: Usual) -> Plan:
    """The plan of these procedures, as the record says or else as is usual here.

    What neither says is to be written in; on a blank form so are the numbers.
    """
    given = [one for one in all_planned if one.supplied is not None]
    use = use_of(form.use, usual.use, len({one.procedure.value.id for one in given}))
    record = form if isinstance(form, Record) and given else None
    return Plan(
        use=use.value if use else "",
        products=tuple(dict.fromkeys(one.supplied.name for one in given if one.supplied is not None)),
        from_blood=frozenset(
            one.supplied.name
            for one in given
            if one.supplied and one.product and one.product.regulation is Regulation.AUTOLOGOUS_BLOOD
        ),
        aids=tuple(dict.fromkeys(one.procedure.value.name for one in all_planned if one.supplied is None)),
        needles=(record.needles or usual.needles) if record else None,
        shots=(record.shots or usual.shots) if record else None,
        visits=(record.visits or usual.visits) if record else None,
        both_sides=any(one.plan.laterality is Laterality.BILATERAL for one in given),
    )
