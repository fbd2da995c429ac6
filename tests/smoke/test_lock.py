"""The lock files say what pyproject.toml asks for, name no machine, and pin everything by hash."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import pairwise
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.locks import hashes, pins
from tools.console import ROOT
from tools.lock import FILES, LABEL, REQUIREMENTS, digest

LINES_ALLOWED = re.compile(r"#|[a-z0-9-]+==\S+( ; [^\\]+)? \\$|    --hash=sha256:[0-9a-f]{64}( \\)?$|$")


def asked(group: str | None) -> list[Requirement]:
    """What pyproject.toml asks for by name, in the project itself, in one group or for one extra."""
    data = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = {**data["dependency-groups"], **data["project"]["optional-dependencies"]}
    lines = data["project"]["dependencies"] if group is None else groups[group]
    return [Requirement(line) for line in lines if isinstance(line, str)]


@pytest.mark.parametrize("name", FILES)
def test_a_lock_file_was_made_from_this_pyproject(name: str) -> None:
    label = next(
        line for line in (REQUIREMENTS / name).read_text("utf-8").splitlines() if line.startswith(LABEL)
    )
    assert label == LABEL + digest(ROOT / "pyproject.toml"), "type: python3 dev.py lock"


@pytest.mark.parametrize(
    ("name", "group"),
    [("run.txt", None), ("build.txt", "build"), ("dev.txt", None), ("dev.txt", "dev"), ("dev.txt", "dask")],
)
def test_every_requirement_is_pinned_within_what_is_asked(name: str, group: str | None) -> None:
    locked = pins(name)
    wanted = asked(group)
    assert wanted
    for requirement in wanted:
        assert requirement.specifier.contains(locked[canonicalize_name(requirement.name)]), str(requirement)


def imported(folder: str) -> set[str]:
    """The distributions behind every import in a folder; not the standard library's, not our own."""
    ours = {"consent", "tools", "tests", "benchmarks"}
    names = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                names.add(str(node.module).partition(".")[0])
    packages = packages_distributions()
    foreign = names - sys.stdlib_module_names - ours
    return {canonicalize_name(packages.get(name, [name])[0]) for name in foreign}


@pytest.mark.parametrize(
    ("folder", "groups"),
    [("src", (None, "dask", "seal", "desk")), ("tests", (None, "dev")), ("benchmarks", (None, "dev"))],
)
def test_what_is_imported_is_asked_for_by_name(folder: str, groups: tuple[str | None, ...]) -> None:
    """Not left to come with something else, and not a developer's package in what is shipped."""
    named = {canonicalize_name(requirement.name) for group in groups for requirement in asked(group)}
    assert imported(folder) - named == set()


@pytest.mark.parametrize("name", ["run.txt", "build.txt"])
def test_developers_use_the_very_versions_that_are_shipped(name: str) -> None:
    assert pins(name).items() <= pins("dev.txt").items()
    assert hashes(name).items() <= hashes("dev.txt").items()


@pytest.mark.parametrize("name", FILES)
def test_a_lock_file_holds_pins_and_hashes_and_nothing_else(name: str) -> None:
    lines = (REQUIREMENTS / name).read_text("utf-8").splitlines()
    assert [line for line in lines if not LINES_ALLOWED.match(line)] == []
    bare = [one for one, after in pairwise(lines) if "==" in one and "--hash=" not in after]
    assert bare == []


def test_a_change_of_dependencies_changes_the_digest(tmp_path: Path) -> None:
    pyproject = (ROOT / "pyproject.toml").read_text("utf-8")
    copies = {
        "same": pyproject + "\n# a comment\n",
        "other": pyproject.replace("weasyprint==70.0", "weasyprint==70.1"),
    }
    digests = {}
    for name, text in copies.items():
        path = tmp_path / f"{name}.toml"
        path.write_text(text, "utf-8")
        digests[name] = digest(path)
    assert digests["same"] == digest(ROOT / "pyproject.toml") != digests["other"]
