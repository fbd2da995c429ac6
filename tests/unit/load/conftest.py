"""A tiny made-up clinic: three procedures, one shared part, three clauses, two policies."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from consent.errors import InputError
from consent.load.library.survey import load_library
from consent.load.practice.read import load_practice
from consent.load.record.read import LoadedRecords, load_records
from consent.models.findings.finding import Finding
from consent.models.library.collection import Library
from consent.models.people.practice import Practice
from consent.models.place import Sourced

DATA = Path(__file__).parents[2] / "data"
ISSUED_ON = date(2026, 11, 23)


@dataclass(frozen=True)
class Clinic:
    """The tiny library and practice, and what tests do with them."""

    data: Path
    library: Library
    practice: Sourced[Practice]
    issued_on: date

    @property
    def templates(self) -> Path:
        return self.data / "tiny" / "templates"

    def records(self, *paths: Path) -> LoadedRecords:
        return load_records(paths, library=self.library, practice=self.practice, issued_on=self.issued_on)

    def complaints(self, *paths: Path) -> tuple[Finding, ...]:
        """What is wrong with record files; none when they load without a warning."""
        try:
            return self.records(*paths).warnings
        except InputError as error:
            return error.findings

    def copy(self, folder: Path) -> Path:
        """The whole clinic in a folder, to edit."""
        return Path(shutil.copytree(self.data / "tiny", folder / "tiny"))

    @staticmethod
    def edit(path: Path, old: str, new: str) -> Path:
        """Replace a text that must be there."""
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{path.name} does not hold {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return path

    @staticmethod
    def shown(findings: Iterable[Finding], folder: Path) -> str:
        """Findings as the command line prints them, paths relative to a folder."""
        lines = []
        for finding in findings:
            lines.append(f"{finding.place}: {finding.severity} {finding.code}: {finding.message}")
            if finding.hint:
                lines.append(f"  help: {finding.hint}")
        return "".join(f"{line}\n" for line in lines).replace(f"{folder}/", "")


@pytest.fixture(scope="session")
def clinic() -> Clinic:
    library = load_library([DATA / "tiny" / "templates"])
    practice = load_practice(DATA / "tiny" / "practice.yaml", library)
    return Clinic(DATA, library, practice, ISSUED_ON)
