"""Embedded fonts, and what the file says that their glyphs mean."""

from __future__ import annotations

import re
from typing import Any

import pikepdf

from consent.reading.safe.bounded import content_of
from consent.reading.sheet import FontFact

_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end(?:bfchar|bfrange)", re.DOTALL)
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_MOST = 70_000
_LARGEST = 50_000_000
_LONGEST_TABLE = 4_000_000


def fonts_of(pdf: pikepdf.Pdf) -> tuple[FontFact, ...]:
    """Every composite font with a TrueType or OpenType program and a table of meanings."""
    found = []
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Dictionary) or item.get("/Type") != pikepdf.Name.Font:
            continue
        table = item.get("/ToUnicode")
        if item.get("/Subtype") != pikepdf.Name.Type0 or not isinstance(table, pikepdf.Stream):
            continue
        program = _program(item)
        if program is not None:
            meanings = meanings_of(content_of(table, _LONGEST_TABLE) or b"")
            found.append(FontFact(str(item.get("/BaseFont", ""))[1:], program, meanings))
    return tuple(found)


def _program(font: Any) -> bytes | None:
    kids = font.get("/DescendantFonts")
    kid = kids[0] if isinstance(kids, pikepdf.Array) and len(kids) else None
    descriptor = kid.get("/FontDescriptor") if isinstance(kid, pikepdf.Dictionary) else None
    if not isinstance(kid, pikepdf.Dictionary) or not isinstance(descriptor, pikepdf.Dictionary):
        return None
    if str(kid.get("/CIDToGIDMap", "/Identity")) != "/Identity":
        return b""
    for key in ("/FontFile2", "/FontFile3"):
        stream = descriptor.get(key)
        if isinstance(stream, pikepdf.Stream):
            return content_of(stream, _LARGEST) or b""
    return None


def meanings_of(table: bytes) -> dict[int, str]:
    """What a ToUnicode table says of each code."""
    found: dict[int, str] = {}
    for kind, body in _BLOCK.findall(table):
        tokens = [
            (m[1] and m[1].translate(None, b" \r\n\t")) if m[1] is not None else m[0]
            for m in _TOKEN.finditer(body)
        ]
        if kind == b"bfchar":
            for code, text in zip(tokens[::2], tokens[1::2], strict=False):
                found[int(code, 16)] = _text(text)
        else:
            _ranges(tokens, found)
        if len(found) > _MOST:
            break
    return found


def _ranges(tokens: list[bytes], found: dict[int, str]) -> None:
    position = 0
    while position + 2 < len(tokens):
        first, last, start = int(tokens[position], 16), int(tokens[position + 1], 16), tokens[position + 2]
        position += 3
        if start == b"[":
            for code in range(first, last + 1):
                if position >= len(tokens) or tokens[position] == b"]":
                    break
                found[code] = _text(tokens[position])
                position += 1
            position += 1
            continue
        text = _text(start)
        for code in range(first, min(last, first + _MOST) + 1):
            found[code] = text[:-1] + chr(ord(text[-1]) + code - first) if text else ""


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")
