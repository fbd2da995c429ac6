"""Results that may be used again, kept on disk for this user alone.

Whatever is odd about the folder or a file makes it worthless, never an error: what is not
trusted is made again. Nothing with a patient's data may be put here.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from consent.errors import WriteError
from consent.write.packet_file import write_packet

VARIABLE = "CONSENT_CACHE"
"""Environment variable that moves the cache."""
_LIMIT = 256 * 1024 * 1024
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_HEAD = len(hashlib.sha256().hexdigest()) + 1


def cache_folder(environment: Mapping[str, str], home: Path) -> Path:
    """Where the cache is: what CONSENT_CACHE names, or the place for caches on this system."""
    if named := environment.get(VARIABLE):
        return Path(named)
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "consent"
    standard = Path(environment.get("XDG_CACHE_HOME", ""))
    return (standard if standard.is_absolute() else home / ".cache") / "consent"


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of entries by name, each headed by the SHA-256 of its content."""

    folder: Path
    limit: int = _LIMIT
    """Bytes to keep; the entries that were not used for longest go first."""

    def read(self, name: str) -> bytes | None:
        """An entry; None when there is none, it is damaged, or anybody else could have written it."""
        if not self._trusted():
            return None
        try:
            handle = os.open(self.folder / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
            with open(handle, "rb") as file:  # noqa: PTH123 - it is open already
                if not _of_us_alone(os.fstat(handle), stat.S_ISREG):
                    return None
                data = file.read()
                # The time of last use, for the day when the cache is too large.
                with contextlib.suppress(OSError):
                    os.utime(handle)
        except OSError:
            return None
        head, content = data[:_HEAD], data[_HEAD:]
        return content if head == _headed(content) else None

    def write(self, name: str, content: bytes) -> None:
        """Keep an entry if it can be kept safely; a full disk or a foreign folder is no reason to stop."""
        with contextlib.suppress(OSError, WriteError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._trusted():
                # Not waited for: what a power cut tears is told by its head, and made again.
                write_packet(self.folder / name, _headed(content) + content, durable=False)
                self._prune()

    def _trusted(self) -> bool:
        try:
            return _of_us_alone(self.folder.lstat(), stat.S_ISDIR)
        except OSError:
            return False

    def _prune(self) -> None:
        # The last used first: what goes over the limit is what was not used for longest.
        entries = sorted(self._entries(), reverse=True)
        size = 0
        for _, length, path in entries:
            size += length
            if size > self.limit:
                with contextlib.suppress(OSError):
                    os.unlink(path)  # noqa: PTH108 - beside scandir, paths are plain text

    def _entries(self) -> Iterator[tuple[float, int, str]]:
        with os.scandir(self.folder) as found:
            for entry in found:
                if entry.is_file(follow_symlinks=False):
                    state = entry.stat(follow_symlinks=False)
                    yield state.st_mtime, state.st_size, entry.path


def _of_us_alone(state: os.stat_result, is_kind: Callable[[int], bool]) -> bool:
    """The right kind of thing, owned by this user, and nobody else may write to it."""
    return is_kind(state.st_mode) and state.st_uid == os.geteuid() and not state.st_mode & _OTHERS_WRITE


def _headed(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode() + b"\n"
