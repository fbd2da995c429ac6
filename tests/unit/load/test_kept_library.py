"""A library read before, as bytes: the same library, and nothing else."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest

from consent.errors import ResourceError
from consent.load.library.kept import library_from_bytes, library_to_bytes
from consent.pipeline.remembered.memory import open_memory
from consent.pipeline.workspace import open_library
from consent.resources import template_roots
from tests.support.office import Office

_RAN: list[str] = []


class _Runs:
    """Something that would run when it is read."""

    def __reduce__(self) -> Any:
        return (_RAN.append, ("it ran",))


class _Calls:
    def __reduce__(self) -> Any:
        return (eval, ("_RAN.append('it ran')",))


def test_a_library_comes_back_as_it_was(office: Office) -> None:
    again = library_from_bytes(library_to_bytes(office.library))
    assert again == office.library
    assert list(again.clauses) == list(office.library.clauses)
    some = next(iter(again.clauses.values())).clause
    assert some.at("body") == office.library.clauses[some.value.id].clause.at("body")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"nothing of ours",
        pickle.dumps({"a": 1}),
        pickle.dumps(_Runs()),
        pickle.dumps(_Calls()),
        pickle.dumps(Path("x")),
        b"cconsent.models.library.collection\nfield\n(tR.",
        b"cconsent.models.library.collection\nLibrary.__class__\n.",
    ],
)
def test_anything_else_is_refused_and_does_not_run(data: bytes) -> None:
    with pytest.raises(ResourceError, match="damaged"):
        library_from_bytes(data)
    assert not _RAN


def test_a_library_cut_short_is_refused(office: Office) -> None:
    data = library_to_bytes(office.library)
    for end in (1, 100, len(data) // 2, len(data) - 1):
        with pytest.raises(ResourceError):
            library_from_bytes(data[:end])


def test_a_library_is_read_again_when_a_file_of_it_has_changed(tmp_path: Path, office: Office) -> None:
    overlay = tmp_path / "overlay"
    clause = next(iter((office.roots[-1] / "clauses" / "en").rglob("*.md")))
    mine = overlay / clause.relative_to(office.roots[-1])
    mine.parent.mkdir(parents=True)
    mine.write_text(clause.read_text("utf-8"), "utf-8")

    def titles() -> list[str]:
        roots = template_roots(overlay)
        memory = open_memory(tmp_path / "cache", roots)
        assert memory is not None
        library = open_library(roots, "en", memory)
        assert memory.library("en") == library
        return [one.clause.value.title for one in library.clauses.values()]

    before = titles()
    assert titles() == before
    title = next(line for line in mine.read_text("utf-8").splitlines() if line.startswith("title:"))
    mine.write_text(mine.read_text("utf-8").replace(title, "title: Another title"), "utf-8")
    assert "Another title" in titles()


def test_a_library_that_changed_while_it_was_read_is_not_kept(tmp_path: Path, office: Office) -> None:
    overlay = tmp_path / "overlay"
    (overlay / "clauses").mkdir(parents=True)
    roots = template_roots(overlay)
    memory = open_memory(tmp_path / "cache", roots)
    assert memory is not None
    (overlay / "clauses" / "new").mkdir()
    memory.keep_library("en", office.library)
    assert memory.library("en") is None
