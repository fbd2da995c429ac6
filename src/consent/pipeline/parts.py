"""Parts at hand: typeset once, kept for this run, and in the cache for the next one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from consent.errors import ResourceError
from consent.models.bound_form import BoundForm
from consent.models.part import FontSet, Frame, GlyphUse, Part, Stored
from consent.models.slots import Slot
from consent.typeset.parts.font_set import make_font_set, name_of, united

if TYPE_CHECKING:
    from consent.pipeline.memory import Memory
    from consent.typeset.parts.setter import Setter

_S = TypeVar("_S", bound=Stored)
_PREFIX = 8
"""Digits of a part's digest before the names of its heading cells."""


@dataclass(frozen=True, slots=True)
class ToSet:
    """Something to typeset: a part, or with ``is_frame`` the head and foot of a type of page."""

    name: str
    html: str = field(repr=False)
    stylesheets: tuple[str, ...] = field(repr=False)
    sentinels: Mapping[Slot, str] = field(repr=False)
    forms: tuple[BoundForm, ...] = ()
    is_frame: bool = False

    @property
    def key(self) -> str:
        """SHA-256 of all that decides it, but for this program and its fonts."""
        told = [
            self.name,
            self.html,
            self.stylesheets,
            sorted(self.sentinels.items()),
            [form.sha256 for form in self.forms],
            self.is_frame,
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


class PartStore:
    """Everything typeset so far that packets may share."""

    def __init__(self, roots: Sequence[Path], memory: Memory | None = None) -> None:
        self._roots = tuple(roots)
        self._memory = memory
        self._known: dict[str, Stored] = {}
        self._setter: Setter | None = None

    def part(self, wanted: ToSet) -> Part:
        """A part, found or typeset now.

        Raises:
            TypesetError: it cannot be typeset, or not on its own.
        """
        return self._found(Part, wanted)

    def frame(self, wanted: ToSet) -> Frame:
        """Head and foot of a type of page; errors as of ``part``."""
        return self._found(Frame, wanted)

    def fonts(self, uses: Iterable[GlyphUse]) -> FontSet:
        """One set of fonts for all these glyphs."""
        together = united(uses)
        key = f"fonts {name_of(together)}"
        known = self._at_hand(FontSet, key)
        return known or self._kept(key, make_font_set(together))

    def _found(self, kind: type[_S], wanted: ToSet) -> _S:
        key = f"{kind.__name__} {wanted.key}"
        known = self._at_hand(kind, key)
        if known is not None:
            return known
        made: Stored = self._typeset(wanted)
        if not isinstance(made, kind):
            raise ResourceError("a part and a frame were taken for one another")
        return self._kept(key, made)

    def _typeset(self, wanted: ToSet) -> Stored:
        if self._setter is None:
            # WeasyPrint takes half a second to import: not before there is something to typeset.
            from consent.typeset.parts.setter import Setter

            self._setter = Setter(self._roots)
        given = (wanted.name, wanted.html, wanted.stylesheets)
        if wanted.is_frame:
            return self._setter.frame(*given, sentinels=wanted.sentinels)
        prefix = wanted.key[:_PREFIX]
        return self._setter.part(*given, sentinels=wanted.sentinels, forms=wanted.forms, prefix=prefix)

    def _at_hand(self, kind: type[_S], key: str) -> _S | None:
        known = self._known.get(key)
        if known is None and self._memory is not None:
            known = self._memory.part(kind, key)
            if known is not None:
                self._known[key] = known
        return known if isinstance(known, kind) else None

    def _kept(self, key: str, made: _S) -> _S:
        self._known[key] = made
        if self._memory is not None:
            self._memory.keep_part(key, made)
        return made
