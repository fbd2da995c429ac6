"""Finds the translation of one English text: at its own place, or where its words stood before they moved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from consent.models.library.anatomy import Anatomy
from consent.models.library.collection import Library
from consent.models.library.printed import Unit, units_of
from consent.models.library.translation import (
    ANATOMY,
    TO_DO,
    State,
    TextsTranslation,
    Translated,
    TranslatedText,
)
from consent.models.place import Place, Source, Sourced

_POSITION = re.compile(r"\.\d+(?=\.|$)|\(\d+\)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One translated text and where it stands."""

    text: TranslatedText
    file: Sourced[TextsTranslation]
    place: Place


@dataclass(frozen=True, slots=True)
class Texts:
    """The translated texts of one owner; of two for one place the practice's own counts."""

    _at: dict[str, Entry] = field(default_factory=dict)
    _of: dict[tuple[str, str], Entry] = field(default_factory=dict)

    @classmethod
    def of(cls, files: Iterable[Sourced[TextsTranslation]]) -> Texts:
        """What these files say."""
        found = cls()
        for file in files:
            for index, text in enumerate(file.value.texts):
                if text.text.startswith(TO_DO):
                    continue
                entry = Entry(text, file, file.at("texts", index, "text"))
                found._at.setdefault(text.at, entry)
                if text.english:
                    found._of.setdefault((_list_of(text.at), text.english), entry)
        return found

    def find(self, unit: Unit) -> tuple[Entry | None, State]:
        """The translation of a text, and how far it is."""
        here = self._at.get(unit.at)
        english = unit.english
        if here is None or here.text.english != english:
            # A row that is put in moves all that stand below it, and their words are the same as before.
            moved = self._of.get((_list_of(unit.at), english))
            if moved is None:
                return here, State.MISSING if here is None else State.STALE
            here = moved
        return here, signed(here.file.value)

    def unused(self, units: Iterable[Unit]) -> Iterator[Entry]:
        """What translates nothing that there is."""
        used = {id(entry) for unit in units if (entry := self.find(unit)[0]) is not None}
        return (entry for entry in self._at.values() if id(entry) not in used)


def signed(translated: Translated) -> State:
    """What a text is that was made from today's English."""
    return State.DRAFT if translated.reviewed_by is None else State.CURRENT


def made_by(translated: Translated) -> str:
    """Who translated a file, if a person did."""
    return translated.translator.name if translated.translator else ""


def owners_of(library: Library) -> Iterator[tuple[str, tuple[tuple[Unit, Source], ...]]]:
    """Every file of the library but its clauses, as translations name it, with its printed texts."""
    for folder, shelf in (
        ("procedures", library.procedures),
        ("shared", library.shared),
        ("policies", library.policies),
    ):
        for id_, one in shelf.items():
            yield f"{folder}/{id_}", tuple((unit, one.source) for unit in units_of(one.value))
    yield ANATOMY, tuple(anatomy_units(library.anatomy))


def anatomy_units(anatomy: Anatomy) -> Iterator[tuple[Unit, Source]]:
    """What body sites and indications are called on paper, each by the name records know it by."""
    for name, site in anatomy.body_sites.items():
        yield _named("body_sites", name, site.value.plain_name), site.source
    for name, reason in anatomy.indications.items():
        yield _named("indications", name, reason.value.printed), reason.source


def _named(shelf: str, name: str, words: str) -> Unit:
    return Unit(f"{shelf}.{name}.plain_name", ("plain_name",), words)


def _list_of(at: str) -> str:
    return _POSITION.sub(".*", at)
