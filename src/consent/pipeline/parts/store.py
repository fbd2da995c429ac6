"""Parts at hand: typeset once, kept for this run, and in the cache for the next one."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from consent.errors import ResourceError
from consent.models.paper.bound_form import BoundForm
from consent.models.paper.part import FontSet, Frame, GlyphUse, Part, Stored
from consent.models.paper.slots import Slot
from consent.pipeline.parts.beside import beside, has_help
from consent.pipeline.remembered.fingerprint import digest_of
from consent.typeset.compiled import CompiledTemplates
from consent.typeset.html import keep_compiled
from consent.typeset.parts.glyphs import name_of, united
from consent.write import write_packet

if TYPE_CHECKING:
    from consent.pipeline.remembered.memory import Memory
    from consent.typeset.parts.setter import Setter

_S = TypeVar("_S", bound=Stored)
_MANY = 4
"""Fewer parts than this are typeset sooner than another process has read what it needs for that."""
_PREFIX = 8
"""Digits of a part's digest before the names of its heading cells."""


@dataclass(frozen=True)
class ToSet:
    """Something to typeset: a part, or with ``is_frame`` the head and foot of a type of page."""

    name: str
    html: str = field(repr=False)
    stylesheets: tuple[str, ...] = field(repr=False)
    sentinels: Mapping[Slot, str] = field(repr=False)
    forms: tuple[BoundForm, ...] = ()
    is_frame: bool = False

    @cached_property
    def key(self) -> str:
        """SHA-256 of all that decides it, but for this program and its fonts."""
        told = [
            self.name,
            self.html,
            _digest(self.stylesheets),
            sorted(self.sentinels.items()),
            [form.sha256 for form in self.forms],
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


@lru_cache(maxsize=16)
def _digest(stylesheets: tuple[str, ...]) -> str:
    # The same for all parts of a run, and much longer than any of them.
    return digest_of(*stylesheets)


class PartStore:
    """Everything typeset so far that packets may share."""

    def __init__(
        self,
        roots: Sequence[Path],
        memory: Memory | None = None,
        spool: Path | None = None,
        *,
        helped: bool = False,
    ) -> None:
        """``spool`` is a folder that the workers of one run share: what one has typeset, all have.

        ``helped`` is for who works alone on parts without a person's data: where many are missing, a second
        process typesets with it.
        """
        self.roots = tuple(roots)
        self._helped = helped
        self._memory = memory
        if memory is not None:
            keep_compiled(self.roots, CompiledTemplates(memory.template, memory.keep_template))
        self._spool = spool
        self._known: dict[str, Stored] = {}
        self._fonts: dict[tuple[int, ...], FontSet] = {}
        self._setter: Setter | None = None
        self.typeset = 0
        """How many parts and frames were typeset here."""
        self.typesetting = 0.0
        """Seconds that took."""
        self.last: tuple[str, ...] = ()
        """The parts of the packet that was joined last."""

    def parts(self, wanted: Sequence[ToSet]) -> tuple[Part, ...]:
        """These parts, found or typeset now.

        Raises:
            TypesetError: one cannot be typeset, or not on its own.
        """
        self.last = tuple(one.key for one in wanted)
        return self._all(Part, wanted)

    def frames(self, wanted: Sequence[ToSet]) -> tuple[Frame, ...]:
        """Head and foot of types of pages; errors as of ``parts``."""
        return self._all(Frame, wanted)

    def fonts(self, drawn: Sequence[Part | Frame]) -> FontSet:
        """One set of fonts for all that is drawn."""
        # All of them are kept, so that their identity tells them apart.
        same = tuple(map(id, drawn))
        if same not in self._fonts:
            uses = united(use for one in drawn for use in one.glyphs)
            key = f"fonts {name_of(uses)}"
            known = self._at_hand(FontSet, key)
            self._fonts[same] = known if known is not None else self._kept(key, _make_fonts(uses))
        return self._fonts[same]

    def _all(self, kind: type[_S], wanted: Sequence[ToSet]) -> tuple[_S, ...]:
        found: dict[int, _S] = {}
        with self._help(kind, wanted):
            # What another worker is busy with comes last, when it may be done.
            for patient in (False, True):
                for index, one in enumerate(wanted):
                    if index not in found and (made := self._found(kind, one, patient=patient)) is not None:
                        found[index] = made
        return tuple(found[index] for index in range(len(wanted)))

    @contextmanager
    def _help(self, kind: type[_S], wanted: Sequence[ToSet]) -> Iterator[None]:
        """While this is open, a second process typesets what is missing too, beginning at the end."""
        missing = [one for one in wanted if self._helped and self._at_hand(kind, _key(kind, one)) is None]
        if len(missing) < _MANY or self._spool is not None or not has_help():
            yield
            return
        with tempfile.TemporaryDirectory(prefix="consent-") as folder:
            self._spool = Path(folder)
            try:
                with beside(self._found(kind, one, patient=False) for one in reversed(missing)):
                    yield
            finally:
                self._spool = None

    def _found(self, kind: type[_S], wanted: ToSet, *, patient: bool) -> _S | None:
        key = _key(kind, wanted)
        known = self._at_hand(kind, key)
        if known is not None:
            return known
        with self._alone(key, patient=patient) as mine:
            if not mine:
                return None
            known = self._at_hand(kind, key)
            if known is not None:
                return known
            started = time.perf_counter()
            made: Stored = self._typeset(wanted)
            self.typeset += 1
            self.typesetting += time.perf_counter() - started
            if not isinstance(made, kind):
                raise TypeError(f"a {type(made).__name__} in the place of a {kind.__name__}")
            return self._kept(key, made)

    @contextmanager
    def _alone(self, key: str, *, patient: bool) -> Iterator[bool]:
        """While this is open, no other worker of the run typesets this; False when one does already.

        The system lets go of a lock whose process has died.
        """
        if self._spool is None:
            yield True
            return
        try:
            lock = os.open(
                self._spool / f"{digest_of(key)}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600
            )
        except OSError:
            # Where there are no locks, a part is at worst typeset twice, to the same bytes.
            yield True
            return
        try:
            yield _locked(lock, patient=patient)
        finally:
            os.close(lock)

    def _typeset(self, wanted: ToSet) -> Stored:
        if self._setter is None:
            # WeasyPrint takes half a second to import: not before there is something to typeset.
            from consent.typeset.parts.setter import Setter

            self._setter = Setter(self.roots)
        given = (wanted.name, wanted.html, wanted.stylesheets)
        if wanted.is_frame:
            return self._setter.frame(*given, sentinels=wanted.sentinels)
        prefix = wanted.key[:_PREFIX]
        return self._setter.part(*given, sentinels=wanted.sentinels, forms=wanted.forms, prefix=prefix)

    def _at_hand(self, kind: type[_S], key: str) -> _S | None:
        known = self._known.get(key)
        if known is None:
            known = self._spooled(kind, key)
            if known is None and self._memory is not None:
                known = self._memory.part(kind, key)
            if known is not None:
                self._known[key] = known
        return known if isinstance(known, kind) else None

    def _spooled(self, kind: type[_S], key: str) -> _S | None:
        if self._spool is None:
            return None
        try:
            return kind.from_bytes((self._spool / digest_of(key)).read_bytes())
        except (OSError, ResourceError):
            return None

    def _kept(self, key: str, made: _S) -> _S:
        self._known[key] = made
        if self._spool is not None:
            write_packet(self._spool / digest_of(key), made.to_bytes(), durable=False)
        if self._memory is not None:
            self._memory.keep_part(key, made)
        return made


def _key(kind: type[Stored], wanted: ToSet) -> str:
    return f"{kind.__name__} {wanted.key}"


def _make_fonts(uses: Sequence[GlyphUse]) -> FontSet:
    # What writes PDF takes a while to import, and a warm cache never needs it.
    from consent.typeset.parts.font_set import make_font_set

    return make_font_set(uses)


def _locked(lock: int, *, patient: bool) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX if patient else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
