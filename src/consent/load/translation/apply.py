"""The library in another language: the same facts, conditions and sources, with other printed words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from consent.load.translation.lookup import Texts, made_by, signed
from consent.models.library.anatomy import Anatomy, BodySite, Indication
from consent.models.library.catalogue import Catalogue
from consent.models.library.clause import Clause
from consent.models.library.collection import Library, LoadedClause
from consent.models.library.policy import Policy
from consent.models.library.printed import Unit, clause_hash, units_of, with_words
from consent.models.library.procedure import Procedure, SharedPart
from consent.models.library.translation import (
    ANATOMY,
    PAGES,
    TO_DO,
    LoadedClauseTranslation,
    Signed,
    Standing,
    State,
    Translated,
    Translation,
    UnitState,
)
from consent.models.place import Path, Place, Source, Sourced

M = TypeVar("M", Procedure, SharedPart, Policy)
Item = TypeVar("Item", BodySite, Indication)


def translated(library: Library, translation: Translation) -> tuple[Library, tuple[UnitState, ...]]:
    """The English library with this translation's words, and how far each of them is.

    A stale text stands as it is and a missing one in English: whoever prints looks at the states first.
    Dictated words stay English, and their translation becomes the clause's gloss.
    """
    work = _Work(translation)
    found = Library(
        language=translation.language.id,
        procedures=work.shelf("procedures", library.procedures),
        shared=work.shelf("shared", library.shared),
        clauses={id_: work.clause(one) for id_, one in library.clauses.items()},
        policies=work.shelf("policies", library.policies),
        anatomy=work.anatomy(library.anatomy),
        schedules=library.schedules,
        tongue=translation.language,
        catalogue=work.catalogue(),
    )
    return replace(found, standing=_standing(work.states, translation)), tuple(work.states)


@dataclass(slots=True)
class _Work:
    translation: Translation
    states: list[UnitState] = field(default_factory=list)

    def shelf(self, folder: str, shelf: Mapping[str, Sourced[M]]) -> dict[str, Sourced[M]]:
        return {id_: self._file(f"{folder}/{id_}", one) for id_, one in shelf.items()}

    def clause(self, loaded: LoadedClause) -> LoadedClause:
        clause = loaded.clause.value
        found = self._begun(clause.id)
        self.states += clause_states(loaded, found)
        if found is None:
            return loaded
        said, at = found.clause.value, found.clause.at
        if clause.dictated:
            return replace(loaded, gloss=found.prose, gloss_title=said.title, gloss_elsewhere=said.elsewhere)
        captions = tuple(
            one if one.id not in said.fields else one.but(label=said.fields[one.id]) for one in clause.fields
        )
        marks: dict[Path, Place] = {("title",): at("title"), ("body",): at("body")}
        for index, one in enumerate(clause.fields):
            if one.id in said.fields:
                marks["fields", index, "label"] = at("fields", one.id)
        mine: Clause = clause.but(title=said.title, body=said.body, fields=captions)
        return replace(loaded, clause=_moved(loaded.clause, mine, marks), prose=found.prose)

    def _begun(self, id_: str) -> LoadedClauseTranslation | None:
        """The translation of a clause, unless it is still to be made."""
        found = self.translation.clauses.get(id_)
        if found is None:
            return None
        said = found.clause.value
        return None if any(text.startswith(TO_DO) for text in (said.title, said.body)) else found

    def anatomy(self, anatomy: Anatomy) -> Anatomy:
        texts = Texts.of(self.translation.texts.get(ANATOMY, ()))
        return Anatomy(
            {
                name: self._item("body_sites", one, one.value.plain_name, texts)
                for name, one in anatomy.body_sites.items()
            },
            {
                name: self._item("indications", one, one.value.printed, texts)
                for name, one in anatomy.indications.items()
            },
            complete=anatomy.complete,
        )

    def catalogue(self) -> Catalogue:
        texts: dict[str, str] = {}
        for file in self.translation.pages:
            for index, one in enumerate(file.value.texts):
                if one.english not in texts:
                    texts[one.english] = one.text
                    state, place = signed(file.value), file.at("texts", index, "text")
                    self.states.append(
                        UnitState(
                            PAGES,
                            one.english,
                            state,
                            place,
                            one.english,
                            one.text,
                            one.differs,
                            made_by(file.value),
                        )
                    )
        for wanted in self.translation.wanted:
            for index, words in enumerate(wanted.value.texts):
                if words.english not in texts:
                    place = wanted.at("texts", index, "english")
                    self.states.append(UnitState(PAGES, words.english, State.MISSING, place, words.english))
        return Catalogue(texts, complete=False, tongue=self.translation.language)

    def _file(self, owner: str, one: Sourced[M]) -> Sourced[M]:
        texts = Texts.of(self.translation.texts.get(owner, ()))
        words: dict[Path, str] = {}
        marks: dict[Path, Place] = {}
        for unit in units_of(one.value):
            self._say(owner, unit, one.source, texts, words, marks)
        return _moved(one, with_words(one.value, words), marks)

    def _item(self, shelf: str, one: Sourced[Item], printed: str, texts: Texts) -> Sourced[Item]:
        words: dict[Path, str] = {}
        marks: dict[Path, Place] = {}
        unit = Unit(f"{shelf}.{one.value.name}.plain_name", ("plain_name",), printed)
        self._say(ANATOMY, unit, one.source, texts, words, marks)
        return _moved(one, one.value.but(plain_name=words.get(unit.path, printed)), marks)

    def _say(
        self,
        owner: str,
        unit: Unit,
        source: Source,
        texts: Texts,
        words: dict[Path, str],
        marks: dict[Path, Place],
    ) -> None:
        entry, state = texts.find(unit)
        place = entry.place if entry else source.at(*unit.path)
        said = entry.text.text if entry else ""
        differs, by = (entry.text.differs, made_by(entry.file.value)) if entry else ((), "")
        self.states.append(UnitState(owner, unit.at, state, place, unit.words, said, differs, by))
        if entry is not None:
            words[unit.path] = said
            marks[unit.path] = place


def clause_states(loaded: LoadedClause, found: LoadedClauseTranslation | None) -> Iterator[UnitState]:
    """The title, the wording and the captions of a clause: all are as old as the whole."""
    clause, english_at = loaded.clause.value, loaded.clause.at
    owner = f"clauses/{clause.id}"
    said = found.clause.value if found else None
    state = State.MISSING
    if said is not None:
        state = signed(said) if said.english == clause_hash(clause) else State.STALE
    captions = [
        (f"fields.{one.id}", ("fields", one.id), one.label, said.fields.get(one.id, "") if said else "")
        for one in clause.fields
    ]
    for at, path, english, text in (
        ("title", ("title",), clause.title, said.title if said else ""),
        ("body", ("body",), clause.body, said.body if said else ""),
        *captions,
    ):
        place = found.clause.at(*path) if found and text else english_at(path[0])
        here = state if text else State.MISSING
        differs, by = (said.differs, made_by(said)) if said else ((), "")
        yield UnitState(owner, at, here, place, english, text, differs, by)


def _moved(one: Sourced[Any], value: Any, marks: Mapping[Path, Place]) -> Sourced[Any]:
    """The value with the places of its translated words."""
    return Sourced(value, Source(one.source.file, {**one.source.marks, **marks}))


def _standing(states: list[UnitState], translation: Translation) -> Standing:
    def owners(*wanted: State) -> frozenset[str]:
        return frozenset(one.owner for one in states if one.state in wanted)

    signed: dict[str, tuple[tuple[Signed | None, Signed | None], ...]] = {}
    signed |= {f"clauses/{id_}": (_people(one.clause.value),) for id_, one in translation.clauses.items()}
    signed |= {
        owner: tuple(_people(file.value) for file in files) for owner, files in translation.texts.items()
    }
    signed[PAGES] = tuple(_people(file.value) for file in translation.pages)
    return Standing(drafts=owners(State.DRAFT), stale=owners(State.STALE, State.MISSING), signed=signed)


def _people(file: Translated) -> tuple[Signed | None, Signed | None]:
    return file.translator, file.reviewed_by
