"""Finished pages read back: words, type sizes, codes and structure."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp
from PIL import Image

POINTS_PER_MM = 72 / 25.4


_CODES = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.DataMatrix)


@dataclass(frozen=True)
class Sheet:
    """One page as a reader gets it."""

    number: int
    text: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Letter:
    """One visible character."""

    char: str
    size: float
    """In points on paper, whatever scale the page uses."""
    left: float
    bottom: float
    right: float
    top: float


@lru_cache(maxsize=64)
def texts(pdf: bytes) -> tuple[str, ...]:
    """The words of each page, in the order of the file."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for page in document:
        words = page.get_textpage()
        # get_text_bounded drops what stands outside the page; nothing should.
        found.append(words.get_text_range().replace("\r\n", "\n").rstrip() + "\n")
    document.close()
    return tuple(found)


def squeezed(text: str) -> str:
    """Words with single spaces, so that a line's end does not matter."""
    return " ".join(text.split())


def all_text(pdf: bytes) -> str:
    """The words of the whole file, with single spaces."""
    return squeezed(" ".join(texts(pdf)))


@lru_cache(maxsize=16)
def sheets(pdf: bytes) -> tuple[Sheet, ...]:
    """Every page with its words and its machine-readable codes."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for number, (page, text) in enumerate(zip(document, texts(pdf), strict=True), 1):
        image = page.render(scale=100 / 72, grayscale=True).to_numpy()
        image = image.reshape(image.shape[:2])
        codes = zxingcpp.read_barcodes(image, formats=_CODES)
        found.append(Sheet(number, text, tuple(code.text for code in codes)))
    document.close()
    return tuple(found)


def picture(pdf: bytes, page: int, dpi: int) -> Image.Image:
    """One page, counted from 1, in grey."""
    document = pypdfium2.PdfDocument(pdf)
    image = cast("Image.Image", document[page - 1].render(scale=dpi / 72, grayscale=True).to_pil())
    document.close()
    return image


@lru_cache(maxsize=2)
def letters(pdf: bytes) -> tuple[tuple[int, Letter], ...]:
    """Every visible character with its page, counted from 1."""
    return tuple(_letters(pdf))


def _letters(pdf: bytes) -> Iterator[tuple[int, Letter]]:
    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document, 1):
        words = page.get_textpage()
        for index in range(words.count_chars()):
            letter = _letter(words, index)
            if letter is not None:
                yield number, letter
    document.close()


def _letter(words: Any, index: int) -> Letter | None:
    # pdfium says U+0002 for a hyphen that ends a line.
    char = chr(pdfium.FPDFText_GetUnicode(words.raw, index)).replace("\x02", "-")
    if char.isspace() or not char.isprintable() or pdfium.FPDFText_IsGenerated(words.raw, index) == 1:
        return None
    matrix = pdfium.FS_MATRIX()
    assert pdfium.FPDFText_GetMatrix(words.raw, index, matrix)
    # The font size alone is wrong by the page's own scale.
    size = pdfium.FPDFText_GetFontSize(words.raw, index) * math.hypot(matrix.c, matrix.d)
    left, bottom, right, top = words.get_charbox(index)
    return Letter(char, size, left, bottom, right, top)
