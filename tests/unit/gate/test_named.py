"""Many files at once: each is told the same as alone, in the order of their names, whoever judges it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from consent.gate.loaded import load
from consent.gate.matrix_report import MatrixReport
from consent.gate.named import check_named
from consent.gate.paths import resolve
from consent.gate.question import Question
from consent.reading.safe import guard, staying
from tests.mutants.kitchen import pdf_of
from tests.strangers.source import FOLDER

POLICIES, PROCEDURES = ("us-fda",), ("msc-exosomes",)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    folder = tmp_path_factory.mktemp("files")
    contents = {
        "b.pdf": (FOLDER / "pdf" / "elbow-plain.pdf").read_bytes(),
        "a.pdf": b"%PDF-1.7\n% nothing else\n%%EOF\n",
        "c.pdf": pdf_of("small"),
        "d.pdf": (FOLDER / "pdf" / "drip-lounge.pdf").read_bytes(),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return tuple(folder / name for name in contents)


def _found(paths: tuple[Path, ...], jobs: int, words: list[str] | None = None) -> MatrixReport:
    asked = Question(date(2026, 11, 24), paths, policies=POLICIES, procedures=PROCEDURES, jobs=jobs)
    files = resolve(paths)
    tell = words.append if words is not None else lambda _: None
    return check_named(asked, files, load(asked, files), tell)


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_files_are_judged_together_as_each_is_alone(
    files: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "may_fork", lambda: True)
    alone = [_found((file,), 1) for file in files]
    told: list[str] = []
    together = _found(files, 2, told)
    assert [one.place.file for one in alone[1].findings] == [str(files[1])]
    assert together.findings == tuple(finding for one in alone for finding in one.findings)
    assert together.evidence == tuple(found for one in alone for found in one.evidence)
    assert together.coverage.pages == sum(one.coverage.pages for one in alone)
    assert told[-1] == "read and judged: 4 of 4 files"


def test_a_file_that_ends_the_process_that_judges_it_is_judged_alone(
    files: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staying, "in_turn", lambda work, paths, jobs: iter([(1, work(paths[1]))]))
    found = _found(files[:2], 2)
    assert [one.place.file for one in found.findings][-1] == str(files[1])
    assert {one.file for one in found.evidence} == {str(files[0])}
