"""A number of a workbook as its cell shows it, where the number is an identifier: leading zeros count."""

from __future__ import annotations

import re

from consent.load.rows.codes import CELL
from consent.load.table.cells import Trouble

_MOST_DIGITS = 15
"""A workbook keeps no more digits of a number than this."""
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_WORDS = re.compile(r"[^ ./()-]")
_BRACKETS = re.compile(r"\[[^\]]*\]")
_PLAIN = re.compile(r"[0#][0# ./()-]*")
_DECIMALS = re.compile(r"\.0*$|,")


def number_as_text(value: float, number_format: str) -> str | Trouble:
    """``123456`` under ``00000000`` is ``00123456``; under any other format the plain number."""
    whole = int(value)
    if whole != value:
        return repr(value)
    if len(str(abs(whole))) > _MOST_DIGITS:
        message = "is a number of more than 15 digits, and the workbook has not kept them all"
        return Trouble(message, "format the column as text and type the number anew", CELL)
    pattern = _pattern(number_format)
    if whole < 0 or "0" not in pattern or not _PLAIN.fullmatch(pattern):
        return str(whole)
    return _in_pattern(str(whole), pattern)


def _pattern(number_format: str) -> str:
    """The first section of a format, without colors, words in quotes, decimals and thousands."""
    section = _BRACKETS.sub("", number_format.partition(";")[0])
    bare = _LITERAL.sub(lambda match: _WORDS.sub("", match.group(1) or match.group(2) or ""), section).strip()
    return "0" if _DECIMALS.search(bare) else bare


def _in_pattern(digits: str, pattern: str) -> str:
    """Digits take the places of ``0`` and ``#`` from the right; what is left over stands in front."""
    left = list(digits)
    shown: list[str] = []
    for mark in reversed(pattern):
        if mark in "0#":
            shown.append(left.pop() if left else "0" if mark == "0" else "")
        elif left or "0" in pattern:
            shown.append(mark)
    return "".join([*left, *reversed(shown)])
