"""The guard as ASGI layers, the outermost first: log, headers, our bugs, Host, Origin, session."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Sequence

from starlette.datastructures import Headers
from starlette.requests import Request, cookie_parser
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from consent.desk.guard.address import Address
from consent.desk.guard.headers import HEADERS
from consent.desk.guard.session import OPEN, Session, Sessions

_READING = frozenset({"GET", "HEAD"})
_METHODS = _READING | {"POST"}
_LONGEST_PATH = 512


def cookie_name(address: Address) -> str:
    """Cookies know no ports, so the port is in the name; under TLS no other page may set it."""
    return f"__Host-consent-{address.port}" if address.tls else f"consent-desk-{address.port}"


class Logged:
    """Says one line per request: no address, which could be long, only which page answered, and how."""

    def __init__(self, app: ASGIApp, log: Callable[[str], None]) -> None:
        self._app = app
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and say how it went."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.monotonic()
        status = 0

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            self._log(_line(scope, status, time.monotonic() - began))


def _line(scope: Scope, status: int, took: float) -> str:
    method = scope["method"] if scope["method"] in _METHODS else "?"
    asked = scope.get("endpoint")
    page = f"{asked.__module__.rpartition('.')[2]}.{asked.__name__}" if asked else "-"
    session = scope.get("desk.session")
    who = f"desk {session.number}" if isinstance(session, Session) else "no desk"
    return f"{time.strftime('%H:%M:%S')} {who}: {method} {page} {status or 'gone'} {took:.2f} s"


class Headed:
    """Adds the headers of :mod:`consent.desk.guard.headers` to every answer; our bugs become a short page."""

    def __init__(self, app: ASGIApp, log: Callable[[str], None]) -> None:
        self._app = app
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the headers on it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            # There are no web sockets here, whoever asks.
            await send({"type": "websocket.close", "code": 1008})
            return
        started = False

        async def headed(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                own = {name for name, _ in HEADERS}
                given = [pair for pair in message.get("headers", []) if pair[0].lower() not in own]
                message = {**message, "headers": [*given, *HEADERS]}
            await send(message)

        try:
            await self._app(scope, receive, headed)
        except Exception as error:  # noqa: BLE001 - the last door: whatever comes here is our bug
            self._log(told(error))
            if not started:
                await _plain(500, "A bug in consent. The terminal says where; nothing is half-written.")(
                    scope, receive, headed
                )


def told(error: BaseException) -> str:
    """Where a bug was, without its message, which might quote a patient."""
    notes = "".join(getattr(error, "__notes__", ()))
    lines = "".join(traceback.format_tb(error.__traceback__))
    return f"a bug in consent:\n{lines}{notes or type(error).__name__}"


class Addressed:
    """Refuses who asked for another host, before anything else; then who was sent by another site."""

    def __init__(self, app: ASGIApp, address: Address) -> None:
        self._app = app
        self._address = address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope["method"], scope["path"], Headers(scope=scope))
        await (refusal or self._app)(scope, receive, send)

    def _refusal(self, method: str, path: str, headers: Headers) -> Response | None:
        if not self._address.is_host(headers.getlist("host")):
            return _plain(421, "This is a consent desk, and it is not asked by this name.")
        if method not in _METHODS:
            return _plain(405, "Only GET and POST.")
        if len(path) > _LONGEST_PATH or not path.startswith("/"):
            return _plain(400, "There is no such address.")
        if not self._is_ours(method, headers):
            return _plain(403, "Another site sent this. Open the desk by its own address.")
        return None

    def _is_ours(self, method: str, headers: Headers) -> bool:
        site = headers.getlist("sec-fetch-site")
        if method == "POST":
            return self._address.is_origin(headers.getlist("origin")) and site in ([], ["same-origin"])
        # Another site may link here, which shows the lock page at most; it may not load us as a picture.
        elsewhere = site not in ([], ["same-origin"], ["none"])
        return not elsewhere or headers.getlist("sec-fetch-mode") == ["navigate"]


class Seated:
    """Lets nobody past who has no open session; ``lock`` makes the page that says so."""

    def __init__(
        self,
        app: ASGIApp,
        sessions: Sessions,
        cookie: str,
        lock: Callable[[Request], Response],
    ) -> None:
        self._app = app
        self._sessions = sessions
        self._cookie = cookie
        self._lock = lock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or show the lock."""
        if scope["type"] != "http" or scope["path"].startswith(OPEN):
            await self._app(scope, receive, send)
            return
        session = self._sessions.of(cookie_of(Headers(scope=scope).getlist("cookie"), self._cookie))
        scope["desk.session"] = session
        if session is None or session.locked:
            await self._lock(Request(scope, receive))(scope, receive, send)
            return
        await self._app(scope, receive, send)


def cookie_of(headers: Sequence[str], name: str) -> str:
    """The value of one cookie; empty when there is none, or more than one."""
    if len(headers) != 1 or headers[0].count(f"{name}=") != 1:
        return ""
    return cookie_parser(headers[0]).get(name, "")


def _plain(status: int, text: str) -> Response:
    return PlainTextResponse(text + "\n", status)
