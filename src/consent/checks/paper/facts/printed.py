"""What the page templates print, in order: the words of the packet and all that stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import unescape

from consent.reading.text.flow import squeezed

_TOKEN = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>|<!--.*?-->|<![^>]*>|([^<]+)", re.DOTALL
)
_VALUE = re.compile(r"([a-zA-Z-]+)=\"([^\"]*)\"")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_UNSEEN = frozenset(["head", "title", "style", "script", "svg", "template"])
_RUNNING = frozenset({"page-top", "page-foot"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = frozenset(
    [
        "p",
        "li",
        "td",
        "th",
        "div",
        "section",
        "header",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "caption",
        "dt",
        "dd",
        "ul",
        "ol",
        "table",
        "main",
    ]
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand in one element of the page."""

    text: str
    letters: str
    """The words without spaces."""
    slot: str = ""
    """The identity value it shows, if it is one."""
    heading: bool = False
    head: bool = False
    """Whether it is the head of a column or row."""
    block: int = 0
    """Number of the nearest block around it."""
    row: int = 0
    """Number of the table row around it; 0: none."""
    cell: int = 0
    """Number of the cell in its row, from 1."""
    repeated: bool = False
    """Whether it prints again on each page that its table goes on to."""
    table: int = 0
    """Number of the table around it; 0: none."""
    part: str = ""
    """The part of the packet around it."""
    places: tuple[str, ...] = ()
    """Names of the fields it is the caption of."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The words of a packet in the order of its page templates."""

    body: tuple[Piece, ...]
    running: tuple[Piece, ...]
    """Head and foot of every page."""
    fields: Mapping[str, str]
    """The tooltip of each place to write."""
    alternatives: tuple[str, ...]
    """What is read aloud in place of pictures."""
    told: tuple[str, ...] = ()
    """What the page says of itself to programs."""


def printed(html: str) -> Printed:
    """Read the words of a page that is ready to be typeset."""
    reader = _Reader()
    for match in _TOKEN.finditer(html):
        closes, tag, attributes, words = match.groups()
        if words is not None:
            reader.words(words)
        elif tag and closes:
            reader.close(tag.lower())
        elif tag:
            reader.open(tag.lower(), {name: unescape(value) for name, value in _VALUE.findall(attributes)})
    return Printed(
        body=tuple(reader.pieces(running=False)),
        running=tuple(reader.pieces(running=True)),
        fields=reader.fields,
        alternatives=tuple(reader.alternatives),
        told=tuple(reader.told),
    )


@dataclass(slots=True)
class _Row:
    """A row of a table and how many cells it has had so far."""

    number: int
    cells: int = 0


@dataclass(frozen=True, slots=True)
class _Element:
    """An element that is open, and what it and those around it say of words inside."""

    tag: str
    slot: str = ""
    block: int = 0
    row: _Row | None = None
    table: int = 0
    part: str = ""
    heading: bool = False
    head: bool = False
    repeated: bool = False
    running: bool = False
    unseen: bool = False
    pictured: bool = False
    fields: list[str] = field(default_factory=list)


class _Reader:
    def __init__(self) -> None:
        self._found: list[tuple[Piece, Sequence[_Element]]] = []
        """Each piece, and the two elements around it."""
        self.fields: dict[str, str] = {}
        self.alternatives: list[str] = []
        self.told: list[str] = []
        self._path: list[_Element] = [_Element("")]
        self._count = 0

    def open(self, tag: str, values: Mapping[str, str]) -> None:
        """An element begins."""
        around = self._path[-1]
        if tag == "input":
            name = values.get("name", "").partition(":")[2]
            around.fields.append(name)
            self.fields[name] = values.get("title", "")
        self.alternatives += [values[key] for key in ("alt", "aria-label") if values.get(key)]
        if tag == "meta" and "name" in values:
            self.told.append(values.get("content", ""))
        if tag in _VOID:
            return
        self._count += 1
        if tag in ("td", "th") and around.row is not None:
            around.row.cells += 1
        self._path.append(
            _Element(
                tag,
                slot=values.get("data-slot", ""),
                block=self._count if tag in _BLOCKS else around.block,
                row=_Row(self._count) if tag == "tr" else around.row,
                table=self._count if tag == "table" else around.table,
                part=values.get("data-part", around.part),
                heading=around.heading or tag in _HEADINGS,
                head=around.head or tag == "th",
                repeated=around.repeated or tag == "thead",
                running=around.running or values.get("id") in _RUNNING,
                unseen=around.unseen or tag in _UNSEEN,
                pictured=around.pictured or tag == "svg",
            )
        )

    def close(self, tag: str) -> None:
        """An element ends, and with it those inside that were left open."""
        if any(element.tag == tag for element in self._path):
            while self._path.pop().tag != tag:
                pass

    def words(self, words: str) -> None:
        """Words stand in the innermost element."""
        text = " ".join(unescape(words).split())
        here = self._path[-1]
        if text and here.pictured and here.tag == "title":
            self.alternatives.append(text)
        if not text or here.unseen:
            return
        piece = Piece(
            text=text,
            letters=squeezed(text),
            slot=here.slot,
            heading=here.heading,
            head=here.head,
            block=here.block,
            row=here.row.number if here.row else 0,
            cell=here.row.cells if here.row else 0,
            repeated=here.repeated,
            table=here.table,
            part=here.part,
        )
        self._found.append((piece, self._path[-2:]))

    def pieces(self, *, running: bool) -> Iterator[Piece]:
        """The words of the pages, or of their head and foot."""
        for piece, around in self._found:
            if around[-1].running == running:
                # Only now is it known which fields stand beside the words.
                fields = next((element.fields for element in reversed(around) if element.fields), [])
                yield replace(piece, places=tuple(fields)) if len(fields) == 1 else piece
