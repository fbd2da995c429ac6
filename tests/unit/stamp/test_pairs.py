"""Plain letters, put together from pairs: the same bytes as shaping the whole value gives."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from consent.fonts import BASE, Style, load_face
from consent.models.paper.master import ReadyFont, TextSlot
from consent.models.paper.slots import Slot
from consent.stamp.pairs import PLAIN
from consent.stamp.ready import ReadyFonts
from consent.stamp.shaping import Line, Run, shape
from consent.stamp.subset import Subset
from consent.stamp.text import line_operators
from tests.support.sample import sample_master

STYLES = (Style(), Style(bold=True))
NAMES = (
    "AVAToTyfj 'W",
    "To, Yo.",
    "1-1/7",
    "00123456",
    "Dec 1, 2026",
    "7K3M9-QPX2D",
    "O'Neill-Papadopoulos",
    " a ",
)
NOT_PLAIN = ("Waffle Office", "Zoë", "a (b)", "", "  ", "a\u00a0b", "\0", "a\0b", "Ω")
UNASKED = {"ccmp", "locl", "rlig", "liga", "calt", "clig", "rclt", "kern", "dist", "mark", "mkmk", "curs"}


def ready_font(style: Style, said: str = "".join(sorted(PLAIN))) -> ReadyFont:
    glyph = load_face(BASE, style).hb_font.get_nominal_glyph
    glyphs = tuple(sorted((glyph(ord(letter)), letter) for letter in said))
    return ReadyFont(resource="F", bold=style.bold, glyphs=glyphs)


def drawn_whole(ready: ReadyFonts, line: Line, style: Style) -> bytes:
    place = TextSlot(number=1, slot=Slot.MRN, x=0, y=0, size=10, width=1, bold=style.bold)

    def font_of(run: Run) -> Subset:
        font = ready.of(run)
        assert font is not None
        return font

    return line_operators(place, line, font_of)


@pytest.mark.parametrize("style", STYLES, ids=("upright", "bold"))
def test_pairs_show_what_shaping_the_whole_value_draws(style: Style) -> None:
    ready = ReadyFonts((ready_font(style),))
    pairs = ready.pairs_of(load_face(BASE, style))
    assert pairs is not None
    letters, chance, told = sorted(PLAIN), random.Random(7), 0
    made_up = ["".join(chance.choices(letters, k=chance.randint(1, 14))) for _ in range(400)]
    for value in (*NAMES, *(value for value in made_up if value.strip())):
        line, found = shape(Slot.MRN, value, style), pairs.of(value)
        if found is not None:
            told += 1
            assert drawn_whole(ready, line, style) == b"BT\n1 0 0 -1 0 0 Tm\n/F 10 Tf\n%sET\n" % found.shown
            assert found.width == line.width
        elif not any(len(cluster.text) > 1 for cluster in line.runs[0].clusters):
            # So close that their places do not say what is read. The others are drawn in one.
            assert b"/ActualText" in drawn_whole(ready, line, style)
    assert told > 200


@pytest.mark.parametrize("value", NOT_PLAIN, ids=range(len(NOT_PLAIN)))
def test_what_is_not_plain_is_left_to_be_shaped(value: str) -> None:
    pairs = ReadyFonts((ready_font(Style()),)).pairs_of(load_face(BASE, Style()))
    assert pairs is not None
    assert pairs.of(value) is None


def test_a_letter_that_the_font_of_the_packet_lacks_is_left_to_be_shaped() -> None:
    pairs = ReadyFonts((ready_font(Style(), "abc"),)).pairs_of(load_face(BASE, Style()))
    assert pairs is not None
    assert pairs.of("abc") is not None
    assert pairs.of("abcd") is None


def test_every_ready_font_of_a_packet_has_its_pairs() -> None:
    master = sample_master()
    ready = ReadyFonts(master.ready)
    assert master.ready
    for font in master.ready:
        assert ready.pairs_of(load_face(BASE, Style(font.bold, font.italic))) is not None
    assert ready.pairs_of(load_face(BASE, Style(italic=True))) is None


@pytest.mark.parametrize("tag", ["GSUB", "GPOS"])
@pytest.mark.parametrize("style", STYLES, ids=("upright", "bold"))
def test_no_rule_of_the_base_family_for_plain_letters_looks_further_than_the_next(
    style: Style, tag: str
) -> None:
    face = load_face(BASE, style)
    font = TTFont(io.BytesIO(face.data), lazy=True)
    plain = {font.getBestCmap()[ord(letter)] for letter in PLAIN}
    kinds = set()
    for rule in rules(font[tag].table):
        kinds.add(type(rule).__name__)
        if hasattr(rule, "ligatures"):
            made = {first: rule.ligatures[first] for first in plain & rule.ligatures.keys()}
            joined = {
                first: [one for one in made[first] if plain.issuperset(one.Component)] for first in made
            }
            # Three letters in one begin as two in one do, and that is seen in the pair.
            twos = {
                (first, one.Component[0])
                for first in joined
                for one in joined[first]
                if len(one.Component) == 1
            }
            assert {(first, one.Component[0]) for first in joined for one in joined[first]} == twos
        elif "Context" in type(rule).__name__:
            assert not any(all(plain & glyphs for glyphs in looked_at) for looked_at in contexts(rule))
    assert face.units == 1000
    assert kinds


def rules(table: Any) -> Iterator[Any]:
    """The rules that shaping applies to Latin text, and to numbers alone, without being asked."""
    scripts = [one.Script for one in table.ScriptList.ScriptRecord if one.ScriptTag in ("latn", "DFLT")]
    languages = [s.DefaultLangSys for s in scripts]
    languages += [one.LangSys for script in scripts for one in script.LangSysRecord]
    features = [table.FeatureList.FeatureRecord[at] for language in languages for at in language.FeatureIndex]
    wanted = {at for one in features if one.FeatureTag in UNASKED for at in one.Feature.LookupListIndex}
    for at in sorted(wanted):
        for rule in table.LookupList.Lookup[at].SubTable:
            yield getattr(rule, "ExtSubTable", rule)


def contexts(rule: Any) -> Iterator[list[set[str]]]:
    """The glyphs at each place that a rule looks at."""
    if rule.Format == 3:
        parts = ("BacktrackCoverage", "InputCoverage", "LookAheadCoverage")
        yield [set(one.glyphs) for part in parts for one in getattr(rule, part)]
        return
    assert rule.Format == 1
    for first, made in zip(rule.Coverage.glyphs, rule.ChainSubRuleSet, strict=True):
        for one in made.ChainSubRule:
            yield [{glyph} for glyph in (first, *one.Backtrack, *one.Input, *one.LookAhead)]
