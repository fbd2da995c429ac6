"""A file of the library that a process reads again: the same answer for the same bytes, for those alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from consent.load.codes import Kind
from consent.load.library.clause import read_clause
from consent.load.typed.known import read_as
from consent.models.library.policy import Policy
from tests.unit.load.conftest import DATA

TINY = DATA / "tiny" / "templates"


def a_copy(path: Path, folder: Path) -> Path:
    copy = folder / path.name
    copy.write_bytes(path.read_bytes())
    return copy


def first_in(folder: str) -> Path:
    return min(path for path in (TINY / folder).rglob("*.*") if path.is_file())


def test_what_says_the_same_is_not_read_twice(tmp_path: Path) -> None:
    path = a_copy(first_in("policies"), tmp_path)
    first, wrong = read_as(Policy, path, Kind.POLICY)
    assert (first is not None, wrong) == (True, ())
    path.write_bytes(path.read_bytes())
    assert read_as(Policy, path, Kind.POLICY)[0] is first


def test_one_letter_of_as_many_is_another_file(tmp_path: Path) -> None:
    path = a_copy(first_in("clauses"), tmp_path)
    first, _ = read_clause(path)
    assert first is not None
    text = path.read_text("utf-8")
    word = text.rstrip().rpartition(" ")[2]
    path.write_text(text.replace(word, word.swapcase()), "utf-8")
    assert len(path.read_text("utf-8")) == len(text)
    second, wrong = read_clause(path)
    assert (second is not None, wrong) == (True, ())
    assert second != first


def test_each_file_is_complained_of_by_its_own_name(tmp_path: Path) -> None:
    found = []
    for name in ("one.yaml", "two.yaml", "one.yaml"):
        (tmp_path / name).write_text("id: 3\n", "utf-8")
        value, wrong = read_as(Policy, tmp_path / name, Kind.POLICY)
        assert value is None
        found.append({finding.place.file for finding in wrong})
    assert found == [{str(tmp_path / name)} for name in ("one.yaml", "two.yaml", "one.yaml")]


@pytest.mark.parametrize("trouble", ["gone", "a folder"])
def test_what_was_read_is_no_answer_for_what_cannot_be_read(tmp_path: Path, trouble: str) -> None:
    path = a_copy(first_in("policies"), tmp_path)
    assert read_as(Policy, path, Kind.POLICY)[0] is not None
    path.unlink()
    if trouble == "a folder":
        path.mkdir()
    value, wrong = read_as(Policy, path, Kind.POLICY)
    assert value is None
    assert len(wrong) == 1
