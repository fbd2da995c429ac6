"""Asking the register."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from consent.models.library.passage import Passage, PassageKind, Stake
from consent.models.register.issue import STANDING, Event, Issue, Printed, State

_ISSUE = "number, packet_id, mark, record_id, content, issued_on, scheduled_on, state, state_at"
_STANDING = tuple(sorted(STANDING))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record whose consent is not there yet."""

    record_id: str
    scheduled_on: str
    issues: tuple[Issue, ...]
    """All of them, the newest first."""


class Search:
    """Questions to the register. Nothing here changes it."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def by_packet(self, packet_id: str) -> tuple[Issue, ...]:
        """Every issue of a packet id, the newest first."""
        return self._issues("packet_id = ?", packet_id)

    def by_record(self, record_id: str) -> tuple[Issue, ...]:
        """Every issue for a record, the newest first."""
        return self._issues("record_id = ?", record_id)

    def by_mrn_digest(self, digest: str) -> tuple[Issue, ...]:
        """Every issue for a patient, by the keyed digest of the medical record number, the newest first."""
        return self._issues("mrn = ?", digest)

    def issue(self, packet_id: str, mark: str) -> Issue | None:
        """One paper."""
        return next(iter(self._issues("packet_id = ? AND mark = ?", packet_id, mark)), None)

    def by_sha256(self, sha256: str) -> Issue | None:
        """The issue that has a file with this digest."""
        return next(iter(self._issues("number IN (SELECT issue FROM file WHERE sha256 = ?)", sha256)), None)

    def history(self, issue: Issue) -> tuple[Event, ...]:
        """What happened to an issue, in order."""
        rows = self._database.execute(
            "SELECT state, at, note FROM event WHERE issue = ? ORDER BY rowid", (issue.number,)
        )
        return tuple(Event(*row) for row in rows)

    def told(self, beginning: str) -> tuple[tuple[Issue, str], ...]:
        """Every issue of which something was told that begins so, and the rest of that; oldest first."""
        rows = self._database.execute(
            "SELECT issue, substr(note, ?) FROM event WHERE state = '' AND substr(note, 1, ?) = ?"
            " ORDER BY rowid",
            (len(beginning) + 1, len(beginning), beginning),
        ).fetchall()
        return tuple((issue, rest) for number, rest in rows for issue in self._issues("number = ?", number))

    def scans_of(self, issue: Issue) -> tuple[tuple[str, int, str, str, str], ...]:
        """Every scan of its pages: digest, page, whose copy, how it was placed, result."""
        rows = self._database.execute(
            "SELECT sha256, page, copy, placed_by, result FROM scan WHERE issue = ?"
            " ORDER BY page, at, sha256",
            (issue.number,),
        )
        return tuple((sha256, page, copy, by, result) for sha256, page, copy, by, result in rows)

    def outstanding(self, as_of: date) -> tuple[Waiting, ...]:
        """Records planned for this day or later with no standing consent, by day and record.

        A blank packet is nobody's, so it is never waited for.
        """
        rows = self._database.execute(
            "SELECT record_id, max(scheduled_on) FROM issue WHERE record_id != '' GROUP BY record_id"
            " HAVING max(scheduled_on) >= ? AND sum(state IN (?, ?)) = 0 ORDER BY 2, 1",
            (as_of.isoformat(), *_STANDING),
        ).fetchall()
        return tuple(Waiting(record, day, self.by_record(record)) for record, day in rows)

    def unfinished(self) -> tuple[Issue, ...]:
        """Every issue that a program set out to write and did not come back from, the newest first."""
        return self._issues("state = ?", State.BEGUN.value)

    def records_of_day(self, day: date) -> tuple[str, ...]:
        """Every record of which something was issued for a visit on this day."""
        rows = self._database.execute(
            "SELECT DISTINCT record_id FROM issue WHERE scheduled_on = ? AND record_id != '' ORDER BY 1",
            (day.isoformat(),),
        )
        return tuple(record for (record,) in rows)

    def clauses_of(self, content: str) -> tuple[tuple[str, str, str], ...]:
        """Id, version and printed words of each clause of a content, in their order."""
        rows = self._database.execute(
            "SELECT id, version, text FROM clause JOIN words ON words.sha256 = clause.words"
            " WHERE content = ? ORDER BY place",
            (content,),
        )
        return tuple((id_, version, words) for id_, version, words in rows)

    def passages_of(self, content: str) -> tuple[Passage, ...]:
        """Everything a content says, in its order.

        A content that an earlier version of the register noted has the bodies of its clauses and no more.
        """
        rows = self._database.execute(
            "SELECT kind, owner, name, version, text, stake, counted, made_from FROM passage"
            " JOIN words ON words.sha256 = passage.words WHERE content = ? ORDER BY place",
            (content,),
        ).fetchall()
        if rows:
            return tuple(
                Passage(PassageKind(kind), owner, name, version, words, Stake(stake), counted, made_from)
                for kind, owner, name, version, words, stake, counted, made_from in rows
            )
        return tuple(
            Passage(PassageKind.CLAUSE, f"clauses/{id_}", "", version, words)
            for id_, version, words in self.clauses_of(content)
        )

    def contents_of_day(self, day: date) -> tuple[tuple[str, str, str, str], ...]:
        """The newest content of each kind of packet issued up to this day: what was said on it.

        Kind of packet (procedures, what for, language, in words), content, its procedures as ``id@version``
        separated by spaces, and the record it was last issued for (empty on a blank packet), by kind.
        """
        rows = self._database.execute(
            "SELECT procedures, subject, language, content, record_id FROM issue"
            " JOIN content ON content.sha256 = issue.content WHERE issued_on <= ?"
            " ORDER BY issued_on, number",
            (day.isoformat(),),
        )
        newest: dict[str, tuple[str, str, str, str]] = {}
        for procedures, subject, language, content, record in rows:
            ids = " + ".join(one.partition("@")[0] for one in procedures.split())
            kind = f"{ids}, {subject or 'any site'}, {language}"
            newest[kind] = (kind, content, procedures, record)
        return tuple(newest[kind] for kind in sorted(newest))

    def standing(self) -> tuple[Issue, ...]:
        """The newest consent of each record that is complete or signed, by planned day and record."""
        rows = self._database.execute(
            "SELECT max(number) FROM issue WHERE record_id != '' AND state IN (?, ?) GROUP BY record_id",
            _STANDING,
        ).fetchall()
        found = [issue for (number,) in rows for issue in self._issues("number = ?", number)]
        return tuple(sorted(found, key=lambda issue: (issue.scheduled_on, issue.record_id)))

    def look_of(self, content: str) -> tuple[str, str]:
        """Edition and paper of a content."""
        row: tuple[str, str] | None = self._database.execute(
            "SELECT edition, paper FROM content WHERE sha256 = ?", (content,)
        ).fetchone()
        return row or ("standard", "letter")

    def version_of(self, content: str) -> tuple[str, str, str, str]:
        """Template version, edition, language and procedures of a content; empty when it is not known."""
        row = self._database.execute(
            "SELECT template_version, edition, language, procedures FROM content WHERE sha256 = ?", (content,)
        ).fetchone()
        return row or ("", "", "", "")

    def proposed_of(self, content: str) -> tuple[str, str]:
        """What a content proposes, and for which sites and indications, as in ``Content``.

        Both are empty when nobody noted it: an earlier version of the register had no room for the first.
        """
        row: tuple[str, str] | None = self._database.execute(
            "SELECT proposed, subject FROM content WHERE sha256 = ?", (content,)
        ).fetchone()
        return row or ("", "")

    def policies_of(self, content: str) -> str:
        """Id and version of each policy that a content had to satisfy, as in ``Content``."""
        row = self._database.execute("SELECT policies FROM content WHERE sha256 = ?", (content,)).fetchone()
        return str(row[0]) if row else ""

    def paper_of(self, content: str) -> str:
        """What a content is printed on."""
        row = self._database.execute("SELECT paper FROM content WHERE sha256 = ?", (content,)).fetchone()
        return str(row[0]) if row else "letter"

    def _issues(self, where: str, *values: str | int) -> tuple[Issue, ...]:
        # `where` is one of the few literals above.
        rows = self._database.execute(
            f"SELECT {_ISSUE} FROM issue WHERE {where} ORDER BY number DESC",  # noqa: S608
            values,
        ).fetchall()
        files = self._files([row[0] for row in rows])
        return tuple(_issue(row, files.get(row[0], [])) for row in rows)

    def _files(self, numbers: Sequence[int]) -> dict[int, list[Printed]]:
        found: dict[int, list[Printed]] = {}
        for number in numbers:
            for row in self._file_rows(number):
                found.setdefault(number, []).append(Printed(*row))
        return found

    def _file_rows(self, number: int) -> Iterable[tuple[str, str, str, int, int, str, str, str]]:
        return self._database.execute(
            "SELECT packet_id, mark, sha256, size, pages, master, path, source FROM file"
            " JOIN issue ON issue.number = file.issue WHERE issue = ?",
            (number,),
        )


def _issue(row: tuple[int, str, str, str, str, str, str, str, str], files: Sequence[Printed]) -> Issue:
    number, packet, mark, record, content, issued_on, scheduled_on, state, at = row
    return Issue(
        number, packet, mark, record, content, issued_on, scheduled_on, State(state), at, tuple(files)
    )
