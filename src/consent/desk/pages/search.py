"""Search. What is searched for is sent by POST and stays on the server: it is in no address."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from consent.desk.reception import Reception
from consent.desk.services import in_thread, services, session
from consent.desk.visits.alike import Listed, listed
from consent.desk.visits.seek import Found, seek
from consent.desk.web.form import Fields, form_of
from consent.desk.web.page import page, see


async def search(request: Request) -> Response:
    """Take in what is searched for."""
    form = await form_of(request, Fields(one=("sought",)))
    session(request).sought = form.one("sought")
    return see("/found")


async def found(request: Request) -> Response:
    """What was searched for last."""
    asked = session(request).sought
    result, rows = await in_thread(_look, services(request).reception, asked)
    return page(request, "found.html.j2", found=result, rows=rows)


def _look(reception: Reception, asked: str) -> tuple[Found, tuple[Listed, ...]]:
    visits = reception.visits(reception.today())
    with reception.register() as register:
        result = seek(asked, visits, register)
    return result, listed(result.visits, reception.standings(result.visits))


ROUTES = (
    Route("/search", search, methods=["POST"]),
    Route("/found", found, methods=["GET"]),
)
