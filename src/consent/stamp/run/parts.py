"""What the packets of one master share, copied into the run once; and each page as a pattern to fill."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from consent.models.paper.master import Master
from consent.stamp.run.margins import Margins, margins_of
from consent.stamp.run.objects import entries, is_stream, references, renumbered, static_objects
from consent.stamp.run.output import Output
from consent.stamp.run.tags import Tags, tags_of

_OF_THE_FORM = frozenset({b"Annots", b"Tabs", b"StructParents", b"B", b"AA", b"PZ"})
"""What only makes sense on a screen, or in a file of one packet."""
_MADE_ANEW = frozenset({b"Type", b"Parent", b"Contents"})


@dataclass(frozen=True)
class Sheet:
    """One page of a master."""

    pattern: bytes
    """From its box to its contents, with ``%d`` for each stream of the packet's own ``%s`` for the mark."""
    own: tuple[int, ...]
    """Which of the packet's own streams those are: texts first, then codes."""
    texts: int
    """How many texts the packet has."""

    def body(self, first: int, mark: bytes, codes: int = 0) -> bytes:
        """The middle of a page object, for a packet whose own streams are numbered from ``first``.

        ``codes``: how many streams to pass over before the codes, where a copy has codes of its own.
        """
        own = [first + index + (codes if index >= self.texts else 0) for index in self.own]
        return self.pattern % (*own, mark)


@dataclass(frozen=True)
class Parts:
    """One master as the run sees it."""

    sheets: tuple[Sheet, ...]
    margins: Margins
    tags: Tags | None


class Shared:
    """Takes masters apart, each at most once."""

    def __init__(self, output: Output, *, tagged: bool) -> None:
        self._output = output
        self._tagged = tagged
        self._parts: dict[object, Parts] = {}
        self._streams: dict[bytes, int] = {}
        self._fonts: list[tuple[int, bytes]] = []

    def parts(self, master: Master) -> Parts:
        """The parts of a master. One that serves a single packet is not remembered."""
        own = (*(text.number for text in master.texts), *(code.number for code in master.codes))
        key = (master.prefix_digest, master.font_number, own)
        parts = self._parts.get(key)
        if parts is None:
            sheets = _Copying(master, own, self._output, self._streams, self._fonts).sheets()
            parts = Parts(sheets, margins_of(master), tags_of(master) if self._tagged else None)
            if master.sentinels:
                self._parts[key] = parts
        return parts

    def write_fonts(self, more: bytes) -> None:
        """Write each master's font resources, with ``more`` that all of them share."""
        for number, own in self._fonts:
            self._output.pack(number, b"<<%s%s>>" % (own, more))


class _Copying:
    """One master on its way into the run."""

    def __init__(
        self,
        master: Master,
        own: tuple[int, ...],
        output: Output,
        streams: dict[bytes, int],
        fonts: list[tuple[int, bytes]],
    ) -> None:
        self._objects = static_objects(master)
        self._root = master.root
        self._output = output
        self._streams = streams
        self._keeps = bool(master.sentinels)
        self._own = {number: index for index, number in enumerate(own)}
        self._texts = len(master.texts)
        self._new: dict[int, int] = {master.font_number: output.reserve()}
        # Fonts for values are known only after the last packet.
        entries_ = b"".join(
            b"/%s %d 0 R" % (name.encode(), self._copied(number)) for name, number in master.fonts
        )
        fonts.append((self._new[master.font_number], entries_))

    def sheets(self) -> tuple[Sheet, ...]:
        """Copy what the pages need."""
        catalog = entries(self._objects[self._root])
        tree = entries(self._objects[_only(catalog[b"Pages"])])
        return tuple(self._sheet(number) for number in references(tree[b"Kids"]))

    def _sheet(self, number: int) -> Sheet:
        page = entries(self._objects[number])
        kept = b"".join(
            b"/%s %s" % (key, value)
            for key, value in page.items()
            if key not in _OF_THE_FORM and key not in _MADE_ANEW
        )
        kept = renumbered(kept, self._named).replace(b"%", b"%%")
        streams = list(references(page[b"Contents"]))
        contents = b" ".join(
            b"%d 0 R" if stream in self._own else b"%d 0 R" % self._copied(stream) for stream in streams
        )
        own = tuple(self._own[stream] for stream in streams if stream in self._own)
        return Sheet(b"%s/Contents [%s%%s]" % (kept, contents), own, self._texts)

    def _named(self, number: int) -> bytes:
        return b"%d" % self._copied(number)

    def _copied(self, number: int) -> int:
        if number not in self._new:
            body = self._objects[number]
            if is_stream(body) and not any(references(body)):
                self._new[number] = self._once(body)
            else:
                # Reserved first: objects may name one another in a circle.
                self._new[number] = new = self._output.reserve()
                body = renumbered(body, self._named)
                (self._output.put if is_stream(body) else self._output.pack)(new, body)
        return self._new[number]

    def _once(self, body: bytes) -> int:
        digest = hashlib.sha256(body).digest()
        number = self._streams.get(digest)
        if number is None:
            number = self._output.reserve()
            self._output.put(number, body)
            if self._keeps:
                self._streams[digest] = number
        return number


def _only(value: bytes) -> int:
    return next(references(value))
