"""Parts, frames and fonts to one master."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import escape
from itertools import accumulate
from typing import TypeVar

from consent.errors import StampError
from consent.made_once import MadeOnce
from consent.models.library.catalogue import ENGLISH, Catalogue
from consent.models.paper.master import (
    CodeSlot,
    FieldPlace,
    FieldTree,
    InfoEntry,
    Master,
    Region,
    TextEntry,
    TextSlot,
    Twin,
)
from consent.models.paper.part import SHARED, Bookmark, FontSet, Frame, Part
from consent.models.paper.slots import COUNTED_IN_ALL, Slot
from consent.stamp.join.bookmarks import write_bookmarks
from consent.stamp.join.catalog import About, Once, Trees, write_catalog, write_trees
from consent.stamp.join.drawn import Pen
from consent.stamp.join.sheaf import Sheaf
from consent.stamp.syntax import place

_P = TypeVar("_P", Region, FieldPlace)
_REGIONS: MadeOnce[tuple[Region, ...]] = MadeOnce(1024)
_FIELDS: MadeOnce[tuple[FieldPlace, ...]] = MadeOnce(256)
"""What was moved before: the parts of a day stand on the same pages of many packets."""
_EMPTY_FIELD = b"/Tx BMC"
"""In the drawing of every field that is typed in."""


@dataclass(frozen=True, slots=True)
class Ingredients:
    """What a packet is joined from."""

    parts: tuple[Part, ...]
    frames: Mapping[str, Frame]
    """Head and foot for each type of page."""
    fonts: FontSet
    values: Mapping[Slot, str] = field(repr=False)
    """What its content says in its own slots."""
    about: Mapping[str, str] = field(repr=False)
    """What its head says, under the stand-ins of the frames."""
    twin: str = field(repr=False)
    """JSON text, with sentinels."""
    sentinels: Mapping[Slot, str] = field(repr=False)
    """Of the values that are stamped later."""
    catalogue: Catalogue = ENGLISH
    copied: int = 0
    """How many of the parts, the last ones, are a copy in English; its pages are counted apart."""


def join(given: Ingredients) -> Master:
    """Join parts. Same ingredients, same bytes.

    Raises:
        Overflow: a value of the content is wider than its place, or has no glyph there.
        StampError: the parts do not fit together.
    """
    return _Joining(given).master()


class _Joining:
    def __init__(self, given: Ingredients) -> None:
        check_parts(given.parts, given.frames)
        self._given = given
        self._sheaf = Sheaf()
        self._pen = Pen(self._sheaf, given.fonts.ready, given.values)
        *starts, self._count = accumulate((len(part.pages) for part in given.parts), initial=0)
        self._parts = list(zip(given.parts, starts, strict=True))
        copies = given.parts[len(given.parts) - given.copied :]
        self._copies = sum(len(part.pages) for part in copies)
        """How many of the pages, the last ones, are a copy."""
        self._frames = [given.frames[kind] for part in given.parts for kind in part.kinds]
        """Of each page."""
        self._gaps: dict[TextSlot, int] = {}
        """Places for values that are stamped later; equal ones share a stream."""

    def master(self) -> Master:
        """Write everything that is known, and say what is not."""
        sheaf, given = self._sheaf, self._given
        once = Once.reserved(sheaf)
        fonts = self._fonts()
        profile = sheaf.once(given.fonts.profile)
        numbers = [self._static(part) for part in given.parts]
        heads = [self._head(page, frame) for page, frame in enumerate(self._frames, 1)]
        gaps = [[self._pen.place_of(gap) for gap in part.gaps] for part in given.parts]
        bookmarks = write_bookmarks(sheaf, self._bookmarks(numbers))
        sheaf.close()
        for known, places in zip(numbers, gaps, strict=True):
            known.extend(map(self._number_of, places))
        besides = [b" ".join(b"%d 0 R" % self._number_of(item) for item in head) for head in heads]
        codes = tuple(self._codes(sheaf.reserve(self._count)))
        for place_ in codes:
            besides[place_.page - 1] += b" %d 0 R" % place_.number
        fillable = any(part.widgets for part in given.parts)
        first = sheaf.reserve(4 + fillable)
        font_number, twin, info, xmp = range(first, first + 4)
        # Its number, where there is none, is asked for by no part.
        tree = first + 4
        shared = (once.pages, once.document, font_number, once.colours, tree)
        trees = self._written(numbers, shared, besides)
        fields = tuple(self._fields())
        main = self._frames[0]
        has_typing = any(part.has_form_font for part in given.parts)
        typed = fonts[given.fonts.form] if has_typing else 0
        about = About(main.language, bookmarks, typed, tree if fillable else 0, twin, xmp)
        write_trees(sheaf, once, trees)
        write_catalog(sheaf, once, trees, about, fields, profile)
        bound = sheaf.bound()
        return Master(
            pages=self._count,
            page_size=given.parts[0].page_size,
            regions=tuple(self._regions()),
            fields=fields,
            tree=FieldTree(number=tree, fields=tuple(trees.widgets)) if fillable else None,
            prefix=bound.prefix,
            rows=bound.rows,
            root=once.catalog,
            font_number=font_number,
            fonts=tuple((name, fonts[index]) for name, index in given.fonts.entries),
            ready=given.fonts.ready,
            texts=tuple(gap.model_copy(update={"number": number}) for gap, number in self._gaps.items()),
            codes=codes,
            info=InfoEntry(number=info, items=tuple((key, self._said(text)) for key, text in main.info)),
            xmp=TextEntry(number=xmp, text=self._said(main.xmp, xml=True)),
            twin=Twin(number=twin, text=given.twin, date=f"D:{given.sentinels[Slot.ISSUED_DAY]}000000Z"),
            sentinels=tuple(given.sentinels.items()),
        )

    def _fonts(self) -> list[int]:
        fonts, sheaf = self._given.fonts, self._sheaf
        first = sheaf.reserve(fonts.packed)
        numbers = [*range(first, first + fonts.packed), *map(sheaf.once, fonts.streams)]
        for number, body in enumerate(fonts.objects.filled([0] * SHARED + numbers), first):
            sheaf.pack(number, body)
        return numbers

    def _static(self, part: Part) -> list[int]:
        """The numbers of a part's static objects."""
        many = part.packed + len(part.drawn)
        first = self._sheaf.reserve(many)
        return [*range(first, first + many), *map(self._stream, part.streams)]

    def _stream(self, body: bytes) -> int:
        if _EMPTY_FIELD not in body:
            return self._sheaf.once(body)
        # pypdf types into the drawing that is there: shared, the answer would show in other fields too.
        number = self._sheaf.reserve()
        self._sheaf.put(number, body)
        return number

    def _head(self, page: int, frame: Frame) -> list[int | TextSlot]:
        """What stands at the head and foot of a page, counted from 1."""
        said = self._page_of(page)
        return [
            self._sheaf.once(piece.stream) if piece.gap is None else self._pen.place_of(piece.gap, said)
            for piece in frame.pieces
        ]

    def _page_of(self, page: int) -> str:
        own = self._count - self._copies
        if page <= own:
            return self._given.catalogue.say("Page {page} of {pages}", page=page, pages=own)
        # Of one sheet alone both are asked: what is missing of the copy, and of the pile.
        said = ENGLISH.say("Page {page} of {pages}", page=page - own, pages=self._copies)
        return COUNTED_IN_ALL.format(said=said, sheet=page, sheets=self._count)

    def _number_of(self, item: int | TextSlot) -> int:
        if isinstance(item, int):
            return item
        if item not in self._gaps:
            self._gaps[item] = self._sheaf.reserve()
        return self._gaps[item]

    def _bookmarks(self, numbers: Sequence[list[int]]) -> Iterator[tuple[Bookmark, int]]:
        for part, known in zip(self._given.parts, numbers, strict=True):
            for mark in part.bookmarks:
                yield mark, known[part.pages[mark.page]]

    def _codes(self, first: int) -> Iterator[CodeSlot]:
        for page, frame in enumerate(self._frames):
            if frame.code is not None:
                x, y, side = frame.code
                yield CodeSlot(number=first + page, page=page + 1, x=x, y=y, side=side)

    def _written(
        self, numbers: Sequence[list[int]], shared: tuple[int, ...], besides: Sequence[bytes]
    ) -> Trees:
        """Write the objects of all parts; what grows with each of them."""
        trees = Trees()
        annotation = self._count
        for (part, start), known in zip(self._parts, numbers, strict=True):
            end = start + len(part.pages)
            keys = [*range(start, end), *range(annotation, annotation + part.keys - len(part.pages))]
            annotation += part.keys - len(part.pages)
            filling = [*shared, *keys, *known, *besides[start:end]]
            for number, body in zip(known, part.objects.filled(filling), strict=False):
                self._sheaf.pack(number, body)
            heads = part.drawings.filled(filling)
            for number, head, drawing in zip(known[part.packed :], heads, part.drawn, strict=False):
                self._sheaf.put(number, head + drawing.data)
            trees.pages += [known[index] for index in part.pages]
            trees.tags += [known[index] for index in part.tags]
            trees.rows += part.rows.filled(filling)
            trees.annotations += [known[index] for index in part.annotation_tags]
            trees.widgets += [known[index] for index in part.widgets]
            trees.attached += [(name, known[index]) for name, index in part.attached]
        trees.places = self._places(trees.pages)
        return trees

    def _places(self, pages: Sequence[int]) -> dict[str, bytes]:
        """Where the links lead to."""
        wanted = {link for part in self._given.parts for link in part.links}
        found: dict[str, bytes] = {}
        for region in self._regions() if wanted else ():
            if region.id in wanted:
                found.setdefault(region.id, place(pages[region.page - 1], region.x0, region.y1))
        return found

    def _regions(self) -> Iterator[Region]:
        for part, start in self._parts:
            for page, kind in enumerate(part.kinds, start + 1):
                frame = self._given.frames[kind]
                yield from _REGIONS.made((frame,), page, partial(_moved, frame.regions, page - 1))
            yield from _REGIONS.made((part,), start, partial(_moved, part.regions, start))

    def _fields(self) -> Iterator[FieldPlace]:
        for part, start in self._parts:
            yield from _FIELDS.made((part,), start, partial(_moved, part.fields, start))

    def _said(self, text: str, *, xml: bool = False) -> str:
        for stand_in, words in self._given.about.items():
            text = text.replace(stand_in, escape(words, quote=False) if xml else words)
        return text


def _moved(places: Sequence[_P], pages: int) -> tuple[_P, ...]:
    """These places, so many pages further on."""
    # Quicker than model_copy, and there are a hundred for each packet.
    return tuple([type(one)(**{**one.__dict__, "page": one.page + pages}) for one in places])


def check_parts(parts: Sequence[Part], frames: Mapping[str, Frame]) -> None:
    """What holds of the whole alone: names are unique, links lead somewhere, sheets are of one size.

    Raises:
        StampError: it does not hold.
    """
    if not parts:
        raise StampError("a packet needs at least one part")
    if len({part.page_size for part in parts}) > 1:
        raise StampError("the parts are on sheets of several sizes")
    kinds = {kind for part in parts for kind in part.kinds}
    if kinds - frames.keys():
        raise StampError("there are pages without head and foot")
    _refuse_twice("field", ([field_.name for field_ in part.fields] for part in parts))
    ids = [{region.id for region in part.regions} for part in parts]
    ids.append({region.id for kind in kinds for region in frames[kind].regions})
    _refuse_twice("id", ids)
    known = set().union(*ids)
    for part in parts:
        for link in part.links:
            if link not in known:
                raise StampError(f"part {part.name}: a link leads to {link!r}, which is not in the packet")


def _refuse_twice(what: str, names: Iterable[Iterable[str]]) -> None:
    seen: set[str] = set()
    for of_part in names:
        for name in of_part:
            if name in seen:
                raise StampError(f"two parts have the same {what} {name!r}")
        seen |= set(of_part)
