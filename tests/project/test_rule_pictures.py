"""The pictures of docs/rules/: of rules there are, in pairs, drawn from the mutants."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageChops

from consent.gate.catalogue import catalogue
from tests.mutants.every import MUTANTS
from tools.rule_docs import FOLDER, PICTURES
from tools.rule_pictures import draw_one

STRUCK_OUT = next(mutant for mutant in MUTANTS if mutant.code == "PAP206" and mutant.alone)
SCRIPT = next(mutant for mutant in MUTANTS if mutant.code == "PAP246")


def test_every_picture_is_of_a_rule_and_has_its_pair() -> None:
    names = {path.stem for path in (FOLDER / PICTURES).glob("*.png")}
    codes = {name.partition("-")[0] for name in names}
    assert codes <= set(catalogue())
    assert names == {f"{code}-{word}" for code in codes for word in ("bad", "good")}


def test_a_spoilt_place_is_drawn_beside_the_good_one(tmp_path: Path) -> None:
    assert draw_one(STRUCK_OUT, tmp_path)
    with Image.open(tmp_path / "PAP206-bad.png") as bad, Image.open(tmp_path / "PAP206-good.png") as good:
        assert bad.size == good.size
        assert ImageChops.difference(bad.convert("L"), good.convert("L")).getbbox() is not None


def test_what_no_eye_sees_has_no_picture(tmp_path: Path) -> None:
    assert not draw_one(SCRIPT, tmp_path)
    assert list(tmp_path.iterdir()) == []
