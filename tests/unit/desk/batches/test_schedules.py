from __future__ import annotations

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from consent.desk.batches.schedules import keep, kept_in, named
from consent.errors import WriteError

NOW = datetime(2026, 11, 30, 8, 15, 30, tzinfo=UTC)


def test_a_schedule_is_kept_by_when_it_came_and_not_by_its_name(tmp_path: Path) -> None:
    kept = keep(tmp_path, b"a,b\n", "Jane Roe 1961-03-09.CSV", NOW)
    assert kept.path == tmp_path / "schedules" / "2026-11-30-081530.csv"
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.path.parent.stat().st_mode) == 0o700
    assert (kept.path.parent / ".gitignore").read_text() == "*\n"
    assert named(tmp_path, kept.name) == kept
    assert (kept.came.hour, kept.came.minute) == (8, 15)


def test_the_same_bytes_again_are_the_same_schedule(tmp_path: Path) -> None:
    first = keep(tmp_path, b"a,b\n", "x.csv", NOW)
    assert keep(tmp_path, b"a,b\n", "y.csv", NOW.replace(hour=9)) == first
    others = [keep(tmp_path, b"a,c\n", "x.csv", NOW), keep(tmp_path, b"a,d\n", "x.xlsx", NOW)]
    assert len({one.path for one in (first, *others)}) == 3
    assert len({one.batch for one in (first, *others)}) == 3
    assert {one.path for one in kept_in(tmp_path)} == {one.path for one in (first, *others)}


@pytest.mark.parametrize("sent_as", ["x.exe", "x", "x.pdf", "../../x.sh", ".csv"])
def test_an_ending_that_no_schedule_has_is_not_kept(tmp_path: Path, sent_as: str) -> None:
    assert keep(tmp_path, b"a,b\n", sent_as, NOW).path.name == "2026-11-30-081530.csv"


@pytest.mark.parametrize("name", ["", ".", "..", "../records/x", "columns", "2026"])
def test_a_name_that_no_schedule_has_is_none(tmp_path: Path, name: str) -> None:
    keep(tmp_path, b"a,b\n", "x.csv", NOW)
    (tmp_path / "schedules" / "columns.yaml").write_text("columns: {}\n")
    assert named(tmp_path, name) is None


def test_a_schedule_that_cannot_be_kept_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "schedules").write_text("in the way")
    with pytest.raises(WriteError):
        keep(tmp_path, b"a,b\n", "x.csv", NOW)
