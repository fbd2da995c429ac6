"""A desk in this process: the example practice, a schedule of today, a browser without a socket."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2 as httpx
from starlette.testclient import TestClient

from consent.desk.app import app
from consent.desk.bench import Bench
from consent.desk.crew import InProcess
from consent.desk.guard.address import Address, address_of
from consent.desk.guard.opener import Opener
from consent.desk.guard.session import Sessions
from consent.desk.reception import Reception
from consent.desk.services import Services
from consent.desk.settings import Settings
from tests.support.office import PRACTICE_FILE
from tests.support.schedule import write_csv

TODAY = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
"""The day of the rows of ``tests.support.schedule``."""
HOST = "127.0.0.1:8600"
ORIGIN = f"http://{HOST}"
_TOKEN = re.compile(r'name="token" value="([^"]+)"')


@dataclass
class Clock:
    """A clock that is set by hand."""

    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Desk:
    """A desk, and what can be seen of it from outside."""

    services: Services
    address: Address
    home: Path
    clock: Clock
    said: list[tuple[str, str]]
    """Each key of a link and code that was shown, the newest last."""
    log: list[str] = field(default_factory=list)
    now: list[datetime] = field(default_factory=lambda: [TODAY])

    def browser(self, *, opened: bool = True) -> Browser:
        """A browser; by default one that has used the link."""
        browser = Browser(self)
        if opened:
            assert browser.get(f"/open/{self.said[-1][0]}").status_code == 303
        return browser

    def later(self, minutes: float) -> None:
        """Let time pass."""
        self.clock.seconds += minutes * 60
        self.now[0] += timedelta(minutes=minutes)


class Browser:
    """Asks as a browser does: its own Host, its Origin with a form, the token of the page it came from."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.client = TestClient(
            app(desk.services, desk.address),
            base_url=ORIGIN,
            follow_redirects=False,
            raise_server_exceptions=False,
        )

    def get(self, path: str, **headers: str) -> httpx.Response:
        """A page."""
        return self.client.get(path, headers=headers)

    def token(self) -> str:
        """The token that stands in the forms of this browser's pages."""
        found = _TOKEN.search(self.get("/schedule").text)
        assert found
        return found[1]

    def post(self, path: str, fields: Mapping[str, Any] | None = None, **more: Any) -> httpx.Response:
        """Send a form."""
        data = {"token": self.token(), **(fields or {})}
        return self.client.post(path, data=data, headers={"Origin": ORIGIN}, **more)

    def search(self, text: str) -> str:
        """The page that a search leads to."""
        assert self.post("/search", {"sought": text}).headers["location"] == "/found"
        return self.get("/found").text


def practice_in(folder: Path, rows: Iterable[Mapping[str, str]] | None = ()) -> Path:
    """The example practice in a folder, with a schedule of these rows; None: with none."""
    folder.mkdir(exist_ok=True)
    text = PRACTICE_FILE.read_text("utf-8")
    (folder / "logo.svg").write_bytes(PRACTICE_FILE.with_name("logo.svg").read_bytes())
    if rows is not None:
        text += "\nschedule: schedule.csv\n"
        write_csv(folder / "schedule.csv", rows)
    file = folder / "practice.yaml"
    file.write_text(text, "utf-8")
    return file


def desk_in(folder: Path, rows: Iterable[Mapping[str, str]] | None = (), *, tls: bool = False) -> Desk:
    """A desk for the example practice."""
    file = practice_in(folder, rows)
    settings = Settings(file, folder / "register", cache=Path(os.environ["CONSENT_CACHE"]))
    clock, now = Clock(), [TODAY]
    said: list[tuple[str, str]] = []
    log: list[str] = []
    reception = Reception(settings, lambda: now[0])
    opener = Opener(lambda key, code: said.append((key, code)), clock)
    sessions = Sessions(settings.lock_after * 60.0, clock)
    services = Services(reception, InProcess(Bench(settings)), sessions, opener, log.append)
    return Desk(services, address_of("127.0.0.1", 8600, (), tls=tls), folder, clock, said, log, now)
