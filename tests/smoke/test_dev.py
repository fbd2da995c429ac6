"""The set-up: what a newcomer is told, and that it is done once."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from tools import environment, system
from tools.console import ROOT, Stop
from tools.system import Need, provide
from tools.tasks import TARGETS

ABSENT = Need("a thing", lambda: False, "libthing1", "thing")
PRESENT = Need("another thing", lambda: True, "libother1", "other")


@pytest.fixture
def newcomer(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A person at a Debian machine who may not install anything without a password."""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(system, "succeeds", lambda *command: False)
    return monkeypatch


def test_what_is_there_is_not_installed_again(newcomer: pytest.MonkeyPatch) -> None:
    newcomer.setattr(system, "run", lambda command: pytest.fail(f"ran {command}"))
    provide([PRESENT], [PRESENT])


def test_a_newcomer_is_told_what_to_type_for_everything_at_once(newcomer: pytest.MonkeyPatch) -> None:
    more = Need("a tool", lambda: False, "tool", "tool")
    with pytest.raises(Stop) as caught:
        provide([ABSENT, PRESENT], [more])
    command = "sudo apt-get update && sudo apt-get install --no-install-recommends libthing1 tool"
    assert command in str(caught.value)
    assert "libother1" not in str(caught.value)


def test_what_only_the_tests_want_is_said_and_does_not_stop(
    newcomer: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    provide([PRESENT], [ABSENT])
    assert "libthing1" in capsys.readouterr().err


def test_a_build_machine_leaves_nothing_out(newcomer: pytest.MonkeyPatch) -> None:
    newcomer.setenv("CI", "true")
    with pytest.raises(Stop, match="libthing1"):
        provide([], [ABSENT])


def test_the_administrator_has_it_installed(newcomer: pytest.MonkeyPatch) -> None:
    typed: list[Sequence[str | Path]] = []
    there = [False]

    def run(command: Sequence[str | Path]) -> int:
        typed.append(command)
        there[0] = "install" in command
        return 0

    newcomer.setattr("os.geteuid", lambda: 0)
    newcomer.setattr(system, "run", run)
    provide([Need("a thing", lambda: there[0], "libthing1", "thing")])
    assert typed[-1][-2:] == ["--no-install-recommends", "libthing1"]


def test_on_a_mac_the_command_is_homebrew_s(newcomer: pytest.MonkeyPatch) -> None:
    newcomer.setattr(sys, "platform", "darwin")
    newcomer.setattr(system, "run", lambda command: 1)
    with pytest.raises(Stop, match="brew install thing"):
        provide([ABSENT])


def fake_environment(monkeypatch: pytest.MonkeyPatch, folder: Path, stamp: str) -> list[tuple[str, ...]]:
    """Stand in for .venv with this stamp; returns what is installed."""
    installed: list[tuple[str, ...]] = []
    (folder / "consent-setup").write_text(stamp, "utf-8")
    monkeypatch.setattr(environment, "STAMP", folder / "consent-setup")
    monkeypatch.setattr(environment, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(environment, "_fingerprint", lambda: "now")
    monkeypatch.setattr(environment, "_pip_install", lambda *what: installed.append(what))
    return installed


@pytest.mark.parametrize(("stamp", "purpose"), [("run now", "run"), ("dev now", "run"), ("dev now", "dev")])
def test_an_environment_that_is_ready_is_left_alone(
    stamp: str, purpose: environment.Purpose, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = fake_environment(monkeypatch, tmp_path, stamp)
    environment.prepare(purpose)
    assert installed == []


@pytest.mark.parametrize("stamp", ["run now", "dev before", ""])
def test_an_environment_that_lacks_something_is_filled_from_the_lock(
    stamp: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = fake_environment(monkeypatch, tmp_path, stamp)
    environment.prepare("dev")
    assert installed[0] == ("--require-hashes", "-r", "requirements/dev.txt")
    assert (tmp_path / "consent-setup").read_text("utf-8") == "dev now"


def test_an_old_python_can_read_dev_py() -> None:
    """No f-strings and no syntax that Python 3.7 lacks, or the advice would be a SyntaxError."""
    tree = ast.parse((ROOT / "dev.py").read_text("utf-8"), feature_version=(3, 7))
    assert [node.lineno for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)] == []


def test_an_unknown_target_lists_the_known_ones() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "dev.py", "tset"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert all(name in done.stderr for name in TARGETS)


def test_make_has_the_same_targets() -> None:
    (names,) = re.findall(r"^TARGETS := (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert names.split() == list(TARGETS)


def test_the_commit_hooks_run_this_project_s_own_tools() -> None:
    (repository,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    assert repository["repo"] == "local"
    assert {hook["language"] for hook in repository["hooks"]} == {"system", "fail"}


@pytest.mark.parametrize(
    ("path", "refused"),
    [
        ("output/r-0001.pdf", True),
        ("output/a/b.json", True),
        ("output/.gitkeep", False),
        ("docs/output.md", False),
    ],
)
def test_packets_cannot_be_committed(path: str, refused: bool) -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]
    (hook,) = (hook for hook in hooks if hook["language"] == "fail")
    assert bool(re.search(hook["files"], path)) is refused
