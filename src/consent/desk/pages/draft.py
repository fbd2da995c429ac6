"""The finished pages of a packet, as pictures; then on paper."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from consent.desk.packets.choices import DOCUMENTS, EDITIONS
from consent.desk.packets.draft import Draft
from consent.desk.packets.tasks import Issue, Issued, Trouble
from consent.desk.pages.packet import around_of, draft_in, drawn
from consent.desk.refusal import Refused
from consent.desk.services import in_thread, services
from consent.desk.web.form import Fields, form_of, query_of
from consent.desk.web.page import page, see
from consent.desk.web.paper import paper, picture

_YES, _SAVE = "yes", "save"


async def show(request: Request) -> Response:
    """Every page, the first at once."""
    query_of(request)
    key = request.path_params["draft"]
    draft = draft_in(request, key)
    if draft.drawn is None:
        # It made room for others, or has been changed since.
        return (
            await drawn(request, key, draft, draft.typed) if not draft.complaints else see(f"/packet/{key}")
        )
    return _page(request, key, draft, 200)


async def one_page(request: Request) -> Response:
    """The picture of one page."""
    query_of(request)
    draft = draft_in(request, request.path_params["draft"])
    if draft.drawn is None:
        raise _no_pages()
    return await picture(draft.drawn.pdf, request.path_params["number"])


async def put(request: Request) -> Response:
    """Write it, register it, and go on to the file for the printer."""
    form = await form_of(request, Fields(one=("both", "replace", "do")))
    key = request.path_params["draft"]
    draft = draft_in(request, key)
    if draft.asked is None or draft.drawn is None:
        return see(f"/packet/{key}")
    issue = Issue(
        draft.asked,
        draft.drawn.content_hash,
        both=form.one("both") == _YES,
        count=draft.count,
        replace=form.one("replace") == _YES,
    )
    desk = services(request)
    answer: Issued | Trouble = await desk.crew.do(issue)
    if isinstance(answer, Trouble) and answer.is_stale:
        seen = await drawn(request, key, draft, draft.typed)
        if draft.drawn is not None:
            draft.trouble, draft.hint = answer.message, answer.hint
        return seen
    if isinstance(answer, Trouble):
        around = await in_thread(around_of, desk.reception, draft.typed)
        pages = draft.drawn
        draft.suffer(answer, around)
        if answer.findings and not draft.may_pass:
            return see(f"/packet/{key}")
        # Nothing is wrong with what was typed: the same pages, and why they are not printed.
        draft.drawn = pages
        return _page(request, key, draft, 409)
    draft.succeed(answer)
    return see(f"/draft/{key}/{answer.name}{'?save=yes' if form.one('do') == _SAVE else ''}")


async def file(request: Request) -> Response:
    """What goes to the printer; only what is in the register leaves the desk."""
    asked = query_of(request, "save")
    issued = draft_in(request, request.path_params["draft"]).issued
    if issued is None or issued.name != f"{request.path_params['name']}.pdf":
        raise _no_pages()
    return paper(issued.pdf, issued.name, save=asked.get("save") == _YES)


def _page(request: Request, key: str, draft: Draft, status: int) -> Response:
    words = {"documents": dict(DOCUMENTS), "editions": dict(EDITIONS)}
    return page(request, "draft.html.j2", status, draft=draft, drawn=draft.drawn, key=key, **words)


def _no_pages() -> Refused:
    return Refused(410, "These pages are no longer open here.", "Begin again from the list.")


ROUTES = (
    Route("/draft/{draft}", show, methods=["GET"]),
    Route("/draft/{draft}/print", put, methods=["POST"]),
    Route("/draft/{draft}/page/{number:int}.png", one_page, methods=["GET"]),
    Route("/draft/{draft}/{name}.pdf", file, methods=["GET"]),
)
