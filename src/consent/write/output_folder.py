"""The folder of a batch: one batch at a time, nobody else's files, and no litter from a crash."""

from __future__ import annotations

import fcntl
import os
import shutil
from contextlib import suppress
from multiprocessing.util import register_after_fork
from pathlib import Path
from types import TracebackType
from typing import Self

from consent.errors import WriteError
from consent.write.journal import Journal
from consent.write.packet_file import UNFINISHED, failed, is_part, write_packet

_NOBODYS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_MARK = ".consent"
_KEY_BYTES = 32
_PACKET = ".pdf"
TABLES = ("manifest.jsonl", "manifest.csv", "refused.csv", "warnings.csv")


def packets_in(folder: Path) -> list[str]:
    """The names of the packets in a folder; each is whole."""
    try:
        with os.scandir(folder) as found:
            return [entry.name for entry in found if entry.name.endswith(_PACKET)]
    except OSError:
        return []


class OutputFolder:
    """An output folder, claimed from ``with`` on.

    ``.consent/`` in it holds the journal, the key of the journal's tags and, during a run, the masters.
    """

    def __init__(self, root: Path, *, must_exist: bool = False) -> None:
        self.root = root
        self.packets = root / "packets"
        self.state = root / _MARK
        self.masters = self.state / "masters"
        self.journal = Journal(self.state / "journal")
        self._remembered = self.state / "unfinished"
        self.key = b""
        self._must_exist = must_exist
        self._lock = -1
        self._parts: list[bytes] = []

    def __enter__(self) -> Self:
        self._check()
        try:
            # The mark comes first, or a crash would leave a folder that nobody knows for ours.
            for folder in (self.root, self.state, self.packets):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = os.open(self.state / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            self._claim()
            # A worker that is a copy of this program must not hold the folder when this program is gone.
            register_after_fork(self, OutputFolder._let_go)
            self.clean()
            self.masters.mkdir(mode=0o700)
            self.key = self._read_key()
        except OSError as error:
            raise failed(self.root, error) from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.journal.close()
        with suppress(OSError):
            self.clean()
        self._let_go()

    @property
    def is_new(self) -> bool:
        """Whether there is no packet in it yet."""
        with os.scandir(self.packets) as found:
            return next(iter(found), None) is None

    def remember(self, part: Path) -> None:
        """Note an unfinished file somewhere else, so that the next run removes it if this one is killed."""
        self._parts.append(os.fsencode(part.absolute()))
        try:
            write_packet(self._remembered, b"\0".join(self._parts), durable=False)
        except WriteError as error:
            raise WriteError(f"cannot write to {self.root}: {error.message}", hint=error.hint) from None

    def withdraw_tables(self) -> None:
        """Take away what a run is about to make untrue."""
        try:
            for name in TABLES:
                (self.root / name).unlink(missing_ok=True)
        except OSError as error:
            raise failed(self.root, error) from None

    def clean(self) -> None:
        """Remove what a run leaves unfinished."""
        shutil.rmtree(self.masters, ignore_errors=True)
        for folder in (self.packets, self.root):
            with os.scandir(folder) as found:
                for entry in found:
                    if _is_unfinished(entry.name):
                        os.unlink(entry.path)  # noqa: PTH108 - scandir gives plain text
        self._forget()

    def _forget(self) -> None:
        with suppress(OSError):
            for name in self._remembered.read_bytes().split(b"\0"):
                part = Path(os.fsdecode(name))
                if is_part(part.name):
                    part.unlink(missing_ok=True)
            self._remembered.unlink()

    def _check(self) -> None:
        exists = self.root.is_dir()
        if self.root.exists() and not exists:
            raise WriteError(f"{self.root} is a file", hint="name a folder with -o")
        ours = (self.state / "journal").is_file()
        if self._must_exist and not ours:
            raise WriteError(
                f"there is no batch in {self.root} to go on with",
                hint="check the name, or leave out --resume",
            )
        try:
            found = {path.name for path in self.root.iterdir()} if exists else set()
        except OSError as error:
            raise failed(self.root, error) from None
        # A run that was killed early leaves tables without a journal.
        others = {name for name in found - _NOBODYS if not _is_unfinished(name)}
        unfinished = _MARK in others and others <= {_MARK, "packets"}
        if others and not ours and not unfinished:
            raise WriteError(
                f"{self.root} holds other files; a batch gets a folder of its own",
                hint="name a new or empty folder with -o",
            )

    def _claim(self) -> None:
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._lock)
            self._lock = -1
            raise WriteError(
                f"another run is writing to {self.root}", hint="wait for it, or name another folder with -o"
            ) from None

    def _let_go(self) -> None:
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    def _read_key(self) -> bytes:
        path = self.state / "key"
        with suppress(FileNotFoundError):
            key = path.read_bytes()
            if len(key) == _KEY_BYTES:
                return key
        key = os.urandom(_KEY_BYTES)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        with open(handle, "wb") as file:  # noqa: PTH123 - it is open already
            file.write(key)
        return key


def _is_unfinished(name: str) -> bool:
    return name.startswith(".") and name.endswith(UNFINISHED)
