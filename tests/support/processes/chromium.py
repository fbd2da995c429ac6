"""A desk that a real browser asks: its server in a thread, and hands that know only a keyboard."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import uvicorn
from playwright.sync_api import Page

from consent.desk.app import app
from tests.support.desk import Desk

_MOST_TABS = 120


@dataclass(frozen=True)
class Served:
    """A desk and where it is."""

    desk: Desk
    origin: str

    def open(self, page: Page) -> None:
        """Let a browser in, by the newest link."""
        page.goto(f"{self.origin}/open/{self.desk.said[-1][0]}")


@contextmanager
def served(desk: Desk) -> Iterator[Served]:
    """The desk on a port of its own, until the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = replace(desk.address, port=listening.getsockname()[1])
        config = uvicorn.Config(app(desk.services, address), log_config=None, lifespan="off", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        try:
            yield Served(desk, address.origin)
        finally:
            server.should_exit = True
            thread.join(10)


class Keys:
    """Somebody without a mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, name: str) -> Keys:
        """Tab on until what has the focus is called so, by its text, its label or its value."""
        met = []
        for _ in range(_MOST_TABS):
            self.page.keyboard.press("Tab")
            here = self.page.evaluate(_CALLED)
            if here == name:
                return self
            met.append(here)
        raise AssertionError(f"no {name!r} by Tab; met {list(dict.fromkeys(met))}")

    def press(self, *keys: str) -> Keys:
        """Press these, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def type(self, text: str) -> Keys:
        """Type into what has the focus."""
        self.page.keyboard.type(text)
        return self


_CALLED = """() => {
  const one = document.activeElement;
  const label = one.labels && one.labels.length ? one.labels[0] : one;
  const text = one.getAttribute("aria-label") || label.textContent || one.value || "";
  return text.replace(/\\s+/g, " ").trim();
}"""


def picture(page: Page, path: Path) -> None:
    """A small picture of what is in the window, for the docs."""
    import io

    from PIL import Image

    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    shot.quantize(64).save(path, optimize=True)
