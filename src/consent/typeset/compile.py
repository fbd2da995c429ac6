"""From WeasyPrint's objects to a master: what stays, and what ``stamp`` has yet to write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pydyf

from consent.errors import TypesetError
from consent.models.paper.bound_form import BoundForm
from consent.models.paper.master import CodeSlot, FieldTree, InfoEntry, Master, TextEntry, TextSlot
from consent.models.paper.slots import Slot
from consent.typeset.cut import Decoder, Gap, as_bytes, cut_page
from consent.typeset.finish.artifacts import make_artifacts
from consent.typeset.finish.attached import attach_forms
from consent.typeset.finish.bound_forms import bind_forms
from consent.typeset.finish.fields import make_fields
from consent.typeset.finish.folding import fold_tags
from consent.typeset.finish.identity import moment_of, xmp_text
from consent.typeset.finish.list_bodies import make_list_bodies
from consent.typeset.finish.objects import by_reference, of_type
from consent.typeset.finish.page_fonts import finish_fonts
from consent.typeset.finish.profile import shrink_profile
from consent.typeset.finish.twin import attach_twin, refuse_attachments
from consent.typeset.places import POINTS, CodeBox, SlotBox, code_boxes, regions, slot_boxes
from consent.typeset.shorter import shorter
from consent.typeset.static import reachable, refuse_sentinels, write_static


def compile_master(
    document: Any,
    pdf: Any,
    *,
    sentinels: Mapping[Slot, str],
    twin: str | None,
    issued_on: date,
    forms: Sequence[BoundForm],
) -> Master:
    """Finish the objects, cut them at the slots and write the static part."""
    day = sentinels.get(Slot.ISSUED_DAY, issued_on.isoformat())
    places = slot_boxes(document, sentinels)
    fields = make_fields(document, pdf)
    make_artifacts(pdf)
    _drop_unused_names(pdf)
    bind_forms(document, pdf, forms)
    refuse_attachments(document)
    attached = attach_twin(pdf, twin, moment_of(day)) if twin is not None else None
    attach_forms(pdf, forms)
    make_list_bodies(pdf)
    fold_tags(pdf)
    ready = finish_fonts(document, pdf)
    shrink_profile(pdf)
    texts, codes = Sheets(document, pdf, sentinels).cut(places, code_boxes(document))
    pdf.add_object(pdf.info)
    form = _form_of_its_own(pdf)
    objects = by_reference(pdf)
    tree = objects[form["Fields"][0]] if fields else None
    fonts = objects[objects[next(of_type(pdf, "/Page"))["Resources"]]["Font"]]
    info, xmp = _information(pdf, day, sentinels), _metadata(pdf, day, sentinels)
    dynamic = [*(place.number for place in texts), *(place.number for place in codes), fonts.number]
    dynamic += [entry.number for entry in (info, xmp) if not entry.static]
    dynamic += [one.number for one in (attached, tree) if one]
    kept = reachable(objects, pdf.catalog.reference, fonts.reference, pdf.info.reference) - set(dynamic)
    static = [item for item in pdf.objects[1:] if item.number in kept]
    refuse_sentinels(static, sentinels)
    written = write_static(static, dynamic)
    first = document.pages[0]
    return Master(
        pages=len(document.pages),
        page_size=(round(first.width * POINTS, 3), round(first.height * POINTS, 3)),
        regions=regions(document),
        fields=fields,
        tree=_field_tree(tree, written.numbers) if tree else None,
        prefix=written.prefix,
        rows=written.rows,
        root=written.numbers[pdf.catalog.number],
        font_number=written.numbers[fonts.number],
        fonts=tuple((name, written.numbers[int(reference.split()[0])]) for name, reference in fonts.items()),
        ready=ready,
        texts=written.renumbered(texts),
        codes=written.renumbered(codes),
        info=written.renumbered([info])[0],
        xmp=written.renumbered([xmp])[0],
        twin=written.renumbered([attached])[0] if attached else None,
        sentinels=tuple(sentinels.items()),
    )


def _form_of_its_own(pdf: Any) -> Any:
    # In the catalog itself, pdf.js changes it in place and forgets to ask for new appearances.
    form = pdf.catalog.get("AcroForm", {})
    if form:
        pdf.add_object(form)
        pdf.catalog["AcroForm"] = form.reference
    return form


def _field_tree(tree: Any, numbers: Mapping[int, int]) -> FieldTree:
    fields = tuple(numbers[int(reference.split()[0])] for reference in tree["Kids"])
    return FieldTree(number=numbers[tree.number], fields=fields)


def _drop_unused_names(pdf: Any) -> None:
    """WeasyPrint names a place for every id; programs that join files may lose the fields of such a file."""
    names = pdf.catalog.get("Names", {})
    if "Dests" not in names:
        return
    wanted = {str(item["Dest"].string) for item in pdf.objects if _leads_to_a_name(item)}
    listed = names.pop("Dests")["Names"]
    kept = pydyf.Array()
    for name, place in zip(listed[::2], listed[1::2], strict=True):
        if name.string in wanted:
            kept += [name, place]
    if kept:
        names["Dests"] = pydyf.Dictionary({"Names": kept})


def _leads_to_a_name(item: Any) -> bool:
    return isinstance(item, pydyf.Dictionary) and item.get("Subtype") == "/Link" and "Dest" in item


def _information(pdf: Any, day: str, sentinels: Mapping[Slot, str]) -> InfoEntry:
    pdf.info["CreationDate"] = pdf.info["ModDate"] = pydyf.String(moment_of(day))
    items = tuple((key, str(value.string)) for key, value in pdf.info.items())
    static = not _holds_any(" ".join(text for _, text in items), sentinels)
    return InfoEntry(number=pdf.info.number, items=items, static=static)


def _metadata(pdf: Any, day: str, sentinels: Mapping[Slot, str]) -> TextEntry:
    stream, text = by_reference(pdf)[pdf.catalog["Metadata"]], xmp_text(pdf, day)
    static = not _holds_any(text, sentinels)
    # Never compressed: some programs look for it without reading PDF.
    stream.stream, stream.compress = [text.encode()], False
    return TextEntry(number=stream.number, text=text, static=static)


def _holds_any(text: str, sentinels: Mapping[Slot, str]) -> bool:
    return any(sentinel in text for sentinel in sentinels.values())


class Sheets:
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
        """Cut every page at these places; the gaps, each with the number of its stream."""
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
            stream = pydyf.Stream([shorter(piece)], compress=True)
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
