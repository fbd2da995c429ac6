"""Broken files with the exact complaints they must give, and good files that must load.

A file beside its ``.expected`` is a case; drop in another pair and it is tested.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from consent.errors import InputError
from consent.load.codes import CODES
from consent.load.library.survey import load_library
from consent.load.practice.read import load_practice

if TYPE_CHECKING:
    from tests.unit.load.conftest import Clinic

NEGATIVE = Path(__file__).parents[2] / "data" / "negative"
POSITIVE = Path(__file__).parents[2] / "data" / "positive"


def cases(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix != ".expected")


def expected(case: Path) -> str:
    return case.with_name(f"{case.name}.expected").read_text(encoding="utf-8")


def named(case: Path) -> str:
    return case.name


@pytest.mark.parametrize("case", cases(NEGATIVE / "records"), ids=named)
def test_a_broken_record_gets_these_complaints(case: Path, clinic: Clinic) -> None:
    assert clinic.shown(clinic.complaints(case), case.parent) == expected(case)


@pytest.mark.parametrize("case", [c for c in cases(NEGATIVE / "practice") if c.suffix == ".yaml"], ids=named)
def test_a_broken_practice_gets_these_complaints(case: Path, clinic: Clinic) -> None:
    with pytest.raises(InputError) as caught:
        load_practice(case, clinic.library)
    assert clinic.shown(caught.value.findings, case.parent) == expected(case)


@pytest.mark.parametrize("case", cases(NEGATIVE / "library"), ids=named)
def test_a_broken_overlay_gets_these_complaints(case: Path, clinic: Clinic) -> None:
    with pytest.raises(InputError) as caught:
        load_library([case, clinic.templates])
    shown = clinic.shown(caught.value.findings, case)
    assert shown.replace(f"{clinic.templates}/", "tiny:") == expected(case)


@pytest.mark.parametrize("case", cases(POSITIVE / "records"), ids=named)
def test_a_good_record_loads_without_a_word(case: Path, clinic: Clinic) -> None:
    loaded = clinic.records(case)
    assert loaded.warnings == ()
    assert loaded.records


ELSEWHERE = {"REC090", "REC091", "REC092", "REC093", "REC094", "REC095", "PRA049"}
"""No file alone can show these: they ask the register, or which translations there are."""


def test_every_code_has_a_case() -> None:
    shown = "".join(path.read_text(encoding="utf-8") for path in NEGATIVE.rglob("*.expected"))
    # Waivers, word lists and translations are read by the same door; what they share is shown there.
    own = {code for code in CODES if not code.startswith(("WVR", "WRD", "TRN"))} - ELSEWHERE
    assert set(re.findall(r" ([A-Z]{3}\d{3}): ", shown)) == own


def test_all_problems_of_all_files_come_in_one_pass(clinic: Clinic) -> None:
    folder = NEGATIVE / "records"
    names = ("mrn-read-as-number.yaml", "empty.yaml", "bad-escape.json", "nan.json")
    findings = clinic.complaints(*(folder / name for name in names))
    assert clinic.shown(findings, folder) == "".join(expected(folder / name) for name in sorted(names))
