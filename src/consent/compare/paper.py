"""What a packet's PDF says: by the register, or as far as the templates know its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from consent.checks.paper.entry import read_claims
from consent.checks.paper.facts.claims import Claims
from consent.checks.paper.facts.equivalent import equivalent_packet
from consent.compare.office import Office
from consent.errors import ConsentError, ResourceError
from consent.models.library.collection import Library
from consent.models.library.passage import UNKNOWN, Passage, PassageKind
from consent.models.people.look import Look
from consent.models.people.record import BlankForm, Record
from consent.passages import passages_of_packet
from consent.pipeline.preparing import assembler
from consent.pipeline.workspace import Workspace
from consent.reading.text.flow import squeezed


@dataclass(frozen=True, slots=True)
class Sheet:
    """A packet's PDF."""

    path: Path
    claims: Claims = field(repr=False)

    @property
    def content(self) -> str:
        """SHA-256 of what prints, as its twin says."""
        return str(self.claims.twin.get("content_sha256", ""))


def read_sheet(path: Path) -> Sheet:
    """A PDF of ours.

    Raises:
        ResourceError: it is none, or cannot be read.
    """
    claims = read_claims(path)
    if claims is None:
        raise ResourceError(
            f"{path} is no packet of this program, or cannot be read",
            hint="name a packet's PDF that nobody has printed anew or flattened",
        )
    return Sheet(path, claims)


def words_of(sheet: Sheet, office: Office, library: Library) -> tuple[tuple[Passage, ...], str]:
    """What it says, and what of that is not known; empty when all is."""
    register = office.register
    if register is not None and (known := register.passages_of(sheet.content)):
        return known, ""
    made = assembled_like(sheet, office.workspace(library, office.roots))
    if made is None:
        raise ResourceError(
            f"the register does not know what {sheet.path} says, and the templates cannot make its like",
            hint="compare it where it was printed, or name its templates: a folder, or a git revision",
        )
    content, passages = made
    if content == sheet.content:
        return passages, ""
    told = [one for one in passages if _is_on(sheet, one)]
    missing = tuple(_untold(sheet, told))
    note = "" if not missing else f"{sheet.path}: the register does not know it; some words are not known"
    return (*told, *missing), note


def assembled_like(sheet: Sheet, workspace: Workspace) -> tuple[str, tuple[Passage, ...]] | None:
    """What the same packet would print (its SHA-256) and say from these templates; None when they cannot."""

    def again(form: Record | BlankForm, look: Look) -> Any:
        return assembler(workspace, look)(form)

    try:
        packet = equivalent_packet(
            sheet.claims, library=workspace.library, practice=workspace.practice, assemble=again
        )
    except ConsentError:
        return None
    return (packet.content_hash, passages_of_packet(packet)) if packet else None


def _is_on(sheet: Sheet, one: Passage) -> bool:
    if one.kind is PassageKind.CLAUSE:
        return _wordings(sheet).get(one.owner) == one.made_from
    if one.kind in (PassageKind.STATUS, PassageKind.PLAN):
        # What is derived prints in other words.
        return True
    if one.kind is PassageKind.HEADING and one.owner in _wordings(sheet):
        # Some captions are only read aloud.
        return True
    return all(squeezed(line) in sheet.claims.words for line in one.words.split("\n") if _prints(line))


def _prints(line: str) -> bool:
    # Severities and what to do print as headings of their own.
    return " " in line and line not in ("should not have it", "special care", "life threatening")


def _wordings(sheet: Sheet) -> dict[str, str]:
    return {f"clauses/{one.get('id')}": str(one.get("sha256")) for one in _clauses(sheet)}


def _untold(sheet: Sheet, told: list[Passage]) -> Iterator[Passage]:
    known = {one.owner for one in told if one.kind is PassageKind.CLAUSE}
    for one in _clauses(sheet):
        owner = f"clauses/{one.get('id')}"
        if owner not in known:
            version = str(one.get("version", ""))
            digest = str(one.get("sha256", ""))
            yield Passage(PassageKind.CLAUSE, owner, "", version, UNKNOWN, made_from=digest)


def _clauses(sheet: Sheet) -> list[dict[str, Any]]:
    listed = sheet.claims.twin.get("clauses")
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
