"""Who must sign again, as text and as plain values for JSON. No name is in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from consent.models.register.change import Change
from consent.models.register.resign import Resign, Resigning
from consent.report.changes_text import change_values, versions

_NAMED = 4
"""Changes that one line names."""


def resigning_lines(resigning: Resigning) -> list[str]:
    """Visits to come, then those that are over, then what could not be compared."""
    lines = []
    for to_come, heading in ((True, "Visits to come:"), (False, "Visits that are over:")):
        some = [one for one in resigning.found if one.to_come is to_come]
        if some:
            lines += [heading, *(line for one in some for line in _one(one)), ""]
    lines += [
        f"not compared: {issue.name}  record {issue.record_id}: {why}" for issue, why in resigning.untold
    ]
    count = len(resigning.found)
    before = sum(one.to_come for one in resigning.found)
    said = "Nobody must sign again." if not count else f"{count} must sign again, {before} before a visit."
    return [*lines, f"{said} {resigning.same} signed what still holds."]


def _one(one: Resign) -> Iterator[str]:
    anew = f"; printed anew as {one.printed_anew}" if one.printed_anew else ""
    yield f"  {one.scheduled_on}  {one.issue.record_id}  {one.issue.name}  {one.issue.state.value}{anew}"
    for change in one.changes[:_NAMED]:
        yield f"      {_told(change)}"
    if len(one.changes) > _NAMED:
        yield f"      and {len(one.changes) - _NAMED} more"


def _told(change: Change) -> str:
    verdict = change.verdict
    return f"{change.passage.label} ({versions(change)}): {verdict.reason} ({verdict.by})"


def resigning_values(resigning: Resigning) -> dict[str, Any]:
    """The list for JSON."""
    return {
        "schema": "consent-reconsent/1",
        "sign_again": [
            {
                "record_id": one.issue.record_id,
                "packet_id": one.issue.packet_id,
                "mark": one.issue.mark,
                "state": one.issue.state.value,
                "scheduled_on": one.scheduled_on,
                "to_come": one.to_come,
                "printed_anew": one.printed_anew,
                "changes": [change_values(change) for change in one.changes],
            }
            for one in resigning.found
        ],
        "not_compared": [
            {"record_id": issue.record_id, "packet_id": issue.packet_id, "reason": why}
            for issue, why in resigning.untold
        ],
        "unchanged": resigning.same,
    }
