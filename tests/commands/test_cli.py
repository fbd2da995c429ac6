"""``consent render`` and the exit codes: what is printed, written and refused."""

from __future__ import annotations

import signal
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import pikepdf
import pytest

from consent import __version__
from consent.cli import Exit
from tests.support.command import OF_PRACTICE, ON, RENDER, Command, as_program, environment, refused
from tests.support.conformance import failures
from tests.support.office import PRACTICE_FILE, RECORD_FILE, Office
from tests.support.pages import all_text
from tests.support.pictures import picture
from tests.support.processes.signals import signals_of_a_terminal
from tests.support.records import record_text, write

SHORT_BLANK = ("render", "--blank", "--procedure", "ultrasound-guidance", *OF_PRACTICE, *ON)


def test_a_logo_of_any_kind_leaves_the_packet_fit_for_the_archive(consent: Command) -> None:
    practice = Path(PRACTICE_FILE).read_text("utf-8")
    for kind in ("RGBA PNG", "palette PNG", "grey JPEG"):
        (consent.folder / "logo").write_bytes(picture(kind))
        own = write(consent.folder / "practice.yaml", practice.replace("logo: logo.svg", "logo: logo"))
        outcome = consent("render", consent.record(), "--practice", own, *ON, "--no-cache")
        (pdf,) = outcome.stdout.split()
        assert failures((consent.folder / pdf).read_bytes()) == [], kind


def test_a_logo_that_would_spoil_the_archive_is_refused_with_what_to_do(consent: Command) -> None:
    practice = Path(PRACTICE_FILE).read_text("utf-8")
    (consent.folder / "logo").write_bytes(picture("CMYK JPEG"))
    own = write(consent.folder / "practice.yaml", practice.replace("logo: logo.svg", "logo: logo"))
    outcome = consent("render", consent.record(), "--practice", own, *ON)
    refused(outcome, "the logo is in CMYK colors", "save it as a PNG in RGB colors")


# --- exit codes ----------------------------------------------------------------------------------


def test_the_exit_codes_are_the_documented_ones() -> None:
    assert [int(code) for code in Exit] == [0, 1, 2, 3, 130]


def test_done_is_0(consent: Command) -> None:
    outcome = consent("render", consent.record(), *OF_PRACTICE, *ON)
    (path,) = outcome.pdfs
    assert outcome.code == 0
    assert outcome.stdout == f"{path}\n"
    with pikepdf.open(consent.folder / path) as pdf:
        assert outcome.stderr == f"1 packet, {len(pdf.pages)} pages\n"


def test_could_not_run_is_2(consent: Command) -> None:
    outcome = consent("render", consent.record(date_of_birth="1950-02-30"), *OF_PRACTICE, *ON)
    refused(outcome, "r-1.yaml:5:18: error REC", "patient.date_of_birth", "  help: ", "1 error")


def test_our_bug_is_3(consent: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "Zoë " + "Müller"

    def broken(*_: object) -> NoReturn:
        raise RuntimeError(name)

    monkeypatch.setattr("consent.pipeline.printing.render", broken)
    outcome = consent("render", consent.record(), *OF_PRACTICE, *ON)
    assert outcome.code == Exit.OUR_BUG
    assert outcome.stdout == ""
    assert "in broken" in outcome.stderr
    assert "RuntimeError" in outcome.stderr
    assert f"bug in consent {__version__}" in outcome.stderr
    assert "Müller" not in outcome.stderr
    assert dict(outcome.files) == {}


def test_interrupted_is_130(consent: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr("consent.pipeline.printing.render", interrupted)
    outcome = consent("render", consent.record(), *OF_PRACTICE, *ON)
    assert outcome.code == Exit.INTERRUPTED
    assert outcome.stderr.lstrip() == "interrupted; what was finished stands, nothing is half-written\n"
    assert dict(outcome.files) == {}


def test_ctrl_c_halfway_leaves_whole_packets_only(tmp_path: Path) -> None:
    names = dict.fromkeys(("given_name", "family_name"), "Ann " * 49)
    for number in range(6):
        # A name this long is typeset on its own, so that each packet takes a while.
        write(tmp_path / "in" / f"{number}.yaml", record_text(f"r-{number}", **names))
    command = [sys.executable, "-m", "consent", "render", *sorted((tmp_path / "in").iterdir())]
    with subprocess.Popen(
        [*map(str, command), *map(str, OF_PRACTICE), *ON, "-o", "out"],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=signals_of_a_terminal(),
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline().strip()
        process.send_signal(signal.SIGINT)
        more, errors = process.communicate(timeout=120)
    said = [first, *more.split()]
    assert process.returncode == Exit.INTERRUPTED, errors
    assert errors.lstrip() == "interrupted; what was finished stands, nothing is half-written\n"
    assert 1 <= len(said) < 6
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(Path(n).name for n in said)
    for name in said:
        with pikepdf.open(tmp_path / name) as pdf:
            assert len(pdf.pages) > 1


# --- usage ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "name at least one record file"),
        (("--blank",), "--blank needs at least one --procedure"),
        ((RECORD_FILE, "--blank", "--procedure", "ha-medium"), "--blank is for no patient"),
        ((RECORD_FILE, "--procedure", "ha-medium"), "--procedure: only with --blank"),
        ((RECORD_FILE, "--count", "2"), "--count: only with --blank"),
        ((RECORD_FILE, "--body-site", "knee joint"), "--body-site: only with --blank"),
        ((RECORD_FILE, "--laterality", "left"), "--laterality: only with --blank"),
        ((RECORD_FILE, "--indication", "knee osteoarthritis"), "--indication: only with --blank"),
        ((RECORD_FILE, "--practitioner", "p-01"), "--practitioner: only with --blank"),
        ((RECORD_FILE, "--issued-on", "24.11.2026"), "write it as YYYY-MM-DD"),
        ((RECORD_FILE, "--issued-on", "2026-02-30"), "write it as YYYY-MM-DD"),
        ((RECORD_FILE, "--issued-on", "20261124"), "write it as YYYY-MM-DD"),
        ((RECORD_FILE, "--edition", "tiny"), "'standard', 'large-print'"),
        ((RECORD_FILE, "--paper", "a5"), "'letter', 'a4'"),
        ((RECORD_FILE, "--langauge", "en"), "--language"),
        ((RECORD_FILE, "--language", "xx"), "xx"),
        (("--blank", "--procedure", "ha-medium", "--practitioner", "p-09"), "the practice has p-01"),
        (("--blank", "--procedure", "ha-medum"), "ha-medium"),
        (("--blank", "--procedure", "ha-medium", "--body-site", "nose"), "no such body site"),
        (("no-such-record.yaml",), "no-such-record.yaml"),
    ],
)
def test_a_wrong_command_line_is_refused(
    consent: Command, arguments: tuple[str | Path, ...], words: str
) -> None:
    refused(consent("render", *arguments, *OF_PRACTICE), words)


@pytest.mark.parametrize("command", ["rendre", "check-all"])
def test_an_unknown_command_is_refused(consent: Command, command: str) -> None:
    refused(consent(command), command)


def test_without_a_practice_it_says_what_to_type(consent: Command) -> None:
    refused(
        consent("render", consent.record()),
        "there is no practice.yaml",
        "--practice",
        "consent init",
    )


def test_a_practice_file_that_is_not_there(consent: Command) -> None:
    refused(
        consent("render", consent.record(), "--practice", "nowhere.yaml"),
        "nowhere.yaml",
        "no such file",
    )


def test_help_and_version(consent: Command) -> None:
    helped = consent("--help")
    assert helped.code == 0
    for name in ("init", "render", "list", "show", "schema"):
        assert name in helped.stdout
        assert consent(name, "--help").stdout.startswith(f"Usage: consent {name}")
    assert consent("--version").stdout == f"consent, version {__version__}\n"


# --- render --------------------------------------------------------------------------------------


def test_the_example_of_the_readme(consent: Command, office: Office) -> None:
    outcome = consent(*RENDER, "-o", "out")
    (path,) = outcome.pdfs
    words = all_text(outcome.files[path])
    assert path.parent == Path("out")
    assert path.stem in words
    for said in ("Maria Nguyễn", "Mar 9, 1961", "00123456", "Dec 1, 2026", "left shoulder joint"):
        assert said in words


def test_a_packet_is_its_owner_s_alone(consent: Command) -> None:
    outcome = consent("render", consent.record(), *OF_PRACTICE, *ON)
    (path,) = outcome.pdfs
    assert stat.S_IMODE((consent.folder / path).stat().st_mode) == 0o600


def test_output_may_name_the_file(consent: Command) -> None:
    outcome = consent("render", consent.record(), *OF_PRACTICE, *ON, "-o", "prints/zoe.PDF")
    assert outcome.stdout == "prints/zoe.PDF\n"
    assert list(outcome.files) == [Path("prints/zoe.PDF")]


def test_several_records_each_have_a_packet(consent: Command) -> None:
    one = write(consent.folder / "a.yaml", record_text("r-1"))
    two = write(consent.folder / "b.yaml", record_text("r-2", given_name="李小龙"))
    outcome = consent("render", one, two, *OF_PRACTICE, *ON, "-o", "out")
    assert outcome.code == 0
    assert sorted(outcome.stdout.split()) == [str(path) for path in outcome.pdfs]
    assert outcome.stderr.startswith("2 packets, ")
    first, second = (outcome.files[Path(name)] for name in outcome.stdout.split())
    assert "Zoë Müller" in all_text(first)
    assert "李小龙 Müller" in all_text(second)
    assert "李小龙" not in all_text(first)


def test_several_records_do_not_fit_one_file(consent: Command) -> None:
    one = write(consent.folder / "a.yaml", record_text("r-1"))
    two = write(consent.folder / "b.yaml", record_text("r-2"))
    refused(consent("render", one, two, *OF_PRACTICE, *ON, "-o", "all.pdf"), "name a folder")


def test_one_bad_record_stops_all(consent: Command) -> None:
    one = write(consent.folder / "a.yaml", record_text("r-1"))
    two = write(consent.folder / "b.yaml", record_text("r-2", mrn="0042", scheduled_on="soon"))
    refused(consent("render", one, two, *OF_PRACTICE, *ON), "b.yaml:6:8", "b.yaml:10:15", "2 errors")


def test_the_same_record_twice_is_refused(consent: Command) -> None:
    refused(consent("render", consent.record(), consent.record(), *OF_PRACTICE, *ON), "REC037")


def test_an_unknown_practitioner_is_refused_with_a_suggestion(consent: Command) -> None:
    outcome = consent("render", consent.record(practitioner="p-1"), *OF_PRACTICE, *ON)
    refused(outcome, "r-1.yaml:9:15: error REC021", "p-01")


def test_quiet_prints_only_the_paths(consent: Command) -> None:
    outcome = consent("render", consent.record(scheduled_on="2026-01-01"), *OF_PRACTICE, *ON, "--quiet")
    assert outcome.stderr == ""
    assert len(outcome.stdout.splitlines()) == 1


def test_a_warning_is_said_and_does_not_stop(consent: Command) -> None:
    outcome = consent("render", consent.record(scheduled_on="2026-01-01"), *OF_PRACTICE, *ON)
    assert outcome.code == 0
    assert "r-1.yaml:10:15: warning REC034" in outcome.stderr
    assert len(outcome.pdfs) == 1


def test_blank_with_everything_but_the_patient(consent: Command) -> None:
    where = ("--body-site", "knee joint", "--laterality", "left", "--indication", "knee osteoarthritis")
    outcome = consent(*SHORT_BLANK, "--procedure", "ha-medium", *where, "--practitioner", "p-01")
    (path,) = outcome.pdfs
    words = all_text(outcome.files[path])
    assert outcome.code == 0
    assert "left knee joint" in words
    assert words.count("Patient label here, or write:") == 2
    assert "P000000" in words


def test_large_print_on_a4(consent: Command) -> None:
    outcome = consent(*SHORT_BLANK, "--edition", "large-print", "--paper", "a4")
    (path,) = outcome.pdfs
    with pikepdf.open(consent.folder / path) as pdf:
        width, height = (float(value) for value in list(pdf.pages[0].mediabox)[2:])
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 297)


def test_the_same_again_gives_the_same_bytes(consent: Command) -> None:
    one, two = (consent("render", consent.record(), *OF_PRACTICE, *ON, "-o", name) for name in ("a", "b"))
    assert [*one.files.values()] == [*two.files.values()]
    assert len(one.files) == 1


def test_a_folder_nobody_may_write_to(consent: Command) -> None:
    (consent.folder / "taken").write_text("a file, not a folder")
    outcome = consent("render", consent.record(), *OF_PRACTICE, *ON, "-o", "taken/here")
    refused(outcome, "error: cannot write", "-o")


# --- as a program --------------------------------------------------------------------------------


def test_as_a_program_it_finds_its_practice_from_below(tmp_path: Path) -> None:
    assert as_program(tmp_path, "init").returncode == 0
    done = as_program(tmp_path / "records", "render", "r-0001.yaml", *ON)
    assert (done.returncode, done.stderr.split()[:2]) == (0, ["1", "packet,"])
    assert (tmp_path / "records" / done.stdout.strip()).read_bytes().startswith(b"%PDF-1.7")


@pytest.mark.parametrize("variables", [{}, {"PYTHONHASHSEED": "1"}], ids=["forked", "started"])
def test_as_a_program_it_exits_with_its_code(tmp_path: Path, variables: Mapping[str, str]) -> None:
    done = as_program(tmp_path, "render", "nothing.yaml", *OF_PRACTICE, **variables)
    assert done.returncode == Exit.COULD_NOT_RUN
    assert done.stdout == ""
