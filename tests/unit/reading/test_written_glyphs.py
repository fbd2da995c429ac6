import io
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
import uharfbuzz as hb
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from consent.fonts import BASE, Style, load_face
from consent.reading import written_glyphs
from consent.reading.outlines import false_letters
from consent.reading.sheet import FontFact
from consent.reading.written_glyphs import WrittenGlyphs

LETTERS = "nowté"


@cache
def small() -> bytes:
    """The shipped font with a few letters, their numbers as they are in the whole font."""
    font = TTFont(io.BytesIO(load_face(BASE, Style()).hb_font.face.blob.data))
    subsetter = Subsetter(Options(retain_gids=True, notdef_outline=True))
    subsetter.populate(text=LETTERS)
    subsetter.subset(font)
    return saved(font)


def saved(font: Any) -> bytes:
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def changed(change: Callable[[Any], object]) -> bytes:
    font = TTFont(io.BytesIO(small()))
    change(font)
    return saved(font)


def number(letter: str) -> int:
    found = load_face(BASE, Style()).hb_font.get_nominal_glyph(ord(letter))
    assert found
    return int(found)


def written(program: bytes, letter: str) -> bytes | None:
    glyphs = WrittenGlyphs.of(hb.Face(hb.Blob(program)))
    assert glyphs is not None
    return glyphs.written(number(letter))


def swapped(font: Any) -> None:
    names, glyphs = font.getBestCmap(), font["glyf"]
    glyphs[names[ord("t")]] = glyphs[names[ord("w")]]


def moved(font: Any) -> None:
    name = font.getBestCmap()[ord("t")]
    width, bearing = font["hmtx"][name]
    font["hmtx"][name] = width, bearing + 40


def test_a_letter_is_written_the_same_in_the_whole_font_and_in_a_few_letters_of_it() -> None:
    whole = WrittenGlyphs.of(load_face(BASE, Style()).hb_font.face)
    assert whole is not None
    for letter in "nowt":
        # In a smaller font a glyph may be filled up to an even length.
        assert (written(small(), letter) or b"").rstrip(b"\0") == (
            whole.written(number(letter)) or b""
        ).rstrip(b"\0")


def test_a_letter_with_an_accent_is_written_with_all_that_it_is_made_of() -> None:
    def other_letter(font: Any) -> None:
        accented = font["glyf"][font.getBestCmap()[ord("é")]]
        assert accented.isComposite()
        accented.components[0].glyphName = font.getBestCmap()[ord("o")]

    def aside(font: Any) -> None:
        font["glyf"][font.getBestCmap()[ord("é")]].components[-1].x += 60

    assert written(small(), "é") == written(changed(lambda _: None), "é") is not None
    assert (
        len({written(small(), "é"), written(changed(other_letter), "é"), written(changed(aside), "é")}) == 3
    )
    meanings = {number("é"): "é"}
    for _ in range(2):
        assert false_letters(FontFact("Consent", small(), meanings)) == ()
        assert false_letters(FontFact("Consent", changed(other_letter), meanings)) == ("é",)
        assert false_letters(FontFact("Consent", changed(aside), meanings)) == ("é",)


def test_a_glyph_made_of_too_much_is_drawn_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer bytes are allowed here than the shipped letter has."""
    monkeypatch.setattr(written_glyphs, "_MOST", 20)
    assert written(small(), "é") is None
    assert written(small(), "t") is not None
    assert false_letters(FontFact("Consent", small(), {number("é"): "é"})) == ()


@pytest.mark.parametrize("change", [swapped, moved], ids=["another letter", "moved aside"])
def test_what_is_drawn_otherwise_is_written_otherwise(change: Callable[[Any], None]) -> None:
    assert written(changed(change), "t") != written(small(), "t")
    assert written(changed(change), "n") == written(small(), "n")


def test_a_glyph_that_is_not_there_has_nothing_written() -> None:
    glyphs = WrittenGlyphs.of(hb.Face(hb.Blob(small())))
    assert glyphs is not None
    assert glyphs.written(60_000) is None


def test_a_font_without_glyphs_of_its_own_is_not_compared_by_what_is_written() -> None:
    def bare(font: Any) -> None:
        del font["hmtx"]

    assert WrittenGlyphs.of(hb.Face(hb.Blob(changed(bare)))) is None


def test_a_false_letter_is_found_after_the_true_one_was_seen() -> None:
    meanings = {number(letter): letter for letter in LETTERS}
    for _ in range(2):
        assert false_letters(FontFact("Consent", small(), meanings)) == ()
        assert false_letters(FontFact("Consent", changed(swapped), meanings)) == ("t",)
