"""How fast `consent intake` takes in a heap of whole packets, and in how much memory.

    python -m benchmarks.intake_heap                        # 8 packets of 12 pages
    python -m benchmarks.intake_heap --packets 16 --jobs 4

The packets are printed, written on and scanned by tests/support/scans.py in grey at 200 dots per inch, and
stored as scanners do, a PDF of JPEGs for each. The baseline reads the same pages in one process and does
nothing with them but decode each and look for its code. Processor seconds are of all processes together;
memory is of the largest of them. That a machine is busy shows where the pages a second are fewer than the
processors allow.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from benchmarks.measure import MEGABYTE, table
from benchmarks.render_cold import EXAMPLES, ISSUED_ON
from consent.models.paper.master import FieldKind
from consent.register import open_register
from tests.support.scans import GREY, Sheet

_SEED = 800_000
_HEADINGS = (
    *("record_id", "given_name", "family_name", "date_of_birth", "mrn", "procedures", "body_site"),
    *("laterality", "indication", "practitioner", "scheduled_on"),
)
_PLANNED = "msc-exosomes;ha-medium;ultrasound-guidance,glenohumeral joint,left,shoulder osteoarthritis,p-01"
_CODES = """
import sys
from pathlib import Path
from consent.intake.code import read_code
from consent.intake.files import sheets_in
from consent.intake.pictures import open_sheet
for sheet in sheets_in([Path(sys.argv[1])]):
    read_code(open_sheet(sheet).picture)
"""


@dataclass(frozen=True)
class Taken:
    """One run over the heap."""

    name: str
    seconds: float
    processor: float
    peak_bytes: int

    def row(self, pages: int, baseline: Taken) -> list[str]:
        """For the table."""
        return [
            self.name,
            f"{pages / self.seconds:.1f}",
            f"{1000 * self.processor / pages:.0f}",
            f"{self.processor / baseline.processor:.1f}x",
            f"{self.peak_bytes / MEGABYTE:.0f}",
        ]


def main(packets: int, jobs: int, most: int | None = None) -> str:
    """The table. ``most``: so many pages of each packet, not all."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = {**os.environ, "CONSENT_REGISTER": str(folder / "register")}
        # Elsewhere: a process that is begun from a large one is told to have been as large.
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            pages = pool.submit(_scanned, folder, packets, most, environment).result()
        runs = [_timed("baseline: decode and read the code", ["-c", _CODES, "scans"], folder, environment)]
        for count in sorted({1, jobs}):
            command = ["-m", "consent", "intake", "../scans", "-q", "-o", f"../signed-{count}"]
            command += ["--jobs", str(count)]
            runs.append(_timed(f"intake, --jobs {count}", command, folder / "examples", environment))
    return table(
        f"{pages} pages of {packets} packets, grey at 200 dots per inch",
        ("", "pages a second", "processor ms a page", "of the baseline", "largest process, MB"),
        [run.row(pages, runs[0]) for run in runs],
    )


def _scanned(folder: Path, packets: int, most: int | None, environment: dict[str, str]) -> int:
    shutil.copytree(EXAMPLES, folder / "examples")
    rows = [
        f"heap-{number},Ana,Kern,1950-01-31,00{50_000 + number},{_PLANNED},2026-12-01"
        for number in range(packets)
    ]
    schedule = folder / "examples" / "heap.csv"
    schedule.write_text("\n".join([",".join(_HEADINGS), *rows]) + "\n", "utf-8")
    command = ["-m", "consent", "batch", "heap.csv", "-q", "-o", "../printed", "--issued-on", str(ISSUED_ON)]
    subprocess.run([sys.executable, *command], cwd=folder / "examples", env=environment, check=True)
    (folder / "scans").mkdir()
    count = 0
    with open_register(folder / "register") as register:
        for number, path in enumerate(sorted((folder / "printed" / "packets").glob("*.pdf"))):
            (issue,) = register.by_packet(path.stem)
            places = register.masters.read(issue.files[0].master).fields
            pictures = []
            for page in range(1, min(issue.files[0].pages, most or 999) + 1):
                sheet = Sheet.printed(path.read_bytes(), page, _SEED + 100 * number + page)
                for place in places:
                    # The practice's seal is put into the file, not onto paper.
                    if (
                        place.page == page
                        and place.kind is not FieldKind.SEAL
                        and sheet.chance.random() < 0.7
                    ):
                        sheet.sign(place)
                pictures.append(sheet.scanned(GREY))
            first, *others = pictures
            scans = folder / "scans" / f"{number:03d}.pdf"
            first.save(scans, save_all=True, append_images=others, resolution=200, quality=80)
            count += len(pictures)
    return count


def _timed(name: str, arguments: list[str], folder: Path, environment: dict[str, str]) -> Taken:
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=folder, env=environment, stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    # One: places without ink were found, as they should be.
    if process.returncode not in (0, 1):
        raise SystemExit(f"{name} failed")
    # The kernel counts kilobytes on Linux and bytes on macOS.
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Taken(name, seconds, usage.ru_utime + usage.ru_stime, peak)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packets", type=int, default=8)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    print(main(given.packets, given.jobs))
