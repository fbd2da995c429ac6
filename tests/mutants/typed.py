"""The lines of a page as they are typed, found by their words and changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pikepdf

from consent.reading.file.fonts import meanings_of
from tests.mutants.edit import PdfEdit


class Typed:
    """One page as a list of instructions."""

    def __init__(self, pdf: pikepdf.Pdf, page: int) -> None:
        self.pdf = pdf
        self.sheet = pdf.pages[page - 1].obj
        self.steps: list[Any] = list(pikepdf.parse_content_stream(self.sheet))
        self._letters = {str(name): _letters(font) for name, font in self.sheet.Resources.Font.items()}

    def save(self) -> None:
        """Write the instructions back."""
        self.sheet.Contents = self.pdf.make_stream(pikepdf.unparse_content_stream(self.steps))

    def find(self, words: str) -> int:
        """The instruction that shows the first line with these words."""
        return next(at for at in self.shown() if words in self.text(at))

    def exactly(self, words: str) -> int:
        """The instruction that shows these words alone."""
        return next(at for at in self.shown() if words == self.text(at))

    def shown(self) -> Iterator[int]:
        """Every instruction that shows text."""
        yield from (at for at, step in enumerate(self.steps) if str(step.operator) == "TJ")

    def text(self, at: int) -> str:
        """What an instruction shows."""
        letters = self._letters[str(self.steps[self.before(at, "Tf")].operands[0])]
        codes = b"".join(bytes(x) for x in self.steps[at].operands[0] if isinstance(x, pikepdf.String))
        return "".join(letters.get(codes[i : i + 2], "?") for i in range(0, len(codes), 2))

    def before(self, at: int, operator: str) -> int:
        """The last instruction of a kind before another."""
        return next(i for i in range(at, -1, -1) if str(self.steps[i].operator) == operator)

    def behind(self, at: int, operator: str) -> int:
        """The next instruction of a kind."""
        return next(i for i in range(at, len(self.steps)) if str(self.steps[i].operator) == operator)

    def exchange(self, one: int, other: int, operator: str) -> None:
        """Exchange the instructions of a kind that stand last before two others."""
        a, b = self.before(one, operator), self.before(other, operator)
        self.steps[a], self.steps[b] = self.steps[b], self.steps[a]

    def around(self, at: int, before: str, after: str) -> None:
        """Put operators around the text object of an instruction."""
        first, last = self.before(at, "BT"), self.behind(at, "ET")
        self.steps[last + 1 : last + 1] = self._parsed(after)
        self.steps[first:first] = self._parsed(before)

    def twice(self, at: int, before: str, after: str) -> None:
        """Draw the text object of an instruction again, with operators around the copy."""
        first, last = self.before(at, "BT"), self.behind(at, "ET")
        copy = self.steps[first : last + 1]
        self.steps[last + 1 : last + 1] = [*self._parsed(before), *copy, *self._parsed(after)]

    def _parsed(self, operators: str) -> list[Any]:
        return list(pikepdf.parse_content_stream(self.pdf.make_stream(operators.encode())))


def typed(page: int, change: Callable[[Typed], None]) -> PdfEdit:
    """Change the lines of a page, counted from 1."""

    def edit(pdf: pikepdf.Pdf) -> None:
        lines = Typed(pdf, page)
        change(lines)
        lines.save()

    return edit


def _letters(font: Any) -> dict[bytes, str]:
    table = font.ToUnicode.read_bytes() if "/ToUnicode" in font else b""
    return {code.to_bytes(2, "big"): text for code, text in meanings_of(table).items()}
