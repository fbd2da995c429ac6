"""Another schedule for today: sent from the page, for every browser at this desk."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from consent.desk.reception import Reception
from consent.desk.refusal import Refused
from consent.desk.services import in_thread, services
from consent.desk.uploads import MOST_BYTES, keep
from consent.desk.web.form import Fields, Sent, form_of
from consent.desk.web.page import page, see

_AROUND = 64 * 1024
"""What a form adds to its file."""


async def ask(request: Request) -> Response:
    """The page that takes a file."""
    schedule = await in_thread(services(request).reception.schedule)
    return page(request, "schedule.html.j2", schedule=schedule, most=MOST_BYTES // 1_000_000)


async def take(request: Request) -> Response:
    """Keep the file; the list says what is wrong with it."""
    form = await form_of(request, Fields(file="schedule", most_bytes=MOST_BYTES + _AROUND))
    if form.file is None or not form.file.data:
        raise Refused(422, "No file was chosen, or there is nothing in it.", "Choose the schedule's file.")
    await in_thread(_keep, services(request).reception, form.file)
    return see("/")


def _keep(reception: Reception, sent: Sent) -> None:
    keep(reception.settings.home, sent.data, sent.name, reception.now())


ROUTES = (
    Route("/schedule", ask, methods=["GET"]),
    Route("/schedule", take, methods=["POST"]),
)
