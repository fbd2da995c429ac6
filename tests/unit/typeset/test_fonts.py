"""Only shipped fonts, only those a page needs, and never one of the machine's."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from consent.fonts import FAMILIES, Style, cluster_runs, load_face, missing_glyphs
from consent.typeset.fonts import font_css

# Prints the digest of a small page, and the fonts in it.
_PROGRAM = """
import hashlib, re, sys
from datetime import date
from consent.stamp import stamp
from consent.typeset import typeset
html = '<html lang="en"><title>x</title><p>Plain <b>bold</b> <i>slanted</i> \\u0645</p>'
css = 'body { font-family: "DejaVu Sans", "Noto Sans Arabic", serif }'
master = typeset(html, stylesheets=[css], issued_on=date(2026, 1, 15), slots={})
print(hashlib.sha256(stamp(master, {})).hexdigest())
"""

SYSTEM = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{cache}</cachedir></fontconfig>"""


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_every_family_can_be_opened_in_two_weights(family: object) -> None:
    from consent.fonts import Family

    assert isinstance(family, Family)
    regular, bold = load_face(family), load_face(family, Style(bold=True))
    assert regular.data != bold.data
    assert not regular.hb_face.has_var_data
    assert not bold.hb_face.has_var_data


def test_a_page_declares_the_families_it_needs_and_no_others() -> None:
    assert font_css("<p>Plain words</p>").count("@font-face") == 4
    assert '"Consent Arabic"' in font_css("<p>&#x645;</p>")
    assert '"Consent Thai"' in font_css(
        "<p>x</p>", ["p::before { content: '\\\\e2a' }".replace("\\\\", "\\")]
    )
    assert "SC" not in font_css("<p>مرحبا</p>")


def test_the_machine_s_fonts_change_nothing(tmp_path: Path) -> None:
    digests = set()
    installed = tmp_path / "installed"
    installed.mkdir()
    (installed / "Sans.ttf").write_bytes(load_face(FAMILIES[1]).data)
    for folder in (installed, tmp_path / "none"):
        config = tmp_path / f"{folder.name}.conf"
        config.write_text(SYSTEM.format(folder=folder, cache=tmp_path / "cache"))
        environment = {**os.environ, "FONTCONFIG_FILE": str(config)}
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM], env=environment, capture_output=True, text=True, check=True
        )
        digests.add(done.stdout)
    plain = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True)
    assert digests == {plain.stdout}


def test_the_environment_is_as_it_was() -> None:
    before = os.environ.get("FONTCONFIG_FILE")
    import consent.typeset.engine

    assert consent.typeset.engine.weasyprint.VERSION == "70.0"
    assert os.environ.get("FONTCONFIG_FILE") == before


@pytest.mark.parametrize(
    "text",
    [
        "Nguyễn",
        "Łukasz-Ólafsdóttir",
        "Ελένη",
        "Ёжикова",
        "李小龙",
        "山田 たろう",
        "김철수",
        "محمد",
        "שָׁלוֹם",
        "अनिल",
    ],
)
def test_names_of_the_world_can_be_printed(text: str) -> None:
    assert missing_glyphs(text) == frozenset()


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Maria \U0001f600", "\U0001f600"),
        ("a\u202eb", "\u202e"),
        ("a\x07b", "\x07"),
        ("a\ue000", "\ue000"),
        ("a\u2028b", "\u2028"),
        ("a\u200bb", "\u200b"),
        ("\u0378", "\u0378"),
        ("م\u0e49", "\u0e49"),
    ],
)
def test_what_cannot_be_printed_is_named(text: str, missing: str) -> None:
    assert missing_glyphs(text) == {missing}


def test_letters_and_marks_stay_together() -> None:
    runs = [(family.name if family else None, part) for family, part in cluster_runs("q\u0308 李e\u0301")]
    assert runs == [("Consent", "q\u0308 "), ("Consent SC", "李"), ("Consent", "e\u0301")]


def test_one_character_has_the_form_of_its_language() -> None:
    def first(text: str) -> str:
        family = next(family for family, _ in cluster_runs(text))
        return family.name if family else ""

    assert (first("山田"), first("山田たろう"), first("山田김")) == ("Consent SC", "Consent JP", "Consent KR")


def test_neither_models_nor_coverage_load_the_layout_engine() -> None:
    program = "import sys, consent.fonts, consent.stamp, consent.typeset; print('weasyprint' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
