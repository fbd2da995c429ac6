"""Lines that stand at the head or foot of page after page: no part of the sentences they cut in two."""

from __future__ import annotations

import re
from dataclasses import dataclass

from consent.reading.sheet import Page

_LINE = re.compile(r"[^\r\n]+")
_NUMBER = re.compile(r"\d+")
_ENDS = 3
"""Lines at the head and foot of a page among which a running line is looked for."""
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Running:
    """Running lines of one page, as ranges of characters."""

    first: tuple[tuple[int, int], ...] = ()
    """Those of the first page: what they say counts once."""
    again: tuple[tuple[int, int], ...] = ()
    """Those that an earlier page had."""

    def is_running(self, place: int) -> bool:
        """Whether a character belongs to a running line."""
        return any(start <= place < end for start, end in (*self.first, *self.again))

    def is_body(self, place: int) -> bool:
        """Whether a character belongs to no running line of the first page."""
        return not any(start <= place < end for start, end in self.first)


def running_lines(pages: tuple[Page, ...]) -> tuple[Running, ...]:
    """The running lines of each page. Numbers in them may differ."""
    seen: dict[str, list[tuple[int, int, int]]] = {}
    for number, page in enumerate(pages):
        lines = [match for match in _LINE.finditer(page.text) if match[0].strip()]
        ends = lines if len(lines) <= 2 * _ENDS else lines[:_ENDS] + lines[-_ENDS:]
        for match in ends:
            if len(match[0]) <= _LONGEST:
                key = " ".join(_NUMBER.sub("#", match[0].lower()).split())
                seen.setdefault(key, []).append((number, match.start(), match.end()))
    first: list[tuple[int, int]] = []
    again: list[list[tuple[int, int]]] = [[] for _ in pages]
    for places in seen.values():
        if len({number for number, _, _ in places}) * 2 > len(pages) > 1:
            opening = places[0][0] == 0
            first += [places[0][1:]] if opening else []
            for number, start, end in places[1:]:
                again[number].append((start, end))
    return tuple(
        Running(tuple(first) if number == 0 else (), tuple(ranges)) for number, ranges in enumerate(again)
    )
