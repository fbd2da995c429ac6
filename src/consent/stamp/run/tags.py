"""The tags of one master as a pattern, and the one tree they all hang on.

Fields and links are not on paper, so their tags go. A span that says nothing but "here are some words"
goes too: its words then belong to the tag around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from consent.models.paper.master import Master
from consent.stamp.run.objects import entries, references, static_objects
from consent.stamp.run.output import Output
from consent.stamp.run.trees import NumberTree
from consent.stamp.syntax import string

_KID = re.compile(rb"(\d+) 0 R|(\d+)")
_ROW = re.compile(rb"(\d+) \[([^\]]*)\]")
_HEADERS = re.compile(rb"(/Headers \[)([^\]]*)(\])")
_STRING = re.compile(rb"\(((?:\\.|[^\\()])*)\)", re.DOTALL)
_BARE = {b"Type", b"S", b"K", b"P", b"Pg"}
_GONE = frozenset({b"/Form", b"/Link", b"/Annot"})
_RENAMED = {b"/Document": b"/Sect", b"/Link": b"/Span"}
_OWN, _ABOVE, _FIRST_PAGE = 0, 1, 2


@dataclass(frozen=True)
class Tags:
    """The tags of one master, and for each page the list of whose words are on it."""

    pattern: bytes
    """One object a line, with ``%d`` for every number."""
    holes: tuple[int, ...]
    """Which number goes where: the copy's own, the tag above, the pages, the objects."""
    tops: tuple[int, ...]
    """Which objects hang on the tag above."""
    objects: int
    lists: tuple[int, ...]
    """Which object is each page's list."""


class TagTree:
    """The tags of all packets."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._root = output.reserve()
        self._document = output.reserve()
        self._packets: list[int] = []
        self._pages = NumberTree(output)
        self._next_page = 0

    def add(self, tags: Tags, first_page: int, pages: int, title: str, language: str) -> int:
        """Tag one copy of a packet, whose pages are numbered in a row; gives its first /StructParents."""
        above = self._output.reserve()
        first = self._output.reserve(tags.objects)
        numbers = [above, above, *range(first_page, first_page + pages), *range(first, first + tags.objects)]
        filled = tags.pattern % tuple([numbers[hole] for hole in tags.holes])
        self._output.pack_all(first, filled.split(b"\n"))
        kids = b" ".join(b"%d 0 R" % (first + top) for top in tags.tops)
        body = b"<</Type /StructElem/S /Part/P %d 0 R/Lang %s/T %s/K [%s]>>"
        self._output.pack(above, body % (self._document, string(language), string(title), kids))
        self._packets.append(above)
        start = self._next_page
        self._next_page += pages
        for index, list_ in enumerate(tags.lists):
            self._pages.add(start + index, b"%d 0 R" % (first + list_))
        return start

    def finish(self) -> int:
        """Write the root and give its number."""
        kids = b" ".join(b"%d 0 R" % number for number in self._packets)
        body = b"<</Type /StructElem/S /Document/P %d 0 R/K [%s]>>"
        self._output.pack(self._document, body % (self._root, kids))
        body = b"<</Type /StructTreeRoot/K [%d 0 R]/ParentTree %d 0 R/ParentTreeNextKey %d>>"
        self._output.pack(self._root, body % (self._document, self._pages.finish(), self._next_page))
        return self._root


def tags_of(master: Master) -> Tags:
    """Make a pattern of a master's tags."""
    return _Reading(master).tags()


class _Reading:
    def __init__(self, master: Master) -> None:
        self._objects = static_objects(master)
        catalog = entries(self._objects[master.root])
        self._root = entries(self._objects[_only(catalog[b"StructTreeRoot"])])
        pages = references(entries(self._objects[_only(catalog[b"Pages"])])[b"Kids"])
        self._pages = {number: index for index, number in enumerate(pages)}
        self._elements: dict[int, dict[bytes, bytes]] = {}
        """In reading order."""
        self._inside: dict[int, int] = {}
        """Which tag took in the words of a span."""
        self._holes: list[int] = []

    def tags(self) -> Tags:
        tops = [number for number in references(self._root[b"K"]) if self._visit(number)]
        index = {number: place for place, number in enumerate(self._elements)}
        lines = [self._line(element, index) for element in self._elements.values()]
        rows = dict(self._rows())
        base = len(lines)
        lines += [self._list(rows.get(page, b""), index) for page in range(len(self._pages))]
        return Tags(
            pattern=b"\n".join(lines),
            holes=tuple(self._holes),
            tops=tuple(index[number] for number in tops),
            objects=len(lines),
            lists=tuple(range(base, len(lines))),
        )

    def _visit(self, number: int) -> bool:
        """Take in a tag and all below it; False when nothing of it is on paper."""
        element = entries(self._objects[number])
        self._elements[number] = element
        kids = [self._kid(kid, number, element) for kid in _KID.finditer(element.get(b"K", b""))]
        kept = [kid for kid in kids if kid]
        if not kept and element[b"S"] in _GONE:
            del self._elements[number]
            return False
        element[b"K"] = b" ".join(kept)
        return True

    def _kid(self, match: re.Match[bytes], parent: int, above: dict[bytes, bytes]) -> bytes:
        if match[2]:
            return match[2]
        number = int(match[1])
        below = entries(self._objects[number])
        if below.get(b"Type") != b"/StructElem":
            return b""
        plain = below[b"S"] == b"/Span" and below.keys() == _BARE and below[b"Pg"] == above.get(b"Pg")
        if plain and not any(references(below[b"K"])):
            self._inside[number] = parent
            return below[b"K"].strip(b"[] ")
        return b"%d 0 R" % number if self._visit(number) else b""

    def _line(self, element: dict[bytes, bytes], index: dict[int, int]) -> bytes:
        out = [b"<</Type /StructElem/S ", _RENAMED.get(element[b"S"], element[b"S"])]
        above = index.get(_only(element[b"P"]))
        out.append(b"/P " + self._hole(_ABOVE if above is None else self._of_object(above)))
        if b"Pg" in element:
            out.append(b"/Pg " + self._hole(_FIRST_PAGE + self._pages[_only(element[b"Pg"])]))
        kids = (
            self._hole(self._of_object(index[int(kid[1])])) if kid[1] else kid[2]
            for kid in _KID.finditer(element[b"K"])
        )
        out.append(b"/K [%s]" % b" ".join(kids))
        for key, value in element.items():
            if key in (b"ID", b"A"):
                out.append(b"/%s %s" % (key, self._own_names(key, _one_line(value))))
            elif key not in _BARE:
                out.append(b"/%s %s" % (key, _one_line(value)))
        return b"".join(out) + b">>"

    def _own_names(self, key: bytes, value: bytes) -> bytes:
        """Cells name their headings; in one file of many packets each copy needs names of its own."""
        if key == b"ID":
            return _STRING.sub(self._prefixed, value)
        return _HEADERS.sub(lambda match: match[1] + _STRING.sub(self._prefixed, match[2]) + match[3], value)

    def _prefixed(self, match: re.Match[bytes]) -> bytes:
        self._holes.append(_OWN)
        return b"(%%d-%s)" % match[1]

    def _rows(self) -> Iterator[tuple[int, bytes]]:
        body = self._objects[_only(self._root[b"ParentTree"])]
        parents = {int(key): row for key, row in _ROW.findall(entries(body)[b"Nums"].strip()[1:-1])}
        for number, page in self._pages.items():
            key = entries(self._objects[number]).get(b"StructParents")
            if key is not None:
                yield page, parents[int(key)]

    def _list(self, row: bytes, index: dict[int, int]) -> bytes:
        owners = []
        for word in re.findall(rb"(\d+) 0 R|(null)", row):
            number = int(word[0]) if word[0] else 0
            place = index.get(self._inside.get(number, number))
            owners.append(b"null" if place is None else self._hole(self._of_object(place)))
        return b"[%s]" % b" ".join(owners)

    def _of_object(self, place: int) -> int:
        return _FIRST_PAGE + len(self._pages) + place

    def _hole(self, number: int) -> bytes:
        self._holes.append(number)
        return b"%d 0 R"


def _only(value: bytes) -> int:
    return next(references(value))


def _one_line(value: bytes) -> bytes:
    return value.replace(b"\n", b"\\n").replace(b"%", b"%%")
