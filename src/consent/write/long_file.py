"""A file too long to be held in memory: written bit by bit beside its place, put there when it is whole."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from consent.errors import WriteError
from consent.write.packet_file import open_part, part_beside


class LongFile:
    """The file is there only after ``put``; left before that, nothing of it stays."""

    def __init__(self, path: Path, hint: str, remember: Callable[[Path], None] = lambda _: None) -> None:
        """``hint`` says what to do when it cannot be written.

        ``remember`` is told of the unfinished file, to be removed if the program is killed.
        """
        self._path = path
        self._hint = hint
        self._remember = remember

    def __enter__(self) -> Self:
        self._part = part_beside(self._path)
        # Before there is one: who is killed in between leaves a name too many and no file.
        self._remember(self._part)
        try:
            self._file = open_part(self._part)
        except OSError as error:
            raise self._failed(error) from None
        return self

    def write(self, data: bytes) -> None:
        """Append.

        Raises:
            WriteError: the disk is full, or gone.
        """
        try:
            self._file.write(data)
        except OSError as error:
            raise self._failed(error) from None

    def put(self) -> None:
        """All is written: put the file in its place, in one step.

        Raises:
            WriteError: the disk is full, or gone.
        """
        try:
            self._file.flush()
            # Before the name is given: after a power cut a file in its place would else be empty.
            os.fsync(self._file.fileno())
            self._part.replace(self._path)
        except OSError as error:
            raise self._failed(error) from None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            self._part.unlink()

    def _failed(self, error: OSError) -> WriteError:
        return WriteError(
            f"cannot write {self._path}: {error.strerror or type(error).__name__}", hint=self._hint
        )
