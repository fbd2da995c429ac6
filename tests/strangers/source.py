"""Strangers' consent forms: their text, and by hand what each says and does not say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

import yaml

from consent.models.library.policy import Requirement

FOLDER = Path(__file__).parent
Kind: TypeAlias = Literal["heading", "text", "bullet", "table"]
Half: TypeAlias = Literal[
    "tuned", "held-out", "last", "first-ten", "second-ten", "third-eight", "fourth-four"
]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, one item of a list, or a table."""

    kind: Kind
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """One form, and what a careful lawyer finds in it."""

    name: str
    about: str
    half: Half
    """``tuned``: the rules were made with these. The others: written when the rules stood, and only used to
    make them better after a first score."""
    program: str
    procedures: tuple[str, ...]
    told: frozenset[str]
    """Clauses and elements, or ``policy.requirement`` where the two differ, that the form tells."""
    arguable: frozenset[str]
    """Told in part; neither answer is counted."""
    missing: frozenset[str] = frozenset()
    """``policy.requirement`` that the form does not tell though it tells the same clause elsewhere."""
    language: str = "en"
    columns: int = 1
    body: str = field(default="", repr=False)

    @property
    def pdf(self) -> Path:
        """The printed form."""
        return FOLDER / "pdf" / f"{self.name}.pdf"

    def truth(self, policy: str, requirement: Requirement) -> bool | None:
        """Whether the form tells what a requirement asks; None where that can be argued."""
        if f"{policy}.{requirement.id}" in self.missing:
            return False
        name = f"{policy}.{requirement.id}"
        for key in (name, _KNOWN_AS.get(name) or _key(requirement)):
            if key in self.told:
                return True
            if key in self.arguable:
                return None
        return False


_KNOWN_AS = {
    "us-fda.exosome-orthopedic": "exosome-orthopedic",
    "us-ca.conventional-treatment": "alternatives",
    "cfr-46-116.copy": "copy-given",
    "us-fda.state-law-not-fda-approval": "state-law-not-fda-approval",
}
"""What the forms call a requirement that no clause of its own meets."""


def _key(requirement: Requirement) -> str:
    if requirement.clause:
        return requirement.clause
    element = str(requirement.element)
    return "element-alternatives" if element == "alternatives" else element


def all_forms() -> tuple[Form, ...]:
    """Every form, by name."""
    return tuple(_read(path) for path in sorted((FOLDER / "forms").glob("*.md")))


def _read(path: Path) -> Form:
    _, front, body = path.read_text("utf-8").split("---\n", 2)
    given = yaml.safe_load(front)
    return Form(
        name=path.stem,
        about=given["about"],
        half=given["half"],
        program=given["program"],
        procedures=tuple(given["procedures"]),
        told=frozenset(given["told"]),
        arguable=frozenset(given.get("arguable", ())),
        missing=frozenset(given.get("missing", ())),
        language=given.get("language", "en"),
        columns=given.get("columns", 1),
        body=body,
    )


def blocks(body: str) -> list[Block]:
    """The few marks of a source: headings, lists, tables, paragraphs."""
    found: list[Block] = []
    for part in re.split(r"\n\s*\n", body.strip()):
        lines = part.splitlines()
        if match := re.match(r"(#+) (.*)", lines[0]):
            found.append(Block("heading", match[2], len(match[1])))
        elif lines[0].startswith("|"):
            cells = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
            found.append(Block("table", rows=tuple(row for row in cells if set(row[0]) != {"-"})))
        elif lines[0].startswith("- "):
            found += [Block("bullet", line[2:]) for line in lines]
        else:
            found.append(Block("text", " ".join(lines)))
    return found


def bold_parts(text: str) -> list[tuple[str, bool]]:
    """Text cut where ``**`` switches bold on and off."""
    return [(part, number % 2 == 1) for number, part in enumerate(text.split("**")) if part]
