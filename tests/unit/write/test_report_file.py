"""Several texts are written all or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from consent.errors import WriteError
from consent.write.report_file import write_all


def test_every_text_is_written_and_readable_by_everybody(tmp_path: Path) -> None:
    files = [(tmp_path / "a" / "one.md", "uno"), (tmp_path / "two.yaml", "dos")]
    write_all(files)
    assert [path.read_text("utf-8") for path, _ in files] == ["uno", "dos"]
    assert {path.stat().st_mode & 0o777 for path, _ in files} == {0o644}
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 2


def test_where_one_cannot_be_written_every_file_is_as_it_was(tmp_path: Path) -> None:
    old, barrier = tmp_path / "one.md", tmp_path / "barrier"
    old.write_text("old", "utf-8")
    barrier.write_text("a file where a folder should be", "utf-8")
    with pytest.raises(WriteError):
        write_all([(old, "new"), (tmp_path / "other.md", "new"), (barrier / "two.md", "new")])
    assert old.read_text("utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["barrier", "one.md"]
