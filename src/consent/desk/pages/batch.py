"""Tomorrow's schedule: dropped, its words learned, its packets made, its print run opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from consent.desk.batches.run import Progress, Stage
from consent.desk.batches.schedules import Kept, keep, kept_in, named
from consent.desk.batches.wish import BatchWish, Order
from consent.desk.batches.words import Section, Unknown, learn, unknown_words
from consent.desk.packets.choices import EDITIONS
from consent.desk.packets.draft import draft_of
from consent.desk.pages.packet import drawn
from consent.desk.refusal import Refused
from consent.desk.services import Services, in_thread, services, session
from consent.desk.uploads import MOST_BYTES
from consent.desk.visits.schedule import Schedule
from consent.desk.visits.visit import Visit
from consent.desk.web.form import Fields, Form, Sent, file_of, form_of, query_of
from consent.desk.web.page import page, see
from consent.models.people.look import Edition

_MOST_LISTED = 10
_MOST_SHOWN = 300
"""Rows of a table that are shown."""
_EVERY = 2
"""Seconds after which a page of a batch under way asks again."""
_YES = "yes"
_ORDERS = (
    (Order.ROWS.value, "As in the schedule"),
    (Order.NAME.value, "By last name"),
    (Order.PRACTITIONER.value, "By practitioner, then by last name"),
)
_MOST_MEANINGS = 8
"""Procedures that one word may stand for."""


@dataclass(frozen=True, slots=True)
class Look:
    """A dropped schedule as the page shows it."""

    kept: Kept
    schedule: Schedule
    good: tuple[Visit, ...] = field(repr=False)
    refused: tuple[Visit, ...] = field(repr=False)
    unknown: tuple[Unknown, ...]
    progress: Progress | None
    wish: BatchWish
    """As it was printed last, while the desk remembers."""
    has_print_run: bool
    is_begun: bool
    """Whether packets were made of it and no print run: a batch that was stopped, or killed."""


async def listed(request: Request) -> Response:
    """The schedules that were dropped, and where to drop another."""
    query_of(request)
    home = services(request).reception.settings.home
    some = await in_thread(lambda: list(kept_in(home))[:_MOST_LISTED])
    return page(request, "batches.html.j2", some=some, most=MOST_BYTES // 1_000_000)


async def take(request: Request) -> Response:
    """Keep a dropped schedule, and show what would become of it."""
    sent = await file_of(request, "schedule", MOST_BYTES)
    kept = await in_thread(_keep, services(request), sent)
    return see(f"/batch/{kept.name}")


async def show(request: Request) -> Response:
    """What would become of each row; or how far its batch is."""
    query_of(request)
    look = await in_thread(_look, services(request), request.path_params["name"])
    working = look.progress is not None and look.progress.stage in (Stage.WORKING, Stage.STOPPING)
    return page(
        request,
        "batch.html.j2",
        look=look,
        progress=look.progress,
        working=working,
        again_after=_EVERY if working else 0,
        most_shown=_MOST_SHOWN,
        editions=EDITIONS,
        orders=_ORDERS,
    )


async def word(request: Request) -> Response:
    """Learn what a word means, and read the schedule again."""
    form = await form_of(request, Fields(one=("section", "word"), many=("means",)))
    await in_thread(
        _learn,
        services(request),
        request.path_params["name"],
        form.one("section"),
        form.one("word"),
        form.many("means"),
    )
    return see(f"/batch/{request.path_params['name']}")


async def correct(request: Request) -> Response:
    """A row of it as a packet of its own: the form, with what is wrong."""
    form = await form_of(request, Fields(one=("visit",)))
    look = await in_thread(_look, services(request), request.path_params["name"])
    visit = look.schedule.visit(form.one("visit"))
    if visit is None:
        raise Refused(410, "This row has changed.", "Go back to the schedule: it shows it as it is now.")
    draft = draft_of(visit)
    return await drawn(request, session(request).keep(draft), draft, draft.typed)


async def start(request: Request) -> Response:
    """Begin to print."""
    form = await form_of(request, Fields(one=("both", "one_sided", "edition", "order", "day")))
    name = request.path_params["name"]
    await in_thread(_start, services(request), name, _wish(form))
    return see(f"/batch/{name}")


async def stop(request: Request) -> Response:
    """End it after the packets that are under way."""
    await form_of(request, Fields())
    name = request.path_params["name"]
    desk = services(request)
    kept = await in_thread(_named, desk, name)
    if run := desk.batches.run_of(kept):
        run.stop()
    return see(f"/batch/{name}")


async def print_run(request: Request) -> Response:
    """The one file for the printer, from the disk: it may be large."""
    query_of(request)
    kept = await in_thread(_named, services(request), request.path_params["name"])
    if not await in_thread(lambda: kept.is_done):
        raise Refused(410, "There is no print run of this schedule yet.", "Start it first.")
    return FileResponse(
        Path(kept.print_run),
        media_type="application/pdf",
        filename=f"print-run-{kept.name}.pdf",
        content_disposition_type="inline",
    )


def _keep(desk: Services, sent: Sent) -> Kept:
    return keep(desk.reception.settings.home, sent.data, sent.name, desk.reception.now())


def _named(desk: Services, name: str) -> Kept:
    kept = named(desk.reception.settings.home, name)
    if kept is None:
        raise Refused(404, "There is no such schedule.", "Go back to the schedules.")
    return kept


def _look(desk: Services, name: str) -> Look:
    kept = _named(desk, name)
    opened = desk.reception.opened()
    schedule = desk.batches.read(kept, opened, desk.reception.now())
    refused = tuple(one for one in schedule.visits if one.record is None)
    good = tuple(one for one in schedule.visits if one.record is not None)
    run = desk.batches.run_of(kept)
    workspace = opened.workspace
    return Look(
        kept,
        schedule,
        good,
        refused,
        unknown_words((one.row for one in refused), workspace.library, workspace.practice.value),
        run.progress() if run else None,
        run.wish if run else BatchWish(),
        kept.is_done,
        kept.is_begun,
    )


def _learn(desk: Services, name: str, section: str, word_: str, means: Sequence[str]) -> None:
    """Only what the page asked is learned: a word of this schedule, and a meaning there is."""
    look = _look(desk, name)
    asked = next((one for one in look.unknown if (one.section, one.word) == (section, word_)), None)
    if asked is None:
        raise Refused(
            410, "This word is known by now, or no longer in the schedule.", "Go back to the schedule."
        )
    ids = [one for one in dict.fromkeys(means) if one in {meaning.id for meaning in asked.meanings}]
    most = _MOST_MEANINGS if asked.section is Section.PROCEDURES else 1
    if not ids or len(ids) != len(means) or len(ids) > most:
        raise Refused(422, "What does the word mean?", "Go back, and choose what it stands for.")
    learn(look.kept.columns, asked.section, asked.word, ids)


def _wish(form: Form) -> BatchWish:
    try:
        return BatchWish(
            edition=Edition(form.one("edition") or Edition.STANDARD),
            both=form.one("both") == _YES,
            one_sided=form.one("one_sided") == _YES,
            order=Order(form.one("order") or Order.ROWS),
            day=date.fromisoformat(day) if (day := form.one("day")) else None,
        )
    except ValueError:
        raise Refused(400, "There is no such choice.", "Go back, and choose again.") from None


def _start(desk: Services, name: str, wish: BatchWish) -> None:
    look = _look(desk, name)
    reception = desk.reception
    good = list(wish.choice.of(one.row for one in look.good))
    if not good:
        raise Refused(422, "No row of this schedule can be printed yet.", "Go back, and see what is wrong.")
    rows = len(good) + len(look.refused)
    desk.batches.start(look.kept, reception.opened(), wish, reception.today(), rows, reception.new_register)


ROUTES = (
    Route("/batch", listed, methods=["GET"]),
    Route("/batch", take, methods=["POST"]),
    Route("/batch/{name}", show, methods=["GET"]),
    Route("/batch/{name}/word", word, methods=["POST"]),
    Route("/batch/{name}/row", correct, methods=["POST"]),
    Route("/batch/{name}/start", start, methods=["POST"]),
    Route("/batch/{name}/stop", stop, methods=["POST"]),
    Route("/batch/{name}/print-run.pdf", print_run, methods=["GET"]),
)
