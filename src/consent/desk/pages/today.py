"""The list the desk opens on: who comes today, and how far each packet is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from consent.desk.packets.draft import wish_of
from consent.desk.packets.tasks import Asked
from consent.desk.packets.typed import Typed
from consent.desk.reception import Reception
from consent.desk.refusal import Refused
from consent.desk.services import in_thread, services, session
from consent.desk.visits.alike import Listed, listed
from consent.desk.visits.schedule import Schedule
from consent.desk.visits.visit import State
from consent.desk.web.form import query_of
from consent.desk.web.page import page


@dataclass(frozen=True, slots=True)
class Today:
    """What the list shows."""

    day: date
    is_today: bool
    schedule: Schedule
    rows: tuple[Listed, ...] = field(repr=False)
    counts: Mapping[State, int]


async def show(request: Request) -> Response:
    """The visits of a day; today's, unless the address says which."""
    wanted = _day(query_of(request, "day").get("day", ""))
    found = await in_thread(_look, services(request).reception, wanted)
    ours = session(request)
    shown = found.schedule.shown()
    swapped = ours.schedule not in (None, shown)
    ours.schedule = shown
    desk = services(request)
    if desk.ahead:
        records = [row.visit.record for row in found.rows if row.visit.record]
        wish = wish_of(Typed(), desk.reception.settings, desk.reception.today())
        desk.ahead.think_of(Asked(wish, record) for record in records)
    return page(request, "today.html.j2", today=found, swapped=swapped)


def _look(reception: Reception, wanted: date | None) -> Today:
    schedule = reception.schedule()
    today = reception.today()
    day = wanted or today
    # A row whose day could not be read may be of any day, so it is on every list.
    visits = [one for one in reception.visits(day) if one.day in (day, None)]
    rows = listed(visits, reception.standings(visits))
    return Today(day, day == today, schedule, rows, _counts(rows))


def _counts(rows: Sequence[Listed]) -> dict[State, int]:
    found = [row.standing.state for row in rows]
    return {state: found.count(state) for state in State if state in found}


def _day(typed: str) -> date | None:
    if not typed:
        return None
    try:
        return date.fromisoformat(typed if len(typed) == len("YYYY-MM-DD") else "")
    except ValueError:
        raise Refused(400, "There is no such day.", "Go back to the list.") from None


ROUTES = (Route("/", show, methods=["GET"]),)
