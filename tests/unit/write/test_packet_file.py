"""A file is written whole or not at all, and only its owner reads it."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path
from typing import NoReturn

import pytest

from consent.errors import WriteError
from consent.write import write_packet


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_the_file_holds_the_bytes(tmp_path: Path) -> None:
    write_packet(tmp_path / "a.pdf", b"%PDF")
    assert (tmp_path / "a.pdf").read_bytes() == b"%PDF"
    assert left_in(tmp_path) == ["a.pdf"]


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_only_its_owner_reads_it(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        write_packet(tmp_path / "a.pdf", b"%PDF")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.pdf").stat().st_mode) == 0o600


def test_a_packet_printed_again_replaces_the_old_one_and_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    path.chmod(0o644)
    write_packet(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_missing_folders_are_made(tmp_path: Path) -> None:
    write_packet(tmp_path / "a" / "b" / "c.pdf", b"%PDF")
    assert left_in(tmp_path) == ["c.pdf"]


def test_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file")
    with pytest.raises(WriteError, match=r"cannot write .*c\.pdf") as caught:
        write_packet(tmp_path / "a" / "c.pdf", b"%PDF")
    assert caught.value.hint
    assert left_in(tmp_path) == ["a"]


def test_a_folder_where_the_file_should_be(tmp_path: Path) -> None:
    (tmp_path / "a.pdf" / "inside").mkdir(parents=True)
    with pytest.raises(WriteError):
        write_packet(tmp_path / "a.pdf", b"%PDF")
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("trouble", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_trouble_halfway_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, trouble: BaseException
) -> None:
    def fail(*_: object) -> NoReturn:
        raise trouble

    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    monkeypatch.setattr(f"os.{step}", fail)
    expected = WriteError if isinstance(trouble, OSError) else KeyboardInterrupt
    with pytest.raises(expected):
        write_packet(path, b"new")
    assert path.read_bytes() == b"old"
    assert left_in(tmp_path) == ["a.pdf"]


def test_what_a_killed_program_left_unfinished_is_removed_with_the_next_packet_there(tmp_path: Path) -> None:
    left, young, other = (tmp_path / name for name in (".consent-1a.part", ".consent-2b.part", "notes.part"))
    long_ago = time.time() - 7200
    for path in (left, young, other):
        path.write_bytes(b"%PDF of somebody")
    for path in (left, other):
        os.utime(path, (long_ago, long_ago))
    write_packet(tmp_path / "packet.pdf", b"whole")
    # A batch may still be writing the young one.
    assert sorted(path.name for path in tmp_path.iterdir()) == [young.name, other.name, "packet.pdf"]
