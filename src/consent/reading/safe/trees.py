"""The trees that a file hangs its parts on: every branch once, none in a circle, none without end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import pikepdf

from consent.reading.unreadable import damaged

DEEPEST = 100
"""How deep anything may lie; a document made by a program stays below twenty."""

Branches: TypeAlias = Callable[[Any], Iterator[Any]]


def look_at_trees(pdf: pikepdf.Pdf) -> None:
    """Walk the trees that nothing else walks. Raises :class:`UnreadableError`."""
    root = pdf.Root
    _count_pages(root.get("/Pages"))
    _walk(root.get("/Outlines"), _bookmarks, "its bookmarks")
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        for key in names:
            _walk(names[str(key)], _kids, "its list of names")
    _walk(root.get("/PageLabels"), _kids, "its page labels")
    tags = root.get("/StructTreeRoot")
    if isinstance(tags, pikepdf.Dictionary):
        _walk(tags.get("/ParentTree"), _kids, "its list of tags")


def _walk(top: Any, branches: Branches, what: str) -> None:
    seen = set()
    level = [top]
    for _ in range(DEEPEST):
        following: list[Any] = []
        for item in level:
            if not isinstance(item, pikepdf.Dictionary):
                continue
            if item.is_indirect and item.objgen in seen:
                raise damaged(f"there is a circle in {what}")
            seen.add(item.objgen)
            following += branches(item)
        if not following:
            return
        level = following
    raise damaged(f"something in {what} lies more than {DEEPEST} levels deep")


def _kids(item: Any) -> Iterator[Any]:
    kids = item.get("/Kids")
    yield from kids.as_list() if isinstance(kids, pikepdf.Array) else ()


def _bookmarks(item: Any) -> Iterator[Any]:
    """The level below a bookmark; the way along a level is walked here, and ends."""
    seen = set()
    one = item.get("/First")
    while isinstance(one, pikepdf.Dictionary):
        if one.objgen in seen:
            raise damaged("there is a circle in its bookmarks")
        seen.add(one.objgen)
        yield one
        one = one.get("/Next")


def _count_pages(top: Any) -> int:
    """How many pages there are; each branch must say as many as it has."""
    seen: set[tuple[int, int]] = set()

    def below(item: Any, parent: Any, depth: int) -> int:
        if not isinstance(item, pikepdf.Dictionary):
            raise damaged("its list of pages names something that is no page")
        given = item.get("/Parent")
        if isinstance(given, pikepdf.Dictionary) and (parent is None or given.objgen != parent.objgen):
            raise damaged("there is a circle in its list of pages, or a page lies in two places of it")
        kids = item.get("/Kids")
        if not isinstance(kids, pikepdf.Array):
            return 1
        if item.objgen in seen or depth > DEEPEST:
            raise damaged("there is a circle in its list of pages")
        seen.add(item.objgen)
        count = sum(below(kid, item, depth + 1) for kid in kids.as_list())
        said = item.get("/Count")
        if said != count:
            raise damaged(f"its list of pages says {_number(said)} and has {count}")
        return count

    return below(top, None, 0)


def _number(value: Any) -> str:
    return str(value) if isinstance(value, int) else "no number"
