"""Run a command and say so; stop with a sentence that says what to type."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Stop(Exception):  # noqa: N818 - not an error of the program: the user has something to do first
    """Set-up cannot go on until the user has typed something."""


def say(text: str) -> None:
    """Tell the user on standard error, so that results on standard output stay clean."""
    print(text, file=sys.stderr, flush=True)


def run(command: Sequence[str | Path], env: Mapping[str, str] | None = None) -> int:
    """Show the command, run it in the checkout without an input, and return its exit code."""
    words = [str(word) for word in command]
    say(f"$ {shlex.join(_short(word) for word in words)}")
    return subprocess.run(words, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, check=False).returncode


def must(command: Sequence[str | Path], otherwise: str, env: Mapping[str, str] | None = None) -> None:
    """Run the command; stop with `otherwise` if it fails."""
    if run(command, env) != 0:
        raise Stop(otherwise)


def succeeds(*command: str) -> bool:
    """Whether a program is there and ends well, quietly."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def in_ci() -> bool:
    """Whether this is a build machine, where nothing may be left out."""
    return os.environ.get("CI", "").lower() not in {"", "0", "false"}


def _short(word: str) -> str:
    return word.removeprefix(f"{ROOT}{os.sep}")
