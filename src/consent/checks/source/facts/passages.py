"""Every stretch of words in the library that may print, and where it stands in its file."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from consent.models.library.clause import SectionName
from consent.models.library.collection import Library, LoadedClause
from consent.models.library.procedure import Procedure, SharedPart
from consent.models.library.prose import Listing, Paragraph, Run
from consent.models.library.rows import Guidance
from consent.models.library.sources import PageFile
from consent.models.people.practice import Practice
from consent.models.place import Path, Place, Source, Sourced

_KEY = frozenset({SectionName.KEY_STATUS, SectionName.KEY_CHOICE})
_CODE = r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}"
_TAG_OR_CODE = re.compile(rf"{_CODE}|<(?:{_CODE}|[^>])*>", re.DOTALL)
"""Code in a tag may compare: its ``>`` does not end the tag."""
_BETWEEN = r"(?:[\s>]|\*|_|\\)+"


class Manner(StrEnum):
    """What kind of words these are."""

    PROSE = "prose"
    """Sentences; they count for readability."""
    LABEL = "label"
    """Titles, names and short labels."""
    DICTATED = "dictated"
    """An authority's own words; nobody here may change them."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of words that may print."""

    owner: str
    """Id of the procedure, shared part or clause; ``practice``; or the name of a page template."""
    path: Path
    text: str
    place: Place
    manner: Manner
    section: str
    """Passages of one section are read together, for example ``msc-exosomes: risks`` or ``rights``."""
    key: bool = False
    """Whether it belongs to the first page."""

    @property
    def field(self) -> str:
        """Its path as people write it, for example ``risks[2].name``."""
        return "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in self.path).removeprefix(".")

    def find(self, words: str, raw: str, *, skip: int = 0) -> Place:
        """The place of some of its words in the raw text of its file, across line ends and Markdown.

        ``skip`` passes over earlier places of the same words in the passage.
        """
        lines = raw.split("\n")
        if not self.place.line or self.place.line > len(lines) or not words.strip():
            return self.place
        start = sum(len(line) + 1 for line in lines[: self.place.line - 1]) + max(self.place.column - 1, 0)
        pattern = _BETWEEN.join(re.escape(word) for word in words.split())
        found = re.compile(pattern).finditer(raw, start)
        match = next(itertools.islice(found, skip, None), None)
        if match is None:
            return self.place
        before = raw[: match.start()]
        line = before.count("\n") + 1
        return Place(self.place.file, line, match.start() - (before.rfind("\n") + 1) + 1)


def passages_of(
    library: Library, practice: Sourced[Practice] | None, pages: Iterable[PageFile]
) -> Iterator[Passage]:
    """Every passage of procedures, shared parts, clauses, the practice file and the page templates."""
    for procedure in library.procedures.values():
        yield from _procedure(procedure)
    for part in library.shared.values():
        yield from _shared(part)
    for site in library.anatomy.body_sites.values():
        yield _File("anatomy", site.source).label(site.value.plain_name, "plain_name")
    for reason in library.anatomy.indications.values():
        key = "plain_name" if reason.value.plain_name else "name"
        yield _File("anatomy", reason.source).label(reason.value.printed, key)
    for loaded in library.clauses.values():
        yield from _clause(loaded)
    if practice is not None:
        yield from _practice(practice)
    for page in pages:
        yield from _page(page)


@dataclass(frozen=True, slots=True)
class _File:
    owner: str
    source: Source

    def prose(self, text: str, *path: str | int, section: str = "", key: bool = False) -> Passage:
        return self._passage(text, path, Manner.PROSE, section or str(path[0]), key)

    def label(self, text: str, *path: str | int) -> Passage:
        return self._passage(text, path, Manner.LABEL, str(path[0]), key=False)

    def _passage(self, text: str, path: Path, manner: Manner, section: str, key: bool) -> Passage:
        section = section if key else f"{self.owner}: {section}"
        return Passage(self.owner, path, text, self.source.at(*path), manner, section, key)


def _procedure(procedure: Sourced[Procedure]) -> Iterator[Passage]:
    value, file = procedure.value, _File(procedure.value.id, procedure.source)
    yield file.label(value.title, "title")
    yield file.label(value.name, "name")
    if value.product:
        yield file.prose(value.product.description, "product", "description", section="nature")
    facts = value.key_facts
    yield file.prose(facts.what, "key_facts", "what", section="key information", key=True)
    for name in ("reasons_for", "reasons_against"):
        for index, reason in enumerate(getattr(facts, name)):
            path = ("key_facts", name, index, "text")
            yield file.prose(reason.text, *path, section="key information", key=True)
    for name in ("nature", "steps"):
        for index, line in enumerate(getattr(value, name)):
            yield file.prose(line.text, name, index, "text")
    yield file.prose(value.duration, "duration", section="steps")
    for index, row in enumerate(value.benefits):
        yield file.label(row.benefit, "benefits", index, "benefit")
        yield file.label(row.likelihood, "benefits", index, "likelihood")
        yield file.prose(row.evidence, "benefits", index, "evidence")
    yield from _guidance(value, file)


def _shared(part: Sourced[SharedPart]) -> Iterator[Passage]:
    file = _File(part.value.id, part.source)
    yield file.label(part.value.title, "title")
    if part.value.introduction:
        yield file.prose(part.value.introduction, "introduction")
    yield from _guidance(part.value, file)


def _guidance(part: Guidance, file: _File) -> Iterator[Passage]:
    for index, risk in enumerate(part.risks):
        yield file.label(risk.name, "risks", index, "name")
        yield file.prose(risk.what_it_means, "risks", index, "what_it_means")
        if risk.likelihood:
            yield file.label(risk.likelihood, "risks", index, "likelihood")
        if risk.counted_in:
            yield file.label(risk.counted_in, "risks", index, "counted_in")
    rows = (
        ("precautions", part.precautions, ("situation",), ("action",)),
        ("alternatives", part.alternatives, ("name",), ("benefit", "risk")),
        ("recovery", part.recovery, ("when",), ("what",)),
        ("warning_signs", part.warning_signs, ("when",), ("sign",)),
    )
    for key, listed, labels, prose in rows:
        for index, row in enumerate(listed):
            for name in labels:
                yield file.label(getattr(row, name), key, index, name)
            for name in prose:
                yield file.prose(getattr(row, name), key, index, name)
    for index, line in enumerate(part.aftercare):
        yield file.prose(line.text, "aftercare", index, "text")
    if part.follow_up:
        yield file.prose(part.follow_up, "follow_up", section="recovery")


def _clause(loaded: LoadedClause) -> Iterator[Passage]:
    clause, source = loaded.clause.value, loaded.clause.source
    key = clause.section in _KEY
    section = "key information" if key else clause.section.value
    manner = Manner.DICTATED if clause.dictated else Manner.PROSE
    if clause.show_title:
        yield Passage(clause.id, ("title",), clause.title, source.at("title"), Manner.LABEL, section, key)
    for block in loaded.prose:
        for runs in _stretches(block):
            yield Passage(clause.id, ("body",), _plain(runs), block.place, manner, section, key)
    for index, write_in in enumerate(clause.fields):
        path = ("fields", index, "label")
        yield Passage(clause.id, path, write_in.label, source.at(*path), Manner.LABEL, section, key)
    if clause.attribution:
        place = source.at("attribution")
        yield Passage(clause.id, ("attribution",), clause.attribution, place, Manner.LABEL, section, key)


def _stretches(block: Paragraph | Listing) -> tuple[tuple[Run, ...], ...]:
    return (block.runs,) if isinstance(block, Paragraph) else block.items


def _plain(runs: tuple[Run, ...]) -> str:
    # A placeholder reads as one short word: what it stands for is not this file's wording.
    return "".join((run.text if run.placeholder is None else "it") + " " * run.line_break for run in runs)


def _practice(practice: Sourced[Practice]) -> Iterator[Passage]:
    file = _File("practice", practice.source)
    for index, person in enumerate(practice.value.practitioners):
        yield file.label(person.experience, "practitioners", index, "experience")
        yield file.label(person.interests, "practitioners", index, "interests")
    for name, product in practice.value.products.items():
        yield file.label(product.name, "products", name, "name")
        yield file.label(product.source_material, "products", name, "source_material")


def _page(page: PageFile) -> Iterator[Passage]:
    """The words between tags and template code."""
    start = 0
    for code in (*_TAG_OR_CODE.finditer(page.text), None):
        end = code.start() if code else len(page.text)
        text = page.text[start:end]
        if re.search(r"[A-Za-z]{2}", text):
            first = start + len(text) - len(text.lstrip())
            line = page.text.count("\n", 0, first) + 1
            column = first - (page.text.rfind("\n", 0, first) + 1) + 1
            place = Place(page.file, line, column)
            yield Passage(page.name, (), " ".join(text.split()), place, Manner.LABEL, "pages")
        start = code.end() if code else end
