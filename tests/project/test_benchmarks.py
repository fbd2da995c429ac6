"""Every benchmark runs, in small: what it prints is for people, and no time is asserted."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from benchmarks import (
    batch,
    day,
    desk,
    measure,
    mutants,
    print_run,
    reading,
    realistic_day,
    register,
    render_cold,
    startup,
    strangers,
)
from benchmarks.day import write_day
from benchmarks.earlier import check_out
from benchmarks.render_cold import EXAMPLES
from benchmarks.schedule import SHORT_RECORD
from tests.strangers.source import all_forms


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch, own_parts: None) -> None:
    monkeypatch.setattr(measure, "WARM_UPS", 0)
    monkeypatch.setattr(measure, "AT_HAND", Path(os.environ["CONSENT_CACHE"]))
    for module in (desk, render_cold, startup):
        monkeypatch.setattr(module, "ROUNDS", 1)
    for name, value in {"CURVE": (1,), "LOOPED": 1, "COMPILED": 1}.items():
        monkeypatch.setattr(batch, name, value)
    for name, value in {"BROWSERS": 2, "ROWS": 1, "PACKETS": 1, "TURNS": 1}.items():
        monkeypatch.setattr(desk, name, value)
    for name, value in {"COUNT": 10, "TAGGED": 5, "MERGED": 2}.items():
        monkeypatch.setattr(print_run, name, value)


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The example's record, and those of a day, with packets of a few pages."""
    examples = shutil.copytree(EXAMPLES, tmp_path / "examples")
    record = SHORT_RECORD.replace("record_id: r-0002", "record_id: r-0001")
    (examples / "records" / "r-0001.yaml").write_text(record, "utf-8")
    for module in (desk, print_run, realistic_day, render_cold):
        monkeypatch.setattr(module, "EXAMPLES", examples)
    monkeypatch.setattr(day, "SETS", {"ha-medium;ultrasound-guidance": 1})


def printed(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_startup(capsys: pytest.CaptureFixture[str]) -> None:
    startup.main()
    assert "consent list procedures" in printed(capsys)


def test_render_cold(capsys: pytest.CaptureFixture[str], short: None) -> None:
    render_cold.main()
    assert "consent render, warm cache" in printed(capsys)


def test_desk(capsys: pytest.CaptureFixture[str], short: None) -> None:
    desk.main()
    out = printed(capsys)
    assert "desk, first picture, known" in out
    assert "2 browsers made 2 packets" in out


def test_print_run(capsys: pytest.CaptureFixture[str], short: None) -> None:
    print_run.main(long=False)
    assert "a real packet, tagged" in printed(capsys)


def test_batch(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    # The short pages without which the curve would be long are raced like any others.
    monkeypatch.delitem(batch.RACES, "a real packet")
    batch.main(rows=2, rounds=1)
    out = printed(capsys)
    assert "a short packet: 2 rows" in out
    assert "Rows and what they take" in out


def test_register() -> None:
    out = register.main(rows=3, rounds=1)
    assert "with the register" in out
    assert "3 rows of a short packet" in out


def test_realistic_day(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, short: None
) -> None:
    monkeypatch.setattr(realistic_day, "check_out", lambda *_: None)
    realistic_day.main(3, rows=1)
    out = printed(capsys)
    assert "consent batch, parts cached" in out
    assert "no history" in out


def test_reading(capsys: pytest.CaptureFixture[str]) -> None:
    reading.main(times=1, files=1)
    out = printed(capsys)
    assert "pages/s" in out
    assert "PDFium drawing them at 144 dpi" in out
    assert "by consent check, which has read the library before" in out


def test_mutants(capsys: pytest.CaptureFixture[str]) -> None:
    assert mutants.main(["PAP241"]) == 0
    assert "mutants caught by the rule meant for them" in printed(capsys)


def test_strangers(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    few = [form for form in all_forms() if form.language == "en"][:2]
    monkeypatch.setattr(strangers, "all_forms", lambda: few)
    strangers.main([])
    assert "%" in printed(capsys)


def test_a_day_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    days = []
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        (tmp_path / name).mkdir()
        day = write_day(EXAMPLES, tmp_path / name, 400, seed=seed)
        days.append((day.schedule.read_text("utf-8"), day.contents))
    assert days[0] == days[1] != days[2]
    assert 130 <= days[0][1] <= 170


def test_a_commit_that_is_not_there_is_no_baseline(tmp_path: Path) -> None:
    assert check_out("0" * 40, tmp_path / "none") is None
