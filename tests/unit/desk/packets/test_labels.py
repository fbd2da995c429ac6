"""Hints in the words of the form: no keys, and nothing that needs a terminal."""

from __future__ import annotations

import pytest

from consent.desk.packets.labels import told
from consent.models.findings.finding import Finding
from consent.models.place import Place

NO_WAY_HERE = "Ask whoever set up the schedule; docs/batch.md says what it may hold"


@pytest.mark.parametrize(
    ("hint", "shown"),
    [
        (
            "write it as YYYY-MM-DD, or say how: `--date-format mdy` or `--date-format dmy`",
            "Write it as YYYY-MM-DD",
        ),
        ("save it as UTF-8, or name its encoding, for example `--encoding utf-16`", "Save it as UTF-8"),
        (
            "remove one of the two, or write `heading: null` in a file for `--columns`",
            "Remove one of the two",
        ),
        ("add `practitioner: p-01`, or give it for all rows with `--practitioner`", ""),
        ('add `mrn: "00123"`; or give `--x`', "Fill in MRN"),
        ("add the code to the file for `--fhir-map`", NO_WAY_HERE),
        ("check the year", "Check the year"),
    ],
)
def test_of_several_ways_those_are_told_that_need_no_terminal(hint: str, shown: str) -> None:
    finding = Finding(Place("x.csv", 2), "REC006", "`mrn` is odd", hint, field="practitioner")
    assert told(finding, {}) == ("MRN is odd", shown)
