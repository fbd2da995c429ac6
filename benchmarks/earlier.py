"""Another commit of this program, to race against: taken from the history into a folder of its own."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

BEFORE_PARTS = "f1f2ba5"
"""The last commit that typeset every content whole."""
_ROOT = Path(__file__).resolve().parent.parent
_TAKEN = ("pyproject.toml", "src", "templates", "examples")
"""A checkout is known by its pyproject.toml: without it the program looks for installed templates."""


def check_out(commit: str, folder: Path) -> Path | None:
    """Put a commit's files into a folder; None where there is no history to take them from."""
    command = ["git", "-C", str(_ROOT), "archive", "--format=tar", commit, *_TAKEN]
    try:
        done = subprocess.run(command, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    folder.mkdir()
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder
