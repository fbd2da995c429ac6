"""The bytes of a file that was named; of nothing that has no end, or that somebody must fill first."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from consent.reading.safe.opened import MOST_BYTES
from consent.reading.unreadable import UnreadableError, too_large

# To open a pipe is to wait until somebody writes into it: without the flag for ever.
_WAITS_FOR_NOBODY = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def bytes_of(path: Path) -> bytes:
    """All bytes of a regular file. Raises :class:`UnreadableError`."""
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | _WAITS_FOR_NOBODY), "rb") as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise UnreadableError(
                    "PAP001", "this is a pipe or a device, not a file", "save the PDF and name the saved file"
                )
            if about.st_size > MOST_BYTES:
                raise too_large(f"the file is larger than {MOST_BYTES // 1_000_000} MB")
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "its name cannot be used"
        raise UnreadableError(
            "PAP001", f"the file cannot be opened: {why}", "check the path and its permissions"
        ) from None
