"""The command line under test: in this process, and as a program of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from consent.cli import Exit, run
from tests.support.office import PRACTICE_FILE, RECORD_FILE, ROOT
from tests.support.processes.lending import lent
from tests.support.processes.warm import can_be_forked, fork
from tests.support.records import record_text, write

OF_PRACTICE = ("--practice", PRACTICE_FILE)
ON = ("--issued-on", "2026-11-24")
RENDER = ("render", RECORD_FILE, *OF_PRACTICE, *ON)
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


def refused(outcome: Outcome, *words: str) -> None:
    """Assert that it could not run, said why, and left nothing."""
    assert outcome.code == Exit.COULD_NOT_RUN, outcome
    assert outcome.stdout == ""
    assert "Traceback" not in outcome.stderr
    assert dict(outcome.files) == {}
    for word in words:
        assert word in outcome.stderr


class Command:
    """Runs ``consent`` in a working folder."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def record(self, **changes: str) -> Path:
        """One short record in the working folder."""
        return write(self.folder / "r-1.yaml", record_text(**changes))

    def __call__(self, *arguments: str | Path) -> Outcome:
        """Run one command line in this process."""
        before = _files(self.folder)
        self._capsys.readouterr()
        with chdir(self.folder):
            code = run([str(argument) for argument in arguments])
        said = self._capsys.readouterr()
        after = _files(self.folder)
        return Outcome(int(code), said.out, said.err, {p: d for p, d in after.items() if before.get(p) != d})


def environment(**changes: str) -> dict[str, str]:
    """The environment of a subprocess that imports the checkout."""
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), **changes}


def as_program(folder: Path, *arguments: str | Path, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run one command line as a program of its own; quicker than starting one, where that is the same."""
    variables = environment(**changes)
    # Whoever brings a cache wants to know what is made with what is in it.
    made = nullcontext() if "CONSENT_CACHE" in changes else lent(Path(variables["CONSENT_CACHE"]))
    with made:
        if can_be_forked(variables):
            return fork([*map(str, arguments)], folder, variables)
        command = [sys.executable, "-m", "consent", *map(str, arguments)]
        return subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False)


def _files(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
