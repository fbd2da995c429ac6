"""What a release hands out: wheel, source, their SHA-256 and the changelog's own words, in dist/."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

from tools.console import ROOT, Stop, must
from tools.environment import PYTHON, environment

DIST = ROOT / "dist"
CHANGELOG = ROOT / "CHANGELOG.md"


def release(into: Path = DIST) -> None:
    """Build both distributions into an empty folder, with `SHA256SUMS` and `NOTES.md` beside them."""
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    must(
        [PYTHON, "-m", "hatchling", "build", "-t", "sdist", "-t", "wheel", "-d", into],
        "The distributions could not be built; the reason is above.",
        environment(),
    )
    built = sorted(path for path in into.iterdir() if path.suffix in {".whl", ".gz"})
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in built]
    (into / "SHA256SUMS").write_text("".join(sums), "utf-8")
    version = built[0].name.split("-")[1].removesuffix(".tar.gz")
    (into / "NOTES.md").write_text(notes(CHANGELOG.read_text("utf-8"), version), "utf-8")


def notes(changelog: str, version: str) -> str:
    """The changelog's words about one version, or about what is not yet released when that has no heading.

    Raises:
        Stop: the changelog has neither heading.
    """
    for heading in (rf"{re.escape(version)}\b[^\n]*", "Unreleased"):
        found = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL)
        if found:
            return f"{found[1].strip()}\n"
    raise Stop(f"CHANGELOG.md has no heading `## {version}` and none `## Unreleased`: write one.")
