"""The log of a pack: everything wrong at once, or all of it in the register."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from consent.downtime import Reconciled, reconcile
from consent.downtime.earlier import to_destroy
from consent.errors import InputError
from consent.load.rows.options import DateFormat
from consent.models.paper.slots import Slot
from consent.models.register.issue import Content, Printed, State, Wanted
from consent.register import Register, open_register

TODAY = date(2026, 12, 4)
BLANK = ("AAAAA-00001", "AAAAA-00002", "AAAAA-00003")
VISIT = "BBBBB-00001"
HEADINGS = ("packet_id", "procedures", "mrn", "record_id", "used_on", "became")
TOLD = "in the downtime pack of "


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    """Three blank packets of one pack, and a planned visit of an MRN."""
    with open_register(tmp_path / "register") as register:
        register.add_content(Content("c0ffee", "1.0", "standard", "letter", "en", "prp@1.0.0", "", ()))
        for id_, record, mrn in (*((one, "", "") for one in BLANK), (VISIT, "r-1", "0042")):
            day = date(2026, 12, 1) if record else None
            wanted = Wanted(id_, record, mrn, "c0ffee", TODAY, day, {Slot.PACKET_ID: id_})
            assert register.begin([wanted]) == [""]
            register.complete([Printed(id_, "", "0" * 64, 1, 1, "", f"pack/{id_}.pdf")])
            (issue,) = register.by_packet(id_)
            register.tell(issue, TOLD + "2026-11-30")
        yield register


def log(folder: Path, *rows: tuple[str, ...], delimiter: str = ",", encoding: str = "utf-8-sig") -> Path:
    path = folder / "log.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerows([HEADINGS, *rows])
    return path


def test_what_was_used_is_found_by_its_number_and_what_was_destroyed_is_over(
    register: Register, tmp_path: Path
) -> None:
    path = log(
        tmp_path,
        (BLANK[0], "prp", "007", "r-9", "2026-12-02", ""),
        (BLANK[1].replace("-", "").lower(), "prp", "", "", "", "Destroyed"),
        (BLANK[2], "prp", "", "", "", ""),
        ("", "", "", "", "", ""),
    )
    assert reconcile(path, register, TODAY) == Reconciled(used=1, destroyed=1, unused=1, known=0)
    (used,) = register.by_mrn_digest(register.key.of_mrn("007"))
    assert (used.packet_id, used.record_id, used.scheduled_on) == (BLANK[0], "r-9", "2026-12-02")
    assert used.state is State.ISSUED
    assert register.history(used)[-1].note == "used while the computers were down, on 2026-12-02"
    assert [issue.state for issue in register.by_packet(BLANK[1])] == [State.SUPERSEDED]
    before = [register.history(issue) for id_ in BLANK for issue in register.by_packet(id_)]
    assert reconcile(path, register, TODAY) == Reconciled(used=0, destroyed=0, unused=1, known=2)
    assert [register.history(issue) for id_ in BLANK for issue in register.by_packet(id_)] == before


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "utf-8"), ("\t", "utf-8-sig")])
def test_a_log_is_read_as_spreadsheets_save_it(
    register: Register, tmp_path: Path, delimiter: str, encoding: str
) -> None:
    row = (BLANK[0], "prp", "007", "", "12/2/2026", "used")
    path = log(tmp_path, row, delimiter=delimiter, encoding=encoding)
    assert reconcile(path, register, TODAY, DateFormat.MDY).used == 1
    assert register.by_packet(BLANK[0])[0].scheduled_on == "2026-12-02"


WRONG = [
    ((BLANK[0], "", "", "", "", "used"), "REC092", "mrn"),
    ((BLANK[0], "", "", "", "2026-12-02", ""), "REC092", "mrn"),
    ((BLANK[0], "", "007", "", "", "destroyed"), "REC092", "became"),
    (("CCCCC-00001", "", "007", "", "", ""), "REC093", "packet_id"),
    ((VISIT, "", "0043", "", "", ""), "REC095", "packet_id"),
    ((VISIT, "", "", "", "", "destroyed"), "REC095", "packet_id"),
    ((BLANK[0], "", "0043", "r-1", "", ""), "REC091", "record_id"),
    (("AAAAA-0000I", "", "007", "", "", ""), "REC006", "packet_id"),
    (("", "", "007", "", "", ""), "REC006", "packet_id"),
    ((BLANK[0], "", "0" * 41, "", "", ""), "REC006", "mrn"),
    ((BLANK[0], "", "007\x07", "", "", ""), "REC006", "mrn"),
    ((BLANK[0], "", "007", "r 1", "", ""), "REC006", "record_id"),
    ((BLANK[0], "", "007", "", "02/03/2026", ""), "REC006", "used_on"),
    ((BLANK[0], "", "007", "", "2026-12-05", ""), "REC006", "used_on"),
    ((BLANK[0], "", "007", "", "", "lost"), "REC005", "became"),
]


@pytest.mark.parametrize(("row", "code", "field"), WRONG)
def test_a_slip_is_named_by_its_line_and_nothing_is_noted(
    register: Register, tmp_path: Path, row: tuple[str, ...], code: str, field: str
) -> None:
    good = (BLANK[1], "", "008", "", "", "")
    with pytest.raises(InputError) as caught:
        reconcile(log(tmp_path, good, row), register, TODAY)
    (finding,) = caught.value.findings
    assert (finding.code, finding.field, finding.place.line) == (code, field, 3)
    assert finding.hint
    assert not {"007", "0043", "0" * 41} & set((finding.message + finding.hint).split())
    assert register.by_mrn_digest(register.key.of_mrn("008")) == ()


def test_everything_wrong_comes_at_once(register: Register, tmp_path: Path) -> None:
    rows = [row for row, _, _ in WRONG if row[0] == BLANK[0]]
    with pytest.raises(InputError) as caught:
        reconcile(log(tmp_path, *rows), register, TODAY)
    found = {finding.place.line for finding in caught.value.findings if finding.code != "REC094"}
    assert found == set(range(2, len(rows) + 2))
    assert sum(finding.code == "REC094" for finding in caught.value.findings) == len(rows) - 1


def test_one_visit_is_no_two_patients(register: Register, tmp_path: Path) -> None:
    path = log(tmp_path, (BLANK[0], "", "007", "r-9", "", ""), (BLANK[1], "", "008", "r-9", "", ""))
    with pytest.raises(InputError) as caught:
        reconcile(path, register, TODAY)
    assert [finding.code for finding in caught.value.findings] == ["REC091"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("007", "", "", ""), ("008", "", "", "")),
        (("007", "", "", ""), ("", "", "", "destroyed")),
        (("", "", "", "destroyed"), ("007", "", "", "")),
    ],
)
def test_a_later_log_does_not_unsay_an_earlier_one(
    register: Register, tmp_path: Path, first: tuple[str, ...], second: tuple[str, ...]
) -> None:
    reconcile(log(tmp_path, (BLANK[0], "", *first)), register, TODAY)
    with pytest.raises(InputError) as caught:
        reconcile(log(tmp_path, (BLANK[0], "", *second)), register, TODAY)
    assert [finding.code for finding in caught.value.findings] == ["REC095"]


@pytest.mark.parametrize("state", [State.SIGNED, State.REFUSED, State.INCOMPLETE])
def test_what_came_back_was_not_destroyed(register: Register, tmp_path: Path, state: State) -> None:
    register.note(register.by_packet(BLANK[0])[0], state)
    with pytest.raises(InputError) as caught:
        reconcile(log(tmp_path, (BLANK[0], "", "", "", "", "destroyed")), register, TODAY)
    (finding,) = caught.value.findings
    assert finding.message == f"the packet was destroyed, and the register says {state.value}"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "REC001"),
        (b"\xff\xfe\x00", "REC"),
        (b"packet,number\r\nAAAAA-00001,7\r\n", "REC003"),
        (b"packet_id,mrn,MRN\r\nAAAAA-00001,7,8\r\n", "REC010"),
        (b'packet_id,mrn\r\nAAAAA-00001,"7\r\n', "REC"),
    ],
)
def test_what_is_no_log_is_refused(register: Register, tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        reconcile(path, register, TODAY)
    assert all(finding.code.startswith(code) for finding in caught.value.findings)


def test_what_nobody_accounted_for_is_to_be_destroyed(register: Register, tmp_path: Path) -> None:
    assert to_destroy(register, TOLD, {VISIT}) == BLANK
    assert to_destroy(register, TOLD, set()) == (*BLANK, VISIT)
    # A blank one of an older pack may lie there still; who came to an older visit has gone home with it.
    for id_, day in ((BLANK[0], "2026-10-01"), ("BBBBB-00002", "2026-10-01")):
        if not register.by_packet(id_):
            wanted = Wanted(id_, "r-2", "0043", "c0ffee", TODAY, date(2026, 10, 2), {Slot.PACKET_ID: id_})
            register.begin([wanted])
            register.complete([Printed(id_, "", "0" * 64, 1, 1, "", f"pack/{id_}.pdf")])
        register.tell(register.by_packet(id_)[0], TOLD + day)
    assert to_destroy(register, TOLD, {VISIT}) == BLANK
    reconcile(
        log(tmp_path, (BLANK[0], "", "007", "", "", ""), (BLANK[1], "", "", "", "", "destroyed")),
        register,
        TODAY,
    )
    (visit,) = register.by_packet(VISIT)
    register.note(visit, State.COMPLETE)
    assert to_destroy(register, TOLD, set()) == BLANK[2:]
