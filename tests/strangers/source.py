"""Strangers' consent forms: their text, and by hand what each says and does not say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Literal, TypeAlias

import yaml

from consent.models.library.policy import Requirement

FOLDER = Path(__file__).parent
Kind: TypeAlias = Literal["heading", "text", "bullet", "table"]
Half: TypeAlias = Literal[
    "tuned", "held-out", "last", "first-ten", "second-ten", "third-eight", "fourth-four",
    "fifth-ten", "office-ten", "sealed-ten", "seventh-six", "sealed-six", "ninth-six", "sealed-ninth",
    "eleventh-five", "sealed-eleventh",
    "es-first", "es-sealed", "es-last",
]  # fmt: skip


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
    forbidden: tuple[str, ...] = ()
    """Words of each sentence in it that no consent may hold."""
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)
    """For what is told, where somebody marked it, the sentences that tell it."""
    language: str = "en"
    columns: int = 1
    body: str = field(default="", repr=False)

    @property
    def pdf(self) -> Path:
        """The printed form, where it is kept because its program is not at hand everywhere."""
        return FOLDER / "pdf" / f"{self.name}.pdf"

    @property
    def printed(self) -> bytes:
        """The form as its program prints it."""
        return self.pdf.read_bytes() if self.pdf.exists() else _typeset(self)

    @property
    def marked(self) -> bool:
        """Whether each thing told is marked at its sentence."""
        return bool(self.places)

    def sentences(self, policy: str, requirement: Requirement) -> tuple[str, ...]:
        """The sentences that tell what a requirement asks."""
        name = f"{policy}.{requirement.id}"
        keys = [name, _KNOWN_AS.get(name) or _key(requirement)]
        keys += ["serious-risks"] if "risks" in keys else []
        return tuple(one for key in keys for one in self.places.get(key, ()))

    def truth(self, policy: str, requirement: Requirement) -> bool | None:
        """Whether the form tells what a requirement asks; None where that can be argued."""
        name = f"{policy}.{requirement.id}"
        if name in self.missing or (self.marked and name in _STRICT and name not in self.told):
            return None if name in self.arguable else False
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


@cache
def all_forms() -> tuple[Form, ...]:
    """Every form, by name."""
    return tuple(_read(path) for path in sorted((FOLDER / "forms").glob("*.md")))


def _read(path: Path) -> Form:
    _, front, marked = path.read_text("utf-8").split("---\n", 2)
    given = yaml.load(front, yaml.CSafeLoader)
    body, places = _unmarked(marked)
    return Form(
        name=path.stem,
        about=given["about"],
        half=given["half"],
        program=given["program"],
        procedures=tuple(given["procedures"]),
        told=frozenset({*given.get("told", ()), *places}),
        arguable=frozenset(_whole(given.get("arguable", ()))).difference(places),
        missing=frozenset(given.get("missing", ())),
        forbidden=tuple(given.get("forbidden", ())),
        places=places,
        language=given.get("language", "en"),
        columns=given.get("columns", 1),
        body=body,
    )


_MARK = re.compile(r" ?\{([a-z0-9. -]+)\}")
_ONE = r"(?:[^.?!|\n]|[.?!](?![*”)\"]*\s))+"
_BEGIN = r"(?:\A|(?<=[|\n])|(?<=[.?!])(?=[*”)\"]*\s))"
"""Where no sentence goes on: a search that begins anywhere else finds the same, in twenty times the time."""
_LAST_SENTENCES = re.compile(rf"{_BEGIN}(?:{_ONE}[.?!][*”)\"]*\s+)?{_ONE}[.?!]?[*”)\"]*\s*\Z")
_WEIGHED = (
    "us-ca.conventional-treatment-by-procedure", "us-ut.consent-alternatives", "us-wa.consent-alternatives",
    "us-fl.consent-alternatives", "tjc.alternatives", "ama-2-1-1.other-options",
)  # fmt: skip
_NOTHING = ("us-ut.consent-no-treatment", "us-wa.consent-no-treatment", "us-fl.consent-no-treatment",
            "tjc.no-treatment")  # fmt: skip
_STRICT = frozenset(
    (
        *_WEIGHED,
        *("isscr-2019.risks", "isscr-2019.unknown-risks", "isscr-2019.source", "ftc-255.level-of-evidence"),
    )
)
"""What asks for parts that the plain thing does not have: told only where it is marked by this name."""
_BLOCKS = frozenset(
    ("risks", "serious-risks", "signing-practitioner", "consent-voluntary", "consent-explained")
)
"""What is told in a paragraph or a list, wherever in it the mark stands."""
BUNDLES: Mapping[str, tuple[str, ...]] = {
    "choices": ("alternatives", "element-alternatives"),
    "choices-weighed": ("alternatives", "element-alternatives", *_WEIGHED),
    "nothing-risk": _NOTHING,
    "nothing-weighed": (*_NOTHING, "ama-2-1-1.forgoing-treatment"),
    "nothing": (*_NOTHING, "ama-2-1-1.forgoing-treatment"),
}
"""Short names for what is told together: other choices (named, or weighed), and having no treatment."""


def _whole(keys: Iterable[str]) -> Iterable[str]:
    for key in keys:
        yield from BUNDLES.get(key, (key,))


def _unmarked(text: str) -> tuple[str, dict[str, tuple[str, ...]]]:
    """The text as it prints, and for each key in ``{key key}`` the one or two sentences before it.

    A mark on a line of its own stands for the whole table or list above it.
    """
    places: dict[str, list[str]] = defaultdict(list)
    printed = ""
    end = 0
    for mark in _MARK.finditer(text):
        printed += text[end : mark.start()]
        end = mark.end()
        if printed.endswith("\n"):
            said = printed.rstrip().rpartition("\n\n")[2]
        else:
            last = _LAST_SENTENCES.search(printed[_two_lines_before_the_end(printed) :])
            said = last[0] if last else printed.rpartition("\n")[2]
        block = printed.rstrip().rpartition("\n\n")[2]
        for name in mark[1].split():
            for key in _whole((name,)):
                places[key].append((block if name in BUNDLES or name in _BLOCKS else said).strip())
    return printed + text[end:], {key: tuple(said) for key, said in places.items()}


def _two_lines_before_the_end(text: str) -> int:
    """Where two sentences can begin at the earliest, if no sentence goes on over the end of a line."""
    lines = text.rstrip()
    before = lines[: lines.rfind("\n") + 1].rstrip()
    return before.rfind("\n") + 1


@cache
def _typeset(form: Form) -> bytes:
    programs = import_module("tests.strangers.print_forms").PROGRAMS
    return bytes(programs[form.program](form))


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
