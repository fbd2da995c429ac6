"""What a batch has done so far, one line for each row, in the order of the rows.

It only ever grows while a batch runs, and a line is added only once its packet is whole on disk;
so after a crash it may say too little, never too much. A torn last line is not read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from io import FileIO
from operator import attrgetter
from pathlib import Path

from consent.models.register.manifest import Line, Status
from consent.write.packet_file import UNFINISHED, failed

_RUN = b"run\n"
_FIELDS = tuple(field.name for field in fields(Line))
_VALUES = attrgetter(*_FIELDS)
_ENCODED = json.JSONEncoder(separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Made:
    """A packet of an earlier run, as far as it must be known to leave it alone."""

    sha256: str
    tag: str
    """Keyed digest of everything it was made from; says nothing to who has no key."""
    slow_pages: int = 0
    """How many pages it has, when it was made on its own."""
    slow_reason: str = ""


class Journal:
    """The journal of one output folder."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: FileIO | None = None

    def made(self) -> dict[str, Made]:
        """Every packet an earlier run has made, by its id."""
        return {line.packet_id: _made(line, tag) for _, line, tag in self._read() if line.packet_id}

    def begin(self) -> None:
        """Begin a run; what earlier runs did stays readable."""
        try:
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
            self._file = FileIO(os.open(self._path, flags, 0o600), "ab")
            # The line of a run that was cut short ends here.
            self._file.write(b"\n" + _RUN)
            os.fsync(self._file.fileno())
        except OSError as error:
            raise failed(self._path, error) from None

    def add(self, lines: Sequence[tuple[Line, str]]) -> None:
        """Note what was done, each with its tag; a program killed after this loses nothing of it."""
        if self._file is None:
            raise ValueError("the journal has not been begun")
        try:
            view = memoryview(b"".join(_text(line, tag) for line, tag in lines))
            while view:
                view = view[self._file.write(view) or 0 :]
        except OSError as error:
            raise failed(self._path, error) from None

    def close(self) -> None:
        """Close the file; what was added stays."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def of_this_run(self) -> Iterator[tuple[Line, str]]:
        """What was added since the last ``begin``, in order."""
        newest = sum(1 for text in self._texts() if text == _RUN)
        return ((line, tag) for run, line, tag in self._read() if run == newest)

    def of_earlier_runs(self, ids: Iterable[str]) -> list[tuple[Line, str]]:
        """The last that is known of these packets, in the order of their ids."""
        wanted = set(ids)
        if not wanted:
            # A journal of a hundred thousand lines takes a second to read.
            return []
        found = {line.packet_id: (line, tag) for _, line, tag in self._read() if line.packet_id in wanted}
        return [found[id_] for id_ in sorted(found)]

    def shorten(self, lines: Iterable[tuple[Line, str]]) -> None:
        """Keep only these lines, as one finished run."""
        part = self._path.with_suffix(UNFINISHED)
        try:
            with open(part, "wb", opener=_private) as file:
                file.write(_RUN)
                file.writelines(_text(line, tag) for line, tag in lines)
                file.flush()
                os.fsync(file.fileno())
            self.close()
            part.replace(self._path)
        except OSError as error:
            raise failed(self._path, error) from None

    def _read(self) -> Iterator[tuple[int, Line, str]]:
        run = 0
        for text in self._texts():
            if text == _RUN:
                run += 1
            elif parsed := _parsed(text):
                yield run, *parsed

    def _texts(self) -> Iterator[bytes]:
        try:
            with self._path.open("rb") as file:
                yield from file
        except FileNotFoundError:
            return
        except OSError as error:
            raise failed(self._path, error) from None


def _made(line: Line, tag: str) -> Made:
    if line.status is Status.SLOW:
        return Made(line.sha256, tag, line.pages, line.reason)
    return Made(line.sha256, tag)


def _text(line: Line, tag: str) -> bytes:
    return _ENCODED([tag, *_VALUES(line)]).encode() + b"\n"


def _parsed(text: bytes) -> tuple[Line, str] | None:
    """A whole line; None for anything else."""
    try:
        tag, status, *rest = json.loads(text)
        # Python would take fewer values than there are fields, and any type.
        whole = len(rest) == len(_FIELDS) - 1 and text.endswith(b"\n") and isinstance(tag, str)
        return (Line(Status(status), *rest), tag) if whole else None
    except (ValueError, TypeError):
        return None


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW, 0o600)
