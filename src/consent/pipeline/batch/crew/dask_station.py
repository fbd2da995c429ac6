"""What a Dask worker has at hand during a batch: one bench, sent once, and what is asked of the machine.

Dask keeps task keys, `repr`s and the messages of errors in its logs and shows them on its dashboard. So keys
are numbers, the work travels as bytes that show nothing of themselves, and a bug comes back as an answer.
"""

from __future__ import annotations

import pickle
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from distributed import WorkerPlugin, get_worker

from consent.errors import WriteError
from consent.pipeline.batch.crew.kit import difference, kit_here
from consent.pipeline.batch.crew.tasks import Task, answer_of
from consent.pipeline.remembered.fingerprint import template_digests
from consent.resources import built_in_templates
from consent.write import write_packet

if TYPE_CHECKING:
    from distributed import Worker

    from consent.pipeline.batch.bench import Bench

MARK = "run"
"""Name of a file beside the masters that holds the number of the run."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A task on its way. The scheduler opens parcels to sort them; in this one it finds bytes."""

    data: bytes = field(repr=False)

    @classmethod
    def of(cls, task: Task) -> Parcel:
        """Wrap a task up."""
        return cls(pickle.dumps(task, pickle.HIGHEST_PROTOCOL))


@dataclass(frozen=True, slots=True)
class Unfit:
    """A worker cannot do what is asked of it."""

    worker: str
    problem: str


@dataclass(frozen=True, slots=True)
class Need:
    """What a machine must have to be a worker of this run."""

    run: str
    spool: Path
    """Where the masters lie: in the output folder, which every worker must share."""
    overlays: tuple[Path, ...]
    """Template folders besides the built-in one, which every worker has at a place of its own."""
    templates: str
    """Digest of all of them; empty when they are too many to be told."""
    kit: Mapping[str, str] = field(repr=False)

    @property
    def roots(self) -> tuple[Path, ...]:
        """The template folders, on this machine."""
        return (*self.overlays, built_in_templates())

    def problem(self) -> str:
        """Why this process cannot be a worker; nothing when it can."""
        if other := difference(self.kit, kit_here()):
            return f"it would not make the same files: {other}"
        missing = [str(path) for path in self.overlays if not path.is_dir()]
        if missing:
            return f"it does not see the template folder {missing[0]}"
        if self.templates and digest_of_templates(self.roots) != self.templates:
            return "its template files differ from the ones here"
        if not self.is_on():
            return f"it does not see the output folder {self.spool.parent.parent}"
        return self._cannot_write()

    def is_on(self) -> bool:
        """Whether the run still goes on, as the shared folder tells."""
        try:
            return (self.spool / MARK).read_text("ascii") == self.run
        except OSError:
            return False

    def _cannot_write(self) -> str:
        mark = self.spool / MARK
        trial = self.spool / f"trial-{threading.get_native_id()}-{id(self)}"
        try:
            write_packet(trial, b"", durable=False)
            ours = trial.stat().st_uid == mark.stat().st_uid
            trial.unlink()
        except WriteError as error:
            return error.message
        except OSError as error:
            return f"it cannot write to the output folder {self.spool.parent.parent}: {error.strerror}"
        return "" if ours else "files it writes belong to another user, who alone could read them"


class Station(WorkerPlugin):
    """One worker's bench. Dask brings it to every worker, also to those that come later."""

    def __init__(self, bench: Bench, need: Need) -> None:
        self._bench = bench
        self._need = need

    def setup(self, worker: Worker) -> None:
        """Get ready; what is wrong is said when there is work, since Dask would only log it."""
        self._address = str(worker.address)
        # Threads of one worker take turns: the typesetter is not made for several, nor would they be faster.
        self._turn = threading.Lock()
        self._problem = self._need.problem()
        if not self._problem:
            self._bench = replace(self._bench, roots=self._need.roots)

    def do(self, parcel: Parcel) -> Any:
        """Do a task, unless the run is over."""
        with self._turn:
            if self._problem or not self._need.is_on():
                return Unfit(self._address, self._problem or "it no longer sees the output folder")
            return answer_of(pickle.loads(parcel.data), self._bench)  # noqa: S301 - Dask has carried it


def do(run: str, parcel: Parcel) -> Any:
    """What Dask runs on a worker."""
    worker = get_worker()
    station = worker.plugins.get(run)
    return (
        station.do(parcel)
        if isinstance(station, Station)
        else Unfit(str(worker.address), "it was not made ready")
    )


def hello() -> None:
    """What Dask runs on the scheduler, to see that it can open a parcel."""


def inspect(need: Need) -> str:
    """What Dask runs on every worker before the first task."""
    return need.problem()


def digest_of_templates(roots: tuple[Path, ...]) -> str:
    """Of every template file; empty when they are too many."""
    digests = template_digests(roots)
    return digests.everything if digests else ""
