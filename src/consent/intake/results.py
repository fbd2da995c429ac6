"""What the register keeps of a judged scan: everything but the pictures."""

from __future__ import annotations

import json

from consent.models.paper.print_run import Copy
from consent.models.register.scanned import Duty, PageSeen, PlacedBy, PlaceSeen, Seen, Sheet


def result_of(seen: PageSeen) -> str:
    """As a text to keep."""
    places = [[p.name, p.kind, p.duty, p.seen, p.why] for p in seen.places]
    return json.dumps({"places": places, "agreed": seen.agreed, "notes": seen.notes}, separators=(",", ":"))


def page_of(sha256: str, page: int, copy: str, placed_by: str, result: str) -> PageSeen:
    """A scan of an earlier intake, without its picture."""
    told = json.loads(result)
    return PageSeen(
        sheet=Sheet("", 0),
        sha256=sha256,
        copy=Copy(copy) if copy else None,
        page=page,
        placed_by=PlacedBy(placed_by) if placed_by else None,
        places=tuple(
            PlaceSeen(name, kind, Duty(duty), page, Seen(seen), why)
            for name, kind, duty, seen, why in told["places"]
        ),
        agreed=told["agreed"],
        notes=tuple(told["notes"]),
    )
