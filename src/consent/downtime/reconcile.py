"""The log held against the register: everything wrong at once, or all of it noted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from consent.downtime.log import Log, read_log
from consent.errors import InputError
from consent.load.order import in_order
from consent.load.rows.options import DateFormat
from consent.models.findings.finding import Finding
from consent.models.place import Place
from consent.models.register.issue import OPEN, Issue, State
from consent.models.register.pack import DESTROYED, UNUSED, USED, Became, LogRow
from consent.register import Register

UNKNOWN = "REC093"
TWICE = "REC094"
OTHERWISE = "REC095"
_ANOTHERS = "REC091"


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What a log came to."""

    used: int
    destroyed: int
    unused: int
    known: int
    """Rows that the register knew already."""


def reconcile(path: Path, register: Register, today: date, dates: DateFormat | None = None) -> Reconciled:
    """Note what became of each blank packet.

    Raises:
        InputError: everything wrong with the log, its rows together; then nothing is noted.
    """
    log = read_log(path, today, dates)
    checker = _Checker(path, log, register)
    findings = [*log.findings, *checker.findings()]
    if findings:
        raise InputError(in_order(findings))
    told = [row for row in log.rows if row.became != UNUSED]
    new = [row for row in told if not checker.is_known(row)]
    register.settle([_became(row, checker.issue(row)) for row in new])
    return Reconciled(
        used=sum(row.became == USED for row in new),
        destroyed=sum(row.became == DESTROYED for row in new),
        unused=len(log.rows) - len(told),
        known=len(told) - len(new),
    )


def _became(row: LogRow, issue: Issue | None) -> Became:
    if issue is None:
        raise ValueError("only a row whose packet is known can be noted")
    note = "used while the computers were down" if row.became == USED else "destroyed unused"
    if row.used_on:
        note += f", on {row.used_on.isoformat()}"
    return Became(issue.number, row.mrn, row.record_id, row.used_on, note)


class _Checker:
    """A log's rows beside what the register says of their packets."""

    def __init__(self, path: Path, log: Log, register: Register) -> None:
        self._path = path
        self._rows = log.rows
        self._register = register
        self._issues: dict[str, Issue | None] = {
            row.packet_id: next(iter(register.by_packet(row.packet_id)), None)
            for row in log.rows
            if row.packet_id
        }

    def issue(self, row: LogRow) -> Issue | None:
        """The paper of a row, if the register knows it."""
        return self._issues.get(row.packet_id)

    def is_known(self, row: LogRow) -> bool:
        """Whether the register says already what the row says."""
        issue = self.issue(row)
        if issue is None:
            return False
        if row.became == DESTROYED:
            return issue.state is State.SUPERSEDED
        return bool(row.mrn) and self._register.is_of(issue, row.mrn)

    def findings(self) -> Iterator[Finding]:
        """What is wrong with rows that could be read."""
        seen: dict[str, int] = {}
        for row in self._rows:
            if not row.packet_id:
                continue
            if row.packet_id in seen:
                message = f"the same packet stands in line {seen[row.packet_id]} too"
                yield self._wrong(row, TWICE, message, "keep the row that is true; a copy has no number")
            seen.setdefault(row.packet_id, row.line)
            yield from self._against_the_register(row)
        yield from self._records_of_two()

    def _against_the_register(self, row: LogRow) -> Iterator[Finding]:
        issue = self.issue(row)
        if issue is None:
            hint = "compare each letter and digit with the foot of a page; or it is of another practice"
            yield self._wrong(row, UNKNOWN, "no packet of this id was issued here", hint)
        elif row.became == UNUSED or self.is_known(row):
            return
        elif not self._register.is_of(issue, ""):
            message = "the register has this packet for another patient"
            yield self._wrong(row, OTHERWISE, message, "look at the paper: whose name stands on it?")
        elif row.became == DESTROYED and issue.state not in OPEN:
            message = f"the packet was destroyed, and the register says {issue.state.value}"
            yield self._wrong(row, OTHERWISE, message, "look for the paper")
        elif row.became == USED and issue.state is State.SUPERSEDED:
            message = "the packet was used, and the register says that it was destroyed"
            yield self._wrong(row, OTHERWISE, message, "look for the paper")
        if row.record_id and row.mrn and self._register.is_anothers(row.record_id, row.mrn):
            message = "this `record_id` was issued for a patient with another MRN"
            hint = "correct the one or the other, or leave `record_id` empty"
            yield self._wrong(row, _ANOTHERS, message, hint, "record_id")

    def _records_of_two(self) -> Iterator[Finding]:
        patients: dict[str, str] = {}
        for row in self._rows:
            first = patients.setdefault(row.record_id, row.mrn) if row.record_id else row.mrn
            if first != row.mrn:
                message = "another row has this `record_id` with another MRN"
                hint = "correct the one or the other, or leave `record_id` empty"
                yield self._wrong(row, _ANOTHERS, message, hint, "record_id")

    def _wrong(self, row: LogRow, number: str, message: str, hint: str, name: str = "packet_id") -> Finding:
        return Finding(Place(str(self._path), row.line), number, message, hint, field=name)
