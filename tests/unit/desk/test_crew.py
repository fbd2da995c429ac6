"""The desk's workers: what is asked of them, what becomes of one that dies, that nobody is left behind."""

from __future__ import annotations

import asyncio
import os
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from consent.desk.bench import Bench
from consent.desk.crew import Processes
from consent.desk.refusal import Refused
from consent.desk.settings import Settings
from consent.pipeline.batch.crew.tasks import LostWorkerError


@dataclass(frozen=True)
class Tell:
    """Says who does it."""

    def run(self, bench: Any) -> int:
        return os.getpid()


@dataclass(frozen=True)
class Die:
    """Ends whoever does it."""

    def run(self, bench: Any) -> None:
        os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class Stumble:
    """A bug, whose message quotes a patient."""

    def run(self, bench: Any) -> None:
        # Not as one word: what a bug report shows of our code is shown here too.
        raise ValueError("Zyx" + "omma")


def test_work_is_done_elsewhere_and_survives_who_does_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consent.pipeline.batch.crew.workers._DEATHS", 1)

    async def day() -> tuple[int, ...]:
        first = await crew.do(Tell())
        with pytest.raises(RuntimeError) as bug:
            await crew.do(Stumble())
        assert "Zyxomma" not in f"{bug.value} {bug.value.__notes__}"
        assert "ValueError" in bug.value.__notes__[0]
        with pytest.raises(LostWorkerError, match="ended several times"):
            await crew.do(Die())
        return first, *await asyncio.gather(*(crew.do(Tell()) for _ in range(20)))

    # No practice is there: what is wrong with it is said by whoever asks for a packet, not here.
    crew = Processes(Bench(Settings(tmp_path / "practice.yaml", tmp_path / "register")), 1)
    try:
        first, *later = asyncio.run(day())
    finally:
        crew.close()
    assert os.getpid() != first
    assert first not in later
    assert len(set(later)) == 1
    with pytest.raises(ProcessLookupError):
        os.kill(later[0], 0)


def test_more_than_can_wait_is_refused_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consent.desk.crew._WAITING", 2)
    crew = Processes(Bench(Settings(tmp_path / "practice.yaml", tmp_path / "register")), 0)

    async def day() -> None:
        waiting = [asyncio.create_task(crew.do(Tell())) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(Refused, match="busy") as refused:
            await crew.do(Tell())
        assert refused.value.status == 503
        crew.close()
        ended = await asyncio.gather(*waiting, return_exceptions=True)
        assert all(isinstance(one, asyncio.CancelledError) for one in ended)

    asyncio.run(day())
