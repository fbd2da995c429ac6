"""What the glyphs of a font say, in as few words as a ToUnicode map allows."""

from __future__ import annotations

from collections.abc import Mapping

_HEAD = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
"""
_TAIL = b"""endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
_MOST = 100
"""Lines in one block, as the format has it."""
_BYTE = 256
_SILENT = "\u2060"
"""What a glyph says that only completes another, such as the dots of an Arabic letter: never nothing."""


def unicode_map(texts: Mapping[int, str]) -> bytes:
    """The map for these glyphs and their texts: ranges where both count upwards, single ones elsewhere."""
    texts = {glyph: text or _SILENT for glyph, text in texts.items()}
    ranges: list[list[int]] = []
    for glyph in sorted(texts):
        text = texts[glyph]
        last = ranges[-1] if ranges else None
        if last and len(text) == 1 and _follows(last, glyph, texts):
            last[1] = glyph
        else:
            ranges.append([glyph, glyph])
    many = [
        b"<%04x> <%04x> <%s>\n" % (first, last, _hex(texts[first])) for first, last in ranges if last > first
    ]
    single = [b"<%04x> <%s>\n" % (first, _hex(texts[first])) for first, last in ranges if last == first]
    return _HEAD + _blocks(b"bfrange", many) + _blocks(b"bfchar", single) + _TAIL


def _follows(run: list[int], glyph: int, texts: Mapping[int, str]) -> bool:
    first, last = run
    before, text = texts[last], texts[glyph]
    if glyph != last + 1 or len(before) != 1 or ord(text) != ord(before) + 1 or ord(text) > 0xFFFF:
        return False
    # Neither the last byte of the code nor that of the text may run over.
    return glyph // _BYTE == first // _BYTE and ord(text) // _BYTE == ord(texts[first]) // _BYTE


def _blocks(kind: bytes, lines: list[bytes]) -> bytes:
    blocks = [lines[start : start + _MOST] for start in range(0, len(lines), _MOST)]
    return b"".join(b"%d begin%s\n%send%s\n" % (len(block), kind, b"".join(block), kind) for block in blocks)


def _hex(text: str) -> bytes:
    return text.encode("utf-16-be").hex().encode()
