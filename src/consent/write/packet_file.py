"""Writes one file: a temporary one beside it, then a rename. Mode 0600, since packets name patients."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from consent.errors import WriteError


def write_packet(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``, whole or not at all, readable by its owner only."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".consent-", suffix=".part", dir=path.parent)
    except OSError as error:
        raise _failed(path, error) from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError as error:
        raise _failed(path, error) from None
    finally:
        # Also on Ctrl-C: after a successful rename there is nothing left to remove.
        with contextlib.suppress(OSError):
            temporary.unlink()


def _failed(path: Path, error: OSError) -> WriteError:
    return WriteError(
        f"cannot write {path}: {error.strerror or type(error).__name__}",
        hint="name a folder you may write to with -o, and see that the disk has room",
    )
