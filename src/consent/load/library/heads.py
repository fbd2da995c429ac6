"""The first lines of every library file: enough for a list, without reading and checking the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from consent.load.library.folders import find_files

_WANTED = frozenset({"id", "version", "title", "reviewed_on", "review_by", "enabled", "disabled_because"})
_KEY = re.compile(r"([a-z_]+):(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Head:
    """What a list says of one file, as typed."""

    id: str
    version: str
    title: str
    reviewed_on: str
    review_by: str
    disabled_because: str
    """Empty when the policy is enabled, or the file is no policy."""


def read_heads(roots: Sequence[Path], what: str) -> tuple[Head, ...]:
    """The heads of all ``procedures``, ``clauses`` or ``policies``, by id.

    A file that cannot be read shows question marks; what is wrong with it, ``survey_library`` says.
    """
    shelves = find_files(roots)
    shelf = {"procedures": shelves.procedures, "clauses": shelves.clauses, "policies": shelves.policies}[what]
    return tuple(_head(stem, path) for stem, path in shelf.items())


def _head(stem: str, path: Path) -> Head:
    try:
        found = yaml.load("\n".join(_wanted_lines(path.read_text("utf-8"))), yaml.CBaseLoader)  # noqa: S506 - texts only
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        found = None
    said = found if isinstance(found, dict) else {}

    def word(key: str) -> str:
        value = said.get(key, "?")
        return " ".join(value.split()) if isinstance(value, str) else "?"

    off = said.get("enabled") == "false"
    return Head(
        id=stem,
        version=word("version"),
        title=word("title"),
        reviewed_on=word("reviewed_on"),
        review_by=word("review_by"),
        disabled_because=word("disabled_because") if off else "",
    )


def _wanted_lines(text: str) -> Iterator[str]:
    """The lines of the wanted keys and what is indented below them; a clause's wording is left out."""
    keep = False
    for number, line in enumerate(text.splitlines()):
        if line.rstrip() == "---":
            if number:
                return
            continue
        if line[:1] not in (" ", "\t", "#", "-", ""):
            key = _KEY.match(line)
            keep = key is not None and key[1] in _WANTED
        if keep:
            yield line
