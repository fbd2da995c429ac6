from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import pytest

from consent.desk.packets.asking import FORM
from consent.desk.packets.records import keep_record, new_record_id
from consent.errors import WriteError
from consent.load.record.read import load_records
from consent.models.place import Source, Sourced
from tests.support.office import Office, assisted, record


def test_a_typed_record_is_kept_as_a_file_that_reads_back_the_same(office: Office, tmp_path: Path) -> None:
    for given in (
        record(needles=2, witness=True),
        assisted(),
        # What YAML could take for a number.
        *(
            record(patient={**record().patient.model_dump(mode="json"), "mrn": mrn})
            for mrn in ("007", "00778", "12e3")
        ),
    ):
        kept = keep_record(Sourced(given, Source(FORM)), tmp_path)
        path = Path(kept.source.file)
        assert path == tmp_path / "records" / f"{given.record_id}.yaml"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        workspace = office.workspace
        again = load_records(
            [path], library=workspace.library, practice=workspace.practice, issued_on=date(2026, 11, 24)
        )
        assert again.records[0].value == given


def test_a_record_that_stands_in_a_file_is_left_there(tmp_path: Path) -> None:
    given = Sourced(record(), Source("schedule.csv"))
    assert keep_record(given, tmp_path) is given
    assert list(tmp_path.iterdir()) == []


def test_a_record_that_cannot_be_kept_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "records").write_text("in the way")
    with pytest.raises(WriteError):
        keep_record(Sourced(record(), Source(FORM)), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["records"]


def test_ids_of_walk_ins_differ_and_say_nothing() -> None:
    ids = {new_record_id() for _ in range(100)}
    assert len(ids) == 100
    assert all(len(one) == len("walk-in-12345678") for one in ids)
