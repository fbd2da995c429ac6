"""Packets that are whole on disk become issued, and what they take the place of superseded.

A batch notes a thousand at once. Nearly all of them are the only paper of their record, so these are noted
by a few statements for all together, and only the others one by one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from consent.models.register.issue import OPEN, Printed, State

_OPEN = tuple(sorted(OPEN))
_GIVES_WAY = (State.BEGUN, State.SUPERSEDED)
"""States that end when the file is written."""
_ASKED_AT_ONCE = 500
"""Fewer than the question marks that any SQLite takes in one statement."""
_FILE = (
    "INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET path = excluded.path,"
    " source = excluded.source, master = iif(excluded.master = '', master, excluded.master)"
)
_Noted = tuple[int, str, str, str]
"""Number, state, record and content of an issue."""


def complete(database: sqlite3.Connection, printed: Sequence[Printed], at: str) -> None:
    """Note their files and that they are issued; an issue of the same record or packet gives way."""
    noted = _noted(database, printed)
    issues = [noted[one.packet_id, one.mark] for one in printed]
    database.executemany(
        _FILE,
        [
            (number, one.sha256, one.size, one.pages, one.master, one.path, one.source)
            for (number, *_), one in zip(issues, printed, strict=True)
        ],
    )
    rivals = _with_rivals(database, printed, issues)
    alone = {number for number, state, *_ in issues if number not in rivals and state in _GIVES_WAY}
    set_states(database, sorted(alone), State.ISSUED, at, "")
    for (number, _, record, content), one in zip(issues, printed, strict=True):
        if number in rivals:
            _complete_one(database, number, record, content, one, at)


def set_states(
    database: sqlite3.Connection, numbers: Iterable[int], state: State, at: str, note: str
) -> None:
    """Set the state of issues, and keep that it was set."""
    rows = list(numbers)
    database.executemany(
        "UPDATE issue SET state = ?, state_at = ? WHERE number = ?", [(state, at, number) for number in rows]
    )
    database.executemany(
        "INSERT INTO event VALUES (?, ?, ?, ?)", [(number, state, at, note) for number in rows]
    )


def questions(values: Sequence[str]) -> Iterator[tuple[Sequence[str], str]]:
    """Values in pieces that any SQLite takes, each with its question marks."""
    for start in range(0, len(values), _ASKED_AT_ONCE):
        some = values[start : start + _ASKED_AT_ONCE]
        yield some, ", ".join("?" * len(some))


def _noted(database: sqlite3.Connection, printed: Sequence[Printed]) -> dict[tuple[str, str], _Noted]:
    """Number, state, record and content by packet id and mark."""
    found: dict[tuple[str, str], _Noted] = {}
    for ids, marks in questions(list({one.packet_id for one in printed})):
        rows = database.execute(
            "SELECT packet_id, mark, number, state, record_id, content FROM issue"  # noqa: S608 - question marks
            f" WHERE packet_id IN ({marks})",
            ids,
        )
        found.update({(packet_id, mark): noted for packet_id, mark, *noted in rows})
    return found


def _with_rivals(
    database: sqlite3.Connection, printed: Sequence[Printed], issues: Sequence[_Noted]
) -> set[int]:
    """The numbers of those whose packet or record has another issue, whatever its state."""
    packets, records = set(), set()
    for ids, marks in questions(list({one.packet_id for one in printed})):
        packets |= _several(database, "packet_id", ids, marks)
    for ids, marks in questions(list({record for _, _, record, _ in issues if record})):
        records |= _several(database, "record_id", ids, marks)
    return {
        number
        for (number, _, record, _), one in zip(issues, printed, strict=True)
        if record in records or one.packet_id in packets
    }


def _several(database: sqlite3.Connection, column: str, ids: Sequence[str], marks: str) -> set[str]:
    rows = database.execute(
        f"SELECT {column} FROM issue WHERE {column} IN ({marks}) GROUP BY 1 HAVING count(*) > 1",  # noqa: S608
        ids,
    )
    return {id_ for (id_,) in rows}


def _complete_one(
    database: sqlite3.Connection, number: int, record: str, content: str, one: Printed, at: str
) -> None:
    """What was not read back yet gives way: of the packet, or of its record in the same look."""
    # Asked again: another one of these may just have taken its place.
    (state,) = database.execute("SELECT state FROM issue WHERE number = ?", (number,)).fetchone()
    if state in _GIVES_WAY:
        set_states(database, [number], State.ISSUED, at, "")
    older = database.execute(
        "SELECT issue.number FROM issue LEFT JOIN content ON content.sha256 = issue.content"
        " WHERE issue.number != ? AND state IN (?, ?) AND (packet_id = ?"
        " OR (record_id = ? AND record_id != '' AND (edition, paper, language) ="
        " (SELECT edition, paper, language FROM content WHERE sha256 = ?)))",
        (number, *_OPEN, one.packet_id, record, content),
    ).fetchall()
    note = f"by {one.packet_id} {one.mark}".rstrip()
    set_states(database, [other for (other,) in older], State.SUPERSEDED, at, note)
