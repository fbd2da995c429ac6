"""Smaller, and still the same: fonts, their maps, the colour profile, the operators of a page."""

from __future__ import annotations

import io
import re
from typing import Any

import numpy as np
import pikepdf
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from consent.typeset.finish.profile import srgb_profile
from consent.typeset.finish.unicode_map import unicode_map
from consent.typeset.shorter import shorter
from tests.support.sample import sample_packet


def meant(cmap: bytes) -> dict[int, str]:
    """A map as a reader takes it."""
    found = {}
    for first, last, text in re.findall(rb"^<(\w{4})> <(\w{4})> <(\w{4})>$", cmap, re.MULTILINE):
        for more in range(int(last, 16) - int(first, 16) + 1):
            found[int(first, 16) + more] = chr(int(text, 16) + more)
    for code, text in re.findall(rb"^<(\w{4})> <(\w*)>$", cmap.split(b"endcodespacerange")[1], re.MULTILINE):
        found[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    return found


def drawn(operators: bytes) -> list[Any]:
    """Glyphs and movements, and the corners of what is filled."""
    found: list[Any] = []
    for word in re.finditer(rb"<([0-9a-f]+)>|(?<=>)(-?[\d.]+)(?=[<\]])", operators):
        if word[1]:
            found += re.findall(rb"....", word[1])
        elif float(word[2]):
            found.append(float(word[2]))
    return found


@given(st.dictionaries(st.integers(1, 0xFFFE), st.text(min_size=1, max_size=3), max_size=300))
def test_a_map_says_of_every_glyph_what_it_stands_for(texts: dict[int, str]) -> None:
    texts = {glyph: text.encode("utf-16", "ignore").decode("utf-16") or "x" for glyph, text in texts.items()}
    assert meant(unicode_map(texts)) == texts


def test_letters_in_a_row_share_a_line() -> None:
    cmap = unicode_map({glyph: chr(glyph + 29) for glyph in range(36, 62)} | {7: "fi"})
    assert b"1 beginbfrange\n<0024> <003d> <0041>\nendbfrange" in cmap
    assert b"1 beginbfchar\n<0007> <00660069>\nendbfchar" in cmap


def test_no_range_runs_over_a_byte() -> None:
    texts = {glyph: chr(glyph) for glyph in range(0xF0, 0x110)}
    assert meant(unicode_map(texts)) == texts
    assert b"<00f0> <00ff> <00f0>" in unicode_map(texts)


def test_the_profile_is_srgb() -> None:
    ours = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile()))
    picture = Image.fromarray(np.random.default_rng(1).integers(0, 256, (64, 64, 3), dtype=np.uint8))
    there = ImageCms.profileToProfile(picture, ours, ImageCms.createProfile("sRGB"))
    assert there is not None
    assert np.abs(np.asarray(there).astype(int) - np.asarray(picture)).max() <= 1
    assert len(srgb_profile()) < 500


def test_a_line_of_text_keeps_its_glyphs_and_movements() -> None:
    line = b"BT\n[<0024>0<0041>19<004f>0<0050>-3.5<0003>0] TJ\nET\n"
    assert shorter(line) == b"BT\n[<00240041>19<004f0050>-3.5<0003>] TJ\nET\n"
    assert drawn(shorter(line)) == drawn(line)


def test_a_number_that_only_begins_or_ends_with_a_nought_stays() -> None:
    line = b"[<0024>0.5<0041>10<004f>-0.25<0050>] TJ\n"
    assert shorter(line) == line


def test_places_are_to_a_thousandth_of_a_point_and_a_change_of_scale_stays() -> None:
    given_ = (
        b"68.031496 -0.00004 679.937008 33.5 re\n1 0 0 -1 566.929134 238.37 Tm\n0.70710678 0 0 0.75 1 0 cm\n"
    )
    wanted = b"68.031 0 679.937 33.5 re\n1 0 0 -1 566.929 238.37 Tm\n0.70710678 0 0 0.75 1 0 cm\n"
    assert shorter(given_) == wanted


def test_words_that_look_like_operators_stay() -> None:
    title = b"/Span <</ActualText (<0024>0<0041>)>> BDC\n"
    assert shorter(title) == title


def test_a_square_is_a_rectangle_and_another_shape_is_not() -> None:
    assert shorter(b"3 4 m\n5 4 l\n5 7 l\n3 7 l\nh\n") == b"3 4 2 3 re\n"
    for other in (
        b"3 4 m\n5 4 l\n5 7 l\n2 7 l\nh\n",
        b"3 4 m\n5 5 l\n5 7 l\n3 7 l\nh\n",
        b"3 4 m\n5 4 l\nh\n",
    ):
        assert shorter(other) == other


def test_typed_answers_and_the_page_share_one_font() -> None:
    with pikepdf.open(io.BytesIO(sample_packet())) as pdf:
        typed = pdf.Root.AcroForm.DR.Font.ConsentForm
        page = [font.objgen for font in pdf.pages[0].Resources.Font.values()]
        assert typed.objgen in page
        program = typed.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()
        with TTFont(io.BytesIO(program)) as font:
            letters = font.getBestCmap()
            shapes = font["glyf"]
            for code in (*range(33, 127), *range(0xA1, 0x180), *range(0x1EA0, 0x1EFA), 0x20AC):
                if code != 0xAD:
                    assert shapes[letters[code]].numberOfContours, chr(code)


def test_fonts_hold_no_table_that_no_reader_looks_at() -> None:
    with pikepdf.open(io.BytesIO(sample_packet())) as pdf:
        programs = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and "/Length1" in item]
        for program in programs:
            assert int(program.Length1) == len(program.read_bytes())
            with TTFont(io.BytesIO(program.read_bytes())) as font:
                assert not {"GSUB", "GPOS", "GDEF", "STAT", "name", "gasp", "prep"} & set(font.keys())
