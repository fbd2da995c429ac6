"""One packet: a master, and the values of one record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping

from consent.models.paper.master import Master
from consent.models.paper.slots import Slot
from consent.stamp.code import PageCodes
from consent.stamp.pieces import Template
from consent.stamp.places import Places
from consent.stamp.subset import OBJECTS_PER_FONT, Subset
from consent.stamp.syntax import stream, string
from consent.stamp.table import ROW, Table

_DATES = frozenset({"CreationDate", "ModDate"})


def stamp(master: Master, values: Mapping[Slot, str]) -> bytes:
    """The finished PDF of one packet. Same master and same values, same bytes.

    A value that does not fit, or needs more than a line of glyphs, is an :class:`~consent.errors.Overflow`:
    typeset the packet with its values in place, and stamp that.
    """
    return master.prefix + Stamp(master).rest(values)


class Stamp:
    """A master made ready to be stamped any number of times."""

    def __init__(self, master: Master) -> None:
        self.master = master
        self._prefix_hash = hashlib.sha256(master.prefix)
        self._first_font = len(master.rows) // ROW
        self._places = Places(master)
        self._codes = PageCodes(master.codes)
        self._fonts = b"".join(b"/%s %d 0 R" % (name.encode(), number) for name, number in master.fonts)
        self._texts = [place.number for place in master.texts]
        dynamic = [*self._texts, *(place.number for place in master.codes)]
        dynamic += [master.font_number]
        self._fields = b""
        if master.tree is not None:
            dynamic.append(master.tree.number)
            self._fields = b" ".join(b"%d 0 R" % number for number in master.tree.fields)
        self._info: list[tuple[bytes, Template]] | None = None
        if not master.info.static:
            dynamic.append(master.info.number)
            self._info = [
                (key.encode(), Template(text, master.sentinels, _compact if key in _DATES else str))
                for key, text in master.info.items
            ]
        self._xmp: Template | None = None
        if not master.xmp.static:
            dynamic.append(master.xmp.number)
            self._xmp = Template(master.xmp.text, master.sentinels, _xml)
        templates = [*(text for _, text in self._info or ()), *([self._xmp] if self._xmp else ())]
        self._told = tuple(dict.fromkeys(slot for template in templates for slot in template.slots))
        self._about: tuple[tuple[str, ...], list[tuple[int, bytes]]] | None = None
        self._twin: Template | None = None
        if master.twin is not None:
            dynamic.append(master.twin.number)
            self._twin = Template(master.twin.text, master.sentinels, _json)
            self._date = Template(master.twin.date, master.sentinels, _compact)
        self._table = Table(
            master.rows,
            min(dynamic),
            start=len(master.prefix),
            root=master.root,
            info=master.info.number,
            prefix=master.prefix_digest,
        )

    def rest(self, values: Mapping[Slot, str]) -> bytes:
        """All of the file that follows the master's prefix; errors as of ``stamp``."""
        return self._table.closed(self._objects(values, *self._places.written(values)))

    def digest(self, rest: bytes) -> str:
        """SHA-256 of a whole file, given what follows the prefix."""
        whole = self._prefix_hash.copy()
        whole.update(rest)
        return whole.hexdigest()

    def check_fit(self, values: Mapping[Slot, str]) -> None:
        """Raise the :class:`~consent.errors.Overflow` that ``rest`` would."""
        self._places.check_fit(values)

    def _objects(
        self, values: Mapping[Slot, str], texts: list[bytes], own: Mapping[int, Subset]
    ) -> Iterator[tuple[int, bytes]]:
        yield from zip(self._texts, texts, strict=True)
        yield from self._codes.streams(values.get(Slot.PACKET_ID, ""), values.get(Slot.ISSUE, ""))
        yield self.master.font_number, self._font_resources(own)
        for index, font in enumerate(own.values()):
            yield from font.objects(self._first_font + index * OBJECTS_PER_FONT)
        if self.master.tree is not None:
            name = string(values[Slot.PACKET_ID])
            yield self.master.tree.number, b"<</T %s/Kids [%s]>>" % (name, self._fields)
        yield from self._told_of_itself(values)

    def _told_of_itself(self, values: Mapping[Slot, str]) -> Iterator[tuple[int, bytes]]:
        # What the file says of itself is mostly the same for all packets of a day.
        told = tuple([values[slot] for slot in self._told])
        if self._about is None or self._about[0] != told:
            self._about = told, list(self._metadata(values))
        yield from self._about[1]
        if self.master.twin is not None and self._twin is not None:
            plain, packed = self._twin.deflated(values)
            yield self.master.twin.number, _attachment(self._date.filled(values), plain, packed)

    def _metadata(self, values: Mapping[Slot, str]) -> Iterator[tuple[int, bytes]]:
        if self._info is not None:
            items = [b"/%s %s" % (key, string(text.filled(values))) for key, text in self._info]
            yield self.master.info.number, b"<<%s>>" % b"".join(items)
        if self._xmp is not None:
            xmp = self._xmp.filled(values).encode()
            yield self.master.xmp.number, stream(xmp, b"/Type /Metadata /Subtype /XML ", compress=False)

    def _font_resources(self, own: Mapping[int, Subset]) -> bytes:
        entries = [
            b"/%s %d 0 R" % (font.resource, self._first_font + index * OBJECTS_PER_FONT)
            for index, font in enumerate(own.values())
        ]
        return b"<<%s%s>>" % (self._fonts, b"".join(entries))


def _compact(day: str) -> str:
    return day.replace("-", "")


def _xml(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _json(value: str) -> str:
    return json.dumps(value)[1:-1]


def _attachment(date: str, plain: bytes, packed: bytes) -> bytes:
    checksum = hashlib.md5(plain, usedforsecurity=False).hexdigest().encode()
    day = string(date)
    entries = (
        b"/Type /EmbeddedFile /Subtype /application#2Fjson /Filter /FlateDecode "
        b"/Params <</Size %d /CheckSum <%s> /CreationDate %s /ModDate %s>> "
    )
    return stream(packed, entries % (len(plain), checksum, day, day), compress=False)
