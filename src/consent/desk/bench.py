"""What a worker of the desk has at hand: read at its start, so that the first person need not wait for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from consent.desk.current import Current, Opened
from consent.desk.settings import Settings
from consent.pipeline.parts.store import PartStore


@dataclass(slots=True)
class Bench:
    """Sent to each worker empty; it fills itself."""

    settings: Settings
    _current: Current | None = field(default=None, repr=False)
    _parts: dict[str, PartStore] = field(default_factory=dict, repr=False)

    def opened(self, language: str | None = None) -> Opened:
        """The practice and its library as they stand now; arguments and errors as of ``Current``."""
        if self._current is None:
            self._current = Current(self.settings)
        return self._current(language)

    def parts(self, opened: Opened) -> PartStore:
        """The typeset parts of this state of the library."""
        if opened.state not in self._parts:
            self._parts = {opened.state: PartStore(opened.workspace.roots, opened.memory)}
        return self._parts[opened.state]


@dataclass(frozen=True, slots=True)
class GetReady:
    """Reads and imports what the first packet needs."""

    def run(self, bench: Any) -> None:
        """Errors wait until somebody is there to read them."""
        from contextlib import suppress

        from consent.errors import ConsentError

        with suppress(ConsentError):
            import consent.pipeline.parts.masters  # noqa: F401 - it brings the renderer

            bench.parts(bench.opened())
