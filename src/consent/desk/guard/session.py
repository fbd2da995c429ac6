"""One browser at the desk: its cookie, its lock, what it has typed and not printed yet. All in memory."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

_T = TypeVar("_T")

OPEN = ("/assets/", "/open/", "/locked", "/unlock")
"""How addresses begin that need no session. They show nobody's data."""
_MOST = 64
"""Browsers at a time; the one that was quiet longest makes room."""
_KEPT = 40
"""Values that a browser may have waiting."""
_LONGEST = 12 * 3600.0
"""Seconds: a working day. Then it is opened anew, idle or not."""


@dataclass(slots=True)
class Session:
    """One browser."""

    number: int
    """What it is called in the terminal."""
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    opened_at: float = 0.0
    seen_at: float = 0.0
    locked: bool = False
    sought: str = field(default="", repr=False)
    """What was searched for last."""
    schedule: int | None = None
    """Which list was on its screen last, as of ``Schedule.shown``."""
    _kept: OrderedDict[str, Any] = field(default_factory=OrderedDict, repr=False)

    def keep(self, value: Any) -> str:
        """Keep a value under a key that may stand in an address. Of many the oldest go."""
        key = secrets.token_urlsafe(12)
        self._kept[key] = value
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return key

    def kept(self, key: str) -> Any:
        """What was kept; None when it is gone."""
        value = self._kept.get(key)
        if value is not None:
            self._kept.move_to_end(key)
        return value

    def all(self, kind: type[_T]) -> list[_T]:
        """Every kept value of a kind, the one asked for last at the end."""
        return [value for value in self._kept.values() if isinstance(value, kind)]

    def put(self, key: str, value: Any) -> None:
        """Keep another value under the same key."""
        self._kept[key] = value


class Sessions:
    """All browsers. Nothing of them is written anywhere; when the desk ends, all are closed."""

    def __init__(self, idle: float, clock: Callable[[], float] = time.monotonic) -> None:
        """``idle``: seconds without a request after which a browser is locked."""
        self.idle = idle
        self._clock = clock
        self._count = 0
        self._sessions: OrderedDict[str, Session] = OrderedDict()

    def open(self) -> tuple[str, Session]:
        """A new browser, and its cookie."""
        self._count += 1
        now = self._clock()
        session = Session(self._count, opened_at=now, seen_at=now)
        return self._enter(session), session

    def of(self, cookie: str) -> Session | None:
        """The browser with this cookie. One that was quiet too long is locked from here on."""
        session = self._sessions.get(_digest(cookie))
        if session is None:
            return None
        now = self._clock()
        if now - session.opened_at > _LONGEST:
            self.close(cookie)
            return None
        if now - session.seen_at > self.idle:
            session.locked = True
        if not session.locked:
            session.seen_at = now
            self._sessions.move_to_end(_digest(cookie))
        return session

    def unlock(self, cookie: str, session: Session) -> str:
        """Open a locked browser again, with all that was typed in it; its new cookie."""
        self.close(cookie)
        session.locked = False
        session.seen_at = self._clock()
        session.csrf = secrets.token_urlsafe(32)
        return self._enter(session)

    def close(self, cookie: str) -> None:
        """Forget a browser."""
        self._sessions.pop(_digest(cookie), None)

    def _enter(self, session: Session) -> str:
        cookie = secrets.token_urlsafe(32)
        self._sessions[_digest(cookie)] = session
        while len(self._sessions) > _MOST:
            self._sessions.popitem(last=False)
        return cookie


def _digest(cookie: str) -> str:
    return hashlib.sha256(cookie.encode("utf-8", "surrogatepass")).hexdigest()
