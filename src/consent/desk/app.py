"""The application: the guard, and inside it the routes of every page."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from consent.desk.guard.address import Address
from consent.desk.guard.layers import Addressed, Headed, Logged, Seated, cookie_name
from consent.desk.pages import again, assets, batch, draft, opening, packet, schedule, search, today
from consent.desk.refusal import Refused
from consent.desk.services import Services
from consent.desk.web.page import page
from consent.errors import ConsentError, InputError, WriteError

_ROUTES: tuple[BaseRoute, ...] = (
    *today.ROUTES,
    *search.ROUTES,
    *schedule.ROUTES,
    *packet.ROUTES,
    *draft.ROUTES,
    *again.ROUTES,
    *batch.ROUTES,
    *opening.ROUTES,
    *assets.ROUTES,
)


def app(desk: Services, address: Address) -> Starlette:
    """The desk as an ASGI application that answers at this address and no other."""
    application = Starlette(
        routes=_ROUTES,
        middleware=[
            Middleware(Logged, log=desk.log),
            Middleware(Headed, log=desk.log),
            Middleware(Addressed, address=address),
            Middleware(Seated, sessions=desk.sessions, cookie=cookie_name(address), lock=opening.locked),
        ],
        exception_handlers={
            Refused: _refused,
            ConsentError: _explained,
            HTTPException: _no_such_page,
        },
    )
    application.router.redirect_slashes = False
    application.state.services = desk
    application.state.address = address
    return application


def _refused(request: Request, error: Exception) -> Response:
    if not isinstance(error, Refused):
        raise error
    return _said(request, error.status, error)


def _explained(request: Request, error: Exception) -> Response:
    """What a command would say, as a page."""
    if isinstance(error, InputError):
        return _said(request, 422, Refused(422, error.message, findings=error.findings))
    if not isinstance(error, ConsentError):
        raise error
    status = 507 if isinstance(error, WriteError) else 409
    return _said(request, status, Refused(status, error.message, error.hint))


def _no_such_page(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 404
    return _said(request, status, Refused(status, "There is no such page.", "Go to the list."))


def _said(request: Request, status: int, refusal: Refused) -> Response:
    # A findings list names files of this practice; who reads it works here.
    return page(request, "refused.html.j2", status, refusal=refusal)
