"""The FHIR file of a batch: packets join it in the order of the rows, one in memory at a time."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from io import BufferedWriter
from pathlib import Path
from types import TracebackType
from typing import Self

from consent.errors import WriteError
from consent.fhir_out import Filed, Office, Resources, Version
from consent.fhir_out.resources import BUNDLE_BEGINS, BUNDLE_ENDS
from consent.models.paper.slots import Slot
from consent.models.register.issue import State
from consent.models.register.manifest import Status
from consent.pipeline.batch import Outcome
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


@dataclass(frozen=True, slots=True)
class BatchFiling:
    """Reads back what a batch has written, and files it."""

    file: FhirFile
    packets: Path
    issued_on: date
    state_of: Callable[[str, str], State]
    """How far a packet of this id and mark has come."""

    def add(self, outcome: Outcome) -> None:
        """File the packet of a row, if it has one."""
        line, job, record, plan = outcome.line, outcome.job, outcome.record, outcome.plan
        if line is None or job is None or record is None or plan is None or line.status is Status.REFUSED:
            return
        path, mark = self.packets / f"{line.packet_id}.pdf", job.values.get(Slot.ISSUE, "")
        try:
            pdf = path.read_bytes()
        except OSError as error:
            raise _changed(path, error.strerror or type(error).__name__) from None
        if hashlib.sha256(pdf).hexdigest() != line.sha256:
            raise _changed(path, "it is not what was written")
        policies = tuple(parted(plan.content.policies))
        state = self.state_of(line.packet_id, mark)
        self.file.add(Filed(line.packet_id, mark, record, state, self.issued_on, policies, pdf))


def parted(versions: str) -> Iterator[tuple[str, str]]:
    """Id and version of each of ``one@1.0.0 other@1.2.0``."""
    for one in versions.split():
        id_, _, version = one.partition("@")
        yield id_, version


def _changed(path: Path, why: str) -> WriteError:
    return WriteError(f"{path} was changed while it was filed: {why}", hint="run the same command again")
