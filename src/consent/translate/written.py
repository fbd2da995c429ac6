"""The files of a translation with new words in them, each as it will be written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from consent.load.translation.lookup import owners_of
from consent.load.translation.opened import Surveyed
from consent.models.library.collection import Library
from consent.models.library.printed import english_hash
from consent.models.library.translation import ANATOMY, PAGES, Signed, State, Translated, UnitState
from consent.translate.files import Line, Signatures, clause_text, head_of, pages_text, texts_text
from consent.translate.taken import Taken


@dataclass(frozen=True, slots=True)
class Signing:
    """Who translated what came back, and who signs for it."""

    translator: Signed | None = None
    reviewed_by: Signed | None = None


def files_with(
    taken: Taken, surveyed: Surveyed, library: Library, folder: Path, signing: Signing
) -> Iterator[tuple[Path, str]]:
    """Every file to write below the language's ``folder``, and its text.

    A clause that is not whole yet is left out. Whoever signs signs only for files that came back whole;
    new words take the place of an earlier signature.
    """
    work = _Work(taken, surveyed, library, folder, signing)
    for owner in sorted(taken.words):
        yield from work.of(owner)


@dataclass(frozen=True, slots=True)
class _Work:
    taken: Taken
    surveyed: Surveyed
    library: Library
    folder: Path
    signing: Signing

    def of(self, owner: str) -> Iterator[tuple[Path, str]]:
        if owner.startswith("clauses/"):
            yield from self._clause(owner)
        elif owner == PAGES:
            made = [one.value for one in self.surveyed.translation.pages]
            lines = self._lines(self._units(owner), owner)
            path = self.folder / "pages.yaml"
            yield path, pages_text(lines, self._signatures(owner, made), head_of(path))
        else:
            files = self.surveyed.translation.texts.get(owner, ())
            signatures = self._signatures(owner, [one.value for one in files])
            for name, version, units in self._files(owner):
                path = self.folder / f"{name}.yaml"
                yield path, texts_text(name, version, self._lines(units, owner), signatures, head_of(path))

    def _clause(self, owner: str) -> Iterator[tuple[Path, str]]:
        id_ = owner.partition("/")[2]
        clause = self.library.clauses[id_].clause.value
        units = self._units(owner)
        words = {one.at: self.taken.words[owner].get(one.at, one.text) for one in units}
        if all(words.values()):
            there = self.surveyed.translation.clauses.get(id_)
            made = [there.clause.value] if there else []
            differs = there.clause.value.differs if there else ()
            text = clause_text(clause, words, self._signatures(owner, made), differs)
            yield self.folder / "clauses" / f"{id_}.md", text

    def _files(self, owner: str) -> Iterator[tuple[str, str | None, list[UnitState]]]:
        """The file of an owner, or the files that list body sites and indications."""
        units = self._units(owner)
        if owner != ANATOMY:
            shelf = getattr(self.library, owner.partition("/")[0])
            yield owner, shelf[owner.partition("/")[2]].value.version, units
            return
        sources = {unit.at: Path(source.file).stem for unit, source in dict(owners_of(self.library))[ANATOMY]}
        new = self.taken.words[owner]
        for stem in dict.fromkeys(sources[at] for at in new):
            yield f"{ANATOMY}/{stem}", None, [one for one in units if sources[one.at] == stem]

    def _units(self, owner: str) -> list[UnitState]:
        return [one for one in self.surveyed.states if one.owner == owner]

    def _lines(self, units: Sequence[UnitState], owner: str) -> Iterator[Line]:
        """The texts of a file: the new ones, and those that stood before; a stale one keeps its old hash."""
        new: Mapping[str, str] = self.taken.words[owner]
        for one in units:
            text = new.get(one.at, one.text)
            if not text:
                continue
            stale = one.at not in new and one.state is State.STALE
            yield Line(
                one.at, one.english, "0" * 16 if stale else english_hash(one.english), text, one.differs
            )

    def _signatures(self, owner: str, made: Sequence[Translated]) -> Signatures:
        earlier = made[0] if made else None
        whole = owner in self.taken.complete
        translator = self.signing.translator or (earlier.translator if earlier else None)
        return Signatures(translator, self.signing.reviewed_by if whole else None)
