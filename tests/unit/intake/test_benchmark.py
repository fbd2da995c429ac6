"""The benchmark of the intake, at its smallest: it runs, and no sheet is placed wrongly."""

from __future__ import annotations

import re

from benchmarks.intake import main


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
