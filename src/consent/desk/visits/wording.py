"""What a visit's packet would say now: assembled and checked once for each plan, never typeset."""

from __future__ import annotations

import threading
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from consent.checks import check_packet
from consent.compare.compared import compare, histories_of, with_stakes
from consent.desk.current import Opened
from consent.models.findings.finding import Finding, Severity
from consent.models.library.reviewed import HistoryEntry
from consent.models.people.look import Edition, Look, Paper
from consent.models.people.record import Record
from consent.models.register.issue import Content
from consent.pipeline.batch.plans import plan_key
from consent.pipeline.issued.registering import content_of
from consent.pipeline.preparing import Assembler, assembler
from consent.register import Register

_MOST = 2_000
"""Plans that are remembered."""


@dataclass(frozen=True, slots=True)
class Print:
    """How a packet is printed."""

    edition: str
    paper: str
    language: str | None
    """None: the one that the patient prefers."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A packet that could be printed, or why it cannot."""

    content: Content | None
    findings: tuple[Finding, ...] = ()


class Difference(Enum):
    """How far two wordings are apart."""

    NONE = "none"
    """Not one word: the difference is in the look, or in whom and where it is for."""
    WORDS = "words"
    """Nobody who signed the one has to sign the other: a comma never matters."""
    MATTERS = "matters"


class Wordings:
    """Remembers them for one state of the library and one day."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of: tuple[str, date] | None = None
        self._assemblers: dict[Print, Assembler] = {}
        self._known: dict[tuple[Hashable, Print], Wording] = {}
        self._changed: dict[tuple[str, str], Difference] = {}
        self._histories: Mapping[str, tuple[HistoryEntry, ...]] | None = None

    def of(self, record: Record, look: Print, opened: Opened, day: date) -> Wording:
        """What the packet of a record says now, printed like this; ``opened`` is in its language."""
        with self._lock:
            if self._of != (opened.state, day) or len(self._known) > _MOST:
                self._of, self._histories = (opened.state, day), None
                for kept in (self._assemblers, self._known, self._changed):
                    kept.clear()
            key = (plan_key(record), look)
            if key not in self._known:
                self._known[key] = self._assembled(record, look, opened, day)
            return self._known[key]

    def difference(self, old: str, new: Content, register: Register, opened: Opened) -> Difference:
        """What is between a content of the register and one of now."""
        key = (old, new.sha256)
        with self._lock:
            if key not in self._changed:
                library = opened.workspace.library
                if self._histories is None:
                    self._histories = histories_of(library)
                before = with_stakes(register.passages_of(old), library)
                changes = compare(before, with_stakes(new.passages, library), self._histories)
                matters = any(change.verdict.material for change in changes)
                words = Difference.WORDS if changes else Difference.NONE
                self._changed[key] = Difference.MATTERS if matters else words
            return self._changed[key]

    def _assembled(self, record: Record, look: Print, opened: Opened, day: date) -> Wording:
        if look not in self._assemblers:
            wanted = Look(day, Edition(look.edition), Paper(look.paper))
            self._assemblers[look] = assembler(opened.workspace, wanted)
        packet = self._assemblers[look](record)
        errors = tuple(one for one in check_packet(packet) if one.severity is Severity.ERROR)
        return Wording(None, findings=errors) if errors else Wording(content_of(packet))
