"""The form for a packet: new, from a row of the list, or blank; what cannot be is said beside its field."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from consent.desk.packets.choices import (
    CAPACITIES,
    DOCUMENTS,
    EDITIONS,
    LANGUAGES,
    MODALITIES,
    RIGHTS,
    SIDES,
    SIGNING,
    USES,
    Choices,
    choices_of,
)
from consent.desk.packets.draft import MOST_BLANKS, Draft, draft_of
from consent.desk.packets.tasks import Draw, Drawn, Trouble
from consent.desk.packets.typed import MOST_PLACES, Spot, Typed, many_fields, one_fields, typed_of
from consent.desk.reception import Reception
from consent.desk.refusal import Refused
from consent.desk.services import in_thread, services, session
from consent.desk.web.form import Fields, Form, form_of, query_of
from consent.desk.web.page import page, see
from consent.load.codes import Common, Kind, code
from consent.load.record.checks import Surroundings
from consent.models.spoken import SOURCE

FORM = Fields(one=(*one_fields(), "draft", "kind", "count", "do"), many=many_fields())
_BLANK, _MORE = "blank", "place"
_PICKED = ("document", "edition", "language")
_MOST_DRAWN = 6
"""Drafts of a browser whose pages are kept; those of older ones are drawn again when asked for."""
_MISSING = code(Kind.RECORD, Common.MISSING_KEY)


async def new(request: Request) -> Response:
    """An empty form for a patient."""
    query_of(request)
    reception = services(request).reception
    around = await in_thread(around_of, reception, Typed())
    return await _form(request, _fresh(around, is_blank=False), "")


async def blank(request: Request) -> Response:
    """An empty form for packets with no patient yet."""
    query_of(request)
    around = await in_thread(around_of, services(request).reception, Typed())
    return await _form(request, _fresh(around, is_blank=True), "")


async def show(request: Request) -> Response:
    """The form as it was typed, with what is wrong."""
    key = request.path_params["draft"]
    return await _form(request, draft_in(request, key), key)


async def take(request: Request) -> Response:
    """Check what was typed, and draw its pages."""
    form = await form_of(request, FORM)
    key, draft = _of_form(request, form)
    typed = typed_of(form.one, form.many)
    if form.one("do") == _MORE and len(typed.spots) < MOST_PLACES:
        draft.typed = Typed(typed.one, (*typed.spots, Spot()))
        return see(f"/packet/{key}#place-{len(typed.spots)}")
    return await drawn(request, key, draft, typed)


async def from_row(request: Request) -> Response:
    """A packet from a row of the list: straight to its pages when nothing is wrong with the row."""
    form = await form_of(request, Fields(one=("visit", *_PICKED)))
    reception = services(request).reception
    visit = await in_thread(reception.visit, form.one("visit"))
    draft = draft_of(visit)
    picked = {name: form.one(name) for name in _PICKED if form.one(name)}
    typed = Typed({**draft.typed.one, **picked}, draft.typed.spots)
    return await drawn(request, session(request).keep(draft), draft, typed)


async def check(request: Request) -> Response:
    """What is wrong so far, for the script; a field that is still empty is not wrong yet."""
    form = await form_of(request, FORM)
    _, draft = _of_form(request, form, keep=False)
    typed = typed_of(form.one, form.many)
    reception = services(request).reception
    around = await in_thread(around_of, reception, typed)
    trial = Draft(record_id=draft.record_id, before=draft.before, is_blank=draft.is_blank)
    good = await in_thread(trial.take, typed, around, reception.settings)
    if good and trial.asked is not None and (ahead := services(request).ahead):
        # Somebody will look at these pages in a moment: begun now, they are there by then.
        ahead.think_of([trial.asked], first=True)
    wrong = {
        name: [
            {"message": one.message, "hint": one.hint, "warning": one.is_warning}
            for one in some
            if one.code != _MISSING
        ]
        for name, some in trial.complaints.items()
    }
    return JSONResponse({name: some for name, some in wrong.items() if some})


async def drawn(request: Request, key: str, draft: Draft, typed: Typed) -> Response:
    """Go on to the finished pages, or back to the form with everything that is wrong."""
    desk = services(request)
    around = await in_thread(around_of, desk.reception, typed)
    good = await in_thread(draft.take, typed, around, desk.reception.settings)
    if not good or draft.asked is None:
        return see(f"/packet/{key}")
    answer: Drawn | Trouble = await desk.crew.do(Draw(draft.asked))
    if isinstance(answer, Trouble):
        draft.suffer(answer, around)
        return see(f"/packet/{key}")
    draft.drawn = answer
    for old in session(request).all(Draft)[:-_MOST_DRAWN]:
        if old is not draft:
            old.drawn = old.issued = None
    return see(f"/draft/{key}")


def draft_in(request: Request, key: str) -> Draft:
    """The draft with this key.

    Raises:
        Refused: 410: this browser has none.
    """
    found = session(request).kept(key)
    if not isinstance(found, Draft):
        raise Refused(410, "This packet is no longer open here.", "Begin again from the list.")
    return found


def around_of(reception: Reception, typed: Typed) -> Surroundings:
    """What a form is held against."""
    wanted = typed.value("language") or None
    plain = reception.opened().workspace
    if wanted not in (None, SOURCE, *plain.practice.value.languages):
        raise Refused(400, "There is no such choice.", "Go back, and choose again.")
    workspace = reception.opened(wanted).workspace
    return Surroundings(workspace.library, workspace.practice, reception.today())


async def _form(request: Request, draft: Draft, key: str) -> Response:
    reception = services(request).reception
    listed = await in_thread(_choices, reception)
    return page(
        request,
        "packet.html.j2",
        draft=draft,
        key=key,
        typed=draft.typed,
        wrong=draft.complaints,
        choices=listed,
        lists=_LISTS,
        most_places=MOST_PLACES,
        most_blanks=MOST_BLANKS,
    )


_LISTS: dict[str, Any] = {
    "languages": LANGUAGES,
    "sides": SIDES,
    "uses": USES,
    "editions": EDITIONS,
    "documents": DOCUMENTS,
    "modalities": MODALITIES,
    "rights": RIGHTS,
    "capacities": CAPACITIES,
    "signing": SIGNING,
}


def _of_form(request: Request, form: Form, *, keep: bool = True) -> tuple[str, Draft]:
    """The draft a form belongs to; a new one for a form that was empty."""
    key = form.one("draft")
    if key:
        return key, draft_in(request, key)
    draft = Draft(is_blank=form.one("kind") == _BLANK)
    if draft.is_blank:
        draft.count = _count(form.one("count"))
    return session(request).keep(draft) if keep else "", draft


def _count(text: str) -> int:
    if not text:
        return 1
    if not (text.isascii() and text.isdigit() and len(text) < 5 and 1 <= int(text) <= MOST_BLANKS):
        raise Refused(422, "That is no number of blank packets.", f"Write a number from 1 to {MOST_BLANKS}.")
    return int(text)


def _fresh(around: Surroundings, *, is_blank: bool) -> Draft:
    practitioners = around.practice.value.practitioners
    first = {"practitioner": practitioners[0].id} if len(practitioners) == 1 else {}
    if not is_blank:
        first["scheduled_on"] = around.issued_on.isoformat()
    return Draft(Typed(first), is_blank=is_blank)


def _choices(reception: Reception) -> Choices:
    workspace = reception.opened().workspace
    return choices_of(workspace.library, workspace.practice.value)


ROUTES = (
    Route("/packet", new, methods=["GET"]),
    Route("/packet", take, methods=["POST"]),
    Route("/packet/row", from_row, methods=["POST"]),
    Route("/packet/check", check, methods=["POST"]),
    Route("/packet/{draft}", show, methods=["GET"]),
    Route("/blank", blank, methods=["GET"]),
)
