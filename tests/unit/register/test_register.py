"""The register: marks, states, digests, and what makes it refuse."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from consent.errors import ResourceError, WriteError
from consent.models.library.passage import Passage, PassageKind, Stake
from consent.models.paper.slots import Slot
from consent.models.register.issue import MARKS, Content, Issue, Printed, PrintedClause, State, Wanted
from consent.register import Register, open_register
from consent.register.folder import DATABASE, made_folder
from consent.register.schema import VERSION, connect
from tests.support.command import environment

NAME = "Quetzalcoatl"
DATA = Path(__file__).parents[2] / "data"
WANTED = Wanted(
    packet_id="AAAAA-AAAAA",
    record_id="r-1",
    mrn=" 00aB-77 ",
    content="c0ffee",
    issued_on=date(2026, 11, 24),
    scheduled_on=date(2026, 12, 1),
    values={Slot.PACKET_ID: "AAAAA-AAAAA", Slot.PATIENT_NAME: NAME, Slot.MRN: "00aB-77"},
)
PRINTED = Printed("AAAAA-AAAAA", "", "0" * 64, 1000, 3, "", "out/AAAAA-AAAAA.pdf", "records/r-1.yaml")
CONTENT = Content(
    sha256="c0ffee",
    template_version="1.0-c0ffee",
    edition="standard",
    paper="letter",
    language="en",
    procedures="ha-medium@1.0.0",
    policies="us-fda@1.0.0",
    clauses=(PrintedClause("no-cure", "1.0.0", "ab", "This may not help."),),
)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    folder = made_folder(tmp_path / "register")
    clock = iter(datetime(2026, 11, 24, 9, minute, tzinfo=UTC) for minute in range(60))
    with Register(folder, connect(folder / DATABASE), lambda: next(clock)) as register:
        register.add_content(CONTENT)
        yield register


def issue(register: Register, wanted: Wanted = WANTED, printed: Printed = PRINTED) -> Issue:
    """Begin and complete one packet."""
    mark = register.begin([wanted])[0]
    assert mark is not None
    register.complete([replace(printed, packet_id=wanted.packet_id, mark=mark, sha256=f"{mark or 'A':0<64}")])
    found = register.issue(wanted.packet_id, mark)
    assert found is not None
    return found


def named(name: str, **changes: str) -> Wanted:
    return replace(WANTED, values={**WANTED.values, Slot.PATIENT_NAME: name}, **changes)  # type: ignore[arg-type]


def test_other_values_under_one_packet_id_get_a_mark_of_their_own_and_the_same_ones_the_same(
    register: Register,
) -> None:
    assert register.begin([WANTED, named("Maria"), WANTED, named("Marta")]) == ["", "B", "", "C"]
    assert register.begin([named("Marta"), WANTED]) == ["C", ""]


def test_a_blank_packets_number_is_given_once(register: Register) -> None:
    day, other = date(2026, 11, 24), date(2026, 11, 25)
    assert list(register.claim_serials("c0ffee", day, 2)) == [1, 2]
    assert list(register.claim_serials("c0ffee", day, 1)) == [3]
    assert list(register.claim_serials("c0ffee", other, 1)) == [1]
    assert list(register.claim_serials("bean", day, 1)) == [1]
    # What an earlier version printed without a number keeps the first one.
    issue(register, replace(WANTED, record_id="", content="older"))
    assert list(register.claim_serials("older", day, 1)) == [2]


def test_a_packet_id_has_no_more_marks_than_there_are_letters(register: Register) -> None:
    marks = register.begin([named(str(number)) for number in range(len(MARKS) + 1)])
    assert marks == [*MARKS, None]
    assert register.begin([named("3")]) == [MARKS[3]]


def test_every_state_is_kept_with_its_time(register: Register) -> None:
    first = issue(register)
    second = issue(register, named("Maria"))
    register.note(second, State.INCOMPLETE, "page 2 is missing")
    register.note(second, State.INCOMPLETE, "page 2 is missing")
    register.note(second, State.SIGNED)
    states = [(event.state, event.note) for event in register.history(first)]
    assert states == [("issued", ""), ("superseded", "by AAAAA-AAAAA B")]
    assert [event.state for event in register.history(second)] == ["issued", "returned-incomplete", "signed"]
    assert register.history(second)[0].at.startswith("2026-11-24T09:")
    assert [one.state for one in register.by_packet("AAAAA-AAAAA")] == [State.SIGNED, State.SUPERSEDED]


def test_what_came_back_is_superseded_by_nothing(register: Register) -> None:
    first = issue(register)
    register.note(first, State.COMPLETE)
    issue(register, named("Maria"))
    found = register.issue("AAAAA-AAAAA", "")
    assert found is not None
    assert found.state is State.COMPLETE


def test_another_packet_for_a_record_supersedes_in_the_same_look_only(register: Register) -> None:
    issue(register)
    register.add_content(replace(CONTENT, sha256="large", edition="large-print"))
    issue(register, replace(WANTED, packet_id="BBBBB-BBBBB", content="large"))
    assert [one.state for one in register.by_record("r-1")] == [State.ISSUED, State.ISSUED]
    register.add_content(replace(CONTENT, sha256="newer"))
    issue(register, replace(WANTED, packet_id="CCCCC-CCCCC", content="newer"))
    states = {one.packet_id[0]: one.state for one in register.by_record("r-1")}
    assert states == {"A": State.SUPERSEDED, "B": State.ISSUED, "C": State.ISSUED}


def test_blank_packets_supersede_no_other_blank_packet(register: Register) -> None:
    blank = replace(WANTED, record_id="", mrn="", scheduled_on=None, values={Slot.PACKET_ID: "x"})
    issue(register, blank)
    issue(register, replace(blank, packet_id="BBBBB-BBBBB"))
    assert {one.state for one in register.by_record("")} == {State.ISSUED}
    assert register.outstanding(date(2026, 1, 1)) == ()


def test_a_patient_is_found_by_number_and_nobody_reads_one(register: Register) -> None:
    issue(register)
    assert len(register.by_mrn_digest(register.key.of_mrn("00AB-77"))) == 1
    assert register.by_mrn_digest(register.key.of_mrn("00AB-78")) == ()
    for path in register.folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes().lower()
            assert b"00ab-77" not in data
            assert NAME.lower().encode() not in data


@pytest.mark.parametrize(
    ("state", "waits"),
    [
        (State.ISSUED, True),
        (State.INCOMPLETE, True),
        (State.REFUSED, True),
        (State.WITHDRAWN, True),
        (State.COMPLETE, False),
        (State.SIGNED, False),
    ],
)
def test_who_has_no_standing_consent_is_waited_for(register: Register, state: State, waits: bool) -> None:
    register.note(issue(register), state)
    assert [one.record_id for one in register.outstanding(date(2026, 12, 1))] == ["r-1"] * waits
    assert register.outstanding(date(2026, 12, 2)) == ()


def test_files_are_for_this_user_alone(register: Register) -> None:
    issue(register)
    files = [path for path in register.folder.iterdir() if path.is_file() and path.name != ".gitignore"]
    assert len(files) >= 2
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert stat.S_IMODE(register.folder.stat().st_mode) == 0o700
    assert (register.folder / ".gitignore").read_text() == "*\n"


def test_a_register_of_a_newer_program_is_refused_by_name_and_left_alone(tmp_path: Path) -> None:
    open_register(tmp_path).close()
    with sqlite3.connect(tmp_path / DATABASE) as database:
        database.execute("PRAGMA user_version = 9")
    database.close()
    with pytest.raises(ResourceError, match="written by a newer consent: it is of version 9"):
        open_register(tmp_path)


def test_a_register_of_the_version_before_is_brought_up_to_date_and_keeps_all_it_knew(tmp_path: Path) -> None:
    made_folder(tmp_path)
    with sqlite3.connect(tmp_path / DATABASE) as database:
        database.executescript((DATA / "register-1.sql").read_text("utf-8"))
    database.close()
    with open_register(tmp_path, must_exist=True) as register:
        found = register.issue("AAAAA-AAAAA", "")
        assert found is not None
        assert (found.state, found.scheduled_on, len(found.files)) == (State.SIGNED, "2026-12-01", 1)
        assert register.standing() == (found,)
        # It has the bodies of the clauses, and no more until the content is printed again.
        assert [(one.label, one.version, one.words) for one in register.passages_of("c0ffee")] == [
            ("clauses/no-cure", "1.0.0", "This may not help.")
        ]
        assert not register.knows_content("c0ffee")
        passage = Passage(
            PassageKind.RISK, "shared/needle", "sore", "1.0.0", "Sore", Stake.RISK, "minor 0.1-0.1"
        )
        register.add_content(replace(CONTENT, subject="knee joint", passages=(passage,)))
        assert register.knows_content("c0ffee")
        assert register.passages_of("c0ffee") == (passage,)
        assert [kind for kind, *_ in register.contents_of_day(date(2026, 11, 24))] == [
            "ha-medium, knee joint, en"
        ]
    with sqlite3.connect(tmp_path / DATABASE) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"no database at all, but longer than a header of SQLite is\n" * 20, "no register, or damaged")],
)
def test_what_is_no_register_is_refused(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / DATABASE).write_bytes(data)
    with pytest.raises(ResourceError, match=said):
        open_register(tmp_path)
    assert (tmp_path / DATABASE).read_bytes() == data


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / DATABASE) as database:
        database.execute("CREATE TABLE theirs (x)")
    database.close()
    with pytest.raises(ResourceError, match="another program's database"):
        open_register(tmp_path)


def test_a_register_that_must_be_there_is_not_begun(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="there is no register"):
        open_register(tmp_path / "none", must_exist=True)
    assert not (tmp_path / "none").exists()


def test_a_damaged_key_is_said(tmp_path: Path) -> None:
    open_register(tmp_path).close()
    (tmp_path / "key").write_bytes(b"short")
    with pytest.raises(ResourceError, match="is damaged"):
        open_register(tmp_path)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(WriteError, match="cannot be kept"):
        open_register(tmp_path / "file" / "register")


_KILLED = """
import os, sys
from dataclasses import replace
from pathlib import Path
from consent.register import open_register
from tests.unit.register.test_register import WANTED, PRINTED, CONTENT
register = open_register(Path(sys.argv[1]))
register.add_content(CONTENT)
for number in range(1000):
    ids = [(f"P{number:04d}-{k:05d}", f"r-{number}-{k}") for k in range(20)]
    some = [replace(WANTED, packet_id=packet, record_id=record) for packet, record in ids]
    marks = register.begin(some)
    print(f"begun {number}", flush=True)
    printed = [replace(PRINTED, packet_id=one.packet_id, mark=mark) for one, mark in zip(some, marks)]
    register.complete(printed)
    print(f"done {number}", flush=True)
"""


@pytest.mark.parametrize("lines", [1, 4, 9])
def test_a_program_that_is_killed_leaves_nothing_half_noted(tmp_path: Path, lines: int) -> None:
    command = [sys.executable, "-c", _KILLED, str(tmp_path)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, env=environment(PYTHONPATH="src:."), text=True
    ) as program:
        assert program.stdout is not None
        said = [program.stdout.readline().strip() for _ in range(lines)]
        program.kill()
    begun = {int(line.split()[1]) for line in said if line.startswith("begun")}
    done = {int(line.split()[1]) for line in said if line.startswith("done")}
    with open_register(tmp_path) as register:
        for number in begun:
            states = {register.by_record(f"r-{number}-{k}")[0].state for k in range(20)}
            # Whole groups: all of it issued, or all of it still only begun.
            assert len(states) == 1
            assert number not in done or states == {State.ISSUED}
        assert register.begin([WANTED]) == [""]
