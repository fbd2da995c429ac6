"""The benchmark of the intake, at its smallest: it runs, and no sheet is placed wrongly."""

from __future__ import annotations

import re

from benchmarks.intake import main
from benchmarks.intake_heap import main as heap


def test_one_sheet_of_one_scanner() -> None:
    said = main(1, ["grey 150"])
    (row,) = (line for line in said.splitlines() if "grey 150" in line)
    sheets, unplaced, wrong = re.findall(r"[0-9]+", row.partition("grey 150")[2])[:3]
    assert (sheets, unplaced, wrong) == ("1", "0", "0")
    errors = [
        line
        for line in said.splitlines()
        if line.strip().startswith(("empty called ink", "ink called empty"))
    ]
    assert [re.findall(r"([0-9]+) of", line) for line in errors] == [["0"], ["0"]]


def test_a_heap_of_one_sheet() -> None:
    said = heap(1, 1, most=1)
    rows = [line for line in said.splitlines() if line.startswith(("baseline", "intake"))]
    assert len(rows) == 2
    columns = [re.split(r" {2,}", row) for row in rows]
    # Pages a second are none at all on a machine that is busy.
    assert all(int(processor) > 0 and int(megabytes) > 0 for _, _, processor, _, megabytes in columns)
