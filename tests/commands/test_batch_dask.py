"""``consent batch --executor dask``: on a small cluster of real processes, some of which come to grief."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from consent.cli import Exit
from consent.pipeline.batch.bench import Bench
from consent.pipeline.batch.crew.dask_crew import DaskCrew
from consent.pipeline.batch.crew.tasks import GivenUpError
from consent.resources import built_in_templates
from tests.support.command import Command, as_program, environment
from tests.support.office import PRACTICE_FILE, ROOT
from tests.support.processes.cluster import Cluster, running
from tests.support.processes.deadly import Deadly, Say
from tests.support.processes.signals import signals_of_a_terminal
from tests.support.schedule import MARKER, litter, manifest, packets, row, rows, write_csv

OPTIONS = ("--practice", str(PRACTICE_FILE), "--issued-on", "2026-11-24")
LONG = "Wolfeschlegelsteinhausenbergerdorff-" * 4


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with running(tmp_path_factory.mktemp("cluster"), 3) as found:
        yield found


@pytest.fixture(scope="module")
def schedule(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """400 rows, one of which is refused and one of which fits no slot, and what a local run makes of them."""
    folder = tmp_path_factory.mktemp("schedule")
    found = [*rows(398), row(900, given_name=f"{MARKER} {LONG}"), row(901, date_of_birth="2031-01-01")]
    source = write_csv(folder / "s.csv", found)
    command = ("batch", "s.csv", "-o", "out", *OPTIONS, "--jobs", "2", "-q")
    done = as_program(folder, *command, CONSENT_REGISTER=str(folder / "register"))
    assert done.returncode == Exit.FOUND, done.stderr
    return source


def on(cluster: Cluster) -> tuple[str, ...]:
    return ("--executor", "dask", "--scheduler", cluster.address)


def start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "consent", "batch", *arguments, *OPTIONS],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=signals_of_a_terminal(),
    )


def wait_for_packets(process: subprocess.Popen[str], out: Path, count: int) -> None:
    until = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < until:
        if sum(1 for _ in (out / "packets").glob("*.pdf")) >= count:
            return
        time.sleep(0.005)


# --- the same packets, whatever becomes of the workers --------------------------------------------------


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are looked up in /proc")
def test_nothing_is_lost_or_doubled_when_a_worker_is_killed(
    tmp_path: Path, cluster: Cluster, schedule: Path
) -> None:
    shutil.copy(schedule, tmp_path)
    out, local = tmp_path / "out", schedule.parent / "out"
    process = start(tmp_path, "s.csv", "-o", "out", *on(cluster))
    wait_for_packets(process, out, 100)
    before = len(packets(out))
    killed = cluster.kill_a_worker()
    _, said = process.communicate(timeout=180)
    assert process.returncode == Exit.FOUND, said
    assert 100 <= before < 399, "it was to be killed in the middle"
    assert killed not in cluster.workers()
    assert packets(out) == packets(local)
    for name in ("manifest.jsonl", "manifest.csv", "refused.csv"):
        assert (out / name).read_bytes() == (local / name).read_bytes()
    ids = [line["packet_id"] for line in manifest(out) if line["status"] != "refused"]
    assert len(set(ids)) == len(ids) == 399
    assert litter(out) == []
    assert not (out / ".consent" / "masters").exists()


def test_no_patient_in_what_dask_writes_down(tmp_path: Path, cluster: Cluster, schedule: Path) -> None:
    shutil.copy(schedule, tmp_path)
    done = as_program(tmp_path, "batch", "s.csv", "-o", "out", *OPTIONS, *on(cluster))
    assert done.returncode == Exit.FOUND, done.stderr
    assert "399 packets in out/packets" in done.stderr
    told = cluster.said() + done.stdout + done.stderr
    assert "distributed.scheduler" in told
    assert not re.search(f"{MARKER}|00000901|{LONG[:20]}", told)
    for path in cluster.log.parent.rglob("*"):
        if path.is_file():
            assert MARKER.encode() not in path.read_bytes(), path


def test_a_second_run_on_a_cluster_leaves_what_is_whole(
    tmp_path: Path, cluster: Cluster, schedule: Path
) -> None:
    shutil.copytree(schedule.parent / "out", tmp_path / "out")
    shutil.copy(schedule, tmp_path)
    first = next((tmp_path / "out" / "packets").glob("*.pdf"))
    first.unlink()
    done = as_program(
        tmp_path,
        *("batch", "s.csv", "-o", "out", *OPTIONS, *on(cluster)),
        *("--print-run", "run.pdf", "--sort", "family_name,mrn"),
    )
    assert done.returncode == Exit.FOUND, done.stderr
    assert packets(tmp_path / "out") == packets(schedule.parent / "out")
    assert "398 of them were already there, unchanged" in done.stderr
    assert "print run run.pdf: " in done.stderr
    here = as_program(
        tmp_path,
        *("batch", "s.csv", "-o", "out", *OPTIONS, "--print-run", "here.pdf", "--sort", "family_name,mrn"),
    )
    assert here.returncode == Exit.FOUND, here.stderr
    assert (tmp_path / "here.pdf").read_bytes() == (tmp_path / "run.pdf").read_bytes()


def test_ctrl_c_leaves_the_cluster_free_and_says_how_to_go_on(
    tmp_path: Path, cluster: Cluster, schedule: Path
) -> None:
    shutil.copy(schedule, tmp_path)
    out = tmp_path / "out"
    process = start(tmp_path, "s.csv", "-o", "out", *on(cluster))
    wait_for_packets(process, out, 50)
    pressed = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == Exit.INTERRUPTED, said
    assert time.monotonic() - pressed < (2 if not os.environ.get("CI") else 8)
    assert len(packets(out)) < 399, "it was to stop, not to finish first"
    assert "Traceback" not in said
    assert "run the same command again" in said
    assert not list(out.glob("manifest.*"))
    done = as_program(tmp_path, "batch", "s.csv", "-o", "out", *OPTIONS, "--resume", *on(cluster))
    assert done.returncode == Exit.FOUND, done.stderr
    assert packets(out) == packets(schedule.parent / "out")
    assert litter(out) == []


@pytest.mark.filterwarnings("default")
def test_work_that_kills_every_worker_is_given_up(tmp_path: Path, cluster: Cluster) -> None:
    spool = tmp_path / "out" / ".consent" / "masters"
    spool.mkdir(parents=True)
    bench = Bench(tmp_path / "out", spool, b"", "", (built_in_templates(),), None)
    with DaskCrew(cluster.address, bench) as crew:
        crew.submit(6, Say("word"))
        crew.submit(7, Deadly(tmp_path / "notes", 1000))
        assert crew.collect(patient=True) == [(6, "word")]
        with pytest.raises(GivenUpError) as caught:
            crew.collect(patient=True)
    assert (caught.value.number, caught.value.deaths) == (7, 4)
    assert (tmp_path / "notes").stat().st_size == 4
    assert str(tmp_path) not in cluster.said(), "the log shows what is in a task"


# --- workers that cannot take part ---------------------------------------------------------------------


@pytest.mark.skipif(
    not Path("/proc/self/cwd").exists(), reason="names a folder that each process sees otherwise"
)
def test_a_worker_that_does_not_see_the_folder_is_named(tmp_path: Path, cluster: Cluster) -> None:
    write_csv(tmp_path / "s.csv", rows(3))
    done = as_program(tmp_path, "batch", "s.csv", "-o", "/proc/self/cwd/out", *OPTIONS, *on(cluster))
    assert done.returncode == Exit.COULD_NOT_RUN, done.stderr
    assert re.search(r"error: worker tcp://127\.0\.0\.1:\d+ cannot take part", done.stderr)
    assert "does not see the output folder /proc/self/cwd/out" in done.stderr
    assert "docs/scaling.md" in done.stderr
    assert packets(tmp_path / "out") == {}


def test_a_worker_with_another_consent_is_named(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src" / "consent", tmp_path / "src" / "consent")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "src" / "consent" / "__init__.py").open("a") as file:
        file.write('__version__ = "0.0.9"\n')
    write_csv(tmp_path / "s.csv", rows(3))
    path = f"{tmp_path / 'src'}{os.pathsep}{ROOT}"
    with running(tmp_path, 1, PYTHONPATH=path) as other:
        done = as_program(tmp_path, "batch", "s.csv", "-o", "out", *OPTIONS, *on(other))
    assert done.returncode == Exit.COULD_NOT_RUN, done.stderr
    assert re.search(r"error: worker tcp://127\.0\.0\.1:\d+ cannot take part", done.stderr)
    assert "consent is 0.0.9 (" in done.stderr
    assert packets(tmp_path / "out") == {}


@pytest.mark.filterwarnings("default")
def test_a_cluster_without_consent_or_workers_is_said(
    consent: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consent.pipeline.batch.crew.dask_crew._CONNECT", 2)
    source = write_csv(consent.folder / "s.csv", rows(3))
    with running(tmp_path, 0) as empty:
        outcome = consent("batch", source, "-o", "out", *OPTIONS, *on(empty))
        assert outcome.code == Exit.COULD_NOT_RUN, outcome
        assert f"the Dask scheduler at {empty.address} has no workers" in outcome.stderr
        assert f"dask worker {empty.address}" in outcome.stderr
        gone = on(empty)
    outcome = consent("batch", source, "-o", "out", *OPTIONS, *gone)
    assert outcome.code == Exit.COULD_NOT_RUN, outcome
    assert "no Dask scheduler answers at tcp://127.0.0.1:" in outcome.stderr
    assert "Traceback" not in outcome.stderr


# --- what is asked for --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--scheduler", "tcp://press-1:8786"), "--scheduler: only with --executor dask"),
        (("--executor", "dask"), "name its scheduler with --scheduler ADDRESS"),
        (("--executor", "dask", "--scheduler", ""), "name its scheduler with --scheduler ADDRESS"),
        (("--executor", "dask", "--scheduler", "tcp://press-1:8786", "--jobs", "2"), "--jobs: not with"),
        (("--executor", "dask", "--scheduler", "tcp://press-1:8786", "--dry-run"), "--dry-run"),
        (("--executor", "dask", "--scheduler", "nonsense://x"), "no Dask scheduler answers at nonsense://x"),
    ],
)
def test_what_makes_no_sense_is_refused(consent: Command, arguments: tuple[str, ...], words: str) -> None:
    source = write_csv(consent.folder / "s.csv", rows(1))
    outcome = consent("batch", source, "-o", "out", *OPTIONS, *arguments)
    assert outcome.code == Exit.COULD_NOT_RUN, outcome
    assert words in outcome.stderr
    assert not outcome.pdfs


def test_a_missing_package_is_named(consent: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    for name in ("dask_crew", "dask_station"):
        monkeypatch.delitem(sys.modules, f"consent.pipeline.batch.crew.{name}", raising=False)
    source = write_csv(consent.folder / "s.csv", rows(1))
    outcome = consent(
        *("batch", source, "-o", "out", *OPTIONS),
        *("--executor", "dask", "--scheduler", "tcp://press-1:8786"),
    )
    assert outcome.code == Exit.COULD_NOT_RUN, outcome
    assert "pip install 'distributed>=2026.1'" in outcome.stderr
    assert not outcome.pdfs
