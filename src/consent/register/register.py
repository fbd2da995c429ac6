"""The register, open for writing: one program at a time, and each call whole or not at all.

An issue is noted before its paper is made and completed after, so whatever ends a program in between, no
paper exists that the register does not know.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from consent.errors import WriteError
from consent.models.paper.slots import Slot
from consent.models.register.issue import MARKS, Content, Issue, Printed, State, Wanted
from consent.models.register.pack import Became
from consent.register.completing import complete, questions, set_states
from consent.register.folder import DATABASE, MASTERS, Key, made_folder, unusable
from consent.register.kept import KeptMasters
from consent.register.schema import connect
from consent.register.search import Search
from consent.register.share import share_of


def open_register(folder: Path, *, must_exist: bool = False) -> Register:
    """The register in this folder; begun there unless it ``must_exist``.

    Raises:
        WriteError: it is on a network share, or as of ``connect``.
        ResourceError: as of ``connect``.
    """
    if share := share_of(folder):
        raise unusable(folder, f"this is a network share ({share}), and two computers would damage it there")
    if not must_exist:
        made_folder(folder)
    return Register(folder, connect(folder / DATABASE, must_exist=must_exist))


def _now() -> datetime:
    return datetime.now(UTC)


class Register(Search):
    """What was issued. As a context manager it is closed at the end."""

    def __init__(
        self, folder: Path, database: sqlite3.Connection, clock: Callable[[], datetime] = _now
    ) -> None:
        self.folder = folder
        self.key = Key(folder)
        self.masters = KeptMasters(folder / MASTERS)
        self._clock = clock
        self._contents: set[str] = set()
        super().__init__(database)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def add_content(self, content: Content) -> None:
        """Note what packets of this content say; once is enough."""
        if self.knows_content(content.sha256):
            return
        with self._writing() as database:
            database.execute(
                "INSERT INTO content VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                # Earlier versions of the register had no room for them.
                " ON CONFLICT DO UPDATE SET subject = excluded.subject, proposed = excluded.proposed",
                (
                    *(content.sha256, content.template_version, content.edition, content.paper),
                    *(content.language, content.procedures, content.policies, content.subject),
                    content.proposed,
                ),
            )
            said = {one.words for one in content.clauses} | {one.words for one in content.passages}
            digests = {words: hashlib.sha256(words.encode()).hexdigest() for words in sorted(said)}
            database.executemany(
                "INSERT OR IGNORE INTO words VALUES (?, ?)",
                [(digest, words) for words, digest in digests.items()],
            )
            database.executemany(
                "INSERT OR IGNORE INTO clause VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (content.sha256, place, one.id, one.version, one.sha256, digests[one.words])
                    for place, one in enumerate(content.clauses)
                ],
            )
            database.executemany(
                "INSERT OR IGNORE INTO passage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        *(content.sha256, place, one.kind, one.owner, one.name, one.version),
                        *(one.stake, one.counted, one.made_from, digests[one.words]),
                    )
                    for place, one in enumerate(content.passages)
                ],
            )
        self._contents.add(content.sha256)

    def knows_content(self, sha256: str) -> bool:
        """Whether it was noted what packets of this content say, and not only by an earlier version."""
        if sha256 not in self._contents:
            row = self._database.execute(
                "SELECT 1 FROM content WHERE sha256 = ? AND (EXISTS (SELECT 1 FROM passage WHERE content = ?)"
                " OR NOT EXISTS (SELECT 1 FROM clause WHERE content = ?))",
                (sha256, sha256, sha256),
            ).fetchone()
            if row is None:
                return False
            self._contents.add(sha256)
        return True

    def claim_serials(self, content: str, issued_on: date, count: int) -> range:
        """So many numbers that no other blank packet of this content and day has, and none will have."""
        day = issued_on.isoformat()
        with self._writing() as database:
            claimed = database.execute(
                "SELECT last FROM serial WHERE content = ? AND issued_on = ?", (content, day)
            ).fetchone()
            # Before version 2 all blank packets of a day were one, and nobody claimed it.
            issued = database.execute(
                "SELECT count(*) FROM issue WHERE content = ? AND issued_on = ? AND record_id = ''",
                (content, day),
            ).fetchone()
            first = (claimed or issued)[0] + 1
            database.execute(
                "INSERT INTO serial VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET last = excluded.last",
                (content, day, first + count - 1),
            )
        return range(first, first + count)

    def begin(self, wanted: Sequence[Wanted]) -> list[str | None]:
        """Note packets that are about to be made; the mark of each, None when there is no mark left for it.

        The same values have the same mark again; other values under a known packet id get the next one.
        """
        digests = [self.key.of_values(one.values) for one in wanted]
        with self._writing() as database:
            known = self._known_marks(database, wanted)
            marks: list[str | None] = []
            new: list[tuple[str, ...]] = []
            at = self._at()
            for one, digest in zip(wanted, digests, strict=True):
                own = known.setdefault(one.packet_id, {})
                if digest not in own and len(own) < len(MARKS):
                    own[digest] = MARKS[len(own)]
                    new.append((one.packet_id, own[digest], digest, *self._about(one), State.BEGUN, at))
                marks.append(own.get(digest))
            database.executemany(
                "INSERT INTO issue (packet_id, mark, made_from, record_id, mrn, content, issued_on,"
                " scheduled_on, state, state_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                new,
            )
            return marks

    def is_anothers(self, record_id: str, mrn: str) -> bool:
        """Whether this record id was issued for another patient, and that packet was not superseded."""
        numbers = self._database.execute(
            "SELECT DISTINCT mrn FROM issue WHERE record_id = ? AND record_id != '' AND state != ?",
            (record_id, State.SUPERSEDED),
        ).fetchall()
        # Most records of a batch were never issued, and a digest takes longer than asking.
        return bool(numbers) and set(numbers) != {(self.key.of_mrn(mrn),)}

    def is_of(self, issue: Issue, mrn: str) -> bool:
        """Whether an issue was made for the patient with this number."""
        row = self._database.execute("SELECT mrn FROM issue WHERE number = ?", (issue.number,)).fetchone()
        return bool(row and row[0] == self.key.of_mrn(mrn))

    def was_made_from(self, issue: Issue, values: Mapping[Slot, str]) -> bool:
        """Whether these are the values that an issue was made from."""
        row = self._database.execute(
            "SELECT made_from FROM issue WHERE number = ?", (issue.number,)
        ).fetchone()
        return bool(row and row[0] == self.key.of_values(values))

    def complete(self, printed: Sequence[Printed]) -> None:
        """Note packets that are whole on disk; what they take the place of is superseded."""
        with self._writing() as database:
            complete(database, printed, self._at())

    def note(self, issue: Issue, state: State, note: str = "") -> None:
        """Note what became of an issue. The state it is in, with the same note, changes nothing."""
        with self._writing() as database:
            last = database.execute(
                "SELECT state, note FROM event WHERE issue = ? ORDER BY rowid DESC LIMIT 1", (issue.number,)
            ).fetchone()
            if last != (state, note):
                set_states(database, [issue.number], state, self._at(), note)

    def add_scans(self, issue: Issue, scans: Sequence[tuple[str, int, str, str, str]]) -> int:
        """Keep scans of its pages (digest, page, whose copy, how it was placed, result); how many are new."""
        with self._writing() as database:
            at, before = self._at(), database.total_changes
            database.executemany(
                "INSERT OR IGNORE INTO scan VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(sha256, issue.number, *rest, at) for sha256, *rest in scans],
            )
            return database.total_changes - before

    def settle(self, became: Sequence[Became]) -> None:
        """Note what became of issues that were printed for nobody: whose they are, or that they are gone."""
        with self._writing() as database:
            at = self._at()
            for one in became:
                if not one.mrn:
                    set_states(database, [one.number], State.SUPERSEDED, at, one.note)
                    continue
                day = one.used_on.isoformat() if one.used_on else ""
                database.execute(
                    "UPDATE issue SET mrn = ?, record_id = ?, scheduled_on = ? WHERE number = ?",
                    (self.key.of_mrn(one.mrn), one.record_id, day, one.number),
                )
                database.execute("INSERT INTO event VALUES (?, '', ?, ?)", (one.number, at, one.note))

    def tell(self, issue: Issue, what: str) -> None:
        """Note something that changes no state, for example that it was printed again."""
        with self._writing() as database:
            row = (issue.number, "", self._at(), what)
            database.execute("INSERT INTO event VALUES (?, ?, ?, ?)", row)

    @staticmethod
    def _known_marks(database: sqlite3.Connection, wanted: Sequence[Wanted]) -> dict[str, dict[str, str]]:
        """For each packet id the marks it has, by the digest of the values they stand for."""
        known: dict[str, dict[str, str]] = {}
        for ids, marks in questions(list({one.packet_id for one in wanted})):
            rows = database.execute(
                "SELECT packet_id, made_from, mark FROM issue WHERE packet_id IN"  # noqa: S608 - question marks
                f" ({marks}) ORDER BY mark",
                ids,
            )
            for packet_id, made_from, mark in rows:
                known.setdefault(packet_id, {})[made_from] = mark
        return known

    def _about(self, one: Wanted) -> tuple[str, ...]:
        visit = one.scheduled_on.isoformat() if one.scheduled_on else ""
        return one.record_id, self.key.of_mrn(one.mrn), one.content, one.issued_on.isoformat(), visit

    def _at(self) -> str:
        return self._clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        try:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database
                self._database.execute("COMMIT")
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
        except sqlite3.OperationalError as error:
            raise WriteError(
                f"the register in {self.folder} cannot be written: {error}",
                hint="see that the disk has room and no program holds it; then run the same command again",
            ) from None
