"""`consent intake` on made-up scans: what it says of places whose truth is known, and how long a sheet takes.

    python -m benchmarks.intake                 # 4 sheets for each kind of scanner
    python -m benchmarks.intake --sheets 60     # half an hour; the figures in docs/after-the-printer.md
    python -m benchmarks.intake --seed 900000   # other sheets, other ink

The baseline is reading the page codes alone. No real scan is in it: each sheet is printed, written on with a
black or a blue pen in about half of its places, and scanned; see tests/support/scans.py.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from benchmarks.measure import table
from benchmarks.render_cold import EXAMPLES, ISSUED_ON
from consent.intake.code import read_code
from consent.intake.judge import Judge
from consent.models.paper.master import FieldKind, Master
from consent.models.register.scanned import Duty, Seen
from consent.models.register.scanned import Sheet as Where
from consent.register import open_register
from tests.support.scans import SCANNERS, Scanner, Sheet

_SEED = 700_000
"""Far from the seeds that rules were set on."""
_GREY = ("grey 150", "grey 200", "grey 300")
_ASKED = (("empty called ink", 0.1), ("ink called empty", 0.1), ("for a person", 1.0), ("not placed", 0.5))
"""What is asked of grey scans, in percent."""


@dataclass
class Tally:
    """What was said of one kind of scans."""

    sheets: int = 0
    unplaced: int = 0
    wrong: int = 0
    said: Counter[tuple[bool, Seen]] = field(default_factory=Counter)
    seconds: float = 0.0
    seconds_codes: float = 0.0

    def share(self, truth: bool, seen: Seen) -> str:
        """So many of so many places."""
        return f"{self.said[truth, seen]} of {sum(self.said[truth, one] for one in Seen)}"

    def row(self, name: str) -> list[str]:
        """For the table."""
        looked = sum(self.said[truth, Seen.LOOK] for truth in (True, False))
        return [
            name,
            str(self.sheets),
            str(self.unplaced),
            str(self.wrong),
            self.share(False, Seen.INK),
            self.share(True, Seen.NO_INK),
            f"{100 * looked / max(1, self.said.total()):.1f} %",
            f"{1000 * self.seconds / self.sheets:.0f}",
            f"{self.seconds / max(self.seconds_codes, 1e-9):.0f}x",
        ]

    def add(self, other: Tally) -> None:
        """Count another kind of scans too."""
        self.sheets += other.sheets
        self.unplaced += other.unplaced
        self.wrong += other.wrong
        self.said += other.said

    def errors(self) -> list[tuple[int, int]]:
        """How many of how many, for each thing that is asked."""
        empty = sum(self.said[False, one] for one in Seen)
        inked = sum(self.said[True, one] for one in Seen)
        looked = sum(self.said[truth, Seen.LOOK] for truth in (True, False))
        return [
            (self.said[False, Seen.INK], empty),
            (self.said[True, Seen.NO_INK], inked),
            (looked, empty + inked),
            (self.unplaced, self.sheets),
        ]


def main(sheets: int, names: list[str], seed: int = _SEED) -> str:
    """The table, and under it what is asked of grey scans and what was seen."""
    grey = Tally()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pdf, master, judge = _desk(folder)
        rows = []
        for number, kind in enumerate(names):
            tally = Tally()
            for index in range(sheets):
                _one(tally, pdf, master, judge, SCANNERS[kind], seed + 1000 * number + index, folder)
            rows.append(tally.row(kind))
            if kind in _GREY:
                grey.add(tally)
    said = table(
        f"{sheets} sheets of each kind, every place looked at; times are of one processor",
        (
            *("scanner", "sheets", "not placed", "wrongly placed", "empty called ink", "ink called empty"),
            *("for a person", "ms a sheet", "time of its code"),
        ),
        rows,
    )
    return f"{said}\n\n{_held(grey)}" if grey.sheets else said


def _held(grey: Tally) -> str:
    """What is asked beside what was seen. Three thousand without an error prove one in a thousand."""
    rows = [
        [name, f"{asked} %", f"{100 * count / max(1, total):.2f} %", f"{count} of {total}"]
        for (name, asked), (count, total) in zip(_ASKED, grey.errors(), strict=True)
    ]
    rows.append(["wrongly placed", "0 %", f"{100 * grey.wrong / grey.sheets:.2f} %", f"{grey.wrong}"])
    return table(
        "Grey, 150 to 300 dots per inch: asked at most, and seen", ("", "asked", "seen", "count"), rows
    )


def _desk(folder: Path) -> tuple[bytes, Master, Judge]:
    shutil.copytree(EXAMPLES, folder / "examples")
    command = [sys.executable, "-m", "consent", "render", "records/r-0001.yaml", "-q", "-o", "out"]
    environment = {**os.environ, "CONSENT_REGISTER": str(folder / "register")}
    done = subprocess.run(
        [*command, "--issued-on", str(ISSUED_ON)],
        cwd=folder / "examples",
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    path = folder / "examples" / done.stdout.strip()
    register = open_register(folder / "register")
    (issue,) = register.by_packet(path.stem)
    return path.read_bytes(), register.masters.read(issue.files[0].master), Judge(register)


def _one(
    tally: Tally, pdf: bytes, master: Master, judge: Judge, scanner: Scanner, seed: int, folder: Path
) -> None:
    # The practice's seal is put into the file, not onto paper.
    places = [place for place in master.fields if place.kind is not FieldKind.SEAL]
    pages = sorted({place.page for place in places})
    page = pages[seed % len(pages)]
    sheet = Sheet.printed(pdf, page, seed)
    truth = {place.name: bool(sheet.chance.random() < 0.5) for place in places if place.page == page}
    for place in places:
        if truth.get(place.name) and place.page == page:
            sheet.sign(place)
    picture = sheet.scanned(scanner)
    path = folder / "scan.png"
    picture.save(path, dpi=picture.info["dpi"])
    began = time.process_time()
    with Image.open(path) as opened:
        read_code(opened.convert("L"))
    middle = time.process_time()
    seen = judge.page(Where(str(path), 1))
    tally.seconds += time.process_time() - middle
    tally.seconds_codes += middle - began
    tally.sheets += 1
    tally.unplaced += bool(seen.unplaced)
    tally.wrong += bool(seen.page and seen.page != page)
    for said in seen.places:
        # Ink at a refusal is always for a person; here it counts as the ink it is.
        refused = said.duty is Duty.REFUSAL and said.why.startswith("ink where")
        tally.said[truth[said.name], Seen.INK if refused else said.seen] += 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sheets", type=int, default=4)
    parser.add_argument("--scanner", action="append", choices=list(SCANNERS))
    parser.add_argument("--seed", type=int, default=_SEED)
    given = parser.parse_args()
    print(main(given.sheets, given.scanner or list(SCANNERS), given.seed))
