"""Tags that say nothing go: their words and tags hang on the paragraph, the cell or the section itself.

WeasyPrint makes a tag for each box. Half of a packet's tags are bare spans and groups; no reader hears them,
and each is an object in every packet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf

from consent.typeset.finish.objects import by_reference, of_type, structure_root

_BARE = frozenset({"Type", "S", "K", "Pg", "P"})
"""What a tag has that says nothing: no language, no other words, no attributes."""
_GROUPS = frozenset({"/Div", "/NonStruct"})
_HOLDS_NO_WORDS = frozenset(
    {"/Document", "/Part", "/Sect", "/Div", "/Art", "/Form", "/L", "/LI"}
    | {"/Table", "/THead", "/TBody", "/TFoot", "/TR"}
)
"""Readers look for words in what these group, not in themselves."""
_IN_A_LINE = frozenset({"/Span", "/Link", "/Quote", "/Em", "/Strong", "/Code", "/Reference", "/Form", "/Lbl"})


def fold_tags(pdf: Any) -> None:
    """Give what bare tags hold to the tag above, and drop them. What is read aloud stays the same.

    A tag stays whose words stand on another page than the tag above, would hang on a group such as a table
    row, or would run into the words beside it.
    """
    objects = by_reference(pdf)
    root = structure_root(pdf)
    inside: dict[bytes, bytes] = {}
    for reference in root["K"]:
        _fold(reference, objects, inside)
    for row in objects[root["ParentTree"]]["Nums"][1::2]:
        if isinstance(row, list):
            row[:] = [_heir(owner, inside) for owner in row]
    for element in of_type(pdf, "/StructElem"):
        element["P"] = _heir(element["P"], inside)


def _fold(reference: bytes, objects: dict[bytes, Any], inside: dict[bytes, bytes]) -> None:
    element = objects[reference]
    if isinstance(element.get("K"), list):
        element["K"] = pydyf.Array(_kids(reference, element, objects, inside))


def _kids(above: bytes, element: Any, objects: dict[bytes, Any], inside: dict[bytes, bytes]) -> Iterator[Any]:
    alone = len(element["K"]) == 1
    for kid in element["K"]:
        below = objects.get(kid) if isinstance(kid, bytes) else None
        if not isinstance(below, pydyf.Dictionary) or below.get("Type") != "/StructElem":
            yield kid
            continue
        _fold(kid, objects, inside)
        if _can_go(below, element, objects, alone=alone):
            inside[kid] = above
            yield from below["K"]
        else:
            yield kid


def _can_go(below: Any, above: Any, objects: dict[bytes, Any], *, alone: bool) -> bool:
    if below["S"] not in {"/Span", *_GROUPS} or not below.keys() <= _BARE:
        return False
    if not isinstance(below.get("K"), list):
        return False
    has_words = any(not isinstance(kid, bytes) for kid in below["K"])
    if has_words and below.get("Pg") != above.get("Pg"):
        return False
    if not has_words and all(objects[kid].get("S") not in _IN_A_LINE for kid in below["K"]):
        # Each of what it groups begins on a line of its own, whatever holds it.
        return True
    return above["S"] not in _HOLDS_NO_WORDS and (below["S"] == "/Span" or alone)


def _heir(owner: bytes, inside: dict[bytes, bytes]) -> bytes:
    while owner in inside:
        owner = inside[owner]
    return owner
