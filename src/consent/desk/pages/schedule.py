"""Another schedule for today: sent from the page, for every browser at this desk."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from consent.desk.reception import SENT, Reception
from consent.desk.refusal import Refused
from consent.desk.services import in_thread, services
from consent.desk.uploads import MOST_BYTES, is_sent, keep, take_back
from consent.desk.web.form import Fields, Sent, file_of, form_of
from consent.desk.web.page import page, see


async def ask(request: Request) -> Response:
    """The page that takes a file."""
    reception = services(request).reception
    schedule = await in_thread(reception.schedule)
    return page(
        request,
        "schedule.html.j2",
        schedule=schedule,
        is_sent=schedule.name == SENT,
        most=MOST_BYTES // 1_000_000,
    )


async def take(request: Request) -> Response:
    """Keep the file, if it can be read at all; the list says what is wrong with its rows."""
    sent = await file_of(request, "schedule", MOST_BYTES)
    await in_thread(_keep, services(request).reception, sent)
    return see("/")


async def back(request: Request) -> Response:
    """Take back what was sent last: the list is that of before."""
    await form_of(request, Fields())
    await in_thread(_take_back, services(request).reception)
    return see("/schedule")


def _keep(reception: Reception, sent: Sent) -> None:
    path = keep(reception.settings.home, sent.data, sent.name, reception.now())
    found = reception.read(path)
    if found.findings:
        take_back(path)
        raise Refused(
            422,
            "This file cannot be read as a schedule.",
            "The list stays as it was. Send another file.",
            findings=found.findings,
        )


def _take_back(reception: Reception) -> None:
    path = reception.source()
    if path and is_sent(reception.settings.home, path):
        take_back(path)


ROUTES = (
    Route("/schedule", ask, methods=["GET"]),
    Route("/schedule", take, methods=["POST"]),
    Route("/schedule/back", back, methods=["POST"]),
)
