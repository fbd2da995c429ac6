"""A print run of 10,000 packets, against merging the single packets.

    python -m benchmarks.print_run            # about 100 MB while it runs
    python -m benchmarks.print_run --long     # also 100,000 packets, about 400 MB

Every run is a process of its own that stamps, writes and syncs the file. Processor time stands beside the
time on the clock: on a machine that others use too, only the first can be compared between runs.
"""

from __future__ import annotations

import io
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import BinaryIO

from benchmarks.measure import MEGABYTE, table, verdict
from benchmarks.render_cold import EXAMPLES, HERE, ISSUED_ON
from benchmarks.schedule import FAMILY, GIVEN, SHORT_RECORD
from consent.models.paper.master import Master
from consent.models.paper.print_run import Copy
from consent.models.paper.slots import Slot
from consent.stamp import stamp
from consent.stamp.run import PrintRun

COUNT = 10_000
TAGGED = 2_000
MERGED = 300
AIM_SECONDS, AIM_MEGABYTES, AIM_PEAK = 30, 60, 300
BOTH = (Copy.CHART, Copy.PATIENT)
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Taken:
    """What one process took."""

    pages: int
    size: int
    seconds: float
    processor: float
    peak_bytes: int


def main(long: bool) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(EXAMPLES, folder / "examples")
        (folder / "examples" / "records" / "short.yaml").write_text(SHORT_RECORD)
        # Elsewhere: a process that has typeset would count its own memory as that of those it starts.
        with ProcessPoolExecutor(1, get_context("spawn")) as elsewhere:
            short = elsewhere.submit(_master, folder, "short.yaml", HERE / "short_packet").result()
            real = elsewhere.submit(_master, folder, "r-0001.yaml", None).result()
        rows = [
            _row("a short packet, merged with pikepdf", short, "merge", MERGED),
            _row("a short packet", short, "plain", COUNT, aims=True),
            _row("a short packet, two copies, separators", short, "copies", COUNT, aims=True),
            _row("a short packet, tagged", short, "tagged", TAGGED),
            _row("a real packet", real, "plain", COUNT // 5),
            _row("a real packet, tagged", real, "tagged", TAGGED // 5),
        ]
        if long:
            rows.append(_row("a short packet", short, "plain", 10 * COUNT))
    heading = (
        "Print runs, one process each with its start-up; aims for 10,000 packets of 8 pages: "
        f"{AIM_SECONDS} s, {AIM_MEGABYTES} MB, {AIM_PEAK} MB of memory"
    )
    headings = ("", "packets", "pages", "s", "processor s", "ms each", "MB", "kB each", "peak MB", "aims")
    print(table(heading, headings, rows))


def _row(title: str, master: Path, variant: str, count: int, *, aims: bool = False) -> list[str]:
    command = [sys.executable, "-m", "benchmarks.print_run", "--child", str(master), variant, str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=HERE.parent)
    taken = Taken(**json.loads(done.stdout))
    met = [
        verdict(taken.seconds, AIM_SECONDS),
        verdict(taken.size / 1e6, AIM_MEGABYTES),
        verdict(taken.peak_bytes / MEGABYTE, AIM_PEAK),
    ]
    return [
        title,
        f"{count:,}",
        f"{taken.pages:,}",
        f"{taken.seconds:.1f}",
        f"{taken.processor:.1f}",
        f"{taken.processor / count * 1000:.2f}",
        f"{taken.size / 1e6:.1f}",
        f"{taken.size / count / 1000:.1f}",
        f"{taken.peak_bytes / MEGABYTE:.0f}",
        " ".join(met) if aims else "",
    ]


def _master(folder: Path, record: str, templates: Path | None) -> Path:
    # In here, so that the processes that are measured never import it.
    from consent.models.people.look import Look
    from consent.pipeline.parts.masters import master_of
    from consent.pipeline.preparing import prepare
    from consent.pipeline.workspace import open_workspace, read_records

    practice = folder / "examples" / "practice.yaml"
    workspace = open_workspace(practice, templates, "en")
    records, _ = read_records([folder / "examples" / "records" / record], workspace, ISSUED_ON)
    (packet,) = prepare(records, workspace, Look(ISSUED_ON))
    path = folder / f"{record}.master"
    path.write_bytes(master_of(packet, workspace.roots).to_bytes())
    return path


def _patients(count: int) -> Iterator[Mapping[Slot, str]]:
    chance = random.Random(count)  # noqa: S311 - made-up patients
    for _ in range(count):
        id_ = "".join(chance.choices(_LETTERS, k=10))
        yield {
            Slot.PATIENT_NAME: f"{chance.choice(GIVEN)} {'-'.join(chance.sample(FAMILY, 2))}",
            Slot.DATE_OF_BIRTH: f"Mar {chance.randint(1, 31)}, {chance.randint(1935, 2005)}",
            Slot.MRN: f"{chance.randrange(10**8):08}",
            Slot.PACKET_ID: f"{id_[:5]}-{id_[5:]}",
            Slot.SCHEDULED_ON: "Dec 1, 2026",
            Slot.ISSUED_ON: "Nov 24, 2026",
            Slot.ISSUED_DAY: ISSUED_ON.isoformat(),
            Slot.REPRESENTATIVE_NAME: "Zoë Müller",
        }


def _child(master: Master, variant: str, count: int) -> Taken:
    started = time.perf_counter()
    with tempfile.TemporaryFile() as file:
        pages = _merge(master, count, file) if variant == "merge" else _run(master, variant, count, file)
        file.flush()
        os.fsync(file.fileno())
        size = file.tell()
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return Taken(
        pages=pages,
        size=size,
        seconds=time.perf_counter() - started,
        processor=usage.ru_utime + usage.ru_stime,
        peak_bytes=usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
    )


def _run(master: Master, variant: str, count: int, file: BinaryIO) -> int:
    copies = variant == "copies"
    run = PrintRun(
        file.write,
        issued_on=ISSUED_ON,
        copies=BOTH if copies else (),
        separators=copies,
        tagged=variant == "tagged",
    )
    for values in _patients(count):
        run.add(master, values)
    return run.finish().pages


def _merge(master: Master, count: int, file: BinaryIO) -> int:
    """What people do: stamp each packet, append its pages to one file."""
    import pikepdf

    with pikepdf.new() as whole:
        for values in _patients(count):
            with pikepdf.open(io.BytesIO(stamp(master, values))) as single:
                whole.pages.extend(single.pages)
        whole.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return len(whole.pages)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        taken = _child(Master.from_bytes(Path(sys.argv[2]).read_bytes()), sys.argv[3], int(sys.argv[4]))
        print(json.dumps(vars(taken)))
    else:
        main("--long" in sys.argv[1:])
