"""A scanner's folder, watched by looking again: most are on another computer, which tells of no change."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from consent.intake.files import ENDINGS

_EVERY = 0.5
"""Seconds between two looks."""
_QUIET = 2.0
"""Seconds in which a file must not change before it counts as whole."""
_PATIENCE = 30.0
"""Seconds that a whole file waits for others that still grow."""
_State = tuple[int, int, int]
"""Size, time of change, number on its disk."""


def arriving(
    folder: Path,
    *,
    lost: Callable[[str], None] = lambda _: None,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[tuple[Path, ...]]:
    """The files that are whole, those that came together in one heap; without end.

    A file that changes after it was given is given again. ``lost`` is told once when the folder cannot be
    read; it is waited for.
    """
    since: dict[Path, tuple[_State, float]] = {}
    given: dict[Path, _State] = {}
    is_lost = False
    while True:
        now = clock()
        try:
            there = _look(folder)
            is_lost = False
        except OSError as error:
            if not is_lost:
                lost(error.strerror or type(error).__name__)
            there, is_lost = {}, True
        since = {
            path: known if (known := since.get(path)) and known[0] == state else (state, now)
            for path, state in there.items()
            if given.get(path) != state
        }
        whole = {path: state for path, (state, moment) in since.items() if now - moment >= _QUIET}
        longest = max((now - moment for _, moment in since.values()), default=0.0)
        # While something still grows, the rest waits for it: a packet scanned page by page stays together.
        if whole and (len(whole) == len(since) or longest >= _PATIENCE):
            given |= whole
            since = {path: one for path, one in since.items() if path not in whole}
            yield tuple(sorted(whole))
            continue
        sleep(_EVERY)


def _look(folder: Path) -> dict[Path, _State]:
    found: dict[Path, _State] = {}
    for path in folder.iterdir():
        if path.suffix.lower() in ENDINGS and not path.name.startswith((".", "~")):
            # It may be gone, or renamed, between the two calls.
            with suppress(OSError):
                state = path.stat()
                if path.is_file() and state.st_size:
                    found[path] = state.st_size, state.st_mtime_ns, state.st_ino
    return found
