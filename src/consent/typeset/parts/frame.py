"""Head and foot of the pages, typeset once for each type of page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pydyf

from consent.models.paper.master import TextSlot
from consent.models.paper.part import Frame, FramePiece
from consent.models.paper.slots import Slot
from consent.typeset.cut import Decoder, Gap, as_bytes, cut_page
from consent.typeset.finish.artifacts import make_artifacts
from consent.typeset.finish.identity import moment_of, xmp_text
from consent.typeset.finish.objects import by_reference, of_type
from consent.typeset.parts.divide import NotInPartsError
from consent.typeset.parts.part import OPAQUE, glyph_uses
from consent.typeset.places import code_boxes, regions, slot_boxes
from consent.typeset.shorter import shorter

_OF_PICTURES = ("XObject", "Pattern", "Shading")


def make_frame(kind: str, document: Any, pdf: Any, *, sentinels: Mapping[Slot, str], day: str) -> Frame:
    """Cut the one page of a frame at its slots. ``day`` is the stand-in for the printed date."""
    if len(document.pages) != 1:
        raise NotInPartsError("what stands around <main> is not head and foot of the pages")
    places = slot_boxes(document, sentinels)
    make_artifacts(pdf)
    page = next(of_type(pdf, "/Page"))
    objects = by_reference(pdf)
    _check_plain(page, objects)
    operators = list(objects[page["Contents"]].stream)
    if as_bytes(operators[0]).split()[-1] != b"cm":
        raise NotInPartsError("WeasyPrint writes its pages differently")
    # The content of the page stands before it, and has turned the page already.
    pieces = cut_page(operators[1:], places, sentinels, Decoder(document))
    codes = code_boxes(document)
    pdf.info["CreationDate"] = pdf.info["ModDate"] = pydyf.String(moment_of(day))
    return Frame(
        kind=kind,
        pieces=tuple(_piece(piece) for piece in pieces),
        code=(round(codes[0].x, 3), round(codes[0].y, 3), round(codes[0].side, 3)) if codes else None,
        regions=regions(document),
        glyphs=glyph_uses(document),
        language=str(pdf.catalog["Lang"].string),
        info=tuple((key, str(value.string)) for key, value in pdf.info.items()),
        xmp=xmp_text(pdf, day),
    )


def _check_plain(page: Any, objects: Mapping[bytes, Any]) -> None:
    if page.get("Annots"):
        raise NotInPartsError("head and foot of the pages hold a field or a link")
    resources = objects[page["Resources"]]
    states = resources.get("ExtGState", {}).keys() - OPAQUE.keys()
    if states or any(resources.get(name) for name in _OF_PICTURES):
        raise NotInPartsError("head and foot of the pages hold a picture or a shade")
    operators = objects[page["Contents"]].stream
    if any(isinstance(operator, pydyf.Dictionary) and "MCID" in operator for operator in operators):
        raise NotInPartsError("words around <main> are not in head and foot of the pages")


def _piece(piece: bytes | Gap) -> FramePiece:
    if isinstance(piece, bytes):
        stream = pydyf.Stream([shorter(piece)], compress=True)
        return FramePiece(stream=bytes(stream.data))
    return FramePiece(
        gap=TextSlot(
            number=0,
            slot=piece.slot,
            x=piece.x,
            y=piece.y,
            size=piece.size,
            width=piece.width,
            bold=piece.bold,
            italic=piece.italic,
        )
    )
