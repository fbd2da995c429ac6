"""From WeasyPrint's objects to a master: the unchanging part of the file, and what ``stamp`` has yet to write."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pydyf

from consent.errors import TypesetError
from consent.models.master import CodeSlot, InfoEntry, Master, TextEntry, TextSlot
from consent.models.slots import Slot
from consent.typeset.cut import Decoder, Gap, as_bytes, cut_page
from consent.typeset.finish.artifacts import make_artifacts
from consent.typeset.finish.fields import make_fields
from consent.typeset.finish.identity import xmp_text
from consent.typeset.finish.objects import by_reference, of_type
from consent.typeset.finish.twin import attach_twin
from consent.typeset.places import POINTS, CodeBox, SlotBox, code_boxes, regions, slot_boxes

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")


def compile_master(
    document: Any, pdf: Any, *, sentinels: Mapping[Slot, str], twin: str | None, issued_on: date
) -> Master:
    """Finish the objects, cut them at the slots and write the static part."""
    places = slot_boxes(document, sentinels)
    fields = make_fields(document, pdf)
    make_artifacts(pdf)
    attached = attach_twin(pdf, twin, issued_on) if twin is not None else None
    texts, codes = _Sheets(document, pdf, sentinels).cut(places, code_boxes(document))
    pdf.add_object(pdf.info)
    objects = by_reference(pdf)
    fonts = objects[objects[next(of_type(pdf, "/Page"))["Resources"]]["Font"]]
    xmp = objects[pdf.catalog["Metadata"]]
    dynamic = {fonts.number, xmp.number, pdf.info.number}
    dynamic |= {place.number for place in (*texts, *codes)} | ({attached.number} if attached else set())
    kept = _reachable(objects, pdf.catalog.reference, fonts.reference) - dynamic
    static = [item for item in pdf.objects[1:] if item.number in kept]
    _refuse_sentinels(static, sentinels)
    prefix, rows = _write(static, len(pdf.objects))
    first = document.pages[0]
    return Master(
        pages=len(document.pages),
        page_size=(round(first.width * POINTS, 3), round(first.height * POINTS, 3)),
        regions=regions(document),
        fields=fields,
        prefix=prefix,
        rows=rows,
        root=pdf.catalog.number,
        font_number=fonts.number,
        fonts=tuple((name, int(reference.split()[0])) for name, reference in fonts.items()),
        texts=texts,
        codes=codes,
        info=InfoEntry(
            number=pdf.info.number, items=tuple((key, str(value.string)) for key, value in pdf.info.items())
        ),
        xmp=TextEntry(number=xmp.number, text=xmp_text(pdf)),
        twin=attached,
        sentinels=tuple(sentinels.items()),
    )


class _Sheets:
    """Replaces each page's one stream by pieces; equal pieces are stored once."""

    def __init__(self, document: Any, pdf: Any, sentinels: Mapping[Slot, str]) -> None:
        self._pdf = pdf
        self._sentinels = sentinels
        self._decoder = Decoder(document)
        self._static: dict[bytes, bytes] = {}
        self._gaps: dict[Gap, Any] = {}

    def cut(
        self, places: Sequence[SlotBox], codes: Sequence[CodeBox]
    ) -> tuple[tuple[TextSlot, ...], tuple[CodeSlot, ...]]:
        objects = by_reference(self._pdf)
        coded = []
        for number, page in enumerate(of_type(self._pdf, "/Page"), 1):
            operators = objects[page["Contents"]].stream
            boxes = [place for place in places if place.page == number]
            pieces = cut_page(operators, boxes, self._sentinels, self._decoder)
            page["Contents"] = pydyf.Array(self._stored(piece) for piece in pieces)
            for box in codes:
                if box.page == number:
                    _check_flip(operators)
                    place = self._reserve()
                    page["Contents"].append(place.reference)
                    sides = {name: round(getattr(box, name), 3) for name in ("x", "y", "side")}
                    coded.append(CodeSlot(number=place.number, page=number, **sides))
        texts = (
            TextSlot(
                number=place.number,
                slot=gap.slot,
                x=gap.x,
                y=gap.y,
                size=gap.size,
                width=gap.width,
                bold=gap.bold,
                italic=gap.italic,
            )
            for gap, place in self._gaps.items()
        )
        return tuple(texts), tuple(coded)

    def _stored(self, piece: bytes | Gap) -> bytes:
        if isinstance(piece, Gap):
            if piece not in self._gaps:
                self._gaps[piece] = self._reserve()
            return bytes(self._gaps[piece].reference)
        if piece not in self._static:
            stream = pydyf.Stream([piece], compress=True)
            self._pdf.add_object(stream)
            self._static[piece] = stream.reference
        return self._static[piece]

    def _reserve(self) -> Any:
        place = pydyf.Stream()
        self._pdf.add_object(place)
        return place


def _check_flip(operators: Sequence[Any]) -> None:
    # What follows the page is drawn in points, with the origin at the top left.
    parts = as_bytes(operators[0]).split()
    if parts[:5] != [b"1", b"0", b"0", b"-1", b"0"] or parts[-1] != b"cm":
        raise TypesetError("WeasyPrint writes its pages differently; this version was not approved")


def _reachable(objects: Mapping[bytes, Any], *start: bytes) -> set[int]:
    kept: set[int] = set()
    waiting = list(start)
    while waiting:
        item = objects[waiting.pop()]
        if item.number in kept:
            continue
        kept.add(item.number)
        body = pydyf.Dictionary(item.extra).data if isinstance(item, pydyf.Stream) else item.data
        waiting.extend(b"%s 0 R" % number for number in _REFERENCE.findall(body))
    return kept


def _refuse_sentinels(static: Sequence[Any], sentinels: Mapping[Slot, str]) -> None:
    for item in static:
        for text in _strings(item):
            for slot, sentinel in sentinels.items():
                if sentinel in text:
                    raise TypesetError(
                        f"slot {slot}: it stands where no value can be written",
                        hint="not in headings, bookmarks, field titles, picture descriptions or links",
                    )


def _strings(item: Any) -> Iterator[str]:
    if isinstance(item, pydyf.String):
        yield item.string if isinstance(item.string, str) else item.string.decode("latin-1")
    elif isinstance(item, pydyf.Dictionary):
        for value in item.values():
            yield from _strings(value)
    elif isinstance(item, pydyf.Array):
        for value in item:
            yield from _strings(value)


def _write(static: Sequence[Any], count: int) -> tuple[bytes, bytes]:
    """Streams one by one, dictionaries together in one compressed object stream."""
    out = bytearray(_HEADER)
    rows = [_row(0, 0, 65535)] + [_row(0, 0, 0)] * count
    packed = []
    for item in static:
        if isinstance(item, pydyf.Stream):
            rows[item.number] = _row(1, len(out), 0)
            out += item.indirect + b"\n"
        else:
            packed.append(item)
    head, body = [], bytearray()
    for index, item in enumerate(packed):
        head.append(f"{item.number} {len(body)}")
        rows[item.number] = _row(2, count, index)
        body += item.data + b"\n"
    index_text = " ".join(head).encode() + b"\n"
    data = zlib.compress(index_text + bytes(body), 9)
    rows[count] = _row(1, len(out), 0)
    out += b"%d 0 obj\n<</Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d>>\nstream\n" % (
        count,
        len(packed),
        len(index_text),
        len(data),
    )
    out += data + b"\nendstream\nendobj\n"
    return bytes(out), b"".join(rows)


def _row(kind: int, second: int, third: int) -> bytes:
    return bytes([kind]) + second.to_bytes(4, "big") + third.to_bytes(2, "big")
