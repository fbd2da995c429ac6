"""``consent watch``: what is saved is seen again, whole; errors are said and watching goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue

import pypdfium2
import pytest

from consent.cli.printing.watch import Watched
from consent.models.people.look import Edition
from consent.pipeline.remembered.memory import Wish
from tests.support.command import Command
from tests.support.office import ISSUED_ON

PATIENCE = 120
"""Seconds; a busy machine is slow, and a test that hangs says nothing."""


class Running:
    """A watch in a process of its own, and what it says line by line."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "consent", "watch", *words],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        self.lines: Queue[str] = Queue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line.rstrip())

    def until(self, words: str) -> str:
        """The next line with these words; every line before it is passed over."""
        seen = []
        while True:
            try:
                seen.append(self.lines.get(timeout=PATIENCE))
            except Empty:
                pytest.fail(f"{words!r} was not said; said was: {seen}")
            if words in seen[-1]:
                return seen[-1]


@pytest.fixture
def practice(consent: Command) -> Path:
    assert consent("init").code == 0
    return consent.folder


@pytest.fixture
def running(practice: Path) -> Iterator[Running]:
    watch = Running(practice, "records/r-0001.yaml", "templates")
    yield watch
    watch.process.kill()
    watch.process.wait()
    watch.reader.join()
    assert watch.process.stdout is not None
    watch.process.stdout.close()


def save_by_rename(path: Path, text: str) -> None:
    """As many editors do: a new file takes the old one's name."""
    beside = path.with_name(f".{path.name}.swp")
    beside.write_text(text, "utf-8")
    beside.replace(path)


def words_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return str(document[0].get_textpage().get_text_range())


def test_saving_prints_again_an_error_is_said_and_ctrl_c_ends_it(practice: Path, running: Running) -> None:
    record, proof = practice / "records/r-0001.yaml", practice / "output/proofs/r-0001.pdf"
    running.until("output/proofs/r-0001.pdf: 11 pages")
    assert "Maria" in words_of(proof)

    good = record.read_text("utf-8")
    save_by_rename(record, good.replace("Maria", "Marta"))
    running.until("output/proofs/r-0001.pdf: 11 pages")
    assert "Marta" in words_of(proof)

    before = proof.read_bytes()
    record.write_text(good.replace("msc-exosomes", "msc-exosome"), "utf-8")
    running.until("REC020")
    running.until("not printed; what was printed before stays")
    assert proof.read_bytes() == before

    clause = practice / "templates/clauses/en/costs.md"
    clause.parent.mkdir(parents=True)
    clause.write_text("no front matter\n", "utf-8")
    running.until("costs.md")

    assert not list(practice.rglob("superseded"))
    assert not list(practice.rglob("*.sqlite*"))
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(PATIENCE) == 130


def test_what_does_not_exist_is_not_watched(consent: Command) -> None:
    assert consent("init").code == 0
    outcome = consent("watch", "records/nobody.yaml")
    assert outcome.code == 2
    assert "there is no records/nobody.yaml" in outcome.stderr


@pytest.fixture
def watched(practice: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    monkeypatch.chdir(practice)
    wish = Wish(Path("practice.yaml"), None, "en", ISSUED_ON, Edition.STANDARD, None)
    return Watched((Path("records/r-0001.yaml"), Path("templates")), Path("output/proofs"), wish)


@pytest.mark.parametrize(
    ("name", "matters"),
    [
        ("records/r-0001.yaml", True),
        ("templates/styles/own.css", True),
        ("logo.svg", True),
        ("records/.r-0001.yaml.swp", False),
        ("records/r-0001.yaml~", False),
        ("output/proofs/r-0001.pdf", False),
        ("output/proofs/kept.yaml", False),
        ("output", False),
        ("templates", True),
    ],
)
def test_only_what_packets_are_made_of_matters(watched: Watched, name: str, matters: bool) -> None:
    assert watched.matters(Path(name).resolve()) is matters


def test_a_record_is_shown_for_itself_and_everything_for_a_template(watched: Watched) -> None:
    record = Path("records/r-0001.yaml")
    other = record.with_name("r-0002.yaml")
    other.write_text(record.read_text("utf-8"), "utf-8")
    assert watched.touched({record.resolve()}) == (record,)
    assert watched.touched({other.resolve()}) == ()
    assert watched.touched({Path("practice.yaml").resolve()}) == watched.paths
    assert watched.touched({record.resolve(), Path("templates/x.css").resolve()}) == watched.paths


def test_folders_are_watched_not_files(watched: Watched) -> None:
    names = [folder.name for folder in watched.folders()]
    assert names[:2] == ["records", "templates"]
    assert len(names) == 3
