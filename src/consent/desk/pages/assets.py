"""The style sheet, the script, the icon: a fixed table, no folder that could be climbed out of."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from consent.desk.refusal import Refused

_FOLDER = Path(__file__).parent.parent / "assets"
_SCRIPT = "text/javascript"
_KINDS = {"desk.css": "text/css", "desk.js": _SCRIPT, "packet.js": _SCRIPT, "desk.svg": "image/svg+xml"}


async def asset(request: Request) -> Response:
    """One of them."""
    name = request.path_params["name"]
    if name not in _KINDS:
        raise Refused(404, "There is no such page.", "Go to the list.")
    return Response(_read(name), media_type=_KINDS[name])


@cache
def _read(name: str) -> bytes:
    return (_FOLDER / name).read_bytes()


ROUTES = (Route("/assets/{name}", asset, methods=["GET"]),)
