"""Nothing we write makes anybody install a stranger's package: on the public index `consent` is not ours."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution
from pathlib import Path

import pytest
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from consent.cli import installed_from
from consent.cli.installed_from import DISTRIBUTION, wheel_digest
from tests.support.command import Command
from tools.console import ROOT

OURS = {"consent", DISTRIBUTION}
FOLDERS = (".github", "src", "templates", "examples", "tests", "benchmarks", "docs", "requirements", "tools")
TEXTS = {".md", ".py", ".yml", ".yaml", ".toml", ".txt", ".j2", ".sh", ""}
INSTALLS = re.compile(
    r"\b(?:pip3?|pipx|uv|uvx|poetry)\b[^\n]*?\b(?:install|add|run|--from|download|wheel)\b(.*)"
)
PINNED = re.compile(r"(?<![\w./-])consent(?:[-_]packets)?(?:\[[\w,-]+\])?\s*(?:===?|~=|>=|!=|@)\s*[\w.]")
EXTRA = re.compile(r"(?<![\w./-])consent(?:[-_]packets)?\[(?:dask|sign)\]")


def written() -> Iterator[Path]:
    """Every text file of the project, what `consent init` writes among them; not this one."""
    inside = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*"))
    for path in (*ROOT.iterdir(), *inside):
        if path.suffix in TEXTS and path.is_file() and path != Path(__file__):
            yield path


def named_in(line: str) -> list[str]:
    """What in a line asks an index for a package of our names."""
    found = [match[0] for pattern in (PINNED, EXTRA) for match in pattern.finditer(line)]
    for command in INSTALLS.finditer(line):
        for word in re.split(r"[\s\"'`,;()]+", command[1].partition("#")[0].partition("&&")[0]):
            try:
                name = canonicalize_name(Requirement(word).name)
            except InvalidRequirement:
                continue
            if name in OURS:
                found.append(word)
    return found


def test_no_file_names_consent_as_a_requirement() -> None:
    paths = list(written())
    assert {"consent-check.yml", "ci.md", "action.yml", "run.txt", "README.md"} <= {
        path.name for path in paths
    }
    found = [
        f"{path.relative_to(ROOT)}:{number}: {word}"
        for path in paths
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
        for word in named_in(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "CONSENT: consent==0.1.0",
        'python3 -m pip install "consent==0.1.0"',
        "python -m pip install --force-reinstall consent",
        "pip install 'consent[dask]==VERSION'",
        "uv add consent",
        "pip install consent-packets",
        "needs consent[dask]; see docs/scaling.md",
        "consent >= 0.1",
    ],
)
def test_a_line_that_does_would_be_found(line: str) -> None:
    assert named_in(line)


@pytest.mark.parametrize(
    "line",
    [
        "pip install ./consent_packets-0.1.0-py3-none-any.whl  # gives the command consent",
        'python -m pip install "git+https://your-host/consent@COMMIT"',
        "pip install . && consent --version",
    ],
)
def test_a_wheel_or_a_commit_is_no_name(line: str) -> None:
    assert named_in(line) == []


def test_the_distribution_is_named_once() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["name"] == DISTRIBUTION


@pytest.mark.parametrize(
    ("noted", "digest"),
    [
        ('{"url": "file:///x/c.whl", "archive_info": {"hashes": {"sha256": "ab12"}}}', "ab12"),
        ('{"url": "file:///x/c.whl", "archive_info": {}}', None),
        ('{"url": "file:///x/consent", "dir_info": {"editable": true}}', None),
        ('{"url": "file:///x/c.tar.gz", "archive_info": {"hashes": {"sha256": "ab12"}}}', None),
        (None, None),
    ],
    ids=["wheel", "wheel, no hash noted", "checkout", "source", "not noted"],
)
def test_init_fills_in_the_hash_of_the_wheel_it_came_from(
    consent: Command, monkeypatch: pytest.MonkeyPatch, noted: str | None, digest: str | None
) -> None:
    class Installed(Distribution):
        def read_text(self, filename: str) -> str | None:
            return noted if filename == "direct_url.json" else None

        def locate_file(self, path: object) -> Path:
            raise NotImplementedError

    monkeypatch.setattr(installed_from, "distribution", lambda name: Installed())
    assert wheel_digest() == digest
    outcome = consent("init")
    workflow = (consent.folder / ".github/workflows/consent-check.yml").read_text("utf-8")
    assert f"CONSENT_SHA256: {digest or 'SHA256-OF-THE-WHEEL'}\n" in workflow
    assert ("SHA256-OF-THE-WHEEL" in outcome.stderr) == (digest is None)
