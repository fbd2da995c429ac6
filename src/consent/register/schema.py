"""The tables of the register, and opening them: SQLite in WAL mode, readable by this user alone."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from consent.errors import ResourceError
from consent.register.folder import unusable

VERSION = 3
_APPLICATION = 0x434E5354
_PATIENCE = 30.0
"""Seconds to wait for another program that writes."""

_TABLES = """
CREATE TABLE content (
    sha256 TEXT PRIMARY KEY, template_version TEXT NOT NULL, edition TEXT NOT NULL, paper TEXT NOT NULL,
    language TEXT NOT NULL, procedures TEXT NOT NULL, policies TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE words (sha256 TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE clause (
    content TEXT NOT NULL REFERENCES content, place INTEGER NOT NULL, id TEXT NOT NULL, version TEXT NOT NULL,
    sha256 TEXT NOT NULL, words TEXT NOT NULL REFERENCES words, PRIMARY KEY (content, place)
) WITHOUT ROWID;
CREATE TABLE issue (
    number INTEGER PRIMARY KEY, packet_id TEXT NOT NULL, mark TEXT NOT NULL, made_from TEXT NOT NULL,
    record_id TEXT NOT NULL, mrn TEXT NOT NULL, content TEXT NOT NULL, issued_on TEXT NOT NULL,
    scheduled_on TEXT NOT NULL, state TEXT NOT NULL, state_at TEXT NOT NULL, UNIQUE (packet_id, mark)
);
CREATE INDEX issue_record ON issue (record_id);
CREATE INDEX issue_mrn ON issue (mrn);
CREATE TABLE file (
    issue INTEGER NOT NULL REFERENCES issue, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
    pages INTEGER NOT NULL, master TEXT NOT NULL, path TEXT NOT NULL, source TEXT NOT NULL,
    PRIMARY KEY (issue, sha256)
) WITHOUT ROWID;
CREATE TABLE event (
    issue INTEGER NOT NULL REFERENCES issue, state TEXT NOT NULL, at TEXT NOT NULL, note TEXT NOT NULL
);
CREATE INDEX event_issue ON event (issue);
CREATE TABLE scan (
    sha256 TEXT PRIMARY KEY, issue INTEGER NOT NULL REFERENCES issue, page INTEGER NOT NULL,
    copy TEXT NOT NULL, placed_by TEXT NOT NULL, result TEXT NOT NULL, at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX scan_issue ON scan (issue, page);
"""


_SAID = """
ALTER TABLE content ADD COLUMN subject TEXT NOT NULL DEFAULT '';
CREATE TABLE passage (
    content TEXT NOT NULL REFERENCES content, place INTEGER NOT NULL, kind TEXT NOT NULL, owner TEXT NOT NULL,
    name TEXT NOT NULL, version TEXT NOT NULL, stake TEXT NOT NULL, counted TEXT NOT NULL,
    made_from TEXT NOT NULL, words TEXT NOT NULL REFERENCES words, PRIMARY KEY (content, place)
) WITHOUT ROWID;
CREATE TABLE serial (
    content TEXT NOT NULL, issued_on TEXT NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (content, issued_on)
) WITHOUT ROWID;
"""
_PROPOSED = "ALTER TABLE content ADD COLUMN proposed TEXT NOT NULL DEFAULT ''"
_STEPS = (_TABLES, _SAID, _PROPOSED)
"""What makes each version of the one before it; the first of nothing."""


def connect(path: Path, *, must_exist: bool = False) -> sqlite3.Connection:
    """Open the database, with its tables in it.

    Raises:
        ResourceError: it is of a newer program, is something else, or (``must_exist``) is not there.
        WriteError: it cannot be made.
    """
    if must_exist and not path.is_file():
        raise ResourceError(
            f"there is no register in {path.parent}",
            hint="the first `consent render` or `consent batch` begins it; --practice names the practice",
        )
    try:
        # SQLite would make it readable by everybody, and its two companions as it is itself.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600))
        database = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    except OSError as error:
        raise unusable(path.parent, error.strerror or type(error).__name__) from None
    except sqlite3.Error as error:
        raise unusable(path.parent, str(error)) from None
    try:
        _prepare(database, path)
    except BaseException as error:
        database.close()
        if isinstance(error, sqlite3.DatabaseError):
            raise _odd(path, error) from None
        raise
    return database


def _prepare(database: sqlite3.Connection, path: Path) -> None:
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute("PRAGMA foreign_keys = ON")
    # A batch writes all over the indexes; the fewer checkpoints, the fewer waits for the disk.
    database.execute("PRAGMA wal_autocheckpoint = 8000")
    database.execute("PRAGMA cache_size = -32000")
    if _number(database, "user_version") == VERSION and _number(database, "application_id") == _APPLICATION:
        return
    database.execute("BEGIN IMMEDIATE")
    # Looked at again: another program may have made the tables while this one waited.
    version, application = _number(database, "user_version"), _number(database, "application_id")
    empty = not database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if not empty and application != _APPLICATION:
        raise ResourceError(f"{path} is another program's database", hint="move it away, and print again")
    if version > VERSION:
        raise ResourceError(
            f"{path} was written by a newer consent: it is of version {version}, and this program knows"
            f" {VERSION}",
            hint="install the newer consent on this computer too",
        )
    for step in _STEPS[0 if empty else version :]:
        for statement in step.split(";\n"):
            database.execute(statement)
    database.execute(f"PRAGMA application_id = {_APPLICATION}")
    database.execute(f"PRAGMA user_version = {VERSION}")
    database.execute("COMMIT")


def _number(database: sqlite3.Connection, pragma: str) -> int:
    found: tuple[int] = database.execute(f"PRAGMA {pragma}").fetchone()
    return found[0]


def _odd(path: Path, error: sqlite3.DatabaseError) -> ResourceError:
    if isinstance(error, sqlite3.OperationalError):
        return ResourceError(
            f"{path} cannot be used: {error}", hint="see that this user may write there and the disk has room"
        )
    return ResourceError(f"{path} is no register, or damaged", hint="bring it back from a backup")
