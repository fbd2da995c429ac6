"""What a desk leaves that was killed, or whose computer lost its power: cleared away, told at the next start.

No packet is half there, since each is written whole or not at all. Unfinished files may lie beside them, with
a patient's name in them; and the register knows packets that were begun, of which nobody knows whether they
are on paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from consent.desk.settings import RECORDS, SCHEDULES
from consent.desk.uploads import folder_of
from consent.models.register.issue import Issue
from consent.register import Register
from consent.write import forget_parts

_SETTLED = 60.0
"""Seconds. What somebody is writing at this moment, here or in another terminal, is younger."""
_DAYS = 7
"""Days for which a packet that was begun, and is for no visit to come, is told of."""
_MOST = 5
"""Packets that are named."""


def clear_away(home: Path, day: date) -> None:
    """Remove the unfinished files of a program that was killed."""
    for folder in (home / "packets", home / RECORDS, home / SCHEDULES, folder_of(home, day)):
        forget_parts(folder, _SETTLED)


def told(register: Register, day: date) -> Iterator[str]:
    """What to do about packets that were begun and never finished; no line names a patient."""
    found = [issue for issue in register.unfinished() if _is_awaited(issue, day)]
    blank = [issue for issue in found if not issue.record_id and register.is_of(issue, "")]
    visits = [issue for issue in found if issue not in blank]
    if visits:
        yield (
            f"Printing was not finished: {_named(visits)}. Print again from the list what the patient is to"
            " sign; if the paper is there already, it is the same packet."
        )
    if blank:
        yield (
            f"Printing of blank packets was not finished: {_named(blank)}. If one of them is on paper,"
            " destroy it, and print new ones."
        )


def _is_awaited(issue: Issue, day: date) -> bool:
    if issue.scheduled_on:
        return issue.scheduled_on >= day.isoformat()
    return issue.issued_on >= (day - timedelta(days=_DAYS)).isoformat()


def _named(issues: Sequence[Issue]) -> str:
    named = ", ".join(one.name for one in issues[:_MOST])
    return f"{named} and {len(issues) - _MOST} more" if len(issues) > _MOST else named
