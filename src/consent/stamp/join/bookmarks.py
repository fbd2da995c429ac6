"""The bookmarks of a packet: those of its parts in a row, nested by their levels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from consent.models.paper.part import Bookmark
from consent.stamp.join.sheaf import Sheaf
from consent.stamp.syntax import place, string


@dataclass(slots=True)
class _Node:
    mark: Bookmark
    page: int
    number: int = 0
    below: list[_Node] = field(default_factory=list)


def write_bookmarks(sheaf: Sheaf, marks: Iterable[tuple[Bookmark, int]]) -> int:
    """Write the outline, given each heading and the number of its page object; 0 when there are none."""
    top = _nested(marks)
    if not top:
        return 0
    root = sheaf.reserve()
    _number(sheaf, top)
    count = _write(sheaf, top, root)
    body = b"<</Type /Outlines/Count %d/First %d 0 R/Last %d 0 R>>"
    sheaf.pack(root, body % (count, top[0].number, top[-1].number))
    return root


def _nested(marks: Iterable[tuple[Bookmark, int]]) -> list[_Node]:
    """As in one document: a heading hangs on the last one before it of a higher rank."""
    top: list[_Node] = []
    open_: list[_Node] = []
    for mark, page in marks:
        node = _Node(mark, page)
        while open_ and open_[-1].mark.level >= mark.level:
            open_.pop()
        (open_[-1].below if open_ else top).append(node)
        open_.append(node)
    return top


def _number(sheaf: Sheaf, nodes: Sequence[_Node]) -> None:
    for node in nodes:
        node.number = sheaf.reserve()
        _number(sheaf, node.below)


def _write(sheaf: Sheaf, nodes: Sequence[_Node], parent: int) -> int:
    """Write these and all below; how many of them show at first."""
    shown = 0
    for index, node in enumerate(nodes):
        below = _write(sheaf, node.below, node.number)
        closed = node.mark.closed
        body = b"<</Title %s/Parent %d 0 R/Dest %s/Count %d" % (
            string(node.mark.title),
            parent,
            place(node.page, node.mark.x, node.mark.y),
            -below if closed else below,
        )
        if index:
            body += b"/Prev %d 0 R" % nodes[index - 1].number
        if index + 1 < len(nodes):
            body += b"/Next %d 0 R" % nodes[index + 1].number
        if node.below:
            body += b"/First %d 0 R/Last %d 0 R" % (node.below[0].number, node.below[-1].number)
        sheaf.pack(node.number, body + b">>")
        shown += 1 + (0 if closed else below)
    return shown
