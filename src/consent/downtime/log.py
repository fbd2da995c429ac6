"""Reading the log back: what each blank packet of a pack became. Never repeats what was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from consent.downtime.folder import LOG_COLUMNS, TO_FILL_IN
from consent.load.codes import Common, Kind, code
from consent.load.rows.byte_source import byte_source
from consent.load.rows.codes import QUOTES
from consent.load.rows.dates import NoDay, read_day
from consent.load.rows.options import DateFormat
from consent.load.table.files.csv_rows import read_rows, sniff, without_separator_line
from consent.load.table.files.lines import check_encoding, codec, read_lines
from consent.load.typed.text import UNPRINTABLE, RefusalError
from consent.models.findings.finding import Finding
from consent.models.place import Place
from consent.models.register.issue import read_packet_id
from consent.models.register.pack import BECAME, DESTROYED, UNUSED, USED, LogRow
from consent.suggest import choices

_RECORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_LONGEST_MRN = 40
_MUST_BE_THERE = ("packet_id", "mrn")
CONTRADICTION = "REC092"


@dataclass(frozen=True, slots=True)
class Log:
    """The rows that could be read, and everything wrong with the others."""

    rows: tuple[LogRow, ...]
    findings: tuple[Finding, ...]


def read_log(path: Path, today: date, dates: DateFormat | None = None) -> Log:
    """Read a log, as a pack has it and as spreadsheets save it. An empty row is passed over."""
    try:
        table = _table(path)
    except RefusalError as refused:
        return Log((), refused.findings)
    if not table:
        return Log((), (_wrong(path, 1, "", Common.SYNTAX, "there is no row of headings", "keep the log's"),))
    number, headings = table[0]
    names = [_name(cell) for cell in headings or ()]
    lacking = [name for name in _MUST_BE_THERE if name not in names]
    twice = sorted({name for name in (*LOG_COLUMNS, *TO_FILL_IN) if names.count(name) > 1})
    if lacking or twice:
        return Log((), tuple(_headings_wrong(path, number, lacking, twice)))
    rows, findings = [], []
    for line, cells in table[1:]:
        if cells is None:
            message = "the quotation marks in this row do not come in pairs, or the row is too long"
            findings.append(Finding(Place(str(path), line), QUOTES, message, "mend the row"))
        elif any(cell.strip() for cell in cells):
            reader = _RowReader(path, line, _by_name(names, cells), today, dates)
            rows.append(reader.row())
            findings += reader.findings
    return Log(tuple(rows), tuple(findings))


def _table(path: Path) -> list[tuple[int, list[str] | None]]:
    source = byte_source(path, None)
    encoding = codec(None)
    check_encoding(path, encoding)
    with source.open() as file:
        lines = list(read_lines(file, encoding))
    dialect = sniff(lines[:200], lambda cells: sum(_name(one) in LOG_COLUMNS + TO_FILL_IN for one in cells))
    rows = read_rows(without_separator_line(lines), dialect)
    return [(row.line, row.cells) for row in rows if row.cells is None or any(map(str.strip, row.cells))]


def _name(heading: str) -> str:
    return re.sub(r"[\s_-]+", "_", heading.strip().casefold())


def _by_name(names: Sequence[str], cells: Sequence[str]) -> dict[str, tuple[int, str]]:
    return {name: (at, cell.strip()) for at, (name, cell) in enumerate(zip(names, cells, strict=False), 1)}


def _headings_wrong(path: Path, line: int, lacking: Sequence[str], twice: Sequence[str]) -> Iterator[Finding]:
    for name in lacking:
        hint = f"keep the headings of the pack's log: {', '.join((*LOG_COLUMNS, *TO_FILL_IN))}"
        yield _wrong(path, line, name, Common.MISSING_KEY, f"there is no column `{name}`", hint)
    for name in twice:
        message = f"two columns are called `{name}`"
        yield _wrong(path, line, name, Common.DUPLICATE_KEY, message, "remove one of the two")


def _wrong(
    path: Path, line: int, name: str, number: Common, message: str, hint: str, column: int = 0
) -> Finding:
    return Finding(Place(str(path), line, column), code(Kind.RECORD, number), message, hint, field=name)


@dataclass(slots=True)
class _RowReader:
    path: Path
    line: int
    cells: Mapping[str, tuple[int, str]] = field(repr=False)
    today: date
    dates: DateFormat | None
    findings: list[Finding] = field(default_factory=list)

    def row(self) -> LogRow:
        """The row; what could not be read in it is empty, and in ``findings``."""
        packet_id = self._packet_id()
        mrn, record_id, used_on = self._mrn(), self._record_id(), self._used_on()
        became = self._became(filled=any(self._typed(name) for name in ("mrn", "record_id", "used_on")))
        if became == USED and not self._typed("mrn"):
            self._contradicts("mrn", "the packet was used, and the row does not say for whom", "type the MRN")
        if became == DESTROYED and any(self._typed(name) for name in ("mrn", "record_id")):
            message = "the packet was destroyed, and the row names a patient or a record too"
            self._contradicts("became", message, "find out which of the two is true")
        return LogRow(self.line, packet_id, mrn, record_id, used_on, became)

    def _packet_id(self) -> str:
        typed = self._typed("packet_id")
        if id_ := read_packet_id(typed):
            return id_
        message = "`packet_id` is no packet id" if typed else "`packet_id` is empty"
        self._malformed("packet_id", message, "it stands at the foot of each page, such as 7K3M9-QPX2D")
        return ""

    def _mrn(self) -> str:
        typed = self._typed("mrn")
        if len(typed) > _LONGEST_MRN or UNPRINTABLE.search(typed):
            message = f"`mrn` is longer than {_LONGEST_MRN} characters, or has one that cannot be printed"
            self._malformed("mrn", message, "type the medical record number alone")
        return typed

    def _record_id(self) -> str:
        typed = self._typed("record_id")
        if typed and not _RECORD.fullmatch(typed):
            hint = "use letters, digits, dot, hyphen and underscore; or leave it empty"
            self._malformed("record_id", "`record_id` is no id of a record", hint)
            return ""
        return typed

    def _used_on(self) -> date | None:
        typed = self._typed("used_on")
        if not typed:
            return None
        read = read_day(typed, self.dates)
        if isinstance(read, NoDay):
            self._malformed("used_on", f"`used_on` {read.message}", read.hint)
            return None
        if read > self.today:
            self._malformed("used_on", "`used_on` is a day to come", "type the day on which it was signed")
            return None
        return read

    def _became(self, *, filled: bool) -> str:
        typed = self._typed("became").casefold()
        if typed and typed not in BECAME:
            hint = f"{choices(BECAME)}; or leave it empty"
            self.findings.append(self._at("became", Common.NO_SUCH_CHOICE, "`became` is no such word", hint))
            return UNUSED
        return typed or (USED if filled else UNUSED)

    def _typed(self, name: str) -> str:
        return self.cells.get(name, (0, ""))[1]

    def _malformed(self, name: str, message: str, hint: str) -> None:
        self.findings.append(self._at(name, Common.MALFORMED, message, hint))

    def _contradicts(self, name: str, message: str, hint: str) -> None:
        place = self._at(name, Common.MALFORMED, message, hint).place
        self.findings.append(Finding(place, CONTRADICTION, f"`{name}`: {message}", hint, field=name))

    def _at(self, name: str, number: Common, message: str, hint: str) -> Finding:
        column = self.cells.get(name, (0, ""))[0]
        return _wrong(self.path, self.line, name, number, message, hint, column)
