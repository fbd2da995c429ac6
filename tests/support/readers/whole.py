"""The same pages typeset whole, as the measure of what is joined from parts."""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf

from consent.assemble import content_values, twin_of
from consent.models.paper.packet import Packet
from consent.models.paper.slots import SENTINELS, Slot
from consent.stamp import stamp
from consent.typeset import typeset
from consent.typeset.html import Page, render_html
from consent.typeset.parts.copyfit import set_closer
from consent.typeset.parts.part import LINK
from tests.support.office import Office
from tests.support.readers.fields import fields_in

_PAGE_OF = re.compile(r'<span class="slot slot-page-of" data-slot="page-of">[^<]*</span>')
_COUNTED = '<span class="slot slot-page-of which-page"></span>'
_COUNTING = '.which-page::after { content: "Page " counter(page) " of " counter(pages) }'


def counted(page: Page) -> Page:
    """The page with its numbers counted in place, instead of being drawn at the join."""
    html, found = _PAGE_OF.subn(_COUNTED, page.html)
    assert found
    return Page(html, (*page.stylesheets, _COUNTING))


def whole(office: Office, packet: Packet, closer: str | None = None) -> bytes:
    """The packet in one piece: each part begins a page, because the style sheet says so.

    ``closer`` is the part that copyfitting sets closer.
    """
    said = content_values(packet)
    values: dict[Slot, str] = {slot: SENTINELS[slot] for slot in (*packet.slots, *said, Slot.PAGE_OF)}
    page = counted(render_html(packet, values, office.roots, spelled=()))
    sentinels: dict[Slot, str] = {slot: word for slot, word in values.items() if slot is not Slot.PAGE_OF}
    html = page.html.replace(f'href="{LINK}', 'href="#')
    master = typeset(
        set_closer(html, closer) if closer else html,
        stylesheets=page.stylesheets,
        roots=office.roots,
        issued_on=packet.issued_on,
        twin=twin_of(packet, sentinels),
        slots=sentinels,
        forms=packet.official_forms,
    )
    return stamp(master, {**packet.slots, **said})


class Inside:
    """What a reader of the file finds in it, apart from the numbers of its objects."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pikepdf.open(io.BytesIO(pdf))
        self._page = {page.obj.objgen: number for number, page in enumerate(self._pdf.pages)}
        nums = list(self._pdf.Root.StructTreeRoot.ParentTree.Nums)
        self._parents = dict(zip(map(int, nums[::2]), nums[1::2], strict=True))

    @property
    def tags(self) -> list[tuple[object, ...]]:
        """Every tag with its place in the tree; each piece of content and annotation names it as its own."""
        root = self._pdf.Root.StructTreeRoot
        return list(self._walk(root.K[0], root, 0))

    @property
    def fields(self) -> list[tuple[object, ...]]:
        """Every field: what it is, where it is, what is said of it."""
        return [
            (
                *(str(field.T), str(field.FT), str(field.TU), int(field.get("/Ff", 0))),
                [round(float(side), 2) for side in field.Rect],
                self._page[field.P.objgen] if "/P" in field else None,
            )
            for field in fields_in(self._pdf)
        ]

    @property
    def bookmarks(self) -> list[tuple[object, ...]]:
        """Every heading, how deep it is, where it leads."""
        found: list[tuple[object, ...]] = []

        def walk(mark: Any, depth: int) -> None:
            while mark is not None:
                page, _, left, top, _ = mark.Dest
                place = self._page[page.objgen], round(float(left), 1), round(float(top), 1)
                found.append((depth, str(mark.Title), int(mark.Count), *place))
                if "/First" in mark:
                    walk(mark.First, depth + 1)
                mark = mark.get("/Next")

        walk(self._pdf.Root.Outlines.First, 0)
        return found

    @property
    def heading_cells(self) -> tuple[list[str], set[str]]:
        """The names of heading cells, and those that other cells name."""
        elements = [o for o in self._pdf.objects if isinstance(o, pikepdf.Dictionary) and "/S" in o]
        named = {str(name) for e in elements if "/A" in e for name in _headers(e.A)}
        return [str(element.ID) for element in elements if "/ID" in element], named

    @property
    def links(self) -> list[tuple[int, int]]:
        """From which page to which, for every link inside the packet."""
        names = self._pdf.Root.Names
        listed = list(names.Dests.Names) if "/Dests" in names else []
        known = {str(n): to for n, to in zip(listed[::2], listed[1::2], strict=True)}
        return [
            (number, self._page[known[str(link.Dest)][0].objgen])
            for number, page in enumerate(self._pdf.pages)
            for link in page.obj.get("/Annots", ())
            if link.Subtype == "/Link" and "/Dest" in link
        ]

    @property
    def destinations(self) -> int:
        """How many named places there are."""
        names = self._pdf.Root.Names
        return len(names.Dests.Names) // 2 if "/Dests" in names else 0

    def _walk(self, tag: Any, parent: Any, depth: int) -> Any:
        assert tag.P.objgen == parent.objgen
        page = self._page[tag.Pg.objgen] if "/Pg" in tag else None
        about = [str(tag[key]) for key in ("/Alt", "/Lang") if key in tag]
        yield (depth, str(tag.S), page, *about, len(_headers(tag.get("/A"))))
        kids = tag.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if not isinstance(kid, pikepdf.Dictionary):
                assert page is not None
                row = self._parents[int(self._pdf.pages[page].obj.StructParents)]
                assert row[int(kid)].objgen == tag.objgen
                yield depth + 1, int(kid)
            elif kid.get("/Type") == "/OBJR":
                assert self._parents[int(kid.Obj.StructParent)].objgen == tag.objgen
                yield depth + 1, "OBJR", str(kid.Obj.get("/T", kid.Obj.Subtype)), self._page[kid.Pg.objgen]
            else:
                yield from self._walk(kid, tag, depth + 1)


def _headers(about: Any) -> list[Any]:
    return list(about.Headers) if about is not None and "/Headers" in about else []
