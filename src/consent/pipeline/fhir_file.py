"""A file of packets as FHIR: they join it in order, one in memory at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BufferedWriter
from pathlib import Path
from types import TracebackType
from typing import Self

from consent.errors import WriteError
from consent.fhir_out import Filed, Office, Resources, Version
from consent.fhir_out.resources import BUNDLE_BEGINS, BUNDLE_ENDS
from consent.pipeline.workspace import Workspace
from consent.write import open_part, part_beside

BUNDLE, LINES = ".json", (".ndjson", ".jsonl")
"""How the name of a transaction ends, and that of lines."""


@dataclass(frozen=True, slots=True)
class FhirOrder:
    """What was asked for."""

    path: Path
    version: Version = Version.R4
    mrn_system: str | None = None


def office_of(workspace: Workspace, mrn_system: str | None) -> Office:
    """Who files."""
    library = workspace.library
    procedures = {id_: one.value for id_, one in library.procedures.items()}
    return Office(workspace.practice.value, procedures, library.language, mrn_system)


class FhirFile:
    """Writes one file; it is there, whole, only after ``finish``."""

    def __init__(
        self, order: FhirOrder, office: Office, remember: Callable[[Path], None] = lambda _: None
    ) -> None:
        """``remember`` is told of the unfinished file, to be removed if the program is killed."""
        self._path = order.path
        self._bundle = order.path.suffix.lower() == BUNDLE
        self._resources = Resources(office, order.version, self._bundle)
        self._remember = remember
        self._before = f"{BUNDLE_BEGINS}\n" if self._bundle else ""
        self.packets = 0

    def __enter__(self) -> Self:
        self._part, self._file = self._opened()
        return self

    def add(self, filed: Filed) -> None:
        """Append what is to be said of one packet."""
        for text in self._resources.texts(filed):
            self._write(self._before + text)
            self._before = ",\n" if self._bundle else "\n"
        self.packets += 1

    def finish(self) -> None:
        """Put the whole file in place; no packet, no file."""
        if not self.packets:
            return
        self._write(f"\n{BUNDLE_ENDS}" if self._bundle else "\n")
        try:
            self._file.flush()
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

    def _opened(self) -> tuple[Path, BufferedWriter]:
        part = part_beside(self._path)
        self._remember(part)
        try:
            return part, open_part(part)
        except OSError as error:
            raise self._failed(error) from None

    def _write(self, text: str) -> None:
        try:
            self._file.write(text.encode())
        except OSError as error:
            raise self._failed(error) from None

    def _failed(self, error: OSError) -> WriteError:
        return WriteError(
            f"cannot write {self._path}: {error.strerror or type(error).__name__}",
            hint="name a file you may write to, and see that the disk has room",
        )


def parted(versions: str) -> Iterator[tuple[str, str]]:
    """Id and version of each of ``one@1.0.0 other@1.2.0``."""
    for one in versions.split():
        id_, _, version = one.partition("@")
        yield id_, version
