"""Every rule is written in one form, so that a reader finds its reason, a bad case and a good one."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

from consent.checks import LAYOUT_RULES, PACKET_RULES, rec101_every_glyph_prints
from consent.checks.paper.rules import PAPER_RULES
from consent.checks.rooms import count, rules_in
from consent.checks.source.rules import SOURCE_RULES

RULES: tuple[ModuleType, ...] = (*PACKET_RULES, *LAYOUT_RULES, rec101_every_glyph_prints)
TESTS = Path(__file__).parents[2]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.CODE)
def test_a_rule_says_what_why_bad_and_good(rule: ModuleType) -> None:
    text = rule.__doc__ or ""
    first, _, rest = text.partition("\n")
    assert first.startswith(f"{rule.CODE}: ")
    assert first.endswith(".")
    why, bad, good = re.split(r"^(?:Bad|Good)::$", rest, flags=re.MULTILINE)
    assert len(why.split()) > 5
    assert bad.strip()
    assert good.strip()
    assert all(line.startswith("    ") for line in (bad + good).splitlines() if line)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.CODE)
def test_a_rule_s_file_begins_with_its_code(rule: ModuleType) -> None:
    assert re.fullmatch(r"[A-Z]{3}\d{3}", rule.CODE)
    assert Path(str(rule.__file__)).stem.startswith(f"{rule.CODE.lower()}_")
    assert (rule.check.__doc__ or "").startswith("Yield one finding")


def test_no_two_rules_share_a_code() -> None:
    codes = [rule.CODE for rule in RULES]
    assert len(set(codes)) == len(codes)


def test_rules_are_counted_by_their_files() -> None:
    rooms = (("source", SOURCE_RULES), ("packet", PACKET_RULES), ("layout", LAYOUT_RULES))
    assert [count(room) for room, _ in rooms] == [len(rules) for _, rules in rooms]
    assert count("paper", "forms") == len(PAPER_RULES)


def test_a_folder_with_its_rooms_lists_its_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = tmp_path / "a_room"
    names = ("__init__", "xyz103_third", "xyz101_first", "context", "xyz10_too_short")
    for name in (*names, "inner/__init__", "inner/xyz102_second"):
        (room / name).parent.mkdir(parents=True, exist_ok=True)
        (room / f"{name}.py").write_text(f"NAME = {name!r}\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    found = [rule.NAME for rule in rules_in("a_room", [str(room)])]
    assert found == ["xyz101_first", "inner/xyz102_second", "xyz103_third"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.CODE)
def test_every_rule_is_tried_by_a_test(rule: ModuleType) -> None:
    files = [path for path in TESTS.rglob("*") if path.suffix in {".py", ".yaml"}]
    assert any(rule.CODE in path.stem or f"test_{rule.CODE.lower()}_" in path.read_text() for path in files)
