"""Run a command and say so; stop with a sentence that says what to type."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

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


@dataclass(frozen=True)
class Beside:
    """A command that runs while others do; what it says waits in a file."""

    process: subprocess.Popen[bytes]
    said: IO[bytes]

    def code(self) -> int:
        """Wait until it has ended, show what it said, and return its exit code."""
        code = self.process.wait()
        self.said.seek(0)
        say(self.said.read().decode("utf-8", "replace").rstrip())
        return code


@contextmanager
def beside(command: Sequence[str | Path], env: Mapping[str, str] | None = None) -> Iterator[Beside]:
    """Show the command and start it in the checkout; whoever is interrupted meanwhile leaves it to nobody."""
    words = [str(word) for word in command]
    say(f"$ {shlex.join(_short(word) for word in words)} &")
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            words, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT
        )
        try:
            yield Beside(process, said)
        except BaseException:
            process.kill()
            raise
        finally:
            process.wait()


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
