"""``consent batch``: what it writes, what it refuses, and what it leaves when it is cut short."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import random
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from consent.cli import Exit
from consent.pipeline.batch.crew.tasks import Alone, GivenUpError
from consent.pipeline.batch.making import StampSome
from tests.support.command import Command, Outcome, as_program, environment
from tests.support.office import PRACTICE_FILE, ROOT
from tests.support.pages import all_text, squeezed, texts
from tests.support.processes.signals import signals_of_a_terminal
from tests.support.records import record_text, write
from tests.support.schedule import MARKER, litter, manifest, packets, row, rows, write_csv

OPTIONS = ("--practice", str(PRACTICE_FILE), "--issued-on", "2026-11-24")
LONG = "Wolfeschlegelsteinhausenbergerdorff-" * 4


def batch(consent: Command, source: Path, *more: str, jobs: int = 1, folder: str = "out") -> Outcome:
    return consent("batch", source, "-o", folder, *OPTIONS, "--jobs", str(jobs), *more)


def state_of(folder: Path) -> dict[str, tuple[int, int]]:
    """File number and time of change of every packet: both differ when a file was written anew."""
    return {
        path.stem: (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in (folder / "packets").glob("*.pdf")
    }


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


# --- what it writes ------------------------------------------------------------------------------------


def test_a_packet_for_each_row_and_a_manifest_of_them(consent: Command) -> None:
    source = write_csv(consent.folder / "s.csv", rows(5))
    outcome = batch(consent, source)
    assert outcome.code == Exit.DONE, outcome
    assert outcome.stdout == ""
    assert "5 packets in out/packets" in outcome.stderr
    out = consent.folder / "out"
    lines, made = manifest(out), packets(out)
    assert [line["record_id"] for line in lines] == [f"r-{number:04d}" for number in range(5)]
    assert [line["row"] for line in lines] == [2, 3, 4, 5, 6]
    assert {line["packet_id"]: line["sha256"] for line in lines} == {
        id_: hashlib.sha256(data).hexdigest() for id_, data in made.items()
    }
    for line in lines:
        with pikepdf.open(io.BytesIO(made[line["packet_id"]])) as pdf:
            assert len(pdf.pages) == line["pages"]
        assert line["size"] == len(made[line["packet_id"]])
        assert line["status"] == "made"
        assert "us-fda@" in line["policies"]
    assert sorted(path.name for path in out.iterdir()) == [
        ".consent",
        "manifest.csv",
        "manifest.jsonl",
        "packets",
    ]
    assert {stat.S_IMODE(path.stat().st_mode) for path in out.rglob("*") if path.is_file()} == {0o600}
    assert litter(out) == []


def test_a_packet_of_a_batch_is_the_packet_render_makes(consent: Command) -> None:
    source = write_csv(consent.folder / "s.csv", [row(7)])
    assert batch(consent, source).code == Exit.DONE
    record = "\n".join(
        [
            "record_id: r-0007",
            f"patient: {{given_name: Björk, family_name: {row(7)['family_name']},",
            f'  date_of_birth: {row(7)["date_of_birth"]}, mrn: "{row(7)["mrn"]}"}}',
            "procedures: [{procedure: ultrasound-guidance}]",
            "practitioner: p-01",
            "scheduled_on: 2026-12-01",
        ]
    )
    (consent.folder / "r-0007.yaml").write_text(record, "utf-8")
    for options in ((), ("--no-cache",)):
        rendered = consent("render", "r-0007.yaml", *OPTIONS, "-o", f"one{len(options)}", *options)
        assert rendered.code == Exit.DONE, rendered
        (data,) = (data for path, data in rendered.files.items() if path.suffix == ".pdf")
        assert list(packets(consent.folder / "out").values()) == [data]


def test_the_same_bytes_whatever_the_jobs(consent: Command) -> None:
    found = rows(300)
    found[3]["date_of_birth"] = "2031-01-01"
    found[150]["given_name"] = LONG
    source = write_csv(consent.folder / "s.csv", found)
    assert batch(consent, source, jobs=1, folder="one").code == Exit.FOUND
    assert batch(consent, source, jobs=3, folder="three").code == Exit.FOUND
    one, three = consent.folder / "one", consent.folder / "three"
    assert packets(one) == packets(three)
    for name in ("manifest.jsonl", "manifest.csv", "refused.csv"):
        assert (one / name).read_bytes() == (three / name).read_bytes()


def test_plans_do_not_mix(consent: Command) -> None:
    sides = [
        {
            "procedures": "ha-medium",
            "body_site": "knee joint",
            "laterality": side,
            "indication": "knee osteoarthritis",
        }
        for side in ("left", "right")
    ]
    source = write_csv(consent.folder / "s.csv", [row(number, **sides[number % 2]) for number in range(4)])
    assert batch(consent, source).code == Exit.DONE
    for number, line in enumerate(manifest(consent.folder / "out")):
        text = squeezed(" ".join(texts(packets(consent.folder / "out")[line["packet_id"]])))
        side, other = ("left", "right")[:: 1 if number % 2 == 0 else -1]
        assert f"{side}knee" in text.replace(" ", "")
        assert f"{other}knee" not in text.replace(" ", "")


# --- rows that cannot be used --------------------------------------------------------------------------


def test_a_bad_row_stops_no_other(consent: Command) -> None:
    found = rows(6)
    found[1]["procedures"] = "ultrasound-guidence"
    found[2]["date_of_birth"] = "2027-01-01"
    found[4]["given_name"] = f"{MARKER}\U0001f600"
    outcome = batch(consent, write_csv(consent.folder / "s.csv", found))
    assert outcome.code == Exit.FOUND
    out = consent.folder / "out"
    assert [line["status"] for line in manifest(out)] == [
        *("made", "refused", "refused", "made", "refused", "made")
    ]
    assert len(packets(out)) == 3
    refused = table(out / "refused.csv")
    assert [(line["row"], line["record_id"]) for line in refused] == [
        *(("3", "r-0001"), ("4", "r-0002"), ("6", "r-0004"))
    ]
    assert all(line["column"] and line["code"].startswith("REC") and line["problem"] for line in refused)
    assert refused[-1]["column"] == "given_name"
    assert "3 rows refused: see out/refused.csv" in outcome.stderr


def test_a_name_that_fits_no_slot_is_whole_on_its_own(consent: Command) -> None:
    source = write_csv(consent.folder / "s.csv", [row(1), row(2, given_name=LONG)])
    outcome = batch(consent, source)
    assert outcome.code == Exit.DONE, outcome
    assert "1 of them typeset on their own" in outcome.stderr
    out = consent.folder / "out"
    plain, slow = manifest(out)
    assert (plain["status"], slow["status"]) == ("made", "slow")
    assert slow["reason"] == "it is wider than its place"
    assert LONG in "".join(texts(packets(out)[slow["packet_id"]])).replace("\n", "").replace(
        "\r", ""
    ).replace("\ufffe", "-").replace(" ", "")
    before = state_of(out)
    again = batch(consent, source)
    assert "2 of them were already there, unchanged" in again.stderr
    assert state_of(out) == before
    assert manifest(out) == [plain, slow]


def test_no_patient_data_outside_the_packets(consent: Command) -> None:
    found = rows(40)
    found[5]["procedures"] = "nothing"
    found[9]["date_of_birth"] = "12/13/1950"
    found[20]["given_name"] = f"{LONG} {MARKER}"
    found[30]["family_name"] = f"{MARKER}\U0001f600"
    found[31]["preferred_language"] = "es"
    outcome = batch(consent, write_csv(consent.folder / "s.csv", found), jobs=2)
    assert MARKER not in outcome.stdout + outcome.stderr
    out = consent.folder / "out"
    secrets = [MARKER.encode(), b"00000012", LONG[:20].encode(), b"1952-0"]
    for path in out.rglob("*"):
        assert MARKER not in str(path)
        if path.is_file() and path.suffix != ".pdf":
            data = path.read_bytes()
            assert not any(secret in data for secret in secrets), path
    cache = Path(os.environ["CONSENT_CACHE"])
    assert any(cache.iterdir())
    for path in cache.iterdir():
        data = path.read_bytes()
        assert not any(secret in data for secret in secrets), path


# --- running again -------------------------------------------------------------------------------------


def test_running_again_changes_nothing(consent: Command) -> None:
    source = write_csv(consent.folder / "s.csv", rows(5))
    batch(consent, source)
    out = consent.folder / "out"
    before, tables = state_of(out), (out / "manifest.csv").read_bytes()
    outcome = batch(consent, source, "--resume")
    assert outcome.code == Exit.DONE
    assert "5 of them were already there, unchanged" in outcome.stderr
    assert state_of(out) == before
    assert (out / "manifest.csv").read_bytes() == tables


def test_the_next_day_stamps_the_same_packets_with_its_date(
    consent: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_csv(consent.folder / "s.csv", rows(3))
    batch(consent, source)
    out = consent.folder / "out"
    before, old = packets(out), manifest(out)
    monkeypatch.setattr("consent.pipeline.parts.masters.typeset", None)
    outcome = batch(consent, source, "--issued-on", "2026-11-25")
    assert outcome.code == Exit.DONE, outcome.stderr
    now, new = packets(out), manifest(out)
    differ = {"sha256", "size"}
    assert [{k: v for k, v in line.items() if k not in differ} for line in new] == [
        {k: v for k, v in line.items() if k not in differ} for line in old
    ]
    for line in new:
        id_ = line["packet_id"]
        one, other = all_text(before[id_]), all_text(now[id_])
        assert one.count("Printed Nov 24, 2026") == line["pages"]
        assert one.replace("Nov 24, 2026", "Nov 25, 2026") == other
        assert hashlib.sha256(now[id_]).hexdigest() == line["sha256"]


def test_a_changed_schedule_makes_only_what_changed(consent: Command) -> None:
    found = rows(6)
    source = write_csv(consent.folder / "s.csv", found)
    batch(consent, source)
    out = consent.folder / "out"
    before, old = state_of(out), manifest(out)
    # A corrected name keeps the packet id; a row that is gone leaves its packet; one is new.
    found[1]["family_name"] = f"{MARKER}-Corrected"
    outcome = batch(consent, write_csv(source, [*found[:4], found[5], row(9)]))
    assert outcome.code == Exit.DONE
    assert "4 of them were already there, unchanged" in outcome.stderr
    assert "1 earlier packet no longer in the schedule" in outcome.stderr
    lines = manifest(out)
    assert [line["record_id"] for line in lines] == [
        "r-0000",
        "r-0001",
        "r-0002",
        "r-0003",
        "r-0005",
        "r-0009",
        "r-0004",
    ]
    assert lines[-1]["status"] == "no-longer-scheduled"
    assert lines[1]["packet_id"] == old[1]["packet_id"]
    assert lines[1]["sha256"] != old[1]["sha256"]
    assert "Corrected" in "".join(texts(packets(out)[lines[1]["packet_id"]]))
    changed = {id_ for id_, state in state_of(out).items() if before.get(id_) != state}
    assert changed == {lines[1]["packet_id"], lines[5]["packet_id"]}
    for line in lines:
        assert hashlib.sha256(packets(out)[line["packet_id"]]).hexdigest() == line["sha256"]


def test_a_row_whose_side_has_changed_leaves_no_packet_for_the_other_side(consent: Command) -> None:
    knee = {
        "procedures": "ha-medium",
        "body_site": "knee joint",
        "laterality": "left",
        "indication": "knee osteoarthritis",
    }
    source = write_csv(consent.folder / "s.csv", [row(0), row(1, **knee)])
    batch(consent, source)
    out = consent.folder / "out"
    before = packets(out)
    wrong = manifest(out)[1]["packet_id"]
    outcome = batch(consent, write_csv(source, [row(0), row(1, **{**knee, "laterality": "right"})]))
    assert "1 earlier packet whose row has changed, moved to superseded/" in outcome.stderr
    lines = {line["packet_id"]: line["status"] for line in manifest(out)}
    assert set(packets(out)) == {id_ for id_, status in lines.items() if status == "made"}
    assert lines[wrong] == "superseded"
    assert [file.read_bytes() for file in (out / "superseded").iterdir()] == [before[wrong]]
    # The other way round again: the packet comes back, and nothing is lost.
    batch(consent, write_csv(source, [row(0), row(1, **knee)]))
    assert packets(out) == before


@pytest.mark.parametrize("trouble", ["cut", "changed", "gone", "no journal"])
def test_a_packet_that_was_spoiled_is_made_again(consent: Command, trouble: str) -> None:
    source = write_csv(consent.folder / "s.csv", rows(3))
    batch(consent, source)
    out = consent.folder / "out"
    good, (first, *_) = packets(out), manifest(out)
    path = out / "packets" / f"{first['packet_id']}.pdf"
    data = bytearray(path.read_bytes())
    if trouble == "cut":
        path.write_bytes(data[:1000])
    elif trouble == "gone":
        path.unlink()
    else:
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    if trouble == "no journal":
        (out / ".consent" / "journal").write_bytes(b"")
    outcome = batch(consent, source)
    assert "2 of them were already there, unchanged" in outcome.stderr
    assert packets(out) == good


def test_resume_needs_a_batch(consent: Command) -> None:
    source = write_csv(consent.folder / "s.csv", rows(1))
    outcome = batch(consent, source, "--resume")
    assert outcome.code == Exit.COULD_NOT_RUN
    assert "no batch in out" in outcome.stderr
    assert not (consent.folder / "out").exists()


def test_a_foreign_folder_is_refused(consent: Command) -> None:
    (consent.folder / "out").mkdir()
    (consent.folder / "out" / "letter.txt").write_text("mine")
    outcome = batch(consent, write_csv(consent.folder / "s.csv", rows(1)))
    assert outcome.code == Exit.COULD_NOT_RUN
    assert "other files" in outcome.stderr
    assert [path.name for path in (consent.folder / "out").iterdir()] == ["letter.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_may_not_be_written(consent: Command) -> None:
    consent.folder.joinpath("closed").mkdir(mode=0o500)
    outcome = batch(consent, write_csv(consent.folder / "s.csv", rows(1)), folder="closed/out")
    assert outcome.code == Exit.COULD_NOT_RUN
    assert "cannot write" in outcome.stderr


# --- cut short -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("room", [0, 30_000, 600_000])
def test_a_full_disk_says_so_and_leaves_only_whole_packets(
    consent: Command, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    source = write_csv(consent.folder / "s.csv", rows(40))
    assert batch(consent, source, folder="reference").code == Exit.DONE
    write, left = os.write, [room]

    def full(handle: int, data: bytes) -> int:
        left[0] -= len(data)
        if left[0] < 0:
            raise OSError(28, "No space left on device")
        return write(handle, data)

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        outcome = batch(consent, source, "--no-cache")
    assert outcome.code == Exit.COULD_NOT_RUN
    assert "No space left on device" in outcome.stderr
    assert "help: " in outcome.stderr
    out = consent.folder / "out"
    good = packets(consent.folder / "reference")
    assert packets(out).items() <= good.items()
    assert not list(out.glob("manifest.*"))
    assert litter(out) == []
    before = state_of(out)
    assert batch(consent, source).code == Exit.DONE
    assert packets(out) == good
    assert before.items() <= state_of(out).items()


def start(
    folder: Path, source: Path, *more: str, ignoring: Sequence[signal.Signals] = ()
) -> subprocess.Popen[str]:
    command: Sequence[str] = [sys.executable, "-m", "consent", "batch", str(source), "-o", "out", *OPTIONS]
    return subprocess.Popen(
        [*command, *more],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=signals_of_a_terminal(*ignoring),
    )


def wait_for_packets(process: subprocess.Popen[str], folder: Path, count: int) -> None:
    """Wait until so many packets are there, or the program has ended."""
    until = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < until:
        if sum(1 for _ in (folder / "packets").glob("*.pdf")) >= count:
            return
        time.sleep(0.005)


def children_of(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(word) for word in path.read_text().split()] if path.exists() else []


def is_running(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


def all_gone(pids: Sequence[int]) -> bool:
    """Whether these processes have ended, or do so within a moment."""
    until = time.monotonic() + 10
    while any(map(is_running, pids)) and time.monotonic() < until:
        time.sleep(0.02)
    return not any(map(is_running, pids))


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A schedule, and its packets from a run that nobody disturbed."""
    folder = tmp_path_factory.mktemp("finished")
    source = write_csv(folder / "s.csv", rows(300))
    done = as_program(
        folder,
        *("batch", source, "-o", "out", *OPTIONS, "--jobs", "2", "-q", "--print-run", "run.pdf"),
        CONSENT_REGISTER=str(folder / "register"),
    )
    assert done.returncode == 0, done.stderr
    return source, packets(folder / "out")


@pytest.mark.parametrize("seed", range(6))
def test_kill_9_at_any_moment(tmp_path: Path, finished: tuple[Path, dict[str, bytes]], seed: int) -> None:
    source, good = finished
    chance = random.Random(seed)
    out = tmp_path / "out"
    jobs: tuple[str, ...] = ("--jobs", "2" if seed % 2 else "1")
    if seed >= 4:
        jobs += ("--print-run", "run.pdf")
    process = start(tmp_path, source, *jobs)
    wait_for_packets(process, out, chance.randint(1, 250))
    time.sleep(chance.random() / 20)
    workers = children_of(process.pid)
    if seed == 5:
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.communicate()
    assert all_gone(workers), "a worker outlives the program"
    left = packets(out)
    assert left.items() <= good.items()
    # With every packet there it may still have been killed before the manifest was.
    assert not list(out.glob("manifest.*")) or len(left) == len(good)
    before = state_of(out)
    again = as_program(tmp_path, "batch", source, "-o", "out", *OPTIONS, *jobs)
    assert again.returncode == 0, again.stderr
    assert f"{len(left)} of them were already there, unchanged" in again.stderr or not left
    assert packets(out) == good
    assert before.items() <= state_of(out).items()
    assert len(manifest(out)) == len(good)
    assert litter(tmp_path) == []
    if seed >= 4:
        assert (tmp_path / "run.pdf").read_bytes() == (source.parent / "run.pdf").read_bytes()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_stops_within_a_second_and_says_how_to_go_on(
    tmp_path: Path, finished: tuple[Path, dict[str, bytes]], jobs: str
) -> None:
    source, good = finished
    out = tmp_path / "out"
    process = start(tmp_path, source, "--jobs", jobs)
    wait_for_packets(process, out, 20)
    workers = children_of(process.pid)
    pressed = time.monotonic()
    # A terminal tells every process of the job.
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == Exit.INTERRUPTED, said
    assert time.monotonic() - pressed < (1 if not os.environ.get("CI") else 5)
    assert "Traceback" not in said
    assert "run the same command again" in said
    assert "There is no manifest yet" in said
    assert all_gone(workers)
    assert packets(out).items() <= good.items()
    assert f"interrupted: {len(packets(out))} packets in out/packets are whole" in said
    assert litter(out) == []
    assert not list(out.glob("manifest.*"))
    assert as_program(tmp_path, "batch", source, "-o", "out", *OPTIONS, "--resume").returncode == 0
    assert packets(out) == good


@pytest.mark.parametrize(
    ("number", "whole_group", "jobs"),
    [(signal.SIGTERM, False, "2"), (signal.SIGTERM, True, "2"), (signal.SIGHUP, True, "1")],
)
def test_another_signal_stops_it_as_ctrl_c_does(
    tmp_path: Path,
    finished: tuple[Path, dict[str, bytes]],
    number: signal.Signals,
    whole_group: bool,
    jobs: str,
) -> None:
    source, good = finished
    out = tmp_path / "out"
    process = start(tmp_path, source, "--jobs", jobs, "--print-run", "run.pdf")
    wait_for_packets(process, out, 20)
    workers = children_of(process.pid)
    (os.killpg if whole_group else os.kill)(process.pid, number)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 128 + number, said
    assert f"interrupted: {len(packets(out))} packets in out/packets are whole" in said
    assert "run the same command again" in said
    assert "Traceback" not in said
    assert all_gone(workers)
    assert packets(out).items() <= good.items()
    assert litter(tmp_path) == []
    assert not (tmp_path / "run.pdf").exists()


def test_a_run_whose_terminal_goes_away_tidies_up(
    tmp_path: Path, finished: tuple[Path, dict[str, bytes]]
) -> None:
    source, good = finished
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "consent", "batch", str(source), "-o", "out", *OPTIONS, "--jobs", "1"]
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment(),
        stdout=theirs,
        stderr=theirs,
        text=True,
        start_new_session=True,
        preexec_fn=signals_of_a_terminal(),
    )
    os.close(theirs)
    wait_for_packets(process, tmp_path / "out", 20)
    os.close(ours)
    process.send_signal(signal.SIGHUP)
    assert process.wait(timeout=60) == 128 + signal.SIGHUP
    assert packets(tmp_path / "out").items() <= good.items()
    assert litter(tmp_path) == []


def test_nohup_is_respected(tmp_path: Path, finished: tuple[Path, dict[str, bytes]]) -> None:
    source, good = finished
    process = start(tmp_path, source, "--jobs", "2", ignoring=[signal.SIGHUP])
    wait_for_packets(process, tmp_path / "out", 20)
    os.killpg(process.pid, signal.SIGHUP)
    _, said = process.communicate(timeout=120)
    assert process.returncode == Exit.DONE, said
    assert packets(tmp_path / "out") == good


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are looked up in /proc")
def test_a_killed_worker_is_replaced_and_nothing_is_lost_or_doubled(
    tmp_path: Path, finished: tuple[Path, dict[str, bytes]]
) -> None:
    source, good = finished
    out = tmp_path / "out"
    process = start(tmp_path, source, "--jobs", "2")
    killed: list[int] = []
    for count in (20, 120):
        wait_for_packets(process, out, count)
        (*_, pid) = (
            pid
            for pid in children_of(process.pid)
            # Where workers are fresh interpreters, one more watches what they share.
            if b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes()
        )
        os.kill(pid, signal.SIGKILL)
        killed.append(pid)
    _, said = process.communicate(timeout=60)
    assert len(set(killed)) == 2
    assert process.returncode == Exit.DONE, said
    assert packets(out) == good
    lines = manifest(out)
    assert lines == manifest(source.parent / "out")
    assert len({line["packet_id"] for line in lines}) == len(lines) == len(good)
    assert litter(out) == []


def test_rows_that_kill_every_worker_are_named_without_their_values(
    consent: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Doomed(Alone):
        def collect(self, *, patient: bool) -> list[tuple[int, Any]]:
            if self._tasks and isinstance(self._tasks[0][1], StampSome):
                raise GivenUpError(self._tasks[0][0], 3)
            return super().collect(patient=patient)

    monkeypatch.setattr("consent.pipeline.batch.press.Alone", Doomed)
    found = rows(5)
    found[3]["date_of_birth"] = "2031-01-01"
    outcome = batch(consent, write_csv(consent.folder / "s.csv", found))
    assert outcome.code == Exit.COULD_NOT_RUN
    assert "3 workers were killed one after another by the same work: " in outcome.stderr
    assert "s.csv: row 2–4; " in outcome.stderr
    assert "s.csv: row 6\n" in outcome.stderr
    assert MARKER not in outcome.stderr
    assert not list((consent.folder / "out").glob("manifest.*"))


# --- the print run -------------------------------------------------------------------------------------


def test_a_print_run_holds_every_packet_in_order(consent: Command) -> None:
    found = rows(6)
    found[1]["procedures"] = "nothing"
    found[3]["given_name"] = LONG
    source = write_csv(consent.folder / "s.csv", found)
    outcome = batch(consent, source, "--print-run", "run.pdf", jobs=1)
    assert outcome.code == Exit.FOUND
    lines = [line for line in manifest(consent.folder / "out") if line["status"] != "refused"]
    path = consent.folder / "run.pdf"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        assert [entry.title for entry in outline.root] == [line["packet_id"] for line in lines]
        assert len(pdf.pages) == sum(line["pages"] + line["pages"] % 2 for line in lines)
        pages = len(pdf.pages)
    assert f"print run run.pdf: {pages} pages on {pages // 2} sheets" in outcome.stderr
    text = "".join(texts(path.read_bytes()))
    positions = [text.index(line["packet_id"]) for line in lines]
    assert positions == sorted(positions)
    # The same file whatever the jobs, and when every packet is already there.
    again = batch(consent, source, "--print-run", "again.pdf", jobs=3)
    assert "5 of them were already there" in again.stderr
    assert (consent.folder / "again.pdf").read_bytes() == path.read_bytes()
    assert litter(consent.folder) == []


@pytest.mark.parametrize("sort", [(), ("--sort", "family_name")], ids=["in order", "sorted"])
def test_separators_say_what_was_asked_for_and_no_name(consent: Command, sort: tuple[str, ...]) -> None:
    source = write_csv(consent.folder / "s.csv", rows(2))
    asked = ("--print-run", "run.pdf", "--separators", "--on-separators", "practitioner,scheduled_on", *sort)
    assert batch(consent, source, *asked).code == Exit.DONE
    document = pypdfium2.PdfDocument(consent.folder / "run.pdf")
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    assert "Ana Ruiz" in text
    assert "Dec 1, 2026" in text
    assert MARKER not in text
    assert "r-000" not in text


def test_a_sorted_print_run_is_that_of_a_sorted_schedule(consent: Command) -> None:
    knee = {"procedures": "ha-medium", "body_site": "knee joint", "indication": "knee osteoarthritis"}
    knee["laterality"] = "left"
    people = [({}, "Zorn"), (knee, "Ångström"), ({}, "abel"), (knee, "Zorn"), (knee, "Angstrom")]
    found = [row(number, family_name=name, **plan) for number, (plan, name) in enumerate(people)]
    found.insert(2, row(20, procedures="nothing"))
    found.append(row(30, family_name="Zorn", given_name=LONG, **knee))
    source = write_csv(consent.folder / "s.csv", found)
    outcome = batch(consent, source, "--print-run", "run.pdf", "--sort", "procedure,family_name")
    assert outcome.code == Exit.FOUND, outcome
    lines = {line["record_id"]: line for line in manifest(consent.folder / "out")}
    assert list(lines) == [line["record_id"] for line in found], "the manifest stays in the order of the rows"
    order = ["r-0004", "r-0001", "r-0003", "r-0030", "r-0002", "r-0000"]
    with pikepdf.open(consent.folder / "run.pdf") as pdf, pdf.open_outline() as outline:
        assert [entry.title for entry in outline.root] == [lines[id_]["packet_id"] for id_ in order]
    by_id = {line["record_id"]: line for line in found}
    presorted = write_csv(consent.folder / "t.csv", [by_id[id_] for id_ in order])
    assert batch(consent, presorted, "--print-run", "two.pdf", folder="two").code == Exit.DONE
    assert (consent.folder / "two.pdf").read_bytes() == (consent.folder / "run.pdf").read_bytes()
    # The same file whatever the jobs, and when every packet is already there.
    again = batch(consent, source, "--print-run", "again.pdf", "--sort", "procedure,family_name", jobs=3)
    assert "6 of them were already there" in again.stderr
    assert (consent.folder / "again.pdf").read_bytes() == (consent.folder / "run.pdf").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--sort", "mrn"), "--sort: only with --print-run"),
        (("--print-run", "run.pdf", "--sort", "surname"), "family_name"),
        (("--print-run", "run.pdf", "--sort", "mrn,mrn"), "each once"),
        (("--print-run", "run.pdf", "--sort", ""), "--sort takes one or more"),
        (("--copies", "chart"), "--copies: only with --print-run"),
        (("--separators",), "--separators: only with --print-run"),
        (("--print-run", "run.pdf", "--on-separators", "practitioner"), "add it"),
        (
            ("--print-run", "run.pdf", "--separators", "--on-separators", "mrn"),
            "--on-separators takes one or more",
        ),
        (("--print-run", "s.csv"), "names a PDF file"),
        (("--print-run", "run.pdf", "--copies", "chart,doctor"), "chart, patient"),
        (("--print-run", "run.pdf", "--copies", "chart,chart"), "each once"),
        (("--print-run", "no/such/run.pdf/run.pdf/"), "run.pdf"),
    ],
)
def test_a_print_run_that_cannot_be(consent: Command, arguments: tuple[str, ...], words: str) -> None:
    source = write_csv(consent.folder / "s.csv", rows(1))
    (consent.folder / "no").write_text("a file")
    outcome = batch(consent, source, *arguments)
    assert outcome.code == Exit.COULD_NOT_RUN
    assert words in outcome.stderr
    assert not list(consent.folder.rglob("*.pdf"))


# --- before anything is made ---------------------------------------------------------------------------


def test_a_dry_run_tells_and_writes_nothing(consent: Command) -> None:
    found = rows(5)
    found[2]["procedures"] = "nothing"
    source = write_csv(consent.folder / "s.csv", found)
    outcome = consent("batch", source, "--dry-run", "-o", "out", *OPTIONS)
    assert outcome.code == Exit.FOUND
    assert dict(outcome.files) == {}
    assert not (consent.folder / "out").exists()
    assert "rows read  5" in outcome.stdout
    assert "packets    4" in outcome.stdout
    assert "refused    1" in outcome.stdout
    assert "Ultrasound guidance" in outcome.stdout
    assert "row 4" in outcome.stderr
    assert MARKER not in outcome.stdout + outcome.stderr


def test_a_folder_is_needed(consent: Command) -> None:
    outcome = consent("batch", write_csv(consent.folder / "s.csv", rows(1)), *OPTIONS)
    assert outcome.code == Exit.COULD_NOT_RUN
    assert "-o DIR" in outcome.stderr


# --- the cache -----------------------------------------------------------------------------------------


HELPED = (
    "representative: {name: A B, authority: health care proxy}\n"
    "interpreter: {language: Vietnamese, modality: video}\n"
)
HELPED_BY_OTHERS = (
    "representative: {name: C D, authority: conservator}\n"
    "interpreter: {language: Spanish, modality: in-person}\n"
)


@pytest.mark.parametrize(
    ("before", "now"), [("", ""), (HELPED, HELPED_BY_OTHERS)], ids=["patient", "people who help"]
)
def test_a_warm_cache_needs_no_typesetter(consent: Command, before: str, now: str) -> None:
    script = (
        "import sys; from consent.cli import run; code = run(sys.argv[1:]);"
        "heavy = {'weasyprint', 'jinja2', 'consent.models.library.policy'};"
        "print(code, sorted(heavy & set(sys.modules)))"
    )
    record = consent.folder / "r.yaml"
    plain = (
        "record_id: r-1\npatient: {given_name: A, family_name: B, date_of_birth: 1950-01-01, mrn: '1'}\n"
        "procedures: [{procedure: ultrasound-guidance}]\npractitioner: p-01\nscheduled_on: 2026-12-01\n"
    )
    said = []
    another_day = ("--issued-on", "2026-11-30")
    for folder, words, day in (("a", before, ()), ("b", now, another_day), ("c", before, ())):
        record.write_text(plain + words)
        done = subprocess.run(
            [sys.executable, "-c", script, "render", str(record), "-o", folder, *OPTIONS, *day, "-q"],
            cwd=consent.folder,
            env=environment(),
            capture_output=True,
            text=True,
            check=True,
        )
        said.append(done.stdout.splitlines()[-1])
    assert said[1:] == ["0 []"] * 2
    first, second, again = (next((consent.folder / folder).iterdir()) for folder in "abc")
    assert first.read_bytes() == again.read_bytes()
    words = all_text(second.read_bytes())
    assert ("Spanish, in person" in words) is bool(now)
    assert words.count("Printed Nov 30, 2026") == words.count("Page ") > 0
    assert "Nov 24" not in words


def test_an_answer_ends_with_the_law_it_was_given_under(consent: Command) -> None:
    policy = (ROOT / "templates/policies/us-ca.yaml").read_text("utf-8")
    notice = "  - id: medical-board-notice\n"
    assert notice in policy
    own = consent.folder / "templates"
    write(own / "policies/us-ca.yaml", policy.replace(notice, f"{notice}    effective_until: 2026-11-25\n"))
    record = write(consent.folder / "r.yaml", record_text())
    pages: dict[str, str] = {}
    for day in ("2026-11-24", "2026-11-25", "2026-11-26", "2026-11-24"):
        options = ("--practice", PRACTICE_FILE, "--templates", own, "--issued-on", day, "-o", "out/p.pdf")
        assert consent("render", record, *options).code == Exit.DONE
        words = all_text((consent.folder / "out" / "p.pdf").read_bytes())
        assert ("Medical Board of California" in words) is (day != "2026-11-26"), day
        assert pages.setdefault(day, words) == words


def test_a_changed_template_or_practice_is_not_answered_from_the_cache(consent: Command) -> None:
    practice = consent.folder / "practice.yaml"
    practice.write_text(PRACTICE_FILE.read_text("utf-8").replace("logo: logo.svg", ""), "utf-8")
    record = consent.folder / "r.yaml"
    record.write_text(
        "record_id: r-1\npatient: {given_name: A, family_name: B, date_of_birth: 1950-01-01, mrn: '1'}\n"
        "procedures: [{procedure: ultrasound-guidance}]\npractitioner: p-01\nscheduled_on: 2026-12-01\n"
    )
    options = ("--practice", practice, "--issued-on", "2026-11-24", "-o", "out/p.pdf")

    def text() -> str:
        outcome = consent("render", record, *options)
        assert outcome.code == Exit.DONE, outcome
        return squeezed(" ".join(texts((consent.folder / "out" / "p.pdf").read_bytes())))

    assert "Harbor Point" in text()
    practice.write_text(practice.read_text("utf-8").replace("Harbor Point", "Quiet Bay"), "utf-8")
    assert "Quiet Bay" in text()
    styles = consent.folder / "templates" / "styles"
    styles.mkdir(parents=True)
    plain = (consent.folder / "out" / "p.pdf").read_bytes()
    (styles / "practice.css").write_text("h2 { padding-left: 3mm }")
    assert "Quiet Bay" in text()
    assert (consent.folder / "out" / "p.pdf").read_bytes() != plain
    (styles / "practice.css").write_text(".nothing { color: red; nonsense: 1 }")
    assert consent("render", record, *options).code == Exit.COULD_NOT_RUN
