"""A page cut at its parts: the direct children of ``<main>`` that are marked with ``data-part``."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from consent.errors import TypesetError

TITLE, AUTHOR, DESCRIPTION = "title", "author", "description"
_STAND_INS = {TITLE: "ZQTITLEQZ", AUTHOR: "ZQAUTHORQZ", DESCRIPTION: "ZQDESCRIPTIONQZ"}
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_META = re.compile(r'<meta name="(author|description)" content="([^"]*)">')
_MAIN = re.compile(r"<main\b[^>]*>")
_END = "</main>"
_BODY = re.compile(r"<body\b[^>]*>")
_OPENING = re.compile(r"\s*(?:<!--.*?-->\s*)*<([a-z][a-z0-9]*)\b([^>]*)>", re.DOTALL)
_NAME = re.compile(r'\bdata-part="([^"]*)"')
_NAMED = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_BLANK = re.compile(r"\s*(?:<!--.*?-->\s*)*", re.DOTALL)
_SKIPPED = r"<!--.*?-->|<(?:style|script)\b.*?</(?:style|script)>"


class NotInPartsError(TypesetError):
    """These pages cannot be typeset part by part; whole, they can."""


@dataclass(frozen=True, slots=True)
class Source:
    """One part of a page as HTML."""

    name: str
    tag: str
    attributes: str = field(repr=False)
    """Of its outermost element, as written."""
    html: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Divided:
    """A page, cut."""

    sources: tuple[Source, ...]
    head: str = field(repr=False)
    """To the beginning of the body, without what is said of one packet."""
    running: str = field(repr=False)
    """From the beginning of the body to that of ``<main>``."""
    after: str = field(repr=False)
    """From the end of ``<main>``."""
    main: str = field(repr=False)
    """The tag that opens ``<main>``."""
    about: tuple[tuple[str, str], ...] = field(repr=False)
    """What the head says of this packet, under its stand-in."""

    def alone(self, source: Source) -> str:
        """One part as a page of its own, with nothing at its head and foot."""
        return f"{self._untitled}{self.main}\n{source.html}\n{_END}\n</body>\n</html>\n"

    def frame(self, kind: str) -> str:
        """Head and foot of a page of some type, with nothing between them."""
        page = f"page: {kind}; " if kind else ""
        return f'{self.head}{self.running}{self.main}<div style="{page}height: 1px"></div>{self.after}'

    @property
    def _untitled(self) -> str:
        head = self.head
        for stand_in in _STAND_INS.values():
            head = head.replace(stand_in, "part")
        return head


def divide(page: str) -> Divided:
    """Cut a page at its parts.

    Raises:
        NotInPartsError: a child of ``<main>`` has no mark, or there is none.
    """
    main = _MAIN.search(page)
    body = _BODY.search(page)
    end = page.rfind(_END)
    if main is None or body is None or end < main.end() or body.end() > main.start():
        raise NotInPartsError("the page has no <main>")
    head, about = _without_packet(page[: body.end()])
    sources = tuple(_sources(page, main.end(), end))
    if not sources:
        raise NotInPartsError("<main> is empty")
    return Divided(sources, head, page[body.end() : main.start()], page[end:], main[0], about)


def _without_packet(head: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The head with stand-ins, and what they stand for."""
    about: dict[str, str] = {}

    def stand_in(name: str, words: str) -> str:
        if _STAND_INS[name] in about:
            raise NotInPartsError(f"the head of the page has two elements for its {name}")
        about[_STAND_INS[name]] = html.unescape(words)
        return _STAND_INS[name]

    head = _TITLE.sub(lambda m: f"<title>{stand_in(TITLE, ' '.join(m[1].split()))}</title>", head)
    head = _META.sub(lambda m: f'<meta name="{m[1]}" content="{stand_in(m[1], m[2])}">', head)
    return head, tuple(about.items())


def _sources(page: str, start: int, end: int) -> Iterator[Source]:
    while True:
        opening = _OPENING.match(page, start, end)
        if opening is None:
            if (blank := _BLANK.match(page, start, end)) and blank.end() == end:
                return
            raise NotInPartsError("there is text in <main> outside its parts")
        named = _NAME.search(opening[2])
        if named is None:
            raise NotInPartsError(f"a <{opening[1]}> in <main> has no data-part")
        if not _NAMED.fullmatch(named[1]):
            raise NotInPartsError(f"data-part={named[1]!r} is not a name in small letters with hyphens")
        first = opening.start(1) - 1
        start = _closed(page, opening[1], opening.end(), end)
        yield Source(named[1], opening[1], opening[2], page[first:start])


def _closed(page: str, tag: str, start: int, end: int) -> int:
    """Where the element that begins before ``start`` has ended."""
    depth = 1
    for match in _tags(tag).finditer(page, start, end):
        if match[1] is None:
            continue
        depth += -1 if match[1] == "/" else 1
        if not depth:
            return match.end()
    raise NotInPartsError(f"a part's <{tag}> is not closed")


@lru_cache(maxsize=32)
def _tags(tag: str) -> re.Pattern[str]:
    return re.compile(rf"{_SKIPPED}|<(/?){tag}\b[^>]*>", re.DOTALL)
