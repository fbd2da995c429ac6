"""What a translator is handed: each text of a library with its translation, its state and where it prints."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from consent.load.translation.opened import Surveyed
from consent.models.library.collection import Library
from consent.models.library.printed import english_hash
from consent.models.library.translation import ANATOMY, PAGES, State
from consent.models.place import Place


@dataclass(frozen=True, slots=True)
class Handed:
    """One text to translate."""

    owner: str
    """``clauses/costs``, ``procedures/prp``, ``anatomy``, ``pages``."""
    at: str
    """``body``, ``risks.infection.name``; of pages the English words."""
    english: str = field(repr=False)
    text: str = field(repr=False)
    """Empty when it is missing."""
    state: State
    context: str = ""
    """Where it prints, in a sentence."""
    place: Place | None = None
    """Only of a text that comes back: where it stands in what came."""
    done: bool = False
    """Only of a text that comes back: whether the translator says that it is as it should be."""

    @property
    def key(self) -> tuple[str, str]:
        """What it is known by."""
        return self.owner, self.at

    @property
    def digest(self) -> str:
        """The hash of its English words."""
        return english_hash(self.english)


def handed(surveyed: Surveyed, library: Library, states: Collection[State] = ()) -> Iterator[Handed]:
    """Every text of a language, or those in some states, in the order of the library."""
    for one in surveyed.states:
        if not states or one.state in states:
            context = _context(one.owner, one.at, library)
            yield Handed(one.owner, one.at, one.english, one.text, one.state, context)


def _context(owner: str, at: str, library: Library) -> str:
    folder, _, id_ = owner.partition("/")
    if owner == PAGES:
        return "Fixed words of the pages; {name} in braces is a value that is put in."
    if owner == ANATOMY:
        return "What a body site or a diagnosis is called in a sentence."
    if folder == "policies":
        return "The name of an authority."
    if folder != "clauses":
        return f"In the definition of {id_}: {at.replace('.', ', ')}."
    clause = library.clauses[id_].clause.value
    where = f"A {clause.kind.value} of the section “{clause.section.value}”."
    if clause.dictated:
        return (
            f"{where} The law dictates the English words, which print as they are; yours help to read them."
        )
    if at == "title" and not clause.show_title:
        return f"{where} Its title is not printed; it names the clause in lists."
    return f"{where} Words in double braces are put in by the program." if "{{" in clause.body else where
