"""Schedules that were sent: where they lie, which one counts, what is left of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from consent.desk.uploads import ending_of, forget_before, is_sent, keep, newest_of, own_folder, take_back

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)


def test_the_last_one_of_the_day_counts_and_nothing_that_is_half_written(tmp_path: Path) -> None:
    assert newest_of(tmp_path, NOW.date()) is None
    # By the clock of the day: a later minute comes after more microseconds.
    times = (NOW + timedelta(microseconds=900), NOW + timedelta(minutes=1), NOW + timedelta(hours=2))
    paths = [keep(tmp_path, b"x", "a.csv", now) for now in times]
    (paths[0].parent / ".consent-zzz.part").write_bytes(b"half")
    assert newest_of(tmp_path, NOW.date()) == paths[2]
    assert is_sent(tmp_path, paths[2])
    assert not is_sent(tmp_path, tmp_path / "schedule.csv")
    take_back(paths[2])
    assert newest_of(tmp_path, NOW.date()) == paths[1]
    take_back(paths[1])
    take_back(paths[0])
    take_back(paths[0])
    assert newest_of(tmp_path, NOW.date()) is None


def test_a_folder_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    folder.mkdir(mode=0o755)
    assert own_folder(folder).stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("sent_as", "ending"),
    [
        ("a.XLSX", ".xlsx"),
        ("a.csv", ".csv"),
        ("a.exe", ".csv"),
        ("a", ".csv"),
        ("", ".csv"),
        ("a.hl7", ".hl7"),
    ],
)
def test_a_file_keeps_an_ending_that_is_read_and_no_other(sent_as: str, ending: str) -> None:
    assert ending_of(sent_as) == ending


def test_what_was_sent_on_earlier_days_is_removed_and_todays_stays(tmp_path: Path) -> None:
    old = keep(tmp_path, b"x", "a.csv", NOW - timedelta(days=1))
    (old.parent / ".consent-zzz.part").write_bytes(b"half")
    new = keep(tmp_path, b"x", "a.csv", NOW)
    forget_before(tmp_path, NOW.date())
    assert not old.parent.exists()
    assert new.exists()
