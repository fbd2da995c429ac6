"""The filters that a stream is packed with, undone piece by piece, so that whoever counts can stop."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

Pieces: TypeAlias = Iterator[bytes]

_PIECE = 1 << 16
_CLEAR, _END, _MOST_CODES = 256, 257, 4096
_SPACES = b" \t\r\n\f\0"


class Filter(NamedTuple):
    """One filter of a stream."""

    name: str
    early: int = 1
    """How many codes before they must LZW's codes grow."""


class TooMuchError(Exception):
    """There is more in a stream than anybody could need."""


class BrokenFilterError(Exception):
    """A filter cannot go on; what it gave so far is what a reader would show."""


def unpacked(packed: bytes, filters: Sequence[Filter], most: int) -> Pieces:
    """What the filters make of some bytes, in pieces, up to the first filter that makes a picture.

    Raises :class:`TooMuchError` as soon as any of the filters has given more than ``most`` bytes,
    and :class:`BrokenFilterError`.
    """
    pieces: Pieces = _in_pieces(packed)
    for one in filters:
        if one.name in _LZW:
            pieces = _lzw(pieces, one.early)
        elif one.name in _UNDO:
            pieces = _UNDO[one.name](pieces)
        else:
            break
        pieces = _counted(pieces, most)
    return pieces


def _in_pieces(data: bytes) -> Pieces:
    for start in range(0, len(data), _PIECE):
        yield data[start : start + _PIECE]


def _counted(pieces: Pieces, most: int) -> Pieces:
    count = 0
    for piece in pieces:
        count += len(piece)
        if count > most:
            raise TooMuchError
        yield piece


def _flate(pieces: Pieces) -> Pieces:
    unpacker = zlib.decompressobj()
    try:
        for piece in pieces:
            left = piece
            while left and not unpacker.eof:
                yield unpacker.decompress(left, _PIECE)
                left = unpacker.unconsumed_tail
        yield unpacker.flush(_PIECE)
    except zlib.error as error:
        raise BrokenFilterError from error


def _lzw(pieces: Pieces, early: int) -> Pieces:
    table = [bytes([value]) for value in range(256)] + [b"", b""]
    held = bits = 0
    width, before, found = 9, b"", bytearray()
    for piece in pieces:
        for value in piece:
            held, bits = held << 8 | value, bits + 8
            if bits < width:
                continue
            bits -= width
            code = held >> bits
            held &= (1 << bits) - 1
            if code == _CLEAR:
                del table[_END + 1 :]
                width, before = 9, b""
                continue
            if code == _END or code > len(table) or (code == len(table) and not before):
                yield bytes(found)
                if code != _END:
                    raise BrokenFilterError
                return
            entry = table[code] if code < len(table) else before + before[:1]
            found += entry
            if before and len(table) < _MOST_CODES:
                table.append(before + entry[:1])
                width = min(12, (len(table) + early).bit_length())
            before = entry
            if len(found) >= _PIECE:
                yield bytes(found)
                found.clear()
    yield bytes(found)


def _hex(pieces: Pieces) -> Pieces:
    held = b""
    for piece in pieces:
        digits, end, _ = (held + piece.translate(None, _SPACES)).partition(b">")
        even = len(digits) if end else len(digits) // 2 * 2
        held = digits[even:]
        try:
            yield bytes.fromhex((digits[:even] + b"0" * (even % 2)).decode("ascii"))
        except ValueError as error:
            raise BrokenFilterError from error
        if end:
            return


def _base_85(pieces: Pieces) -> Pieces:
    group: list[int] = []
    for piece in pieces:
        found = bytearray()
        for value in piece.translate(None, _SPACES):
            if value == ord("z") and not group:
                found += bytes(4)
            elif ord("!") <= value <= ord("u"):
                group.append(value - ord("!"))
                if len(group) == 5:
                    found += _of_85(group)
                    group.clear()
            else:
                break
        else:
            yield bytes(found)
            continue
        yield bytes(found)
        break
    if len(group) > 1:
        yield _of_85([*group, *[84] * (5 - len(group))])[: len(group) - 1]


def _of_85(group: Sequence[int]) -> bytes:
    number = 0
    for digit in group:
        number = number * 85 + digit
    return (number & 0xFFFFFFFF).to_bytes(4, "big")


def _run_length(pieces: Pieces) -> Pieces:
    held = b""
    for piece in pieces:
        held += piece
        found, at = bytearray(), 0
        while at < len(held):
            length = held[at]
            if length == 128:
                yield bytes(found)
                return
            last = at + (length + 2 if length < 128 else 2)
            if last > len(held):
                break
            found += held[at + 1 : last] if length < 128 else held[at + 1 : last] * (257 - length)
            at = last
        held = held[at:]
        yield bytes(found)


_LZW = ("/LZWDecode", "/LZW")
_UNDO: Mapping[str, Callable[[Pieces], Pieces]] = {
    **dict.fromkeys(("/FlateDecode", "/Fl"), _flate),
    **dict.fromkeys(("/ASCIIHexDecode", "/AHx"), _hex),
    **dict.fromkeys(("/ASCII85Decode", "/A85"), _base_85),
    **dict.fromkeys(("/RunLengthDecode", "/RL"), _run_length),
    "/Crypt": iter,
}
