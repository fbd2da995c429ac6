"""The ways in: the link, the code, the lock."""

from __future__ import annotations

from typing import cast

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from consent.desk.guard.address import Address
from consent.desk.guard.layers import cookie_name, cookie_of
from consent.desk.services import services
from consent.desk.web.form import Fields, form_of
from consent.desk.web.page import page, see


def locked(request: Request) -> Response:
    """The lock page, for who has no session and for who was away too long."""
    if request.method == "POST":
        # What was sent cannot be done, and the browser must not be left with the page it came from.
        return page(request, "locked.html.j2", 403, wrong="")
    if request.url.path != "/locked":
        return see("/locked")
    return page(request, "locked.html.j2", wrong="")


async def open_by_link(request: Request) -> Response:
    """The one-time link. Who only looks ahead, as browsers do while somebody types, does not use it up."""
    purpose = request.headers.get("sec-purpose", request.headers.get("purpose", ""))
    if request.method != "GET" or "prefetch" in purpose:
        return Response(status_code=405)
    if not services(request).opener.takes_key(request.path_params["key"]):
        wrong = "This link was used already, or is from before the desk was started."
        return page(request, "locked.html.j2", 403, wrong=wrong)
    return _let_in(request)


async def unlock(request: Request) -> Response:
    """The code, for a browser that is locked and for a new one."""
    form = await form_of(request, Fields(one=("code",)))
    opener = services(request).opener
    if opener.is_tired:
        wrong = "Too many wrong codes. Wait ten minutes, or open the link in the terminal."
        return page(request, "locked.html.j2", 429, wrong=wrong)
    if not opener.takes_code(form.one("code")):
        wrong = "This is not the code. Each code works once: the terminal shows the one that works now."
        return page(request, "locked.html.j2", 403, wrong=wrong)
    return _let_in(request)


async def show_lock(request: Request) -> Response:
    """Where a page goes by itself when nobody was there for a while."""
    sessions = services(request).sessions
    session = sessions.of(_cookie(request))
    if session is not None and not session.locked:
        # The browser's own clock has run out, or somebody has locked it by hand.
        session.locked = True
    services(request).opener.say_again()
    return locked(request)


async def lock(request: Request) -> Response:
    """The button that locks this browser."""
    await form_of(request, Fields())
    return see("/locked")


async def stay(request: Request) -> Response:
    """Somebody is typing: the script says so, so that the desk does not lock itself."""
    await form_of(request, Fields())
    return Response(status_code=204)


def _let_in(request: Request) -> Response:
    sessions = services(request).sessions
    before = _cookie(request)
    session = sessions.of(before)
    cookie = sessions.unlock(before, session) if session is not None else sessions.open()[0]
    address = cast("Address", request.app.state.address)
    # A browser that follows a link of another site sends this cookie only with what a page of ours asks for.
    is_linked = request.headers.get("sec-fetch-site", "none") in ("cross-site", "same-site")
    answer = page(request, "opened.html.j2") if is_linked else see("/")
    answer.set_cookie(
        cookie_name(address), cookie, path="/", secure=address.tls, httponly=True, samesite="strict"
    )
    return answer


def _cookie(request: Request) -> str:
    address = cast("Address", request.app.state.address)
    return cookie_of(request.headers.getlist("cookie"), cookie_name(address))


ROUTES = (
    Route("/open/{key}", open_by_link, methods=["GET"]),
    Route("/unlock", unlock, methods=["POST"]),
    Route("/locked", show_lock, methods=["GET"]),
    Route("/lock", lock, methods=["POST"]),
    Route("/stay", stay, methods=["POST"]),
)
