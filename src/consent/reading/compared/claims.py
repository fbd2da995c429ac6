"""What a file says that it is. Claims, for finding what to compare it with: any of them may be false."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import zxingcpp

from consent.reading.compared.answers import answers_of
from consent.reading.page import pdfium
from consent.reading.read import read_sheets
from consent.reading.safe.opened import opened_soundly
from consent.reading.sheet import Page

_PACKET = r"[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}"
_ID = re.compile(_PACKET)
_RAW = re.compile(_PACKET.encode())
_CODE = re.compile(rf"({_PACKET})/([0-9]{{2,3}})([A-Za-z]?)")
_SHARP = 150 / 72
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Claims:
    """What can be read on the pages and in the fields."""

    packets: tuple[str, ...]
    """Packet ids, the most frequent first."""
    codes: tuple[str, ...]
    """Page codes, each as often as it stands there."""
    pages: int
    uncoded: int
    """Pages without a page code."""
    letters: int
    fields: int


def claims_of(data: bytes) -> Claims:
    """Read the file. Raises ``UnreadableError``."""
    sheets = read_sheets(data, "")
    coded = [[code for code in page.codes if _CODE.fullmatch(code)] for page in sheets.pages]
    if not all(coded):
        coded = list(_looked_for(data, sheets.pages, coded))
    codes = [code for of_page in coded for code in of_page]
    trees = {name for widget in sheets.facts.widgets if _ID.fullmatch(name := widget.name.split(".")[0])}
    twin = str((sheets.twin or {}).get("packet_id", ""))
    named = Counter(_CODE.fullmatch(code)[1] for code in codes)  # type: ignore[index]
    named.update(trees | ({twin} if _ID.fullmatch(twin) else set()))
    return Claims(
        packets=tuple(packet for packet, _ in named.most_common(_MOST_NAMED)),
        codes=tuple(codes),
        pages=len(sheets.pages),
        uncoded=sum(not of_page for of_page in coded),
        letters=sum(sum(not c.isspace() for c in page.text) for page in sheets.pages),
        fields=len(sheets.facts.widgets),
    )


def outline_of(data: bytes) -> tuple[int, int, frozenset[str]]:
    """How many pages and fields a packet has, and the ids that name its fields."""
    with opened_soundly(data) as pdf:
        fields = answers_of(pdf)
        return len(pdf.pages), len(fields), frozenset(name.partition(".")[0] for name in fields)


def named_in(data: bytes) -> tuple[str, ...]:
    """Packet ids that stand in the bytes themselves, for a file that cannot be opened."""
    found: Iterable[bytes] = (match[0] for match in _RAW.finditer(data))
    return tuple(one.decode() for one in dict.fromkeys(found))[:_MOST_NAMED]


def _looked_for(data: bytes, pages: tuple[Page, ...], coded: list[list[str]]) -> Iterator[list[str]]:
    """The codes of each page; where none was found among what is drawn, the whole page is looked at."""
    with pdfium.opened(data) as document:
        for page, known in zip(pages, coded, strict=True):
            yield known or _seen(document[page.number - 1])


def _seen(page: Any) -> list[str]:
    picture = page.render(scale=_SHARP, grayscale=True, may_draw_forms=False).to_numpy()
    found = zxingcpp.read_barcodes(
        picture, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.DataMatrix])
    )
    return list(dict.fromkeys(code.text for code in found if _CODE.fullmatch(code.text)))
