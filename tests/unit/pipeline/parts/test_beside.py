"""A second process typesets a packet's parts from the other end, and is gone when they are there."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from consent.models.paper.part import Part
from consent.pipeline.parts import store as module
from consent.pipeline.parts.beside import beside
from consent.pipeline.parts.store import PartStore, ToSet

ENOUGH = 60
"""Seconds after which something is broken, on the slowest machine."""


def wait_for(path: Path) -> None:
    end = time.monotonic() + ENOUGH
    while not path.exists():
        assert time.monotonic() < end, f"{path.name} never came"
        time.sleep(0.01)


def is_there(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_copy_of_the_program_does_the_work_meanwhile(tmp_path: Path) -> None:
    def work() -> Iterator[None]:
        for step in ("one", "two"):
            (tmp_path / step).write_text(str(os.getpid()))
            yield

    with beside(work()):
        wait_for(tmp_path / "two")
    workers = {int((tmp_path / step).read_text()) for step in ("one", "two")}
    assert len(workers) == 1
    assert workers.isdisjoint({os.getpid()})
    assert not any(map(is_there, workers))


def test_what_goes_wrong_there_is_said_nowhere(capfd: pytest.CaptureFixture[str]) -> None:
    def work() -> Iterator[None]:
        os.write(1, b"half a line")
        yield
        raise ValueError("Maria")

    with beside(work()):
        pass
    assert capfd.readouterr() == ("", "")


def test_it_is_ended_at_once_when_its_work_is_not_wanted_any_more(tmp_path: Path) -> None:
    def work() -> Iterator[None]:
        (tmp_path / "begun.part").write_text(str(os.getpid()))
        (tmp_path / "begun.part").rename(tmp_path / "begun")
        time.sleep(10 * ENOUGH)
        yield

    def stop() -> None:
        with beside(work()):
            wait_for(tmp_path / "begun")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop()
    assert not is_there(int((tmp_path / "begun").read_text()))


WANTED = [ToSet(f"part-{number}", f"<p>{number}</p>", (), {}) for number in range(5)]


@pytest.fixture(scope="module")
def sample() -> Part:
    html = '<html lang="en"><head><title>x</title></head><body><main><p>x</p></main></body></html>'
    (made,) = PartStore([]).parts([ToSet("sample", html, (), {})])
    return made


def setting(sample: Part, told: Path) -> Callable[[PartStore, ToSet], Part]:
    """Instead of typesetting: who did it, and here no sooner than the other process has done one."""
    here = os.getpid()

    def typeset(_: PartStore, wanted: ToSet) -> Part:
        if os.getpid() == here and wanted is WANTED[0]:
            wait_for(told / WANTED[-1].name)
        (told / wanted.name).write_text(str(os.getpid()))
        return sample.model_copy(update={"name": wanted.name})

    return typeset


def test_two_processes_typeset_the_parts_of_a_packet_each_of_them_once(
    sample: Part, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "has_help", lambda: True)
    monkeypatch.setattr(PartStore, "_typeset", setting(sample, tmp_path))
    made = PartStore([], helped=True).parts(WANTED)
    assert [part.name for part in made] == [one.name for one in WANTED]
    assert len({path.read_text() for path in tmp_path.iterdir()}) == 2
    assert int((tmp_path / WANTED[0].name).read_text()) == os.getpid()


@pytest.mark.parametrize(
    ("helped", "has_help", "wanted"),
    [(False, True, WANTED), (True, False, WANTED), (True, True, WANTED[:3])],
    ids=["nobody asked for help", "there is no second processor", "there is too little to do"],
)
def test_otherwise_one_process_does_it_all(
    *,
    helped: bool,
    has_help: bool,
    wanted: list[ToSet],
    sample: Part,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def typeset(_: PartStore, one: ToSet) -> Part:
        (tmp_path / one.name).write_text(str(os.getpid()))
        return sample

    monkeypatch.setattr(module, "has_help", lambda: has_help)
    monkeypatch.setattr(PartStore, "_typeset", typeset)
    PartStore([], helped=helped).parts(wanted)
    assert {path.read_text() for path in tmp_path.iterdir()} == {str(os.getpid())}
