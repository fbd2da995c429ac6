"""The same as a table (CSV), for translators who work in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from consent.errors import ResourceError
from consent.models.library.translation import State
from consent.models.place import Place
from consent.translate.handed import Handed

COLUMNS = ("file", "text", "state", "english", "translation", "context")
_DONE = frozenset({"done", "translated", "reviewed", "final", "current"})
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_GUARD = "'"


def to_table(texts: Iterable[Handed]) -> bytes:
    """The texts as a table with a heading line, for any spreadsheet."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for one in texts:
        cells = (one.owner, one.at, one.state.value, one.english, one.text, one.context)
        writer.writerow([_guarded(cell) for cell in cells])
    # A spreadsheet knows by this mark that it is UTF-8.
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def from_table(data: bytes, name: str) -> tuple[Handed, ...]:
    """The texts of such a table as it came back.

    Raises:
        ResourceError: it is no table with these columns.

    """
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError:
        raise ResourceError(f"{name} is not UTF-8 text", hint="save it as CSV UTF-8") from None
    try:
        return tuple(_rows(csv.DictReader(io.StringIO(text, newline=""), strict=True), name))
    except csv.Error as error:
        raise ResourceError(f"{name} is no table: {error}", hint="save it as CSV UTF-8") from None


def _rows(reader: csv.DictReader[str], name: str) -> Iterator[Handed]:
    missing = [column for column in COLUMNS[:5] if column not in (reader.fieldnames or ())]
    if missing:
        raise ResourceError(
            f"{name} lacks the column {missing[0]}", hint=f"it needs: {', '.join(COLUMNS[:5])}"
        )
    for row in reader:
        cells = {
            key: _bare(value or "") for key, value in row.items() if isinstance(value, str | None) and key
        }
        yield Handed(
            owner=cells["file"].strip(),
            at=cells["text"].strip(),
            english=cells["english"],
            text=cells["translation"].strip(),
            state=State.DRAFT,
            place=Place(name, reader.line_num),
            done=cells["state"].strip().casefold() in _DONE,
        )


def _guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return _GUARD + cell if cell.startswith((*_FORMULA, _GUARD)) else cell


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith(_GUARD) and cell[1:2] in (*_FORMULA, _GUARD) else cell
