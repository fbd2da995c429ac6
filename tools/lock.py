"""The lock files: what is installed, to the digit and the hash, on Linux and macOS.

Each begins with a digest of what `pyproject.toml` asks for, so that a test can tell when they disagree.
"""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from pathlib import Path

from tools.console import ROOT, must
from tools.environment import PYTHON

REQUIREMENTS = ROOT / "requirements"
LABEL = "# pyproject.toml: "
HEADER = "# Made by `python3 dev.py lock`; do not edit."

# In this order: what the developers use must agree with what is shipped, not the other way round.
FILES: dict[str, tuple[str, ...]] = {
    "run.txt": ("pyproject.toml",),
    "build.txt": ("--group", "pyproject.toml:build", "--constraint", "requirements/run.txt"),
    "dev.txt": (
        *("pyproject.toml", "--group", "pyproject.toml:dev"),
        *("--constraint", "requirements/run.txt", "--constraint", "requirements/build.txt"),
    ),
}


def lock(*, upgrade: bool) -> None:
    """Write the lock files again: what still fits stays, unless `upgrade` asks for the newest that fits."""
    REQUIREMENTS.mkdir(exist_ok=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("UV_")}
    for name, inputs in FILES.items():
        path = REQUIREMENTS / name
        options = [
            *("--no-config", "--universal", "--python-version", "3.11", "--generate-hashes", "--quiet"),
            *("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"),
            *(["--upgrade"] if upgrade else []),
        ]
        must(
            [
                PYTHON,
                "-m",
                "uv",
                "pip",
                "compile",
                *inputs,
                *options,
                "--output-file",
                path.relative_to(ROOT),
            ],
            f"{name} could not be made; the reason is above.",
            environment,
        )
        pins = path.read_text("utf-8")
        path.write_text(f"{HEADER}\n{LABEL}{digest(ROOT / 'pyproject.toml')}\n{pins}", "utf-8")


def digest(pyproject: Path) -> str:
    """A digest of everything in `pyproject.toml` that decides what is installed."""
    data = tomllib.loads(pyproject.read_text("utf-8"))
    project = data["project"]
    asked = [project["requires-python"], project["dependencies"], data["dependency-groups"]]
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
