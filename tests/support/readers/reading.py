"""What stands in a slot, read back from its own content stream as a screen reader would."""

from __future__ import annotations

import re
from typing import Any

import pikepdf

_ENTRY = re.compile(rb"^((?:<[0-9A-Fa-f]{4}> ){1,2})<([0-9A-Fa-f]+)>$", re.MULTILINE)
_SILENT = "\u2060"


def slot_text(pdf: pikepdf.Pdf, number: int) -> str:
    """The words of one content stream; where something is said in place of glyphs, only that counts."""
    fonts = pdf.pages[0].Resources.Font
    meanings = {str(name): _meanings(font) for name, font in fonts.items() if "/ToUnicode" in font}
    said: list[str] = []
    spoken = 0
    current: dict[int, str] = {}
    for item in pikepdf.parse_content_stream(pdf.get_object(number, 0)):
        operator, operands = str(item.operator), item.operands
        if operator == "BDC" and "/ActualText" in operands[1]:
            said.append(str(operands[1].ActualText))
            spoken += 1
        elif operator == "EMC":
            spoken -= 1
        elif operator == "Tf":
            current = meanings[str(operands[0])]
        elif operator == "TJ" and not spoken:
            said.extend(
                _decoded(piece, current) for piece in operands[0] if isinstance(piece, pikepdf.String)
            )
    return "".join(said).replace(_SILENT, "")


def streams_of(pdf: pikepdf.Pdf, page: int) -> list[int]:
    """The object numbers of a page's content streams, in order; pages count from 1."""
    return [int(stream.objgen[0]) for stream in pdf.pages[page - 1].Contents]


def _meanings(font: Any) -> dict[int, str]:
    """What each code stands for: of a range, the last letter counts upwards."""
    found = {}
    for codes, text in _ENTRY.findall(font.ToUnicode.read_bytes()):
        first, *last = (int(code.strip(b"<> "), 16) for code in codes.split())
        words = bytes.fromhex(text.decode()).decode("utf-16-be")
        for code in range(first, (last[0] if last else first) + 1):
            found[code] = words[:-1] + chr(ord(words[-1]) + code - first)
    return found


def _decoded(piece: Any, meanings: dict[int, str]) -> str:
    raw = bytes(piece)
    return "".join(meanings[int.from_bytes(raw[i : i + 2], "big")] for i in range(0, len(raw), 2))
