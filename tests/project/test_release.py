"""What a release is made of: workflows, container, bill of materials, notes. The network is not asked."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from consent.resources import SYSTEM_LIBRARIES
from tools.console import ROOT, Stop
from tools.container import CONTAINERFILE, Instruction, Stage, build, instructions
from tools.release import notes
from tools.sbom import SBOM, bill

WORKFLOWS = [
    *sorted((ROOT / ".github/workflows").glob("*.yml")),
    ROOT / "src/consent/starter/consent-check.yml",
]
# What `consent init` fills in.
FILLED = {"@VERSION@": "0.0.0", "@SHA256@": "0" * 64}
PINNED = re.compile(r"^[\w.-]+/[\w./-]+@[0-9a-f]{40}$")


def filled(path: Path) -> str:
    """A workflow as GitHub gets it."""
    text = path.read_text("utf-8")
    for mark, value in FILLED.items():
        text = text.replace(mark, value)
    return text


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_is_what_github_s_own_schema_says(path: Path, tmp_path: Path) -> None:
    workflow = tmp_path / path.name
    workflow.write_text(filled(path), "utf-8")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "check_jsonschema"),
            *("--builtin-schema", "vendor.github-workflows", "--no-cache", str(workflow)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_and_nothing_may_do_more_than_it_must(path: Path) -> None:
    workflow = yaml.safe_load(filled(path))
    assert workflow["permissions"] in ({}, {"contents": "read"})
    for job in workflow["jobs"].values():
        assert job.get("permissions", {"contents": "read"}) in ({"contents": "read"}, {"contents": "write"})
        assert job["timeout-minutes"] <= 60
        used = [step["uses"] for step in job["steps"] if "uses" in step]
        assert [name for name in used if not PINNED.match(name)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_value_from_outside_becomes_a_command(path: Path) -> None:
    """`${{ … }}` inside `run` is put into the script before a shell reads it."""
    workflow = yaml.safe_load(filled(path))
    for job in workflow["jobs"].values():
        assert [step["run"] for step in job["steps"] if "${{" in step.get("run", "")] == []


def test_the_test_workflow_types_what_the_readme_says() -> None:
    steps = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text("utf-8"))["jobs"]["test"]["steps"]
    assert steps[-1]["run"] == "python3 dev.py test"
    assert "python3 dev.py test " in (ROOT / "README.md").read_text("utf-8")


def test_the_bill_of_materials_is_that_of_the_lock() -> None:
    text = SBOM.read_text("utf-8")
    assert text == bill(), "type: python3 dev.py lock"
    parts = {part["name"] for part in json.loads(text)["components"]}
    assert {"weasyprint", "pikepdf", "click"} <= parts
    assert "pytest" not in parts


def steps() -> list[Instruction]:
    return list(instructions(CONTAINERFILE.read_text("utf-8")))


def test_the_container_has_the_libraries_that_the_program_loads_and_no_other() -> None:
    (system,) = [step.rest for step in steps() if step.rest.startswith("apt-get ")]
    named = set(re.findall(r"\blib[\w.-]+", system.partition("&& rm")[0]))
    assert named == {library.apt for library in SYSTEM_LIBRARIES}


def test_the_container_runs_consent_and_not_as_root() -> None:
    last = {step.word: step.rest for step in steps()}
    assert last["USER"].split(":")[0].isdigit()
    assert int(last["USER"].split(":")[0]) > 0
    assert json.loads(last["ENTRYPOINT"]) == ["consent"]
    assert last["WORKDIR"] == "/practice"


def test_all_that_the_container_installs_is_locked_or_built_there() -> None:
    installs = [step.rest for step in steps() if "pip install" in step.rest]
    assert len(installs) == 3
    for command in installs:
        assert "--no-deps" in command
        assert "--require-hashes" in command or command.endswith("/dist/consent_packets-*.whl")


def test_lines_that_go_on_are_one_instruction_and_folders_are_placed(tmp_path: Path) -> None:
    text = "# a comment\nFROM x AS build\n\nRUN a /src/b \\\n  && c:/src /dist/d\n"
    found = list(instructions(text))
    assert [(step.line, step.word) for step in found] == [(2, "FROM"), (4, "RUN")]
    placed = Stage("build", Path("/r")).placed(found[1].rest)
    assert placed == "a /r/src/b   && c:/src /r/dist/d"


STEPS = """FROM base AS build
WORKDIR /src
COPY . /src
RUN python3 -c "import pathlib; pathlib.Path('/dist').mkdir(); pathlib.Path('/dist/made').write_text('wheel')"
FROM base
RUN apt-get install --yes something
COPY --from=build /dist /dist
COPY kept/one.txt /dist/one.txt
RUN python3 -c "import shutil; shutil.copytree('/dist', '/opt/consent')"
"""


def context_of(folder: Path, steps: str) -> Path:
    folder.mkdir()
    for name, text in (
        (CONTAINERFILE.name, steps),
        (".containerignore", "output\n**/__pycache__\n"),
        ("kept/one.txt", "one"),
        ("output/packet.pdf", "a patient's"),
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def test_the_steps_run_without_an_engine_and_no_packet_enters(tmp_path: Path) -> None:
    image = build(tmp_path / "made", context_of(tmp_path / "context", STEPS))
    assert sorted(path.name for path in (image.root / "opt/consent").iterdir()) == ["made", "one.txt"]
    assert (image.root / "opt/consent/made").read_text("utf-8") == "wheel"
    assert image.left_out == ["apt-get install --yes something"]
    assert (tmp_path / "made/build/src/kept/one.txt").exists()
    assert not (tmp_path / "made/build/src/output").exists()


def test_a_step_that_fails_is_no_image(tmp_path: Path) -> None:
    context = context_of(tmp_path / "context", "FROM base\nRUN exit 3\n")
    with pytest.raises(subprocess.CalledProcessError):
        build(tmp_path / "made", context)


def test_a_step_that_nobody_can_follow_is_said(tmp_path: Path) -> None:
    context = context_of(tmp_path / "context", "FROM base\nONBUILD RUN true\n")
    with pytest.raises(ValueError, match="Containerfile:2: ONBUILD"):
        build(tmp_path / "made", context)


def test_the_cache_of_the_image_is_of_whoever_runs_it() -> None:
    (made,) = [step.rest for step in steps() if step.rest.startswith("install -d")]
    folder = made.rpartition(" ")[2]
    (env,) = [step.rest for step in steps() if step.word == "ENV"]
    assert f"CONSENT_CACHE={folder}/" in env


def test_the_notes_of_a_release_are_its_own_words() -> None:
    released = "## 0.2.0 (2026-11-30)\n\n### Rendered output\n\n- two\n\n## 0.1.0\n\none\n"
    changelog = f"# Changelog\n\n## Unreleased\n\nnew\n\n{released}"
    assert notes(changelog, "0.2.0") == "### Rendered output\n\n- two\n"
    assert notes(changelog, "0.1.0") == "one\n"
    assert notes(changelog, "0.3.0") == "new\n"
    with pytest.raises(Stop, match=r"0\.3\.0"):
        notes("# Changelog\n", "0.3.0")
