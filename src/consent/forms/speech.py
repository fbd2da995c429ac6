"""What the rules on strangers' forms know of one language: its small words, and how it denies."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product

from consent.forms.phrase_steps import MARKS
from consent.models.library.form_language import DenialWords, FormLanguage, SigningWords, SubjectWords
from consent.models.library.policy import Requirement
from consent.models.library.recognition import Anchor, Recognition, Several


@dataclass(frozen=True, slots=True)
class Denying:
    """How a sentence takes back what its words name."""

    none: frozenset[str]
    negations: frozenset[str]
    nothing_there: tuple[tuple[str, ...], ...]
    """Turns of phrase, word by word, after which stands what is not there."""
    told: frozenset[str]
    told_begun: tuple[str, ...]
    """Beginnings of verbs of telling."""
    helpers: frozenset[str]
    """Verbs one of which must stand near; empty where none is needed."""
    modals: frozenset[str]
    negation_first: bool
    goes_on: frozenset[str]
    opens: frozenset[str]
    condition: frozenset[str]
    more_than: frozenset[str]
    """Nouns after "no" of which the rest of the sentence is not part."""
    no: frozenset[str]
    """Words before a phrase that deny it."""
    but: frozenset[str]
    """Words after those that make them deny nothing."""
    small: frozenset[str]
    after_verbs: frozenset[str]
    """Verbs between a phrase and the negation behind it; empty where the negation stands first."""
    no_names: frozenset[str]

    def tells(self, words: tuple[str, ...]) -> bool:
        """Whether one of the words is a verb of telling."""
        return any(word in self.told or word.startswith(self.told_begun or ("\0",)) for word in words)


@dataclass(frozen=True, slots=True)
class Signing:
    """How a place to sign is captioned."""

    sign: frozenset[str]
    patients: frozenset[str]
    others: frozenset[str]
    of: frozenset[str]
    dates: frozenset[str]
    times: frozenset[str]
    halves: frozenset[str]
    birth: frozenset[tuple[str, ...]]
    before_prose: frozenset[str]
    after_prose: frozenset[str]
    beside_caption: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Subject:
    """How a form says what it is and what it is about."""

    names: Mapping[str, tuple[tuple[str, ...], ...]] | None
    """By procedure; None where the definition of a procedure has them, as in English."""
    treatments: frozenset[str]
    tell_nothing: frozenset[str]
    of: frozenset[str]
    """Words between a treatment and what it is of; empty where that stands before it."""
    asks: tuple[str, ...]
    agrees: tuple[tuple[str, ...], ...]
    papers: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """One language."""

    name: str
    denying: Denying
    signing: Signing
    subject: Subject
    explained: tuple[str, ...]
    """Turns of phrase that only report that something was explained."""
    written_out: Mapping[str, str] = field(default_factory=dict)
    folded: bool = True
    """Whether accents make no difference."""


def folded(text: str) -> str:
    """The same letters without accents, as many of them."""
    if text.isascii():
        return text
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in text)


def listed(text: str) -> tuple[str, ...]:
    """A list written with commas, without accents."""
    return tuple(" ".join(folded(part).casefold().split()) for part in text.split(",") if part.strip())


def set_of(text: str) -> frozenset[str]:
    """The same as a set."""
    return frozenset(listed(text))


def _turns(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(one.split()) for one in listed(text))


def speech_of(language: FormLanguage) -> Speech:
    """What the files of a language say, made ready."""
    words = language.words
    return Speech(
        name=words.name,
        denying=_denying(words.denial),
        signing=_signing(words.signing),
        subject=_subject(words.subject),
        explained=listed(words.groups.get("explained", "")),
        written_out={folded(key): folded(value) for key, value in words.written_out.items()},
    )


def _denying(words: DenialWords) -> Denying:
    told = listed(words.told)
    negations = set_of(words.negations)
    return Denying(
        none=set_of(words.none),
        negations=negations,
        nothing_there=_turns(words.nothing_there),
        told=frozenset(one for one in told if not one.endswith("*")),
        told_begun=tuple(one.rstrip("*") for one in told if one.endswith("*")),
        helpers=frozenset(),
        modals=set_of(words.modals),
        negation_first=words.negation_first,
        goes_on=set_of(words.goes_on),
        opens=set_of(words.opens),
        condition=set_of(words.condition),
        more_than=set_of(words.asserts),
        no=negations | set_of(words.none),
        but=set_of(words.asserts),
        small=set_of(words.small),
        after_verbs=frozenset(),
        no_names=set_of(words.no_names),
    )


def _signing(words: SigningWords) -> Signing:
    return Signing(
        sign=set_of(words.sign),
        patients=set_of(words.patients),
        others=set_of(words.others),
        of=set_of(words.of),
        dates=set_of(words.dates),
        times=set_of(words.times),
        halves=frozenset(("am", "pm")),
        birth=frozenset(_turns(words.birth)),
        before_prose=set_of(words.before_prose),
        after_prose=set_of(words.after_prose),
        beside_caption=set_of(words.beside_caption),
        names=set_of(words.names),
    )


def _subject(words: SubjectWords) -> Subject:
    return Subject(
        names={id_: _turns(names) for id_, names in words.names.items()},
        treatments=set_of(words.treatments),
        tell_nothing=set_of(words.tell_nothing),
        of=set_of(words.of),
        asks=listed(words.asks),
        agrees=_turns(words.agrees),
        papers={paper: set_of(signs) for paper, signs in words.papers.items()},
    )


def unfolded(recognition: Recognition, groups: Mapping[str, str]) -> Recognition:
    """The recognition with every ``<name>`` replaced by what this language has under it, without accents."""
    lists = {name: listed(words) for name, words in groups.items()}
    return _unfold(recognition, lists)


def _unfold(one: Recognition, groups: Mapping[str, tuple[str, ...]]) -> Recognition:
    return one.model_copy(
        update={
            "all_of": tuple(_anchor(anchor, groups) for anchor in one.all_of),
            "under": _phrases(one.under, groups),
            "unless": _phrases(one.unless, groups),
            "not_under": _phrases(one.not_under, groups),
            "or_else": tuple(_unfold(way, groups) for way in one.or_else),
            "doubtful": tuple(_unfold(way, groups) for way in one.doubtful),
            "in_part": tuple(_unfold(way, groups) for way in one.in_part),
        }
    )


def _anchor(anchor: Anchor, groups: Mapping[str, tuple[str, ...]]) -> Anchor:
    if isinstance(anchor, Several):
        return anchor.model_copy(update={"of": _phrases(anchor.of, groups)})
    return _phrases((anchor,) if isinstance(anchor, str) else anchor, groups)


def _phrases(phrases: tuple[str, ...], groups: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for typed in phrases:
        for phrase in listed(typed):
            found.update(dict.fromkeys(_written_out(phrase, groups)))
    return tuple(found)


def _written_out(phrase: str, groups: Mapping[str, tuple[str, ...]]) -> list[str]:
    """A phrase that is a list, as its phrases; one with lists in it, once for each single word of them."""
    bare = phrase.lstrip(MARKS)
    mark = phrase[: len(phrase) - len(bare)]
    names = {name.casefold(): words for name, words in groups.items()}
    if bare.startswith("<") and bare.endswith(">") and bare.count("<") == 1:
        words = names.get(bare[1:-1], ())
        return [mark + word.lstrip("+") if mark else word for word in words]
    parts = bare.replace(">", "<").split("<")
    choices = [
        [word.lstrip("+") for word in names.get(part, ()) if " " not in word] if number % 2 else [part]
        for number, part in enumerate(parts)
    ]
    return [mark + "".join(chosen) for chosen in product(*choices)]


def told_in(language: FormLanguage, name: str, requirement: Requirement) -> Recognition | None:
    """How to know in a language that a requirement is met; None where its files do not say.

    Args:
        language: the language.
        name: of the requirement, as ``us-ca.stem-cell-notice``.
        requirement: what is asked for.

    """
    told, element = language.told, requirement.element
    found = told.requirements.get(name) or (
        told.clauses.get(requirement.clause) if element is None else told.elements.get(element)
    )
    return None if found is None else unfolded(found, language.words.groups)
