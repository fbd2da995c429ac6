"""One laid-out and painted part becomes objects that can be joined with those of any other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pydyf

from consent.models.paper.bound_form import BoundForm
from consent.models.paper.part import (
    COLOUR_SPACES,
    DOCUMENT_TAG,
    FIELD_TREE,
    FONTS,
    PAGE_TREE,
    SHARED,
    Bookmark,
    Drawing,
    GlyphUse,
    Part,
)
from consent.models.paper.slots import Slot
from consent.typeset.compile import Sheets
from consent.typeset.finish.artifacts import make_artifacts
from consent.typeset.finish.attached import attach_forms
from consent.typeset.finish.bound_forms import bind_forms
from consent.typeset.finish.fields import make_fields
from consent.typeset.finish.folding import fold_tags
from consent.typeset.finish.list_bodies import make_list_bodies
from consent.typeset.finish.objects import by_reference, of_type, structure_root
from consent.typeset.finish.twin import refuse_attachments
from consent.typeset.parts.divide import NotInPartsError
from consent.typeset.parts.movable import PatternWriter
from consent.typeset.places import POINTS, code_boxes, regions, slot_boxes
from consent.typeset.static import NUMBER, sound_stream

LINK = "part:"
"""How a link to an element of another part begins: WeasyPrint refuses a link to what it does not see."""
OPAQUE = {"a1.0": {"ca": 1.0}, "A1.0": {"CA": 1.0}}
"""Graphics states that every page has, for the head and foot drawn on it."""
_STREAM = b">>\nstream\n"


def make_part(
    name: str,
    document: Any,
    pdf: Any,
    *,
    sentinels: Mapping[Slot, str],
    forms: Sequence[BoundForm],
    prefix: str,
) -> Part:
    """Make a part's objects movable. ``prefix`` begins the names of its heading cells."""
    places = slot_boxes(document, sentinels)
    fields = make_fields(document, pdf) if any(page.forms[None] for page in document.pages) else ()
    make_artifacts(pdf)
    bind_forms(document, pdf, forms)
    refuse_attachments(document)
    attach_forms(pdf, forms)
    make_list_bodies(pdf)
    fold_tags(pdf)
    if code_boxes(document):
        raise NotInPartsError("the code of the page stands inside a part")
    texts, _ = Sheets(document, pdf, sentinels).cut(places, ())
    links = _linked(pdf)
    _name_headings(pdf, prefix)
    moved = _Moved(pdf, [place.number for place in texts])
    first = document.pages[0]
    return Part(
        name=name,
        page_size=(round(first.width * POINTS, 3), round(first.height * POINTS, 3)),
        kinds=tuple(page._page_box.page_type.name or "" for page in document.pages),
        gaps=tuple(place.model_copy(update={"number": 0}) for place in texts),
        links=links,
        bookmarks=tuple(_bookmarks(document)),
        regions=regions(document),
        fields=fields,
        glyphs=glyph_uses(document),
        has_form_font="DR" in pdf.catalog.get("AcroForm", {}) and "Font" in pdf.catalog["AcroForm"]["DR"],
        **moved.entries(),
    )


def glyph_uses(document: Any) -> tuple[GlyphUse, ...]:
    """The glyphs of each font that the pages use."""
    fonts: dict[str, Any] = {}
    texts: dict[str, dict[int, str]] = {}
    widths: dict[str, dict[int, float]] = {}
    for font in document.fonts.values():
        fonts.setdefault(font.hash, font)
        texts.setdefault(font.hash, {}).update(font.to_unicode)
        widths.setdefault(font.hash, {}).update(font.widths)
    return tuple(
        GlyphUse(
            resource=key,
            name=font.name.decode(),
            family=font.family,
            weight=font.weight,
            italic=bool(font.style),
            flags=font.flags,
            ascent=font.ascent,
            descent=font.descent,
            glyphs=tuple((id_, text, widths[key][id_]) for id_, text in sorted(texts[key].items())),
        )
        for key, font in sorted(fonts.items())
    )


def _linked(pdf: Any) -> tuple[str, ...]:
    """What the links inside the packet lead to; those to other parts become such links."""
    found = []
    for link in pdf.objects:
        if not isinstance(link, pydyf.Dictionary) or link.get("Subtype") != "/Link":
            continue
        action = link.get("A")
        if action is not None and (target := str(action["URI"].string)).startswith(LINK):
            del link["A"]
            link["Dest"] = pydyf.String(target.removeprefix(LINK))
            link["Contents"] = pydyf.String(target.removeprefix(LINK))
        if "Dest" in link:
            found.append(str(link["Dest"].string))
    return tuple(dict.fromkeys(found))


def _name_headings(pdf: Any, prefix: str) -> None:
    # Their names are numbers, which begin anew in each part.
    for element in of_type(pdf, "/StructElem"):
        if "ID" in element:
            element["ID"] = pydyf.String(f"{prefix}-{element['ID'].string}")
        about = element.get("A")
        if about is not None and "Headers" in about:
            about["Headers"] = pydyf.Array(
                pydyf.String(f"{prefix}-{name.string}") for name in about["Headers"]
            )


def _bookmarks(document: Any) -> Iterator[Bookmark]:
    for number, page in enumerate(document.pages):
        for level, title, (x, y), state in page.bookmarks:
            yield Bookmark(
                level=level,
                title=title,
                page=number,
                x=x * POINTS,
                y=(page.height - y) * POINTS,
                closed=state == "closed",
            )


class _Moved:
    """Everything that the pages, the tags and the form of a part reach."""

    def __init__(self, pdf: Any, gaps: Sequence[int]) -> None:
        self._pdf = pdf
        self._pages = list(of_type(pdf, "/Page"))
        self._besides: dict[int, int] = {}
        self._add_besides()
        self._by_reference = by_reference(pdf)
        root = structure_root(pdf)
        self._document = self._by_reference[root["K"][0]]
        parents = self._by_reference[root["ParentTree"]]["Nums"]
        fields = pdf.catalog.get("AcroForm", {}).get("Fields", ())
        self._tree = self._by_reference[fields[0]] if fields else None
        self._parents = list(zip(parents[::2], parents[1::2], strict=True))
        self._gaps = list(gaps)
        self._shared = self._roles()
        self._bodies: dict[int, bytes] = {}
        """Of the plain objects; each is written once, to see what it names and for the pattern."""
        self._packed, self._drawings, self._streams = self._sorted()
        order = [*self._packed, *self._drawings, *self._streams, *self._gaps]
        first = SHARED + len(self._parents)
        self._local = {number: index for index, number in enumerate(order)}
        self._places = {number: first + index for number, index in self._local.items()} | self._shared
        for index, number in enumerate(self._besides):
            self._besides[number] = first + len(order) + index

    def entries(self) -> dict[str, Any]:
        """What of a part is made of its objects."""
        objects = {item.number: item for item in self._pdf.objects[1:]}
        packed, drawings = self._writer(), self._writer()
        for number in self._packed:
            packed.add(self._bodies[number])
        drawn = []
        for number in self._drawings:
            head, data = _cut(objects[number].data)
            drawings.add(head)
            drawn.append(Drawing(data=data))
        widgets = self._tree["Kids"] if self._tree is not None else ()
        return {
            "keys": len(self._parents),
            "packed": len(self._packed),
            "objects": packed.written(),
            "drawings": drawings.written(),
            "drawn": tuple(drawn),
            "streams": tuple(sound_stream(objects[number].data) for number in self._streams),
            "pages": tuple(self._local[page.number] for page in self._pages),
            "tags": tuple(self._of(reference) for reference in self._document["K"]),
            "rows": self._rows(),
            "annotation_tags": tuple(
                self._of(value) for _, value in self._parents if not isinstance(value, list)
            ),
            "widgets": tuple(self._of(reference) for reference in widgets),
            "attached": tuple(self._attached()),
        }

    def _roles(self) -> dict[int, int]:
        resources = self._by_reference[self._pages[0]["Resources"]]
        for name, state in OPAQUE.items():
            resources["ExtGState"].setdefault(name, pydyf.Dictionary(state))
        tree = {self._tree.number: FIELD_TREE} if self._tree is not None else {}
        return tree | {
            self._pdf.pages.number: PAGE_TREE,
            self._document.number: DOCUMENT_TAG,
            self._by_reference[resources["Font"]].number: FONTS,
            self._by_reference[resources["ColorSpace"]].number: COLOUR_SPACES,
        }

    def _add_besides(self) -> None:
        for page in self._pages:
            besides = pydyf.Stream()
            self._pdf.add_object(besides)
            page["Contents"].append(besides.reference)
            self._besides[besides.number] = 0

    def _sorted(self) -> tuple[list[int], list[int], list[int]]:
        """The objects to keep: plain ones, streams that name others, streams that do not."""
        packed: list[int] = []
        drawings: list[int] = []
        streams: list[int] = []
        skipped = {*self._gaps, *self._shared, *self._besides}
        waiting = [page.reference for page in self._pages]
        waiting += [reference for reference in self._document["K"] if isinstance(reference, bytes)]
        waiting += [self._by_reference[spec].reference for _, spec in self._specs()]
        seen: set[int] = set()
        while waiting:
            item = self._by_reference[waiting.pop()]
            if item.number in seen or item.number in skipped:
                continue
            seen.add(item.number)
            if isinstance(item, pydyf.Stream):
                named = list(references(pydyf.Dictionary(item.extra).data))
                (drawings if named else streams).append(item.number)
            else:
                body = self._bodies[item.number] = item.data
                named = list(references(body))
                packed.append(item.number)
            waiting += named
        # In the order they were made: bytes must not hang on the way they were found.
        return sorted(packed), sorted(drawings), sorted(streams)

    def _rows(self) -> Any:
        writer = self._writer()
        for _, value in self._parents:
            if isinstance(value, list):
                row = [reference if self._is_kept(reference) else b"null" for reference in value]
                writer.add(b"[%s]" % b" ".join(row))
        return writer.written()

    def _is_kept(self, reference: bytes) -> bool:
        return bytes(reference) != b"null" and _number(reference) in self._local

    def _specs(self) -> Iterator[tuple[str, bytes]]:
        files = self._pdf.catalog.get("Names", {}).get("EmbeddedFiles", {}).get("Names", ())
        for name, spec in zip(files[::2], files[1::2], strict=True):
            yield str(name.string), bytes(spec)

    def _attached(self) -> Iterator[tuple[str, int]]:
        for name, spec in self._specs():
            yield name, self._of(spec)

    def _writer(self) -> PatternWriter:
        return PatternWriter(self._places.__getitem__, lambda key: SHARED + key, self._besides)

    def _of(self, reference: bytes) -> int:
        return self._local[_number(reference)]


def references(body: bytes) -> Iterator[bytes]:
    """The references in an object's dictionary."""
    return (b"%s 0 R" % match[2] for match in NUMBER.finditer(body) if match[2])


def _number(reference: bytes) -> int:
    return int(bytes(reference).split()[0])


def _cut(data: bytes) -> tuple[bytes, bytes]:
    at = data.index(_STREAM)
    return data[:at], sound_stream(data[at:])
