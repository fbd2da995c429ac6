"""The files that packets are made from besides the library, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consent.models.people.practice import Practice
    from consent.models.place import Sourced


def library_files(roots: Iterable[Path]) -> list[Path]:
    """Every file below the template folders."""
    return [path for root in roots for path in root.rglob("*") if path.is_file()]


def practice_files(practice: Sourced[Practice] | None) -> Iterator[Path]:
    """The practice file, and those that it names."""
    if practice is None:
        return
    file = Path(practice.source.file)
    yield file
    if practice.value.logo:
        yield file.parent / practice.value.logo
    for form in practice.value.official_forms.values():
        yield file.parent / form.file
