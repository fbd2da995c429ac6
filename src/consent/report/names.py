"""How files are named in reports: relative to the folder the reader stands in, with slashes."""

from __future__ import annotations

from pathlib import Path

from consent.models.place import Place


def file_name(file: str, below: Path) -> str:
    """The file's name, relative to ``below`` when it lies there."""
    path = Path(file)
    if path.is_absolute() and path.is_relative_to(below):
        return path.relative_to(below).as_posix()
    return file


def place_name(place: Place, below: Path) -> str:
    """``path:line:col`` or ``path:page 3``."""
    return place.named(file_name(place.file, below))


def is_file(file: str) -> bool:
    """Whether a finding's place is a file, and not a packet of the matrix or a part of one."""
    return (
        "/" in file
        or "\\" in file
        or Path(file).suffix in {".yaml", ".yml", ".json", ".md", ".j2", ".pdf", ".css"}
    )
