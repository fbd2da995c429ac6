"""A file that is written bit by bit is there whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from consent.errors import WriteError
from consent.write import LongFile


def test_it_is_there_only_when_it_was_put(tmp_path: Path) -> None:
    path, begun = tmp_path / "run.pdf", list[Path]()
    with LongFile(path, "hint", begun.append) as file:
        file.write(b"one ")
        file.write(b"two")
        assert list(tmp_path.iterdir()) == begun
        file.put()
    assert path.read_bytes() == b"one two"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("before", [None, b"the old one"], ids=["nothing", "an older one"])
def test_what_was_not_put_leaves_nothing_and_changes_nothing(tmp_path: Path, before: bytes | None) -> None:
    path = tmp_path / "run.pdf"
    if before is not None:
        path.write_bytes(before)
    with LongFile(path, "hint") as file:
        file.write(b"half")
    assert [one.read_bytes() for one in tmp_path.iterdir()] == ([before] if before is not None else [])


@pytest.mark.parametrize("name", ["file/run.pdf", "folder"])
def test_a_place_that_cannot_be_written_to_is_named_with_what_to_do(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with (
        pytest.raises(WriteError, match=r"cannot write .*") as caught,
        LongFile(tmp_path / name, "name another") as file,
    ):
        file.put()
    assert caught.value.hint == "name another"
    assert {one.name for one in tmp_path.iterdir()} == {"file", "folder"}
