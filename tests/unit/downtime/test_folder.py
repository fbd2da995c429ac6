"""The folder of a pack, from its claim to its sums."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from consent.downtime.folder import SUMS, UNFINISHED, begin_folder, close_folder
from consent.errors import WriteError


def test_a_folder_says_that_it_is_unfinished_until_its_sums_are_there(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "pack"
    begin_folder(folder)
    assert [path.name for path in folder.iterdir()] == [UNFINISHED]
    assert folder.stat().st_mode & 0o777 == 0o700
    (folder / "blank").mkdir()
    (folder / "blank" / "x.pdf").write_bytes(b"%PDF")
    close_folder(folder)
    assert sorted(path.name for path in folder.iterdir()) == [SUMS, "blank"]
    digest = hashlib.sha256(b"%PDF").hexdigest()
    assert (folder / SUMS).read_text("utf-8") == f"{digest}  blank/x.pdf\n"


@pytest.mark.parametrize("there", [".DS_Store", "packet.pdf", UNFINISHED])
def test_a_folder_that_holds_anything_is_no_pack(tmp_path: Path, there: str) -> None:
    (tmp_path / there).write_text("mine")
    with pytest.raises(WriteError, match="must not lie together"):
        begin_folder(tmp_path)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(there, "mine")]


def test_a_folder_that_cannot_be_made_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WriteError, match="no pack can be made"):
        begin_folder(tmp_path / "file" / "pack")
