"""The practice and its library as they stand now: read once, and again when a file of theirs has changed."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from consent.desk.settings import Settings
from consent.pipeline.remembered.memory import Memory, open_memory
from consent.pipeline.workspace import Workspace, open_workspace
from consent.resources import template_roots

_LOOK_EVERY = 1.0
"""Seconds; between two looks at the files nothing has changed."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What packets are made with."""

    workspace: Workspace
    memory: Memory | None = field(repr=False)
    state: str
    """Another one for each change of a file: what was made under one state need not hold under the next."""


class Current:
    """Gives what is current, to threads too."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._looked_at = float("-inf")
        self._state = ""
        self._opened: dict[str | None, Opened] = {}

    def __call__(self, language: str | None = None) -> Opened:
        """The practice with the library in a language; in none each record prints in the one it prefers.

        Raises:
            ConsentError: practice.yaml or a template has errors; as ``consent render`` says them.
        """
        with self._lock:
            now = time.monotonic()
            if now - self._looked_at >= _LOOK_EVERY:
                state = self._state_now()
                if state != self._state:
                    self._opened.clear()
                self._state, self._looked_at = state, now
            if language not in self._opened:
                self._opened[language] = self._open(language)
            return self._opened[language]

    def _open(self, language: str | None) -> Opened:
        settings = self._settings
        roots = template_roots(settings.overlay, settings.home)
        memory = open_memory(settings.cache, roots) if settings.cache else None
        workspace = open_workspace(settings.practice_file, settings.overlay, language, memory)
        return Opened(workspace, memory, self._state)

    def _state_now(self) -> str:
        roots = template_roots(self._settings.overlay, self._settings.home)
        # The built-in library is last, and changes only with the program.
        seen = [_seen(self._settings.practice_file), *(one for root in roots[:-1] for one in _below(root))]
        return repr(seen)


def _below(root: Path) -> Iterator[tuple[str, int, int]]:
    for folder, folders, files in os.walk(root):
        folders.sort()
        yield from (_seen(Path(folder, name)) for name in sorted(files))


def _seen(path: Path) -> tuple[str, int, int]:
    try:
        state = path.stat()
    except OSError:
        return str(path), 0, 0
    return str(path), state.st_size, state.st_mtime_ns
