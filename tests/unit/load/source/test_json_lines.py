from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from consent.load.source.open import Unit
from tests.support.sources import EVERYTHING, HEADINGS, Desk, codes, record, row


def flat(number: int, **changed: Any) -> dict[str, Any]:
    return {**dict(zip(HEADINGS, row(number), strict=True)), **changed}


def nested(number: int, **changed: Any) -> dict[str, Any]:
    cells = flat(number)
    return {
        "record_id": cells["record_id"],
        "patient": {key: cells[key] for key in ("given_name", "family_name", "date_of_birth", "mrn")},
        "procedures": [{"procedure": "ultrasound-guidance"}],
        "practitioner": "p-01",
        "scheduled_on": "2026-12-01",
        **changed,
    }


def lines(*values: Any) -> str:
    return "".join(f"{json.dumps(value, ensure_ascii=False)}\n" for value in values)


def test_a_count_may_be_a_number_and_an_mrn_may_not(desk: Desk) -> None:
    (good,) = desk.rows(lines(flat(1, shots=2)), "a.jsonl")
    assert record(good).shots == 2
    (bad,) = desk.rows(lines(flat(1, mrn=2)), "b.jsonl")
    assert [one.field for one in bad.findings] == ["mrn"]


def test_both_shapes_and_a_blank_line(desk: Desk) -> None:
    rows = desk.rows(lines(flat(1)) + "\n" + lines(nested(2)), "a.jsonl")
    assert [(one.number, one.unit, one.record_id) for one in rows] == [
        (1, Unit.LINE, "r-1"),
        (3, Unit.LINE, "r-2"),
    ]
    assert record(rows[0]).procedures[0].body_site == "knee joint"


def test_a_list_of_procedures(desk: Desk) -> None:
    (only,) = desk.rows(lines(flat(1, procedures=["ha-medium", "ultrasound-guidance"])), "a.jsonl")
    assert len(record(only).procedures) == 2


def test_options_fill_in_both_shapes(desk: Desk) -> None:
    bare = {key: flat(1)[key] for key in HEADINGS[:5]}
    half = nested(2, procedures=[{"procedure": "ha-medium"}])
    del half["practitioner"]
    rows = desk.rows(lines(bare, half), "a.jsonl", EVERYTHING)
    assert [record(one).procedures[0].body_site for one in rows] == ["knee joint", "knee joint"]
    assert record(rows[1]).practitioner == "p-01"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{", "REC008"),
        ("[]", "REC004"),
        ("5", "REC004"),
        ('{"a": 1, "a": 2}', "REC010"),
        (lines(flat(2, mrn=123)).strip(), "REC049"),
        (lines(flat(2, given_name=["Ada"], mrn={"a": 1})).strip(), "REC049"),
        (lines(nested(2, extra=1)).strip(), "REC002"),
        (lines(flat(2, MRN="7")).strip(), "REC043"),
        ("x" * 2_000_000, "REC048"),
        ("[" * 500_000, "REC009"),
    ],
)
def test_a_bad_line_costs_itself(desk: Desk, line: str, code: str) -> None:
    rows = desk.rows(lines(flat(1)) + line + "\n" + lines(flat(3)), "a.jsonl")
    assert [one.refused for one in rows] == [False, True, False]
    assert code in codes(rows[1].findings)
    assert {finding.place.line for finding in rows[1].findings} == {2}


def test_keys_nobody_reads_are_named_once(desk: Desk) -> None:
    path = desk.write(lines(flat(1, Guardian="x"), flat(2, Guardian="x"), flat(3, other="x")), "a.jsonl")
    source = desk.open(path)
    assert [(one.code, one.field) for one in source.findings] == [("REC042", "Guardian")]
    assert [codes(one.findings) for one in source.rows] == [[], [], ["REC042"]]


def test_what_is_missing_is_said_of_each_line(desk: Desk) -> None:
    (only,) = desk.rows(lines({"record_id": "r-1", "given_name": "Ada"}), "a.jsonl")
    assert [one.field for one in only.findings] == [
        "patient.date_of_birth",
        "patient.family_name",
        "patient.mrn",
        "practitioner",
        "procedures",
        "scheduled_on",
    ]


def test_standard_input(desk: Desk) -> None:
    source = desk.open(Path("-"), stdin=lines(*(flat(number) for number in range(1, 500))).encode())
    assert source.kinds == ("jsonl",)
    assert [one.refused for one in source.rows] == [False] * 499


def test_a_2_gb_line_is_not_held(desk: Desk) -> None:
    class Endless:
        """A stream of one line that never ends, until it does."""

        left = 300

        def read(self, size: int = -1) -> bytes:
            if self.left == 300:
                self.left -= 1
                return lines(flat(1)).encode()[:size]
            self.left -= 1
            return b"x" * size if self.left > 0 else b""

    rows = desk.open(Path("-"), stdin=Endless()).rows
    assert [codes(one.findings) for one in rows] == [[], ["REC048"]]
