"""Names in every script: drawn by two engines, read back, and still a valid file."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from tests.support.conformance import failures
from tests.support.render import ink, pdfium, poppler
from tests.support.sample import named, sample_master
from tests.support.verapdf import assert_conforms

LEFT_TO_RIGHT = {
    "latin": "Björk Łukasz-Ólafsdóttir",
    "vietnamese": "Nguyễn Thị Hoài",
    "combining": "Zoe\u0308 q\u0308\u0323",
    "greek": "Νίκος Ελένη",
    "cyrillic": "Мария Ёжикова",
    "armenian": "Արամ",
    "georgian": "გიორგი",
    "chinese": "李小龙 Lee",
    "traditional": "陳大文",
    "japanese": "山田 たろう",
    "korean": "김철수",
    "thai": "สมชาย ใจดี ป้ำ",
    "lao": "ລາວ",
    "khmer": "សុខា ឆាយ",
    "burmese": "မြန်မာ",
    "devanagari": "अनिल शर्मा कृष्ण",
    "bengali": "রবীন্দ্রনাথ",
    "gujarati": "ગુજરાતી",
    "gurmukhi": "ਗੁਰਮੁਖੀ",
    "oriya": "ଓଡ଼ିଆ",
    "tamil": "கோபால் ஸ்ரீ",
    "telugu": "తెలుగు",
    "kannada": "ಕನ್ನಡ",
    "malayalam": "മലയാളം",
    "sinhala": "සිංහල",
    "ethiopic": "አማርኛ",
}
RIGHT_TO_LEFT = {
    "arabic": "محمد العربية",
    "vocalised": "مُحَمَّد علاء",
    "hebrew": "דוד כהן",
    "pointed": "שָׁלוֹם",
}
NAMES = LEFT_TO_RIGHT | RIGHT_TO_LEFT
EVERY = pytest.mark.parametrize("script", NAMES)


def spoken(pdf: bytes) -> list[str]:
    """Every /ActualText of the first page."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        operands = [
            item.operands[1]
            for item in pikepdf.parse_content_stream(opened.pages[0])
            if str(item.operator) == "BDC" and isinstance(item.operands[1], pikepdf.Dictionary)
        ]
        return [str(entry.ActualText) for entry in operands if "/ActualText" in entry]


@EVERY
def test_the_file_is_valid(script: str) -> None:
    assert failures(named(NAMES[script])) == []


def test_verapdf_agrees_about_all_of_them(tmp_path: Path) -> None:
    paths = [tmp_path / f"{script}.pdf" for script in NAMES]
    for path in paths:
        path.write_bytes(named(NAMES[path.stem]))
    assert_conforms(paths)


@EVERY
def test_two_engines_draw_the_same_ink(script: str, tmp_path: Path) -> None:
    (place,) = sample_master().on("name")
    pdf = named(NAMES[script])
    one, two = ink(pdfium(pdf), place, inset=0), ink(poppler(pdf, tmp_path), place, inset=0)
    letters = sum(char.isalpha() for char in NAMES[script])
    # A missing, empty or boxed glyph would show as much less or much other ink.
    assert one > 15 * letters
    assert two == pytest.approx(one, rel=0.25)


@EVERY
def test_every_glyph_has_an_outline_of_its_own(script: str) -> None:
    (place,) = sample_master().on("name")
    whole = ink(pdfium(named(NAMES[script]), dpi=300), place, dpi=300)
    words = NAMES[script].split()
    parts = [ink(pdfium(named(word), dpi=300), place, dpi=300) for word in words]
    assert sum(parts) == pytest.approx(whole, rel=0.05)


@pytest.mark.parametrize("script", LEFT_TO_RIGHT)
def test_the_name_is_read_back(script: str) -> None:
    document = pypdfium2.PdfDocument(named(NAMES[script]))
    text = document[0].get_textpage().get_text_range()
    document.close()
    name = unicodedata.normalize("NFC", NAMES[script])
    # Once in the running header, once in the sentence.
    assert text.count(name) == 2


@pytest.mark.parametrize("script", RIGHT_TO_LEFT)
def test_right_to_left_names_are_spoken_in_reading_order(script: str) -> None:
    name = unicodedata.normalize("NFC", NAMES[script])
    assert spoken(named(NAMES[script])) == [name, name]
