"""Refuses what cannot be printed, or would not be read as it was typed, in the texts of a record.

Names of every script, combining marks and emoji pass. What no paper can show, or a machine would take for
more than a name, is refused, and never repeated.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from consent.load.codes import Common, Kind, code
from consent.load.record.esign_tags import TAG
from consent.load.typed.shape import dotted, known_part
from consent.load.typed.tree import Document
from consent.models.findings.finding import Finding
from consent.models.people.record import Record
from consent.models.place import Path

_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Embeddings, overrides and isolates: they can make a name read as another."""
_JOINERS = frozenset("\u200c\u200d\u200e\u200f\u061c")
"""Invisible, but spelling needs them: joiners in Persian and emoji, direction marks."""
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks without ink, which Unicode does not call invisible."""
_LOST = "\ufffd"
_SECOND_BYTES = range(0x80, 0xC0)
"""Of a letter in UTF-8."""
_MOST_MARKS = 8
"""On one letter; pointed Hebrew and Burmese need five or six."""
_BESIDE_LETTERS = frozenset("\u00a0\u2018\u2019\u201c\u201d\u2013\u2014")
"""What may well follow an accented capital letter, and would be the second half of a letter read wrongly."""
_TAGS = range(0xE0020, 0xE0080)
"""The tail of flag emoji."""

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
        odd = not _plain(text) or text != text.strip() or TAG.search(text)
        if not odd or document.is_spoiled(path):
            continue
        yield from _about(path, text, document)


def _about(path: Path, text: str, document: Document) -> Iterator[Finding]:
    name, place = dotted(known_part(Record, path)), document.source.at(*path)
    subject = f"`{name}`" if name else "a text"
    number = code(Kind.RECORD, Common.CHARACTER)
    for position, complaint in _complaints(text):
        message = f"{subject} holds {complaint} (character {position} of the text)"
        yield Finding(place, number, message, "type the text anew", field=name)
        return
    if _is_misread(text):
        message = f"{subject} was read in another encoding than it was written in: one letter has become two"
        hint = "export the source anew as UTF-8, or type the text anew"
        yield Finding(place, number, message, hint, field=name)
    if TAG.search(text):
        message = f"{subject} holds a tag that an e-sign service takes for a place to sign"
        yield Finding(place, "REC055", message, "write the text without the brackets or slashes", field=name)
    if text.strip() and text != text.strip():
        yield Finding(
            place, "REC038", f"{subject} begins or ends with a space", "remove the space", field=name
        )


def _plain(text: str) -> bool:
    if text.isascii():
        return text.isprintable()
    return not any(_complaints(text)) and not _is_misread(text)


def _complaints(text: str) -> Iterator[tuple[int, str]]:
    """What cannot be printed, each with its position, from 1."""
    marks = 0
    before = " "
    for position, character in enumerate(text, 1):
        is_mark = not character.isascii() and unicodedata.category(character)[0] == "M"
        marks = marks + 1 if is_mark else 0
        if complaint := _complaint(character):
            yield position, complaint
        elif is_mark and before.isspace():
            yield position, "a mark without the letter it belongs to"
        elif marks > _MOST_MARKS:
            yield position, "more marks on one letter than can be printed"
        before = character


def _is_misread(text: str) -> bool:
    """Whether UTF-8 was taken for Windows' encoding: ``Ã©`` for one letter, in which no name is written."""
    try:
        data = text.encode("cp1252")
        data.decode("utf-8")
    except UnicodeError:
        return False
    return any(
        byte in _SECOND_BYTES and character not in _BESIDE_LETTERS
        for byte, character in zip(data, text, strict=True)
    )


def _complaint(character: str) -> str:
    if character.isascii() and character.isprintable():
        return ""
    if character in _TURNS:
        return "a character that turns the direction of the text"
    if character == _LOST:
        return "the mark of a character that was lost"
    if character in _BLANKS:
        return "an invisible character"
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
