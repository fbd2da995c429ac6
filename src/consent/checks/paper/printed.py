"""What the page templates print, in order: the words of the packet and all that stands around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from consent.checks.reading.flow import squeezed

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
    block: int = 0
    """Number of the nearest block around it."""
    row: int = 0
    """Number of the table row around it; 0: none."""
    cell: int = 0
    """Number of the cell in its row, from 1."""
    repeated: bool = False
    """Whether it prints again on each page that its table goes on to."""
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


def printed(html: str) -> Printed:
    """Read the words of a page that is ready to be typeset."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return Printed(
        body=tuple(reader.pieces(running=False)),
        running=tuple(reader.pieces(running=True)),
        fields=reader.fields,
        alternatives=tuple(reader.alternatives),
    )


@dataclass(slots=True)
class _Element:
    tag: str
    number: int
    id: str = ""
    slot: str = ""
    fields: list[str] = field(default_factory=list)
    cells: int = 0
    """How many cells a row has had so far."""


@dataclass(slots=True)
class _Words:
    text: str
    path: tuple[_Element, ...]
    cell: int


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._path: list[_Element] = []
        self._count = 0
        self._words: list[_Words] = []
        self.fields: dict[str, str] = {}
        self.alternatives: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "input" and self._path:
            name = values.get("name", "").partition(":")[2]
            self._path[-1].fields.append(name)
            self.fields[name] = values.get("title", "")
        for key in ("alt", "aria-label"):
            if values.get(key):
                self.alternatives.append(values[key])
        if tag in _VOID:
            return
        if tag in ("td", "th") and (row := self._around("tr")) is not None:
            row.cells += 1
        self._count += 1
        self._path.append(_Element(tag, self._count, values.get("id", ""), values.get("data-slot", "")))

    def handle_endtag(self, tag: str) -> None:
        if any(element.tag == tag for element in self._path):
            while self._path.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if text and self._path and self._path[-1].tag == "title" and self._around("svg"):
            self.alternatives.append(text)
        if text and not any(element.tag in _UNSEEN for element in self._path):
            row = self._around("tr")
            self._words.append(_Words(text, tuple(self._path), row.cells if row else 0))

    def pieces(self, *, running: bool) -> Iterator[Piece]:
        """The words of the pages, or of their head and foot."""
        for words in self._words:
            if any(element.id in _RUNNING for element in words.path) == running:
                yield _piece(words)

    def _around(self, tag: str) -> _Element | None:
        return next((element for element in reversed(self._path) if element.tag == tag), None)


def _piece(words: _Words) -> Piece:
    path = words.path
    row = next((element for element in reversed(path) if element.tag == "tr"), None)
    return Piece(
        text=words.text,
        letters=squeezed(words.text),
        slot=path[-1].slot if path else "",
        heading=any(element.tag in _HEADINGS for element in path),
        block=next((element.number for element in reversed(path) if element.tag in _BLOCKS), 0),
        row=row.number if row else 0,
        cell=words.cell,
        repeated=any(element.tag == "thead" for element in path),
        places=_captioned(path),
    )


def _captioned(path: tuple[_Element, ...]) -> tuple[str, ...]:
    """The only field beside these words, in their own element or the one around it."""
    for element in reversed(path[-2:]):
        if element.fields:
            return tuple(element.fields) if len(element.fields) == 1 else ()
    return ()
