"""An HL7 v2 message as fields, repetitions and components, by the separators it names itself.

Of the libraries, ``hl7`` has had no release since 2022, and ``hl7apy`` holds messages against the standard,
which those of real systems break; five separators and five escapes need less than either needs around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_HEADERS = ("FHS", "BHS", "BTS", "FTS")
_SEPARATORS = 5
_NO_SEPARATOR = "\x00"


@dataclass(frozen=True, slots=True)
class Message:
    """The segments of one message."""

    line: int
    """Where it begins in its file, from 1."""
    separators: str
    """Of fields, components, repetitions, the escape character, subcomponents."""
    segments: tuple[str, ...] = field(repr=False)

    def kind(self) -> str:
        """``SIU^S12`` and the like."""
        return "^".join(part for part in self.components("MSH", 9)[:2] if part)

    def field(self, name: str, number: int) -> str:
        """A field of the first segment of a name, as it stands; empty when there is none."""
        return next(self.fields(name, number), "")

    def fields(self, name: str, number: int) -> Iterator[str]:
        """A field of every segment of a name."""
        # The field separator is itself the first field of MSH.
        at = number - 1 if name == "MSH" else number
        for segment in self.segments:
            parts = segment.split(self.separators[0])
            if parts[0] == name:
                yield parts[at] if at < len(parts) else ""

    def repetitions(self, name: str, number: int) -> list[list[str]]:
        """The repetitions of a field, each as its components."""
        return [self.split(one) for one in self.field(name, number).split(self.separators[2]) if one]

    def components(self, name: str, number: int) -> list[str]:
        """The components of the first repetition of a field."""
        return self.split(self.field(name, number).split(self.separators[2])[0])

    def split(self, text: str) -> list[str]:
        """Components without escapes; of subcomponents the first."""
        return [
            self.plain(one.split(self.separators[4])[0]).strip() for one in text.split(self.separators[1])
        ]

    def plain(self, text: str) -> str:
        """A text without escapes. What HL7 writes for "delete this" is nothing."""
        escape = self.separators[3]
        if text == '""':
            return ""
        if escape not in text:
            return text
        marks = dict(zip("FSRET", self.separators, strict=True))
        pattern = f"{re.escape(escape)}([^{re.escape(escape)}]*){re.escape(escape)}"
        return re.sub(pattern, lambda match: marks.get(match[1], " "), text)


def messages(lines: Iterable[tuple[int, str]]) -> Iterator[Message]:
    """The messages of a file or a batch: each begins with MSH; what wraps a batch is left out."""
    begun: list[str] = []
    start = 0
    for number, text in lines:
        segment = text.strip("\x0b\x1c\r\n ")
        if segment[:3] in _HEADERS or not segment:
            continue
        if segment.startswith("MSH"):
            if begun:
                yield _message(start, begun)
            begun, start = [segment], number
        elif begun:
            begun.append(segment)
    if begun:
        yield _message(start, begun)


def _message(line: int, segments: list[str]) -> Message:
    head = segments[0]
    between, marks = head[3:4] or "|", head[4:].split(head[3:4] or "|")[0]
    # Component, repetition, escape, subcomponent, as MSH-2 has them.
    separators = (between + marks[:4]).ljust(_SEPARATORS, _NO_SEPARATOR)
    return Message(line, separators, tuple(segments))
