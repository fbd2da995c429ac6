"""Writes one file: a temporary one beside it, then a rename. Mode 0600, since packets name patients."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from functools import lru_cache
from io import BufferedWriter
from pathlib import Path

from consent.errors import WriteError

PACKETS = "packets"
SUPERSEDED = "superseded"
"""The folder of packets whose name another took."""
UNFINISHED = ".part"
"""How the name of a temporary file ends."""
_BEGINNING = ".consent-"
_ABANDONED = 3600.0
"""Seconds. A batch may leave the file of its print run alone for as long as it typesets."""


def write_packet(path: Path, *data: bytes, durable: bool = True) -> None:
    """Write ``data``, one part after another, to ``path``, whole or not at all, readable by its owner only.

    ``durable`` waits until the disk has it, so that it outlasts a power failure. It also removes what a
    program that was killed an hour ago or earlier left unfinished in the same folder: it names a patient too.
    """
    target = str(path)
    folder = os.path.dirname(target) or os.curdir  # noqa: PTH120 - this is the inner loop of a batch
    if durable:
        _tidy(os.path.abspath(folder))  # noqa: PTH100
    temporary = f"{folder}/{_BEGINNING}{os.urandom(6).hex()}{UNFINISHED}"
    try:
        handle = _opened(temporary, folder)
    except OSError as error:
        raise failed(path, error) from None
    done = False
    try:
        try:
            for part in data:
                _write_all(handle, part)
            if durable:
                os.fsync(handle)
        finally:
            os.close(handle)
        os.replace(temporary, target)  # noqa: PTH105
        done = True
    except OSError as error:
        raise failed(path, error) from None
    finally:
        # Also on Ctrl-C.
        if not done:
            with contextlib.suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108


def set_aside(path: Path, data: bytes) -> Path:
    """Keep what stands at ``path``, which is ``data``, before another packet takes its name; where it is now.

    It goes to ``superseded/`` beside the folder of a batch's packets, else beside the file.
    """
    kept = was_set_aside(path, hashlib.sha256(data).hexdigest())
    if not kept.exists():
        write_packet(kept, data)
    return kept


def move_aside(path: Path, sha256: str) -> bool:
    """Move a packet that gave way to ``superseded/``, if it still stands there with this digest."""
    try:
        data = path.read_bytes()
    except OSError:
        return False
    if hashlib.sha256(data).hexdigest() != sha256:
        return False
    set_aside(path, data)
    try:
        path.unlink()
    except OSError as error:
        raise failed(path, error) from None
    return True


def was_set_aside(path: Path, sha256: str) -> Path:
    """Where a file with this digest is kept, if another has taken its name."""
    folder = path.parent.parent if path.parent.name == PACKETS else path.parent
    return folder / SUPERSEDED / f"{path.stem}-{sha256[:12]}{path.suffix}"


def part_beside(path: Path) -> Path:
    """The name of a temporary file for what is too long to be held; to be renamed when it is whole."""
    return path.with_name(f"{_BEGINNING}{os.urandom(6).hex()}{UNFINISHED}")


def open_part(part: Path) -> BufferedWriter:
    """Begin that file."""
    return os.fdopen(_opened(str(part), str(part.parent)), "wb")


def is_part(name: str) -> bool:
    """Whether a file is one of those temporary ones."""
    return name.startswith(_BEGINNING) and name.endswith(UNFINISHED)


def forget_parts(folder: Path, older_than: float) -> None:
    """Remove temporary files that nobody has written to for so many seconds: who began them was killed."""
    last = time.time() - older_than
    with contextlib.suppress(OSError), os.scandir(folder) as found:
        for entry in found:
            with contextlib.suppress(OSError):
                if is_part(entry.name) and entry.stat(follow_symlinks=False).st_mtime < last:
                    os.unlink(entry.path)  # noqa: PTH108 - scandir gives plain text


@lru_cache(maxsize=32)
def _tidy(folder: str) -> None:
    """Once for each folder: an archive may have thousands of files."""
    forget_parts(Path(folder), _ABANDONED)


def _opened(temporary: str, folder: str) -> int:
    # Whoever may write into the folder could have put a link there, to have us write through it.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        return os.open(temporary, flags, 0o600)
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        return os.open(temporary, flags, 0o600)


def _write_all(handle: int, data: bytes) -> None:
    written = os.write(handle, data)
    if written < len(data):
        view = memoryview(data)[written:]
        while view:
            view = view[os.write(handle, view) :]


def failed(path: Path, error: OSError) -> WriteError:
    """The error for a file that could not be written."""
    return WriteError(
        f"cannot write {path}: {error.strerror or type(error).__name__}",
        hint="name a folder you may write to with -o, and see that the disk has room",
    )
