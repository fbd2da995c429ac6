"""One side of a comparison, from what was typed: templates, a packet, or a day of the register."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from consent.compare.office import Office, roots_of, roots_then
from consent.compare.paper import Sheet, read_sheet
from consent.compare.revision import unpack_revision
from consent.errors import ResourceError
from consent.models.library.collection import Library

NOW = "now"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Templates:
    """A library, and the folders it came from."""

    label: str
    roots: tuple[Path, ...]
    library: Library = field(repr=False)


@dataclass(frozen=True, slots=True)
class Day:
    """What the register says was printed up to a day."""

    label: str
    day: date


Side = Templates | Sheet | Day


def read_side(typed: str, office: Office, stack: ExitStack) -> Side:
    """What is meant: ``now``, a folder of templates, a packet's PDF, a date, or a git revision.

    What has to be unpacked stays until the ``stack`` is closed.
    """
    path = Path(typed)
    if typed == NOW:
        return Templates("the templates now", office.roots, office.library())
    if path.is_dir():
        roots = roots_of(path)
        return Templates(typed, roots, office.library(roots))
    if path.is_file():
        return read_sheet(path)
    if _DAY.fullmatch(typed):
        return _day(typed, office)
    if path.suffix.lower() == ".pdf":
        raise ResourceError(f"there is no file {path}")
    return _revision(typed, office, stack)


def _day(typed: str, office: Office) -> Day:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise ResourceError(f"{typed}: there is no such day in the calendar") from None
    if office.register is None:
        raise ResourceError(
            f"{typed} is a day of the register, and there is no register",
            hint="the first `consent render` or `consent batch` begins it; --practice names the practice",
        )
    return Day(typed, day)


def _revision(typed: str, office: Office, stack: ExitStack) -> Templates:
    into = Path(stack.enter_context(TemporaryDirectory(prefix="consent-revision-")))
    unpacked = unpack_revision(typed, _own_folder(office.roots), into)
    roots = roots_of(unpacked) if ":" in typed else roots_then(unpacked)
    return Templates(typed, roots, office.library(roots))


def _own_folder(roots: Sequence[Path]) -> Path:
    """The folder that the practice keeps under git: its own if it has one."""
    return roots[0]
