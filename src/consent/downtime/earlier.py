"""What still lies in earlier packs, and must not be used beside the new one."""

from __future__ import annotations

from collections.abc import Collection

from consent.models.register.issue import OPEN, Issue, State
from consent.register import Register

_NEVER_CAME_BACK = OPEN | {State.SUPERSEDED}


def to_destroy(register: Register, told: str, printed_anew: Collection[str]) -> tuple[str, ...]:
    """Packet ids, oldest first: blank ones that nobody has accounted for, and visits of the last pack.

    ``told`` is how the register's note on a packet of a pack begins. A visit that is printed anew under its
    old id is the same paper, so it stays.
    """
    packs: dict[str, dict[int, Issue]] = {}
    for issue, day in register.told(told):
        packs.setdefault(day, {})[issue.number] = issue
    last = max(packs, default="")
    found = {
        issue.packet_id: None
        for day, issues in sorted(packs.items())
        for issue in issues.values()
        if (_lies_there(issue, register) if not issue.record_id else day == last and _may_lie_there(issue))
        and issue.packet_id not in printed_anew
    }
    return tuple(found)


def _lies_there(issue: Issue, register: Register) -> bool:
    return issue.state in OPEN and register.is_of(issue, "")


def _may_lie_there(issue: Issue) -> bool:
    return issue.state in _NEVER_CAME_BACK
