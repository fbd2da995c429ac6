"""A scanner's folder: what is whole is given, once, and together."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from consent.intake.watch import arriving


class Scanner:
    """A folder in which something happens at each look."""

    def __init__(self, folder: Path, *happenings: Callable[[], object]) -> None:
        self.folder = folder
        self.now = 0.0
        self.lost: list[str] = []
        self._happenings = list(happenings)
        self._given = arriving(folder, lost=self.lost.append, clock=lambda: self.now, sleep=self._sleep)

    def _sleep(self, seconds: float) -> None:
        self.now += seconds
        if self._happenings:
            self._happenings.pop(0)()

    def heap(self) -> list[str]:
        """The names of the files that are given next."""
        return [path.name for path in next(self._given)]


def put(path: Path, data: bytes = b"x") -> Callable[[], object]:
    def happen() -> None:
        with path.open("ab") as file:
            file.write(data)

    return happen


def nothing() -> None:
    pass


def test_what_is_there_already_is_given_when_it_has_not_changed_for_two_seconds(tmp_path: Path) -> None:
    put(tmp_path / "b.tif")()
    put(tmp_path / "a.PDF")()
    scanner = Scanner(tmp_path)
    assert scanner.heap() == ["a.PDF", "b.tif"]
    assert scanner.now == 2.0


def test_a_file_that_still_grows_is_left_and_the_others_wait_for_it(tmp_path: Path) -> None:
    grows = [put(tmp_path / "slow.tif") for _ in range(20)]
    scanner = Scanner(tmp_path, put(tmp_path / "quick.png"), *grows)
    assert scanner.heap() == ["quick.png", "slow.tif"]
    assert (tmp_path / "slow.tif").stat().st_size == 20


def test_one_that_never_ends_holds_nobody_up_for_long(tmp_path: Path) -> None:
    scanner = Scanner(tmp_path, put(tmp_path / "quick.png"), *[put(tmp_path / "slow.tif")] * 90)
    assert scanner.heap() == ["quick.png"]
    assert 30 <= scanner.now <= 31


def test_a_file_is_given_once_and_again_only_when_it_has_changed(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    scanner = Scanner(tmp_path, put(path), *[nothing] * 9, put(tmp_path / "b.jpg"), *[nothing] * 9, put(path))
    assert [scanner.heap() for _ in range(3)] == [["a.jpg"], ["b.jpg"], ["a.jpg"]]


def test_what_is_no_scan_is_passed_over(tmp_path: Path) -> None:
    for name in (".hidden.pdf", "~lock.pdf", "half.pdf.part", "note.txt"):
        put(tmp_path / name)()
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "folder.pdf").mkdir()
    scanner = Scanner(tmp_path, put(tmp_path / "a.pdf"))
    assert scanner.heap() == ["a.pdf"]


def test_a_file_that_is_renamed_when_it_is_whole_is_given(tmp_path: Path) -> None:
    part, whole = tmp_path / "a.pdf.part", tmp_path / "a.pdf"
    scanner = Scanner(tmp_path, put(part), lambda: part.replace(whole))
    assert scanner.heap() == ["a.pdf"]


def test_a_folder_that_is_gone_is_told_once_and_waited_for(tmp_path: Path) -> None:
    folder = tmp_path / "share"
    folder.mkdir()
    scanner = Scanner(
        folder, lambda: shutil.rmtree(folder), nothing, nothing, folder.mkdir, put(folder / "a.pdf")
    )
    assert scanner.heap() == ["a.pdf"]
    assert len(scanner.lost) == 1
