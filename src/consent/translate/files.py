"""The files of a translation as texts, the same whoever writes them: an import, or the tool for skeletons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from consent.load.typed.yaml_writer import yaml_text
from consent.models.library.clause import Clause
from consent.models.library.printed import clause_hash
from consent.models.library.translation import Differs, Signed


@dataclass(frozen=True, slots=True)
class Signatures:
    """Who made a file and who signs for it."""

    translator: Signed | None = None
    reviewed_by: Signed | None = None

    def lines(self) -> list[str]:
        """As the file has them."""
        named = (("translator", self.translator), ("reviewed_by", self.reviewed_by))
        return [f"{key}: {_signed(value)}" for key, value in named]


@dataclass(frozen=True, slots=True)
class Line:
    """One text of a YAML file."""

    at: str
    english: str
    """The English words, above it as a comment."""
    digest: str
    text: str
    differs: tuple[Differs, ...] = ()


def clause_text(
    clause: Clause, words: Mapping[str, str], signatures: Signatures, differs: tuple[Differs, ...] = ()
) -> str:
    """A clause's file; ``words`` are its texts by ``title``, ``body`` and ``fields.ID``."""
    front = [f"id: {clause.id}", f"of: {clause.version}", f'english: "{clause_hash(clause)}"']
    front += [f"title: {scalar(words['title'])}", *signatures.lines()]
    if differs:
        front.append(f"differs: {scalar(list(differs))}")
    captions = [one.id for one in clause.fields if f"fields.{one.id}" in words]
    if captions:
        front += ["fields:", *(f"  {id_}: {scalar(words[f'fields.{id_}'])}" for id_ in captions)]
    return "\n".join(("---", *front, "---", "", words["body"].strip("\n"), ""))


def texts_text(
    owner: str, version: str | None, lines: Iterable[Line], signatures: Signatures, head: str = ""
) -> str:
    """A YAML file of procedures, shared parts, policies or anatomy; ``head`` are comments above it."""
    written = [*([head.rstrip()] if head else []), f"of: {owner}"]
    if version:
        written.append(f"version: {version}")
    written += [*signatures.lines(), "texts:"]
    for one in lines:
        written += [f"  # {' '.join(one.english.split())}"] if one.english else []
        written += [
            f"  - at: {scalar(one.at)}",
            f'    english: "{one.digest}"',
            f"    text: {scalar(one.text)}",
        ]
        if one.differs:
            written.append(f"    differs: {scalar(list(one.differs))}")
    return "\n".join(written) + "\n"


def pages_text(lines: Iterable[Line], signatures: Signatures, head: str = "") -> str:
    """``pages.yaml``."""
    written = [*([head.rstrip()] if head else []), *signatures.lines(), "texts:"]
    for one in lines:
        written += [f"  - english: {scalar(one.english)}", f"    text: {scalar(one.text)}"]
        if one.differs:
            written.append(f"    differs: {scalar(list(one.differs))}")
    return "\n".join(written) + "\n"


def head_of(path: Path) -> str:
    """The comments above everything else in a file, if it is there."""
    if not path.is_file():
        return ""
    lines = path.read_text("utf-8").split("\n")
    end = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return "\n".join(lines[:end])


def scalar(value: object) -> str:
    """A value on one line of YAML."""
    dumped = yaml_text(value, width=100_000, on_one_line=True)
    return dumped.removesuffix("\n").removesuffix("\n...").strip()


def _signed(one: Signed | None) -> str:
    if one is None:
        return "null"
    return (
        f"{{name: {scalar(one.name)}, credentials: {scalar(one.credentials)}, date: {one.date.isoformat()}}}"
    )
