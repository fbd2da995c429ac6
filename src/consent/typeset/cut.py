"""Cut the page streams at the slots: what stays, and where a value goes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consent.errors import TypesetError
from consent.models.paper.slots import Slot
from consent.typeset.places import SlotBox

_STRING = re.compile(rb"<([0-9a-f]+)>")
_BOLD = 600


@dataclass(frozen=True)
class Gap:
    """A place in a page stream where a value is written, in CSS pixels."""

    slot: Slot
    x: float
    y: float
    size: float
    width: float
    bold: bool
    italic: bool


@dataclass(frozen=True)
class _Run:
    first: int
    last: int
    x: float
    y: float
    font: str
    size: float
    text: str


class Decoder:
    """Reads WeasyPrint's glyph numbers back as text."""

    def __init__(self, document: Any) -> None:
        self._texts: dict[str, dict[int, str]] = {}
        self._styles: dict[str, tuple[bool, bool]] = {}
        for font in document.fonts.values():
            self._texts.setdefault(font.hash, {}).update(font.to_unicode)
            self._styles[font.hash] = (font.weight >= _BOLD, bool(font.style))

    def style(self, font: str) -> tuple[bool, bool]:
        """Bold, italic."""
        return self._styles[font]

    def runs(self, operators: Sequence[Any]) -> Iterator[_Run]:
        """Every piece of text of a page; its place in the operators, on the paper, and its words."""
        start = None
        for index, operator in enumerate(operators):
            if operator == b"BT":
                start = index
            elif operator == b"ET" and start is not None:
                yield self._run(operators, start, index)
                start = None

    def _run(self, operators: Sequence[Any], first: int, last: int) -> _Run:
        x = y = size = 0.0
        font = ""
        words: list[str] = []
        for operator in operators[first + 1 : last]:
            parts = operator.split()
            if parts[-1] == b"Tm":
                x, y = float(parts[4]), float(parts[5])
            elif parts[-1] == b"Tf":
                font, size = parts[0][1:].decode(), float(parts[1])
            elif parts[-1] == b"TJ":
                texts = self._texts[font]
                digits = b"".join(_STRING.findall(operator)).decode()
                words.extend(texts.get(int(digits[i : i + 4], 16), "") for i in range(0, len(digits), 4))
        return _Run(first, last, x, y, font, size, "".join(words))


def cut_page(
    operators: Sequence[Any], boxes: Sequence[SlotBox], sentinels: Mapping[Slot, str], decoder: Decoder
) -> list[bytes | Gap]:
    """The page's stream as static pieces with a gap for each slot between them."""
    pieces: list[bytes | Gap] = []
    waiting = list(boxes)
    done = 0
    # Few runs hold any, and there are hundreds of runs on a page.
    any_sentinel = re.compile("|".join(map(re.escape, sentinels.values())) or "(?!)")
    for run in decoder.runs(operators):
        if not any_sentinel.search(run.text):
            continue
        held = [slot for slot, sentinel in sentinels.items() if sentinel in run.text]
        fitting = (box for box in waiting if run.text == sentinels[box.slot] and box.holds(run.x, run.y))
        box = next(fitting, None)
        if box is None:
            raise TypesetError(
                f"slot {held[0]}: it is printed outside a box of its own", hint='<span data-slot="…">'
            )
        waiting.remove(box)
        bold, italic = decoder.style(run.font)
        pieces += [
            _joined(operators[done : run.first]),
            Gap(box.slot, run.x, run.y, run.size, box.width, bold, italic),
        ]
        done = run.last + 1
    if waiting:
        raise TypesetError(f"slot {waiting[0].slot}: its sentinel is not printed on page {waiting[0].page}")
    pieces.append(_joined(operators[done:]))
    return pieces


def _joined(operators: Sequence[Any]) -> bytes:
    return b"".join(as_bytes(operator) + b"\n" for operator in operators)


def as_bytes(operator: Any) -> bytes:
    """One operator of a content stream as WeasyPrint would write it."""
    if isinstance(operator, bytes):
        return operator
    if isinstance(operator, str):
        return operator.encode("ascii")
    return bytes(operator.data)
