"""Single statements as strangers write them, and what each says."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import weasyprint
import yaml

from consent.forms.elements import RECOGNISED
from consent.forms.recognise import Match, recognised
from consent.models.library.collection import Library
from consent.models.library.recognition import Recognition
from consent.reading.read import read_sheets
from consent.reading.text.words import Words, words_in, words_of

_FILE = Path(__file__).parent / "sentences.yaml"
_TURNS = Path(__file__).parent / "turns.yaml"
_CAPTIONS = Path(__file__).parent / "captions.yaml"
_SURE = 0.95
_AT_ONCE = 200
_SHEET = "@page { size: 7in 2in; margin: 0.3in } p { font: 11pt serif; break-before: page }"
_OTHER_NAMES = {"ind": "ind-no ind-yes", "medwatch": "reporting-side-effects"}


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement, and whether it says what the requirement asks for."""

    about: str
    """A clause, an element, or ``policy.requirement``."""
    text: str
    says: bool


def all_statements() -> tuple[Statement, ...]:
    """Every statement, in the order of the file."""
    return _read(_FILE)


def turns_of_phrase() -> tuple[Statement, ...]:
    """Statements of the kinds that one group of forms taught; read from plain text, not from paper."""
    return _read(_TURNS)


def under_captions() -> tuple[Statement, ...]:
    """Questions with their answers, and captions with what stands behind them; from plain text too."""
    return _read(_CAPTIONS)


def plainly_understood(statement: Statement, library: Library) -> bool:
    """The same as ``understood``, of words that stand on no paper."""
    return any(one.sure >= _SURE for one in _matches(statement.about, words_in(statement.text), library))


def _read(path: Path) -> tuple[Statement, ...]:
    given = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    return tuple(
        Statement(about, text, kind == "says")
        for about, kinds in given.items()
        for kind in ("says", "not")
        for text in kinds[kind]
    )


def understood(statement: Statement, library: Library) -> bool:
    """Whether the check finds, and is sure, that a statement says it."""
    words = _printed()[statement]
    return any(match.sure >= _SURE for match in _matches(statement.about, words, library))


def _matches(about: str, words: Words, library: Library) -> Iterator[Match]:
    for name in _OTHER_NAMES.get(about, about).split():
        yield recognised(words, _evidence(name, library))


def _evidence(name: str, library: Library) -> Recognition:
    policy, _, requirement = name.partition(".")
    if requirement:
        wanted = next(r for r in library.policies[policy].value.requirements if r.id == requirement)
        found = wanted.evidence or RECOGNISED.get(wanted.element) if wanted.element else wanted.evidence
    elif name in library.clauses:
        found = library.clauses[name].clause.value.evidence
    else:
        found = next(recognition for element, recognition in RECOGNISED.items() if element.value == name)
    assert found is not None, name
    return found


@cache
def _printed() -> dict[Statement, Words]:
    found: dict[Statement, Words] = {}
    statements = all_statements()
    for start in range(0, len(statements), _AT_ONCE):
        some = statements[start : start + _AT_ONCE]
        body = "".join(f"<p>{html.escape(statement.text)}</p>" for statement in some)
        page = f'<!doctype html><html lang="en"><title>Statements</title><style>{_SHEET}</style>{body}'
        pages = read_sheets(bytes(weasyprint.HTML(string=page).write_pdf()), "statements.pdf").pages
        found |= {statement: words_of((sheet,)) for statement, sheet in zip(some, pages, strict=True)}
    return found
