"""From WeasyPrint's objects to patterns: the same objects, whatever numbers they are given."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Mapping

from consent.models.paper.part import END, Pattern
from consent.typeset.parts.divide import NotInPartsError

_NUMBER = re.compile(rb"\((?:\\.|[^\\()])*\)|\b(\d+) 0 R\b|/StructParents? (\d+)", re.DOTALL)
"""A string, in which nothing is a number; a reference; a key in the tree of parents."""


class PatternWriter:
    """Writes objects into a pattern, one after another."""

    def __init__(
        self, place_of: Callable[[int], int], key_of: Callable[[int], int], bytes_of: Mapping[int, int]
    ) -> None:
        """Prepare a pattern.

        ``place_of`` and ``key_of`` say where, among the numbers the pattern will be filled with, that of an
        object is, or that of a key. References in ``bytes_of`` will give way to bytes.
        """
        self._place_of = place_of
        self._key_of = key_of
        self._bytes_of = bytes_of
        self._parts: list[bytes] = []
        self._holes = array("I")

    def add(self, body: bytes) -> None:
        """Add one object."""
        at = 0
        for match in _NUMBER.finditer(body):
            group = match.lastindex
            if group is None:
                continue
            number = int(match[group])
            self._plain(body[at : match.start(group)])
            if group == 1 and number in self._bytes_of:
                self._parts.append(b"%b")
                self._holes.append(self._bytes_of[number])
                at = match.end()
                continue
            self._parts.append(b"%d")
            self._holes.append(self._place_of(number) if group == 1 else self._key_of(number))
            at = match.end(group)
        self._plain(body[at:])
        self._parts.append(END)

    def written(self) -> Pattern:
        """The pattern so far."""
        return Pattern(text=b"".join(self._parts), holes=self._holes.tobytes())

    def _plain(self, piece: bytes) -> None:
        if END in piece:
            raise NotInPartsError("an object of the page holds a zero byte")
        self._parts.append(piece.replace(b"%", b"%%"))
