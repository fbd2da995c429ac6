"""A template becomes a page."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from consent.desk.guard.session import Session
from consent.desk.packets.labels import told
from consent.desk.services import services
from consent.desk.uploads import SENT_AS
from consent.models.place import Place

_FOLDER = Path(__file__).parent.parent / "html"


def page(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """A page of the desk. Every template is given ``csrf``, ``idle`` (seconds) and ``here`` (the path)."""
    session = cast("Session | None", request.scope.get("desk.session"))
    is_open = session is not None and not session.locked
    text = (
        _environment()
        .get_template(template)
        .render(
            {
                "csrf": session.csrf if session and is_open else "",
                "idle": round(services(request).sessions.idle),
                "here": request.url.path,
                "is_open": is_open,
                **values,
            }
        )
    )
    return HTMLResponse(text, status)


def see(path: str) -> Response:
    """Go on to another page: what a POST answers when it is done."""
    return RedirectResponse(path, 303)


def _from_home(place: Place) -> str:
    """Where in a file: its name is enough at the desk. One that was sent has none that anybody knows."""
    name = Path(place.file).name
    line = f", line {place.line}" if place.line else ""
    return f"{'the file' if name.startswith(SENT_AS) else name}{line}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    # Lists speak as the form does: no keys, no options of the command line.
    environment.filters["from_home"] = _from_home
    environment.filters["told"] = lambda finding: told(finding, {})
    return environment
