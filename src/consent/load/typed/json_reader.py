r"""JSON text to plain data with places. Strict: no comments, no trailing commas, no NaN.

YAML cannot stand in for it: tabs, ``\/`` and the surrogate pairs of escaped emoji mean something else there.
"""

from __future__ import annotations

import json
import math
import re
import sys
from bisect import bisect_right

from consent.load.codes import Common, Kind
from consent.load.typed.text import RefusalError, refuse
from consent.load.typed.tree import Document, TreeBuilder
from consent.models.place import Place

# No `\r`: line ends are made one kind when the text is read.
_SPACE = re.compile(r"[ \t\n]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_WORDS: tuple[tuple[str, bool | None], ...] = (("null", None), ("true", True), ("false", False))
# Past it a number is as large as can be: Python reads no more than 4,300 digits, and 309 are no float.
_LONGEST_NUMBER = 300
_STRINGS = json.JSONDecoder()


def read_json(text: str, file: str, kind: Kind) -> Document:
    """The value in a JSON text.

    Raises:
        RefusalError: it is not JSON, or is nested too deeply.
    """
    reader = _Reader(text, file, kind)
    try:
        reader.value()
        reader.end()
    except RefusalError as refused:
        problem = RefusalError([*reader.builder.findings, *refused.findings])
    else:
        return reader.builder.document()
    raise problem


class _Reader:
    """A position in a text, moving right."""

    def __init__(self, text: str, file: str, kind: Kind) -> None:
        self.builder = TreeBuilder(file, kind)
        self._text = text
        self._file = file
        self._kind = kind
        self._at = 0
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def value(self) -> None:
        """Read one value; nesting is bounded by the builder."""
        self._skip_space()
        start = self._here()
        opening = self._text[self._at : self._at + 1]
        if opening == "{":
            self.builder.open({}, start)
            self._members()
            self.builder.close()
        elif opening == "[":
            self.builder.open([], start)
            self._items()
            self.builder.close()
        elif opening == '"':
            self.builder.scalar(self._string(), start)
        else:
            self.builder.scalar(self._word_or_number(), start)

    def end(self) -> None:
        """Nothing but space may follow."""
        self._skip_space()
        if self._at < len(self._text):
            raise self._wrong(
                "something follows the end of the JSON value", "remove it, or check the brackets"
            )

    def _members(self) -> None:
        self._at += 1
        self._skip_space()
        if self._take("}"):
            return
        while True:
            self._skip_space()
            start = self._here()
            if not self._text.startswith('"', self._at):
                raise self._wrong(
                    "a key in double quotes is needed here", 'write `"key": value`, no comma after the last'
                )
            self.builder.key(self._string(), start)
            self._skip_space()
            if not self._take(":"):
                raise self._wrong("a colon is needed here", 'write `"key": value`')
            self.value()
            self._skip_space()
            if self._take("}"):
                return
            if not self._take(","):
                raise self._wrong("a comma or a closing `}` is needed here", "check the line above as well")

    def _items(self) -> None:
        self._at += 1
        self._skip_space()
        if self._take("]"):
            return
        while True:
            self.value()
            self._skip_space()
            if self._take("]"):
                return
            if not self._take(","):
                raise self._wrong("a comma or a closing `]` is needed here", "check the line above as well")

    def _string(self) -> str:
        wrong_at = -1
        try:
            value: str
            value, self._at = _STRINGS.raw_decode(self._text, self._at)
        except json.JSONDecodeError as error:
            wrong_at = error.pos
        if wrong_at >= 0:
            self._at = min(wrong_at, len(self._text))
            raise self._wrong(
                "a text in double quotes is not closed, or holds a wrong escape", 'write `\\\\` and `\\"`'
            )
        return value

    def _word_or_number(self) -> bool | int | float | None:
        for word, meaning in _WORDS:
            if self._text.startswith(word, self._at):
                self._at += len(word)
                return meaning
        match = _NUMBER.match(self._text, self._at)
        if not match:
            raise self._wrong(
                "a value is needed here", "put text in double quotes, and no comma after the last value"
            )
        self._at = match.end()
        text = match.group()
        if match.group(1) or match.group(2):
            number = float(text)
            return number if math.isfinite(number) else math.copysign(sys.float_info.max, number)
        return int(text) if len(text) <= _LONGEST_NUMBER else sys.float_info.max

    def _skip_space(self) -> None:
        match = _SPACE.match(self._text, self._at)
        self._at = match.end() if match else self._at

    def _take(self, mark: str) -> bool:
        if self._text.startswith(mark, self._at):
            self._at += 1
            return True
        return False

    def _here(self) -> Place:
        line = bisect_right(self._line_starts, self._at)
        return Place(self._file, line, self._at - self._line_starts[line - 1] + 1)

    def _wrong(self, message: str, hint: str) -> RefusalError:
        return refuse(self._here(), self._kind, Common.SYNTAX, message, hint)
