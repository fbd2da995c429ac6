"""Writes a report, a baseline or a translation: no patient in it, so anybody may read it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from consent.errors import WriteError
from consent.write.packet_file import UNFINISHED, failed, write_packet


def write_report(path: Path, text: str) -> None:
    """Write a text whole or not at all, readable by everybody."""
    write_packet(path, text.encode())
    # Until here it was its owner's alone, as packets are.
    path.chmod(0o644)


def write_all(files: Sequence[tuple[Path, str]]) -> None:
    """Write several texts, all of them or none, readable by everybody.

    Raises:
        WriteError: the folder or the disk takes one of them not; then every file is as it was.

    """
    waiting: list[tuple[Path, Path]] = []
    try:
        for path, text in files:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise failed(path, error) from None
            part = path.with_name(f".consent-{path.name}-{os.urandom(6).hex()}{UNFINISHED}")
            write_report(part, text)
            waiting.append((part, path))
        # Nothing is left to run out of: every byte is on the disk, and a rename takes none.
        while waiting:
            part, path = waiting.pop(0)
            part.replace(path)
    except OSError as error:
        raise WriteError(f"a file could not take its name: {error.strerror}") from None
    finally:
        for part, _ in waiting:
            with contextlib.suppress(OSError):
                part.unlink()
