"""A file of packets as FHIR: they join it in order, one in memory at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from consent.fhir_out import Filed, Office, Resources, Version
from consent.fhir_out.resources import BUNDLE_BEGINS, BUNDLE_ENDS
from consent.pipeline.workspace import Workspace
from consent.write import LongFile

_BUNDLE = ".json"
"""How the name of a transaction ends; any other is a file of lines."""


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
        hint = "name a file you may write to, and see that the disk has room"
        self._file = LongFile(order.path, hint, remember)
        self._bundle = order.path.suffix.lower() == _BUNDLE
        self._resources = Resources(office, order.version, self._bundle)
        self._before = f"{BUNDLE_BEGINS}\n" if self._bundle else ""
        self.packets = 0

    def __enter__(self) -> Self:
        self._file.__enter__()
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
        self._file.put()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.__exit__(kind, error, trace)

    def _write(self, text: str) -> None:
        self._file.write(text.encode())


def parted(versions: str) -> Iterator[tuple[str, str]]:
    """Id and version of each of ``one@1.0.0 other@1.2.0``."""
    for one in versions.split():
        id_, _, version = one.partition("@")
        yield id_, version
