"""Another schedule for today: sent from the page, for every browser at this desk."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from consent.desk.reception import Reception
from consent.desk.services import in_thread, services
from consent.desk.uploads import MOST_BYTES, keep
from consent.desk.web.form import Sent, file_of
from consent.desk.web.page import page, see


async def ask(request: Request) -> Response:
    """The page that takes a file."""
    schedule = await in_thread(services(request).reception.schedule)
    return page(request, "schedule.html.j2", schedule=schedule, most=MOST_BYTES // 1_000_000)


async def take(request: Request) -> Response:
    """Keep the file; the list says what is wrong with it."""
    sent = await file_of(request, "schedule", MOST_BYTES)
    await in_thread(_keep, services(request).reception, sent)
    return see("/")


def _keep(reception: Reception, sent: Sent) -> None:
    keep(reception.settings.home, sent.data, sent.name, reception.now())


ROUTES = (
    Route("/schedule", ask, methods=["GET"]),
    Route("/schedule", take, methods=["POST"]),
)
