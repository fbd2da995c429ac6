"""A packet again, as it was issued: the same bytes, or why not."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO

from consent.assemble import slot_values
from consent.errors import Overflow, ResourceError
from consent.load.source.open import NO_OPTIONS, SourceOptions, open_source
from consent.models.library.catalogue import ENGLISH
from consent.models.paper.slots import Slot
from consent.models.people.record import Record
from consent.models.register.issue import Issue, Printed
from consent.models.spoken import SOURCE
from consent.pipeline.workspace import Workspace
from consent.register import Register
from consent.stamp import stamp
from consent.write import was_set_aside


def reprint(
    register: Register,
    issue: Issue,
    home: Path,
    source: Path | None,
    open_workspace: Callable[[str], Workspace],
) -> bytes:
    """The bytes of an issue: from its file if that is whole, else made again from the pages that were kept.

    ``open_workspace`` gives the practice with its library in a language.

    Raises:
        ResourceError: neither is possible; it says what is gone or has changed.
    """
    if not issue.files:
        raise ResourceError(
            f"{issue.name} was begun and never finished", hint="print its record again with consent render"
        )
    for file in issue.files:
        if (found := _as_written(file, home)) is not None:
            return found
    file = issue.files[-1]
    changed = f"the file of {issue.name} is gone or changed, and what was stamped into it is kept nowhere"
    language = register.version_of(issue.content)[2] or SOURCE
    if not issue.record_id:
        # A blank packet: nothing but its id and its date is stamped.
        catalogue = ENGLISH if language == SOURCE else open_workspace(language).catalogue_in(language)
        values = slot_values(None, issue.packet_id, date.fromisoformat(issue.issued_on), catalogue)
    else:
        where = source or _whole(file.source, home)
        changed = f"record {issue.record_id} in {where} has changed since {issue.name} was issued"
        workspace = open_workspace(language)
        values = slot_values(
            record_of(issue, where, workspace),
            issue.packet_id,
            date.fromisoformat(issue.issued_on),
            workspace.catalogue_in(language),
        )
    if issue.mark:
        values[Slot.ISSUE] = issue.mark
    if not register.was_made_from(issue, values):
        raise ResourceError(
            changed, hint="put the values back as they were on its date, or print the record anew"
        )
    return _made_again(register, issue, values)


def records_in(
    sources: Sequence[Path], workspace: Workspace, options: SourceOptions, day: date, stdin: BinaryIO
) -> dict[str, Record]:
    """Every usable row of a schedule, by record id."""
    with open_source(
        sources,
        library=workspace.library,
        practice=workspace.practice,
        issued_on=day,
        options=options,
        stdin=stdin,
    ) as opened:
        return {row.record.value.record_id: row.record.value for row in opened.rows if row.record}


def _as_written(file: Printed, home: Path) -> bytes | None:
    path = home / file.path
    for candidate in (path, was_set_aside(path, file.sha256)):
        try:
            data = candidate.read_bytes()
        except OSError:
            continue
        if hashlib.sha256(data).hexdigest() == file.sha256:
            return data
    return None


def _whole(source: str, home: Path) -> Path:
    if source in ("", "-"):
        raise ResourceError(
            "the file is gone or changed, and its record came from standard input",
            hint="name where the record stands with --record FILE",
        )
    return home / source


def where_it_stood(issue: Issue, home: Path) -> Path:
    """Where an issue's record stood.

    Raises:
        ResourceError: it came from standard input, or is a blank packet's.
    """
    if not issue.files or not issue.record_id:
        raise ResourceError(f"{issue.name} is nobody's: it was never finished, or is blank")
    return _whole(issue.files[-1].source, home)


def record_of(issue: Issue, where: Path, workspace: Workspace) -> Record:
    """The record of an issue as it stands there now.

    Raises:
        ResourceError: the file is gone, or has no such record any more.
    """
    if not where.exists():
        raise ResourceError(
            f"{where}, where the record of {issue.name} stood, is gone, and without it there is no packet",
            hint="name where the record stands now with --record FILE",
        )
    with open_source(
        [where],
        library=workspace.library,
        practice=workspace.practice,
        issued_on=date.fromisoformat(issue.issued_on),
        options=NO_OPTIONS,
    ) as opened:
        for row in opened.rows:
            if row.record and row.record.value.record_id == issue.record_id:
                return row.record.value
    raise ResourceError(
        f"there is no usable record {issue.record_id} in {where}",
        hint="name the file that has it with --record FILE",
    )


def _made_again(register: Register, issue: Issue, values: dict[Slot, str]) -> bytes:
    for file in issue.files:
        if not file.master:
            raise ResourceError(
                f"{issue.name} was typeset on its own, because a value fits no slot, and its file is gone",
                hint="no copy of such pages is kept, since they name the patient; print the record anew",
            )
        try:
            pdf = stamp(register.masters.read(file.master), values)
        except Overflow:
            continue
        if hashlib.sha256(pdf).hexdigest() == file.sha256:
            return pdf
    raise ResourceError(
        f"{issue.name} cannot be made again to the byte: this computer's fonts or libraries have changed",
        hint="install what it was made with, or print the record anew",
    )
