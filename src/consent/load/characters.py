"""Refuses what cannot be printed, or would not be read as it was typed, in the texts of a record.

Names of every script, combining marks and emoji pass. What no paper can show, or a machine would take for
more than a name, is refused, and never repeated.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from consent.load.codes import Common, Kind, code
from consent.load.shape import dotted, known_part
from consent.load.tree import Document
from consent.models.finding import Finding
from consent.models.place import Path
from consent.models.record import Record

_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Embeddings, overrides and isolates: they can make a name read as another."""
_JOINERS = frozenset("\u200c\u200d\u200e\u200f\u061c")
"""Invisible, but spelling needs them: joiners in Persian and emoji, direction marks."""
_TAGS = range(0xE0020, 0xE0080)
"""The tail of flag emoji."""

_TAG = re.compile(r"\{\{|\}\}|\[\[|\]\]|\{[\w#*!]+[:}]|\[[\w-]+\|")
"""How the tags begin and end that services look for in the text of a page; no name has them."""

_CATEGORIES = {
    "Cc": "a line break, tab or control character",
    "Zl": "a line break, tab or control character",
    "Zp": "a line break, tab or control character",
    "Cs": "half of a character",
    "Co": "a private-use character, which only one font can print",
    "Cn": "a character Unicode does not define",
    "Cf": "an invisible character",
}


def check_characters(document: Document) -> Iterator[Finding]:
    """A finding for each text of a record that cannot be printed as typed."""
    for path, text in _texts(document.data, ()):
        odd = not _plain(text) or text != text.strip() or _TAG.search(text)
        if not odd or document.is_spoiled(path):
            continue
        yield from _about(path, text, document)


def _about(path: Path, text: str, document: Document) -> Iterator[Finding]:
    name, place = dotted(known_part(Record, path)), document.source.at(*path)
    subject = f"`{name}`" if name else "a text"
    for position, character in enumerate(text, 1):
        complaint = _complaint(character)
        if complaint:
            message = f"{subject} holds {complaint} (character {position} of the text)"
            yield Finding(
                place, code(Kind.RECORD, Common.CHARACTER), message, "type the text anew", field=name
            )
            return
    if _TAG.search(text):
        message = f"{subject} holds brackets that an e-sign service takes for a place to sign"
        yield Finding(place, "REC055", message, "write the text without the brackets", field=name)
    if text.strip() and text != text.strip():
        yield Finding(
            place, "REC038", f"{subject} begins or ends with a space", "remove the space", field=name
        )


def _plain(text: str) -> bool:
    return not any(_complaint(character) for character in text) if not text.isascii() else text.isprintable()


def _complaint(character: str) -> str:
    if character.isascii() and character.isprintable():
        return ""
    if character in _TURNS:
        return "a character that turns the direction of the text"
    if character in _JOINERS or ord(character) in _TAGS:
        return ""
    return _CATEGORIES.get(unicodedata.category(character), "")


def _texts(node: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Every text below a value, with its path. Keys are held against the model elsewhere."""
    if isinstance(node, str):
        yield path, node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _texts(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _texts(value, (*path, index))
