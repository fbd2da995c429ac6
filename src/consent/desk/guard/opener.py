"""What opens a desk: a link that works once, and a code that works once. Both stand in the terminal."""

from __future__ import annotations

import secrets
import threading
import time
from collections import deque
from collections.abc import Callable

# Crockford's alphabet, as in packet ids: no I, L, O or U. Eight letters are 40 bits.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUP = 4
_READ_AS = str.maketrans("ILO", "110", " -")
_MOST_WRONG = 10
_WITHIN = 600.0
"""Seconds. Ten guesses in ten minutes find a code of 40 bits in a million years."""


class Opener:
    """Draws a link and a code, and says them; each use of one of them draws both anew."""

    def __init__(self, say: Callable[[str, str], None], clock: Callable[[], float] = time.monotonic) -> None:
        """``say`` is given the link's key and the code, each time there are new ones."""
        self._say = say
        self._clock = clock
        self._lock = threading.Lock()
        self._wrong: deque[float] = deque(maxlen=_MOST_WRONG)
        self._key = self._code = ""
        self.renew()

    def renew(self) -> None:
        """Draw both anew, and say them."""
        self._key = secrets.token_urlsafe(32)
        letters = "".join(secrets.choice(_ALPHABET) for _ in range(2 * _GROUP))
        self._code = f"{letters[:_GROUP]}-{letters[_GROUP:]}"
        self.say_again()

    def say_again(self) -> None:
        """Say what opens the desk now."""
        self._say(self._key, self._code)

    def takes_key(self, key: str) -> bool:
        """Whether this is the key of the link; then it is used up."""
        with self._lock:
            right = secrets.compare_digest(key.encode(), self._key.encode())
            if right:
                self.renew()
            return right

    def takes_code(self, typed: str) -> bool:
        """Whether this is the code, however it is written; then it is used up."""
        plain = typed.upper().translate(_READ_AS)
        with self._lock:
            right = secrets.compare_digest(plain.encode(), self._code.replace("-", "").encode())
            if right:
                self._wrong.clear()
                self.renew()
            else:
                self._wrong.append(self._clock())
            return right

    @property
    def is_tired(self) -> bool:
        """Whether so many wrong codes came that none is looked at for a while."""
        return len(self._wrong) == _MOST_WRONG and self._clock() - self._wrong[0] < _WITHIN
