"""A CSV source: its dialect, its headings, then one candidate for each row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain, islice

from consent.load.codes import Common, Kind
from consent.load.rows.byte_source import ByteSource
from consent.load.rows.codes import CUT_OFF, QUOTES, TOO_LARGE
from consent.load.rows.options import SourceOptions
from consent.load.rows.row import Candidate, Opened, Settled, Unit
from consent.load.table.columns.columns_file import Columns
from consent.load.table.columns.headings import heading_row, known_headings, lay_out
from consent.load.table.files.csv_rows import Dialect, RawRow, read_rows, sniff, without_separator_line
from consent.load.table.files.lines import Line, check_encoding, codec, holds_stray_bytes, not_in, read_lines
from consent.load.table.row import RowReader
from consent.load.table.visit.meanings import Meanings
from consent.load.typed.text import RefusalError, refuse
from consent.models.findings.finding import Finding
from consent.models.place import Place

_SAMPLE_LINES = 200
_SAMPLE_CHARACTERS = 1 << 16


def open_csv(source: ByteSource, columns: Columns, options: SourceOptions, meanings: Meanings) -> Opened:
    """A CSV file or stream whose headings are understood.

    Raises:
        RefusalError: its encoding is wrong, or columns that must be there are missing.
    """
    encoding = codec(options.encoding)
    if source.path is not None:
        check_encoding(source.path, encoding)
        with source.open() as file:
            sample, lines = _sample(read_lines(file, encoding)), None
    else:
        # A stream is read only once: what was looked at is put back in front.
        with source.open() as file:
            rest = read_lines(file, encoding)
            sample = _sample(rest)
            lines = chain(sample, rest)
    dialect = sniff(sample, lambda headings: known_headings(headings, columns))
    heading = _headings(sample, dialect, columns)
    if heading is None or heading.cells is None:
        message, hint = "no row of headings can be read", "begin the table with one, separated by commas"
        raise refuse(Place(source.name, 1, 1), Kind.RECORD, Common.SYNTAX, message, hint)
    if any(holds_stray_bytes(cell) for cell in heading.cells):
        raise RefusalError([not_in(encoding, Place(source.name, heading.line, 1), source.head)])
    layout, findings = lay_out(
        heading.cells, columns, options, Place(source.name, heading.line, 1), meanings.standing
    )
    if layout is None:
        raise RefusalError(findings)
    reader = RowReader(layout, source.name, Unit.ROW, options, meanings)
    candidates = _candidates(source, lines, dialect, heading.number, reader, encoding)
    if source.path is None:
        return Opened("csv", candidates, findings)
    people = partial(_people, source, dialect, heading.number, reader, encoding)
    glimpses = partial(_glimpses, source, dialect, heading.number, reader, encoding)
    return Opened("csv", candidates, findings, people, glimpses)


def _people(
    source: ByteSource, dialect: Dialect, heading: int, reader: RowReader, encoding: str
) -> Iterator[Mapping[str, object]]:
    # What cannot be read is said when the rows are.
    with suppress(OSError, UnicodeError):
        for row in _rows(source, None, dialect, encoding):
            if row.number > heading and row.cells:
                yield reader.patient(row.cells)


def _glimpses(
    source: ByteSource, dialect: Dialect, heading: int, reader: RowReader, encoding: str
) -> Iterator[tuple[int, int]]:
    with suppress(OSError, UnicodeError):
        for row in _rows(source, None, dialect, encoding):
            if row.number > heading and row.cells and (found := reader.glimpse(row.cells)):
                yield found


def look_at_csv(source: ByteSource, options: SourceOptions) -> tuple[Sequence[str], Iterator[Sequence[str]]]:
    """The headings of a CSV file, and the cells of its first rows.

    Raises:
        RefusalError: its encoding is wrong, or there are no headings.
    """
    encoding = codec(options.encoding)
    if source.path is not None:
        check_encoding(source.path, encoding)
    with source.open() as file:
        sample = _sample(read_lines(file, encoding))
    dialect = sniff(sample, lambda headings: known_headings(headings, {}))
    heading = _headings(sample, dialect, {})
    if heading is None or heading.cells is None:
        message, hint = "no row of headings can be read", "begin the table with one, separated by commas"
        raise refuse(Place(source.name, 1, 1), Kind.RECORD, Common.SYNTAX, message, hint)
    rows = read_rows(without_separator_line(sample), dialect)
    return heading.cells, (row.cells for row in rows if row.cells and row.number > heading.number)


def _sample(lines: Iterator[Line]) -> list[Line]:
    taken: list[Line] = []
    characters = 0
    for line in islice(lines, _SAMPLE_LINES):
        taken.append(line)
        characters += len(line.text or "")
        if characters > _SAMPLE_CHARACTERS:
            break
    return taken


def _headings(sample: Sequence[Line], dialect: Dialect, columns: Columns) -> RawRow | None:
    rows = [row for row in read_rows(without_separator_line(sample), dialect) if not _is_blank(row)]
    return rows[heading_row([row.cells or [] for row in rows], columns)] if rows else None


def _is_blank(row: RawRow) -> bool:
    return row.cells is not None and not any(cell.strip() for cell in row.cells)


def _candidates(
    source: ByteSource,
    lines: Iterable[Line] | None,
    dialect: Dialect,
    heading: int,
    reader: RowReader,
    encoding: str,
) -> Iterator[Candidate | Settled]:
    number = line = heading
    try:
        for row in _rows(source, lines, dialect, encoding):
            number, line = row.number, row.line
            if number > heading and not _is_blank(row):
                yield _candidate(row, reader, encoding)
    except (OSError, UnicodeError):
        message = "the source cannot be read from here on"
        hint = "check the disk, the network and the encoding; the rows above are not affected"
        place = Place(source.name, line + 1)
        yield reader.refused(number + 1, line + 1, [Finding(place, CUT_OFF, message, hint)])


def _rows(
    source: ByteSource, lines: Iterable[Line] | None, dialect: Dialect, encoding: str
) -> Iterator[RawRow]:
    if lines is not None:
        yield from read_rows(without_separator_line(lines), dialect)
        return
    with source.open() as file:
        yield from read_rows(without_separator_line(read_lines(file, encoding)), dialect)


def _candidate(row: RawRow, reader: RowReader, encoding: str) -> Candidate | Settled:
    if row.cells is None:
        return reader.refused(row.number, row.line, [_unreadable(row, reader.file)])
    if holds_stray_bytes("".join(row.cells)):
        return reader.refused(row.number, row.line, [not_in(encoding, Place(reader.file, row.line))])
    return reader.read(row.number, row.line, row.cells)


def _unreadable(row: RawRow, file: str) -> Finding:
    place = Place(file, row.line)
    if row.too_long:
        return Finding(
            place, TOO_LARGE, "the line is far longer than a row can be", "check the file near this line"
        )
    hint = 'close every quotation mark; inside quotes, write a quotation mark as `""`'
    return Finding(place, QUOTES, "the quotation marks in this row do not come in pairs", hint)
