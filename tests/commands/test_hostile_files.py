"""``consent check`` on files made to do harm: one finding each, soon, little memory, the others checked.

Each run holds a readable form too, whose findings say that it was checked like any other.
"""

from __future__ import annotations

import json
import os
import stat
import sys
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path

import pytest

from consent.checks.paper.entry import check_pdf
from consent.models.findings.finding import Severity
from consent.reading.safe import weigh
from tests.hostile.command import ASKED, Run, check
from tests.hostile.files import BOMB, BOMBS, BROKEN, HARMLESS, LOOPS, STOPPED, HostileFile
from tests.hostile.raw import form
from tests.mutants.mutant import expectation_of
from tests.support.command import Command, Outcome

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="os.wait4, named pipes")

START = 150.0
"""Megabytes that the command takes for a form that anybody can read; measured: 75."""
SECONDS = 20.0
"""Of processor time for a whole group; measured: 4 to 12."""
GOOD = "a-good-form.pdf"


def written(folder: Path, files: Sequence[HostileFile]) -> dict[str, HostileFile]:
    named = {f"{one.name.replace(' ', '-')}.pdf": one for one in files}
    for name, one in named.items():
        (folder / name).write_bytes(one.make())
    (folder / GOOD).write_bytes(form())
    return named


def checked(folder: Path, files: Sequence[HostileFile]) -> Run:
    """Run the command on them, and hold every file against what it must give."""
    named = written(folder, files)
    run = check(folder, [*named, GOOD], "--format", "json", small=True)
    assert (run.code, run.stderr) == (1, "")
    found = run.findings()
    assert len(found.pop(GOOD)) > 5
    assert {name: [one["code"] for one in findings] for name, findings in found.items()} == {
        name: [one.code] for name, one in named.items()
    }
    wrong = {
        name: findings[0]["message"]
        for name, findings in found.items()
        if named[name].says not in findings[0]["message"] or not findings[0]["help"]
    }
    assert wrong == {}
    return run


@pytest.mark.parametrize(
    ("files", "megabytes"),
    [(BOMBS, 300), (LOOPS, 150), (BROKEN, 500)],
    ids=["bombs", "loops", "broken"],
)
def test_one_finding_each_soon_and_with_little_memory(
    files: Sequence[HostileFile], megabytes: float, tmp_path: Path
) -> None:
    run = checked(tmp_path, files)
    assert run.megabytes < megabytes
    assert run.seconds < SECONDS


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux limits the memory of a process")
@pytest.mark.parametrize("one", STOPPED, ids=lambda one: one.name)
def test_what_nobody_foresaw_is_stopped(one: HostileFile, tmp_path: Path) -> None:
    run = checked(tmp_path, [one])
    assert run.megabytes < START + 512
    assert run.seconds < 60


@pytest.mark.parametrize(("name", "make"), HARMLESS, ids=lambda one: one if isinstance(one, str) else "")
def test_what_is_only_odd_is_read_as_any_other_form(name: str, make, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "odd.pdf").write_bytes(make())
    (tmp_path / GOOD).write_bytes(form())
    expectation = expectation_of(None, "us-fda", procedures=("msc-exosomes",))
    odd, good = (check_pdf(tmp_path / file, expectation=expectation) for file in ("odd.pdf", GOOD))
    assert [(f.code, f.message) for f in odd.findings] == [(f.code, f.message) for f in good.findings]
    assert odd.pages == good.pages


def test_the_real_limits_stop_a_bomb_that_is_large_next_to_them(tmp_path: Path) -> None:
    (bomb,) = (one for one in BOMBS if one.name == "an attachment")
    assert weigh.MOST_UNPACKED < 3 * BOMB
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.hostile.files.BOMB", 3 * BOMB)
        (tmp_path / "bomb.pdf").write_bytes(bomb.make())
    run = check(tmp_path, ["bomb.pdf"], "--format", "json")
    ((finding,),) = run.findings().values()
    assert (finding["code"], "unpacks to more than 50 MB" in finding["message"]) == ("PAP006", True)
    assert run.megabytes < START + 64


def test_a_file_cut_off_anywhere_gives_one_finding(tmp_path: Path) -> None:
    whole = form()
    last = whole.rindex(b"%%EOF")
    named = [f"cut-{size:04}.pdf" for size in range(0, last - 1, 10)]
    for name in named:
        (tmp_path / name).write_bytes(whole[: int(name[4:8])])
    run = check(tmp_path, named, "--format", "json")
    assert run.code == 1
    found = run.findings()
    assert {name: len(found[name]) for name in named} == dict.fromkeys(named, 1)
    assert {found[name][0]["code"] for name in named} == {"PAP001", "PAP002"}


def test_memory_does_not_grow_with_the_number_of_files(tmp_path: Path) -> None:
    names = [f"form-{number:03}.pdf" for number in range(120)]
    for name in names:
        (tmp_path / name).write_bytes(form() + b"%" * 1000 + b"\n" * 900)
    one, many = check(tmp_path, names[:1]), check(tmp_path, names)
    assert many.megabytes < one.megabytes * 1.15
    assert many.seconds < one.seconds + 120 * 0.15


# --- what is not even a file ----------------------------------------------------------------------


def test_what_is_no_file_is_said_in_one_finding_each(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "itself.pdf").symlink_to("itself.pdf")
    (tmp_path / "nowhere.pdf").symlink_to("gone.pdf")
    (tmp_path / "device.pdf").symlink_to("/dev/zero")
    with (tmp_path / "sparse.pdf").open("wb") as sparse:
        sparse.write(b"%PDF-1.7\n")
        sparse.truncate(2_000_000_000)
    (tmp_path / GOOD).write_bytes(form())
    said = {
        "pipe.pdf": ("PAP001", "a pipe or a device"),
        "folder.pdf": ("CHK001", "this is a folder"),
        "itself.pdf": ("CHK001", "a link that leads back to itself"),
        "nowhere.pdf": ("CHK001", "there is no such file"),
        "device.pdf": ("PAP001", "a pipe or a device"),
        "sparse.pdf": ("PAP004", "larger than 150 MB"),
    }
    run = check(tmp_path, [*said, GOOD], "--format", "json")
    assert (run.code, run.stderr) == (1, "")
    found = run.findings()
    assert len(found.pop(GOOD)) > 5
    assert {name: [one["code"] for one in findings] for name, findings in found.items()} == {
        name: [code] for name, (code, _) in said.items()
    }
    for name, (_, words) in said.items():
        assert words in found[name][0]["message"]
    assert run.megabytes < START


def test_a_folder_with_a_pipe_in_it_is_checked_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / GOOD).write_bytes(form())
    run = check(tmp_path, ["."], "--format", "json")
    assert list(run.findings()) == [GOOD]


def test_a_file_that_may_not_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "form.pdf"
    path.write_bytes(form())
    path.chmod(0)

    def refused(*_: object) -> int:
        # Root may read everything, so a test that runs as root has to be refused by hand.
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr("consent.reading.safe.regular.os.open", refused)
    (finding,) = check_pdf(path, expectation=expectation_of(None)).findings
    assert (finding.code, finding.severity) == ("PAP001", Severity.ERROR)
    assert finding.message == "the file cannot be opened: Permission denied"
    assert "permissions" in finding.hint
    assert not stat.S_IMODE(path.stat().st_mode)


NAMES = (
    b"two\nlines.pdf",
    b"\x1b[31mred\x1b[0m.pdf",
    b"\x9b31m.pdf",
    b"not-utf-8-\xff.pdf",
    "right\u202etfel.pdf".encode(),
)


@pytest.mark.parametrize("style", ["text", "json", "sarif", "junit", "github"])
def test_names_do_not_steer_the_terminal(style: str, consent: Command) -> None:
    for name in NAMES:
        Path(os.fsdecode(os.fsencode(consent.folder) + b"/" + name)).write_bytes(b"")
    run: Run | Outcome
    if style == "text":
        # As a terminal gets it, from a process of its own.
        run = check(consent.folder, NAMES, "--format", style)
    else:
        run = consent("check", "--format", style, *ASKED, "--", *map(os.fsdecode, NAMES))
    assert (run.code, run.stderr) == (1, "")
    assert "\x1b" not in run.stdout
    assert "\x9b" not in run.stdout
    assert run.stdout.count("the file is empty") >= len(NAMES)
    if style == "text":
        assert sum(": error PAP001" in line for line in run.stdout.splitlines()) == len(NAMES)
        assert "\u202e" not in run.stdout
    elif style == "github":
        assert sum(line.startswith("::error ") for line in run.stdout.splitlines()) == len(NAMES)
    elif style == "junit":
        assert len(ET.fromstring(run.stdout).findall(".//failure")) == len(NAMES)
    else:
        json.loads(run.stdout)
