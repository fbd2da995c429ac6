"""A small Dask cluster of real processes, away from the program under test.

Run as a program it starts one, prints the scheduler's address, and ends when its input does.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.command import environment
from tests.support.office import ROOT

_PATIENT = {
    # A worker that is killed comes back, but on a busy machine not always in the 15 s after which a local
    # cluster gives it up for good: with all of them killed at once there was none left.
    "DASK_DISTRIBUTED__DEPLOY__LOST_WORKER_TIMEOUT": "600s",
    # Workers look a hundred times a second at what they are doing, which nobody asks them here.
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
}


@dataclass(frozen=True)
class Cluster:
    """A scheduler with its workers."""

    address: str
    process: subprocess.Popen[str]
    log: Path

    def said(self) -> str:
        """What scheduler and workers have written to their logs."""
        return self.log.read_text("utf-8")

    def workers(self) -> list[int]:
        """The worker processes."""
        children = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        found = [int(word) for path in children for word in path.read_text().split()]
        return [pid for pid in found if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]

    def kill_a_worker(self) -> int:
        """End one as the system does when memory is short."""
        pid = self.workers()[0]
        os.kill(pid, signal.SIGKILL)
        return pid


@contextmanager
def running(folder: Path, workers: int, **changes: str) -> Iterator[Cluster]:
    """A cluster on this machine, whose working folder is ``folder``."""
    log = folder / "cluster.log"
    changes = {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", **_PATIENT, **changes}
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [sys.executable, str(Path(__file__)), str(workers)],
            cwd=folder,
            env=environment(**changes),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            start_new_session=True,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        with process:
            try:
                address = process.stdout.readline().strip()
                assert address, log.read_text("utf-8")
                yield Cluster(address, process, log)
            finally:
                process.stdin.close()
                try:
                    process.wait(30)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)


def serve(workers: int) -> None:
    """Be a cluster until the input ends."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=workers,
        threads_per_worker=2,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
        silence_logs=False,
        local_directory=".",
    ) as cluster:
        sys.stdout.write(f"{cluster.scheduler_address}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    serve(int(sys.argv[1]))
