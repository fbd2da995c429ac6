"""Filters are undone as readers undo them, and stopped at the byte that is too much."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Sequence

import pikepdf
import pytest

from consent.reading.safe.bounded import content_of, unpack
from consent.reading.safe.filters import BrokenFilterError, Filter, TooMuchError, unpacked

DATA = bytes(range(256)) * 40 + b"You may say no. " * 9000 + bytes(999)
FLATE, HEX, BASE_85, LZW, RUNS = (
    Filter(f"/{name}")
    for name in ("FlateDecode", "ASCIIHexDecode", "ASCII85Decode", "LZWDecode", "RunLengthDecode")
)


def lzw(data: bytes, early: int = 1) -> bytes:
    """LZW as a writer of PDFs packs it."""
    codes: list[tuple[int, int]] = [(256, 9)]
    known = {bytes([value]): value for value in range(256)}
    number, width, before = 258, 9, b""
    for value in data:
        longer = before + bytes([value])
        if longer in known:
            before = longer
            continue
        codes.append((known[before], width))
        known[longer] = number
        number += 1
        if number + early - 1 >= 1 << width and width < 12:
            width += 1
        if number >= 4094:
            codes.append((256, width))
            known = {bytes([one]): one for one in range(256)}
            number, width = 258, 9
        before = bytes([value])
    codes.append((known[before], width))
    codes.append((257, width + (number + early >= 1 << width and width < 12)))
    bits = "".join(f"{code:0{wide}b}" for code, wide in codes)
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def runs(data: bytes) -> bytes:
    """Run lengths: zeros as runs, the rest as it is."""
    out = bytearray()
    for start in range(0, len(data), 100):
        part = data[start : start + 100]
        out += (
            bytes([257 - len(part), 0]) if not any(part) and len(part) > 1 else bytes([len(part) - 1]) + part
        )
    return bytes(out) + b"\x80"


PACKED = [
    ([FLATE], zlib.compress(DATA)),
    ([FLATE, FLATE], zlib.compress(zlib.compress(DATA))),
    ([HEX], DATA.hex(" ").encode() + b">junk"),
    ([BASE_85], base64.a85encode(DATA, wrapcol=70) + b"~>junk"),
    ([BASE_85, FLATE], base64.a85encode(zlib.compress(DATA)) + b"~>"),
    ([LZW], lzw(DATA)),
    ([LZW._replace(early=0)], lzw(DATA, 0)),
    ([HEX, LZW], lzw(DATA).hex().encode() + b">"),
    ([RUNS], runs(DATA)),
    ([Filter("/Crypt"), FLATE], zlib.compress(DATA)),
    ([FLATE, Filter("/DCTDecode")], zlib.compress(DATA)),
]


def named(filters: Sequence[Filter]) -> str:
    return " ".join(f"{one.name[1:]}{one.early or ''}" for one in filters)


@pytest.mark.parametrize(("filters", "packed"), PACKED, ids=[named(filters) for filters, _ in PACKED])
def test_what_comes_out_is_what_was_packed(filters: list[Filter], packed: bytes) -> None:
    assert b"".join(unpacked(packed, filters, 10**9)) == DATA


@pytest.mark.parametrize(
    "filters", [[LZW], [LZW._replace(early=0)], [HEX], [BASE_85], [FLATE, LZW]], ids=named
)
def test_the_library_unpacks_to_the_same(filters: list[Filter]) -> None:
    packed = next((content for known, content in PACKED if known == filters), zlib.compress(lzw(DATA)))
    with pikepdf.new() as pdf:
        stream = pikepdf.Stream(pdf, b"")
        parameters = [pikepdf.Dictionary(EarlyChange=0) if not one.early else None for one in filters]
        names = pikepdf.Array([pikepdf.Name(one.name) for one in filters])
        stream.write(packed, filter=names, decode_parms=pikepdf.Array(parameters))
        assert stream.read_bytes() == DATA
        assert content_of(stream, len(DATA)) == DATA
        assert content_of(stream, len(DATA) - 1) is None


@pytest.mark.parametrize(("filters", "packed"), PACKED, ids=[named(filters) for filters, _ in PACKED])
def test_one_byte_too_many_is_too_much(filters: list[Filter], packed: bytes) -> None:
    with pytest.raises(TooMuchError):
        list(unpacked(packed, filters, len(DATA) - 1))


def test_nothing_is_unpacked_after_what_is_too_much() -> None:
    given: list[bytes] = []
    with pytest.raises(TooMuchError):
        given.extend(unpacked(zlib.compress(bytes(10**8)), [FLATE], 10**6))
    assert sum(map(len, given)) <= 10**6


@pytest.mark.parametrize(
    ("filters", "packed"),
    [([FLATE], b"\x78\x9c" + b"\xff" * 50), ([LZW], b"\xff\xff\xff"), ([HEX], b"4142XY>")],
    ids=["FlateDecode", "LZWDecode", "ASCIIHexDecode"],
)
def test_what_a_filter_cannot_read_is_told_apart(filters: list[Filter], packed: bytes) -> None:
    with pytest.raises(BrokenFilterError):
        list(unpacked(packed, filters, 10**9))


def test_a_broken_stream_is_counted_and_has_no_content() -> None:
    with pikepdf.new() as pdf:
        stream = pikepdf.Stream(pdf, b"")
        stream.write(zlib.compress(bytes(10**6), 0)[:-5000] + b"x" * 5000, filter=pikepdf.Name.FlateDecode)
        found = unpack(stream, 10**7)
        assert not found.whole
        assert found.size > 500_000
        assert content_of(stream, 10**7) is None
