"""The tag tree of a file: what is read aloud, in which order, and as what."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from consent.reading.safe.trees import DEEPEST
from consent.reading.sheet import Beside, Spoken, Tag
from consent.reading.unreadable import damaged, too_costly

_MOST_TAGS = 200_000
_SAID = {"/T": "the title of a tag", "/Phoneme": "how words are to be spoken"}
_HEADING = re.compile(r"H([1-6])$")


@dataclass(slots=True)
class Tags:
    """Everything the tree says."""

    headings: list[tuple[str, int]] = field(default_factory=list)
    content: dict[tuple[int, int], Tag] = field(default_factory=dict)
    languages: set[str] = field(default_factory=set)
    spoken: list[Spoken] = field(default_factory=list)
    fields: dict[tuple[int, int], int] = field(default_factory=dict)
    """By object, the turn at which each field is read aloud."""
    added: list[Beside] = field(default_factory=list)
    """Words that only tags say, in place of nothing."""


@dataclass(frozen=True, slots=True)
class _Around:
    """What the tags around an item say."""

    page: int = 0
    depth: int = 0
    heading: bool = False
    head: bool = False
    language: str = ""
    spoken: tuple[set[tuple[int, int]], ...] = ()


def read_tags(pdf: pikepdf.Pdf) -> Tags:
    """Visit every tag in reading order. Raises :class:`UnreadableError` for a tree that is none."""
    found = Tags()
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, pikepdf.Dictionary):
        return found
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    listed = root.get("/RoleMap")
    roles = {str(k): str(listed[str(k)]) for k in listed} if isinstance(listed, pikepdf.Dictionary) else {}
    replaced: list[tuple[str, set[tuple[int, int]]]] = []
    waiting: list[tuple[Any, _Around]] = [(root.get("/K"), _Around())]
    seen: set[tuple[int, int]] = set()
    visited = 0
    while waiting:
        item, around = waiting.pop()
        visited += 1
        if visited > _MOST_TAGS:
            raise too_costly(f"the file has more than {_MOST_TAGS:,} tags")
        if isinstance(item, pikepdf.Array):
            waiting += [(kid, around) for kid in reversed(list(item.as_list()))]
        elif isinstance(item, int):
            _reach(found, around.page, item, around)
        elif isinstance(item, pikepdf.Dictionary):
            _look_at_place(item, around, seen)
            page = pages.get(item["/Pg"].objgen, around.page) if "/Pg" in item else around.page
            if "/Obj" in item:
                found.fields.setdefault(item["/Obj"].objgen, visited)
            elif "/MCID" in item:
                _reach(found, page, int(item["/MCID"]), around)
            elif "/S" in item:
                waiting.append((item.get("/K"), _element(found, item, page, around, roles, replaced)))
    found.spoken += [Spoken(words, frozenset(content)) for words, content in replaced]
    return found


def _look_at_place(item: Any, around: _Around, seen: set[tuple[int, int]]) -> None:
    if around.depth > DEEPEST:
        raise damaged(f"something in its tags lies more than {DEEPEST} levels deep")
    if item.is_indirect and "/S" in item:
        if item.objgen in seen:
            raise damaged("there is a circle in its tags")
        seen.add(item.objgen)


def _reach(found: Tags, page: int, number: int, around: _Around) -> None:
    found.content.setdefault(
        (page, number), Tag(len(found.content), around.heading, around.language, around.head)
    )
    for content in around.spoken:
        content.add((page, number))


def _element(
    found: Tags,
    item: Any,
    page: int,
    around: _Around,
    roles: Mapping[str, str],
    replaced: list[tuple[str, set[tuple[int, int]]]],
) -> _Around:
    role = str(item["/S"])
    name = roles.get(role, role).lstrip("/")
    match = _HEADING.match(name)
    if match:
        found.headings.append((name, int(match[1])))
    keys = item.keys()
    language = around.language
    if "/Lang" in keys:
        language = str(item["/Lang"])
        found.languages.add(language)
    spoken = around.spoken
    for key in ("/Alt", "/ActualText", "/E"):
        if key in keys:
            replaced.append((str(item[key]), set()))
            spoken = (*spoken, replaced[-1][1])
    found.added += _added(item, keys)
    head = around.head or name == "TH"
    return _Around(page, around.depth + 1, around.heading or match is not None, head, language, spoken)


def _added(item: Any, keys: Collection[str]) -> Iterator[Beside]:
    for key in _SAID.keys() & keys:
        yield Beside(_SAID[key], str(item[key]))
    given = item["/A"] if "/A" in keys else None
    for one in given.as_list() if isinstance(given, pikepdf.Array) else [given]:
        if isinstance(one, pikepdf.Dictionary) and "/Summary" in one:
            yield Beside("the summary of a table", str(one["/Summary"]))
