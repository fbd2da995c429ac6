"""The DataMatrix of a page code, ten times as fast as a general encoder: every one has the same layout.

A code is 16 by 16 modules (ISO/IEC 16022, ECC 200). Twelve characters for the packet take nine of its
twelve data codewords, in EDIFACT; the page follows in ASCII, and in the last one a letter, if there is any.
From text to modules everything is linear: a
code is the exclusive-or of what each character, where it stands, adds to it. That is worked out once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

SIDE = 16
"""Modules along each side."""
_INNER = SIDE - 2
_DATA = _CHECK = 12
_PACKET = 12
"""Characters before the page number."""
_PAGE = 2
"""Digits of a page number, which share a codeword."""
_EDIFACT, _DIGITS, _PAD = 240, 130, 129
_FIRST, _LAST = " ", "^"
_FIELD = 0x12D


def page_matrix(packet: str, page: str, mark: str = "") -> bytes | None:
    """The modules of ``packet`` followed by ``page`` and ``mark``, in rows of two bytes; black is 1.

    None for a text that does not fit this layout: twelve characters of a packet, two digits, and one letter
    or none.
    """
    found = page_matrices(packet, (page,), mark)
    return found[0] if found else None


def page_matrices(packet: str, pages: Sequence[str], mark: str = "") -> list[bytes] | None:
    """The same for several pages of one packet; None when one of them does not fit."""
    if len(mark) > 1 or (mark and not (mark.isascii() and mark.isalpha())):
        return None
    if len(packet) != _PACKET or not _FIRST <= min(packet) <= max(packet) <= _LAST:
        return None
    if not all(len(page) == _PAGE and page.isascii() and page.isdigit() for page in pages):
        return None
    painted = _of_packet(packet)
    return [(painted ^ _of_page(page, mark)).to_bytes(SIDE * SIDE // 8, "big") for page in pages]


@cache
def _of_page(page: str, mark: str) -> int:
    """What the frame, the page number and the mark, or the padding in its place, paint."""
    return (
        _frame()
        ^ _painted(0, _EDIFACT)
        ^ _painted(_DATA - 2, _DIGITS + int(page))
        ^ _painted(_DATA - 1, ord(mark) + 1 if mark else _PAD)
    )


@lru_cache(maxsize=16)
def _of_packet(packet: str) -> int:
    """What the packet's characters paint."""
    painted = 0
    for place, char in zip(_parts(), packet, strict=True):
        painted ^= place[char]
    return painted


class _Place(dict[str, int]):
    """What each character paints when it stands at this place."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self._first = 1 + place // 4 * 3
        self._shift = 18 - place % 4 * 6

    def __missing__(self, char: str) -> int:
        painted = 0
        # Four characters of six bits make three codewords.
        for index, codeword in enumerate(((ord(char) & 63) << self._shift).to_bytes(3, "big"), self._first):
            painted ^= _painted(index, codeword)
        self[char] = painted
        return painted


@cache
def _parts() -> tuple[_Place, ...]:
    return tuple(_Place(place) for place in range(_PACKET))


def _painted(index: int, codeword: int) -> int:
    """The modules that a data codeword paints."""
    modules = 0
    for bit, painted in enumerate(_bits()[index]):
        if codeword >> bit & 1:
            modules ^= painted
    return modules


@cache
def _bits() -> tuple[tuple[int, ...], ...]:
    """For each data codeword what its bits paint, the lowest first; in the check codewords too."""
    places = _places()
    bits: list[tuple[int, ...]] = []
    generator = _generator()
    # Reed-Solomon: the rest of the data, as a polynomial, divided by the generator. From the last codeword
    # to the first, each is worth one power more.
    rest = list(generator)
    for index in reversed(range(_DATA)):
        painted, check = [], list(rest)
        for bit in range(8):
            modules = 1 << places[index][7 - bit]
            for at, value in enumerate(check, _DATA):
                modules ^= sum(1 << place for up, place in enumerate(places[at]) if value >> (7 - up) & 1)
            painted.append(modules)
            check = [_times(value, 2) for value in check]
        bits.insert(0, tuple(painted))
        rest = [a ^ _times(rest[0], b) for a, b in zip([*rest[1:], 0], generator, strict=True)]
    return tuple(bits)


@cache
def _generator() -> tuple[int, ...]:
    """Coefficients below the leading one, highest first."""
    poly = [1]
    root = 1
    for _ in range(_CHECK):
        root = _times(root, 2)
        poly = [a ^ _times(root, b) for a, b in zip([*poly, 0], [0, *poly], strict=True)]
    return tuple(poly[1:])


def _times(a: int, b: int) -> int:
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & 0x100:
            a ^= _FIELD
        b >>= 1
    return product


def _frame() -> int:
    """The solid and the dashed edges, and the corner that no codeword reaches."""
    black = {(row, 0) for row in range(SIDE)} | {(SIDE - 1, column) for column in range(SIDE)}
    black |= {(0, column) for column in range(0, SIDE, 2)} | {(row, SIDE - 1) for row in range(1, SIDE, 2)}
    black |= {(_INNER, _INNER), (_INNER - 1, _INNER - 1)}
    return sum(1 << _bit(row, column) for row, column in black)


def _bit(row: int, column: int) -> int:
    return SIDE * SIDE - 1 - (row * SIDE + column)


@cache
def _places() -> tuple[tuple[int, ...], ...]:
    """For each codeword the modules of its bits, the highest first (annex F of the standard)."""
    taken: set[tuple[int, int]] = set()
    places = []

    def put(cells: Iterable[tuple[int, int]]) -> None:
        wrapped = [_wrapped(row, column) for row, column in cells]
        taken.update(wrapped)
        places.append(tuple(_bit(row + 1, column + 1) for row, column in wrapped))

    row, column = 4, 0
    while row < _INNER or column < _INNER:
        if (row, column) == (_INNER - 2, 0):
            put(_CORNER)
        for step, down, right in ((-2, 1, 3), (2, 3, 1)):
            # Up to the right, then down to the left, each until it leaves the square at its far side.
            while (row >= 0 and column < _INNER) if step < 0 else (row < _INNER and column >= 0):
                if 0 <= row < _INNER and 0 <= column < _INNER and (row, column) not in taken:
                    put([(row + above, column + before) for above, before in _SHAPE])
                row, column = row + step, column - step
            row, column = row + down, column + right
    return tuple(places)


_END = _INNER - 1
_CORNER = [(_END - 2, 0), (_END - 1, 0), (_END, 0), *((0, _END - back) for back in (3, 2, 1, 0)), (1, _END)]
"""The modules of the one codeword that is torn apart by a corner."""
_SHAPE = ((-2, -2), (-2, -1), (-1, -2), (-1, -1), (-1, 0), (0, -2), (0, -1), (0, 0))
"""A codeword's modules, seen from its last."""


def _wrapped(row: int, column: int) -> tuple[int, int]:
    if row < 0:
        row, column = row + _INNER, column + 4 - (_INNER + 4) % 8
    if column < 0:
        row, column = row + 4 - (_INNER + 4) % 8, column + _INNER
    return row, column
