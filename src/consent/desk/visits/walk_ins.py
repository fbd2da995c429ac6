"""Visits whose records were typed at the desk: of walk-ins, and of rows that were corrected to be printed.

They lie in ``records/``, a file each. Of a folder that has grown for years only those of the day are read.
"""

from __future__ import annotations

import hashlib
import hmac
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from consent.desk.current import Opened
from consent.desk.settings import IN_PLACE_OF, RECORDS, WALK_IN
from consent.desk.visits.reading import digest_of, visit_of
from consent.desk.visits.visit import Visit
from consent.errors import InputError
from consent.load.rows.row import Row, Unit
from consent.load.source.open import open_source
from consent.models.place import Place
from consent.register import Register

_ENDING = ".yaml"
_MOST_READ = 2_000
"""Files that are kept in memory as they were read."""
CORRECTED, UNPLANNED = "corrected at the desk", "not on the schedule"


class WalkIns:
    """Reads the records of the desk, each again when it has changed; safe to ask from several threads."""

    def __init__(self, home: Path, secret: bytes) -> None:
        self._folder = home / RECORDS
        self._secret = secret
        self._lock = threading.Lock()
        self._read: OrderedDict[str, tuple[tuple[object, ...], Visit | None]] = OrderedDict()

    def beside(
        self, planned: Sequence[Visit], day: date, register: Register, opened: Opened, now: datetime
    ) -> tuple[Visit, ...]:
        """The planned visits, as printed where the desk corrected them, and the others of this day."""
        rows = {one.row.record_id for one in planned if one.row.record_id}
        found = [self._corrected(one, register, opened, now) or one for one in planned]
        ids = dict.fromkeys((*register.records_of_day(day), *self._changed_on(day, now)))
        others = (self._visit(id_, opened, now) for id_ in ids if id_ not in rows)
        found += [replace(one, origin=UNPLANNED) for one in others if one and one.day in (day, None)]
        return tuple(found)

    def visit(self, key: str, opened: Opened, now: datetime) -> Visit | None:
        """The visit with this key, if its record still says what it said when the key was given out."""
        with self._lock:
            ids = [id_ for id_, (_, visit) in self._read.items() if visit is not None and visit.key == key]
        found = (self._visit(id_, opened, now) for id_ in ids)
        return next((one for one in found if one and one.key == key), None)

    def _corrected(self, row: Visit, register: Register, opened: Opened, now: datetime) -> Visit | None:
        """What was printed in place of a row, as long as the row says what it said then."""
        id_ = row.row.record_id
        if not id_ or not (self._folder / f"{id_}{_ENDING}").exists() or not register.by_record(id_):
            return None
        found = self._visit(id_, opened, now)
        if found is None or found.record is None or found.in_place_of != digest_of(row.row):
            return None
        return replace(found, origin=CORRECTED)

    def _changed_on(self, day: date, now: datetime) -> Iterator[str]:
        """Walk-ins that were typed on this day, printed or not: whoever was typing may have been cut off."""
        for path in sorted(self._folder.glob(f"{WALK_IN}*{_ENDING}")):
            with suppress(OSError):
                if datetime.fromtimestamp(path.stat().st_mtime, now.tzinfo).date() == day:
                    yield path.stem

    def _visit(self, id_: str, opened: Opened, now: datetime) -> Visit | None:
        path = self._folder / f"{id_}{_ENDING}"
        try:
            seen = path.stat()
        except OSError:
            return None
        state = (opened.state, now.date(), seen.st_size, seen.st_mtime_ns, seen.st_ino)
        with self._lock:
            known = self._read.get(id_)
        if known is None or known[0] != state:
            known = (state, self._again(path, id_, opened, now))
        with self._lock:
            self._read[id_] = known
            self._read.move_to_end(id_)
            while len(self._read) > _MOST_READ:
                self._read.popitem(last=False)
        return known[1]

    def _again(self, path: Path, id_: str, opened: Opened, now: datetime) -> Visit | None:
        workspace = opened.workspace
        try:
            with open_source(
                [path], library=workspace.library, practice=workspace.practice, issued_on=now.date()
            ) as source:
                # Somebody may have changed the file by hand; then the line says what is wrong with it.
                row = next((one for one in source.rows if one.record_id in (id_, None)), None)
        except InputError as error:
            row = Row(1, Unit.RECORD, Place(str(path)), id_, None, error.findings)
        visit = visit_of(row, workspace.library, self._key) if row else None
        return replace(visit, in_place_of=_in_place_of(path)) if visit else None

    def _key(self, told: str) -> str:
        return hmac.digest(self._secret, told.encode(), hashlib.sha256).hex()[:20]


def _in_place_of(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            head = file.readline(200)
    except OSError:
        return ""
    return head.removeprefix(IN_PLACE_OF).strip() if head.startswith(IN_PLACE_OF) else ""
