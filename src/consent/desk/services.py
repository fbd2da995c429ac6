"""What pages work with, and where they find it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar, cast

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from consent.desk.batches.office import BatchOffice
from consent.desk.crew import Crew
from consent.desk.guard.opener import Opener
from consent.desk.guard.session import Session, Sessions
from consent.desk.packets.ahead import Ahead
from consent.desk.reception import Reception

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Services:
    """One desk's; every page of every browser has the same."""

    reception: Reception
    crew: Crew
    sessions: Sessions
    opener: Opener
    log: Callable[[str], None]
    """Says a line in the terminal. No patient's data goes there."""
    batches: BatchOffice = field(default_factory=BatchOffice)
    ahead: Ahead | None = None
    """Draws pages before they are asked for; None: nobody does."""


def services(request: Request) -> Services:
    """What this page works with."""
    return cast("Services", request.app.state.services)


def session(request: Request) -> Session:
    """The browser that asks. Only pages that are open to everybody have none."""
    return cast("Session", request.scope["desk.session"])


async def in_thread(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """What a function gives that reads files or the register, without holding up other pages."""
    return await run_in_threadpool(function, *args, **kwargs)
