"""Text of a page in plain small letters, each knowing where it came from."""

from __future__ import annotations

import re
import unicodedata

_PLAIN = str.maketrans({**dict.fromkeys("‘’‚‛′`´'", None), **dict.fromkeys("“”„‟″«»", " ")})
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_APOSTROPHES = "'’‘`´"
_HYPHENS = "-‐‑\u00ad\x02\ufffe"
_DASHES = "‒–—―-‐‑"


def plain(text: str) -> tuple[str, list[int]]:
    """Letters without variants of quotes and dashes, and their places. Words cut by a line end are whole."""
    letters: list[str] = []
    origin: list[int] = []
    index, count = 0, len(text)
    dots = {at for found in _DOTTED.finditer(text) for at in range(*found.span()) if text[at] == "."}
    while index < count:
        character = text[index]
        if index in dots:
            index += 1
            continue
        if character in _HYPHENS:
            after = index + 1
            while after < count and text[after] in "\r\n ":
                after += 1
            broken = character in "\u00ad\x02\ufffe" or (after > index + 1 and "\n" in text[index:after])
            follows = text[after : after + 1]
            same = follows.islower() or (broken and follows.isupper() and text[index - 1 : index].isupper())
            if broken and letters and letters[-1].isalpha() and same:
                index = after
                continue
        if character in _APOSTROPHES and text[index + 1 : index + 2] in ("t", "T") and letters[-1:] == ["n"]:
            _spell_out_not(letters, origin)
        found = " " if character in _DASHES else _letter(character)
        letters.append(found)
        origin.extend([index] * len(found))
        index += 1
    return "".join(letters), origin


def _spell_out_not(letters: list[str], origin: list[int]) -> None:
    """``doesn`` becomes ``does no``, and ``can`` ``can no``, before the ``t`` that follows."""
    at = origin[-1]
    if letters[-3:-1] != ["c", "a"]:
        letters.pop()
        origin.pop()
    letters.append(" no")
    origin.extend([at] * 3)


def _letter(character: str) -> str:
    if character.isascii():
        return "" if character in "'`" else character.lower()
    mapped = character.translate(_PLAIN)
    return unicodedata.normalize("NFKC", mapped).lower() if mapped else ""
