"""The command line under test: in this process, and as a program of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from consent.cli import run
from tests.support.office import PRACTICE_FILE, RECORD_FILE, ROOT

RENDER = ("render", RECORD_FILE, "--practice", PRACTICE_FILE, "--issued-on", "2026-11-24")
"""The example record of the README."""


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    code: int
    stdout: str
    stderr: str
    files: Mapping[Path, bytes] = field(repr=False)
    """Every file in the working folder that is new or changed, by its path there."""

    @property
    def pdfs(self) -> list[Path]:
        """The packets among the files."""
        return sorted(path for path in self.files if path.suffix == ".pdf")


class Command:
    """Runs ``consent`` in a working folder."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> Outcome:
        """Run one command line in this process."""
        before = _files(self.folder)
        self._capsys.readouterr()
        with chdir(self.folder):
            code = run([str(argument) for argument in arguments])
        said = self._capsys.readouterr()
        after = _files(self.folder)
        return Outcome(
            int(code), said.out, said.err, {p: d for p, d in after.items() if before.get(p) != d}
        )


def environment(**changes: str) -> dict[str, str]:
    """The environment of a subprocess that imports the checkout."""
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), **changes}


def as_program(folder: Path, *arguments: str | Path, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run one command line as a program of its own."""
    command = [sys.executable, "-m", "consent", *map(str, arguments)]
    return subprocess.run(
        command, cwd=folder, env=environment(**changes), capture_output=True, text=True, check=False
    )


def _files(folder: Path) -> dict[Path, bytes]:
    return {
        path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
