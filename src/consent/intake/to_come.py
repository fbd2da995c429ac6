"""How many pages of a packet come back: all but those of a copy that nobody signs, which have no code."""

from __future__ import annotations

from dataclasses import dataclass, field

from consent.errors import ConsentError
from consent.models.register.issue import Issue
from consent.register import Register


@dataclass
class PagesToCome:
    """Asked of the masters of a register, each read once."""

    register: Register
    _known: dict[str, int | None] = field(default_factory=dict)

    def of(self, issue: Issue) -> int:
        """Counted from the first page; 0 when nothing was written."""
        if not issue.files:
            return 0
        file = issue.files[-1]
        if file.master and file.master not in self._known:
            self._known[file.master] = self._read(file.master)
        return self._known.get(file.master) or file.pages

    def _read(self, digest: str) -> int | None:
        try:
            return self.register.masters.read(digest).own_pages
        except ConsentError:
            return None
