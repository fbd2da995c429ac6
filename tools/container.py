"""Run the build steps of the Containerfile in plain folders, where no container engine runs.

Each stage gets a folder that stands for its root. Steps that install system packages are left out and listed,
since they would change this machine; the tests hold their names against `consent.resources`. This proves the
steps, not the base image: an engine is still needed to build one.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tools.console import ROOT

CONTAINERFILE = ROOT / "Containerfile"
# The folders that the steps make or fill; anything else that begins with a slash is the system's.
OURS = re.compile(r"(?<![\w./:-])/(?=(?:src|build|dist|practice|opt/consent)\b)")


@dataclass(frozen=True)
class Instruction:
    """One line of a Containerfile, its continuation lines joined: the word, and all that follows it."""

    line: int
    word: str
    rest: str


@dataclass
class Stage:
    """What one FROM begins: its name, the folder that stands for its root, and what was left out."""

    name: str
    root: Path
    left_out: list[str] = field(default_factory=list)

    def placed(self, text: str) -> str:
        """The text with the folders of the image read as folders under this stage's root."""
        return OURS.sub(f"{self.root}/", text)


def instructions(text: str) -> Iterator[Instruction]:
    """Every instruction of a Containerfile, in order; comments and blank lines give none."""
    begun, at = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("#") or not line.strip():
            continue
        at = at or number
        begun += line.rstrip("\\")
        if not line.endswith("\\"):
            word, _, rest = begun.strip().partition(" ")
            yield Instruction(at, word.upper(), rest.strip())
            begun, at = "", 0


def build(into: Path, context: Path = ROOT) -> Stage:
    """Run every step of the context's Containerfile under `into`, and give the last stage.

    Raises:
        ValueError: an instruction is none that this script can follow.
        subprocess.CalledProcessError: a RUN step failed; its output is in the error.
    """
    stages: dict[str, Stage] = {}
    stage = Stage("", into)
    for step in instructions((context / CONTAINERFILE.name).read_text("utf-8")):
        if step.word == "FROM":
            _, _, name = step.rest.partition(" AS ")
            stage = Stage(name, into / (name or "image"))
            stage.root.mkdir(parents=True)
            stages[name] = stage
        elif step.word == "COPY":
            _copy(step, stage, stages, context)
        elif step.word == "RUN":
            _run(step, stage)
        elif step.word not in {"ARG", "ENV", "WORKDIR", "USER", "ENTRYPOINT", "CMD"}:
            raise ValueError(f"{CONTAINERFILE.name}:{step.line}: {step.word} is no step that is known here")
    return stage


def _run(step: Instruction, stage: Stage) -> None:
    if step.rest.startswith("apt-get "):
        stage.left_out.append(step.rest)
        return
    command = re.sub(r"^python3\b", shlex.quote(sys.executable), stage.placed(step.rest))
    subprocess.run(
        ["/bin/sh", "-euc", command],
        cwd=stage.root / "src" if stage.name == "build" else stage.root,
        check=True,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


def _copy(step: Instruction, stage: Stage, stages: dict[str, Stage], context: Path) -> None:
    *options, source, target = step.rest.split()
    held = context
    for option in options:
        held = stages[option.removeprefix("--from=")].root
    origin, goal = held / source.lstrip("/"), Path(stage.placed(target))
    goal.parent.mkdir(parents=True, exist_ok=True)
    if origin.is_file():
        shutil.copyfile(origin, goal)
        return
    ignored = shutil.ignore_patterns(*_ignored(context))
    shutil.copytree(origin, goal, ignore=ignored, dirs_exist_ok=True)


def _ignored(context: Path) -> list[str]:
    lines = (context / ".containerignore").read_text("utf-8").splitlines()
    return [line.removeprefix("**/") for line in lines if line and not line.startswith("#")]
