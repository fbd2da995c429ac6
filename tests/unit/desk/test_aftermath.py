"""What is cleared away and told at the next start of a desk that was killed."""

from __future__ import annotations

import os
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from consent.desk.aftermath import clear_away, told
from consent.models.register.issue import Printed, Wanted
from consent.register import open_register

DAY = date(2026, 12, 1)


def wanted(packet_id: str, record_id: str, days: int | None, mrn: str = "7", issued: int = 0) -> Wanted:
    """A packet that was begun; days count from today."""
    planned = None if days is None else DAY + timedelta(days=days)
    return Wanted(packet_id, record_id, mrn, "0" * 64, DAY + timedelta(days=issued), planned, {})


BEGUN = (
    wanted("AAAAA-AAAAA", "r-1", 0),
    wanted("BBBBB-BBBBB", "r-2", 3),
    wanted("CCCCC-CCCCC", "r-3", -1),
    wanted("DDDDD-DDDDD", "", None, ""),
    wanted("EEEEE-EEEEE", "", None, "", issued=-8),
    wanted("FFFFF-FFFFF", "", None),
    wanted("GGGGG-GGGGG", "r-4", 0),
)


def test_what_was_begun_for_a_visit_to_come_is_told_with_what_to_do(tmp_path: Path) -> None:
    with open_register(tmp_path / "register") as register:
        assert list(told(register, DAY)) == []
        register.begin(BEGUN)
        register.complete([Printed("GGGGG-GGGGG", "", "0" * 64, 1, 1, "", "x.pdf")])
        visits, blank = told(register, DAY)
    assert visits.startswith("Printing was not finished: FFFFF-FFFFF, BBBBB-BBBBB, AAAAA-AAAAA. Print again ")
    assert blank.startswith("Printing of blank packets was not finished: DDDDD-DDDDD. If one of them ")


def test_of_many_a_few_are_named(tmp_path: Path) -> None:
    with open_register(tmp_path / "register") as register:
        register.begin([wanted(f"AAAAA-AAAA{number}", f"r-{number}", 0) for number in range(7)])
        (line,) = told(register, DAY)
    assert "AAAAA-AAAA6, AAAAA-AAAA5, AAAAA-AAAA4, AAAAA-AAAA3, AAAAA-AAAA2 and 2 more." in line


@pytest.mark.parametrize("folder", ["packets", "records", "schedules", "desk/2026-12-01"])
def test_unfinished_files_are_removed_when_nobody_can_be_writing_them(tmp_path: Path, folder: str) -> None:
    where = tmp_path / folder
    where.mkdir(parents=True)
    names = {".consent-old.part": 120, ".consent-new.part": 0, "AAAAA-AAAAA.pdf": 120, ".other.part": 120}
    for name, age in names.items():
        (where / name).write_bytes(b"%PDF")
        stamp = time.time() - age
        os.utime(where / name, (stamp, stamp))
    (where / ".consent-folder.part").mkdir()
    clear_away(tmp_path, DAY)
    left = {path.name for path in where.iterdir()}
    assert left == {".consent-new.part", "AAAAA-AAAAA.pdf", ".other.part", ".consent-folder.part"}


def test_a_practice_without_these_folders_has_nothing_to_clear_away(tmp_path: Path) -> None:
    clear_away(tmp_path, DAY)
    assert list(tmp_path.iterdir()) == []
