"""Words that a definition brings into the search: of its risks, choices and steps, each for its list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from consent.forms.languages import COMMON
from consent.models.library.procedure import Procedure
from consent.models.library.recognition import Anchor, Recognition, Several
from consent.models.library.rows import Phase, RiskSeverity
from consent.models.library.word_captions import CAPTIONS
from consent.models.library.word_groups import GROUPS
from consent.reading.text.words import split

_GENERAL = COMMON["English"] | frozenset(
    split(
        "across after another around before body both carry cause check clinical closed cover days "
        "down during each extra fluid first getting goes hand help idea illness known less like local "
        "long made medium more most much need needs normal number often other outside over part parts "
        "patient physical place product removable risk same serious short side slippery small some "
        "still take taken takes than that their them there these thing things this tiny time trial "
        "under until very watch weeks week what when where which while with without work wrong your"
    )
)
"""Words of a definition that tell nothing of it."""
_SINGLE = frozenset(
    word.lstrip("+|~^")
    for name, words in GROUPS.items()
    if name not in CAPTIONS
    for word in words
    if " " not in word
)
"""What a list has already, and so has another sense than the definition's."""
_BEGUN = tuple(word.rstrip("*") for word in _SINGLE if word.endswith("*"))
_SHORT, _STEM = 3, 6
_NONE = "no-treatment"
_HANDS = (Phase.CLEAN, Phase.GUIDE, Phase.INJECT)
_GRAVE = (RiskSeverity.SERIOUS, RiskSeverity.LIFE_THREATENING)


def own_words(procedures: Iterable[Procedure]) -> Mapping[str, tuple[str, ...]]:
    """Phrases by the name of the list in ``word_groups`` that they are added to."""
    found: dict[str, list[str]] = defaultdict(list)
    for procedure in procedures:
        for group, phrases in _of_one(procedure):
            found[group] += phrases
    return {group: tuple(dict.fromkeys(phrases)) for group, phrases in found.items() if phrases}


def with_words(one: Recognition, more: Mapping[str, tuple[str, ...]]) -> Recognition:
    """The recognition with phrases added wherever it asks for the list that they belong to."""
    if not more:
        return one
    return one.model_copy(
        update={
            "all_of": tuple(_anchor(anchor, more) for anchor in one.all_of),
            "or_else": tuple(with_words(way, more) for way in one.or_else),
            "doubtful": tuple(with_words(way, more) for way in one.doubtful),
            "in_part": tuple(with_words(way, more) for way in one.in_part),
        }
    )


def _anchor(anchor: Anchor, more: Mapping[str, tuple[str, ...]]) -> Anchor:
    if isinstance(anchor, Several):
        return anchor.model_copy(update={"of": _added(anchor.of, more)})
    return _added((anchor,) if isinstance(anchor, str) else anchor, more)


def _added(phrases: tuple[str, ...], more: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return (*phrases, *(one for phrase in phrases for one in more.get(phrase.strip("<>"), ())))


def _of_one(procedure: Procedure) -> Iterator[tuple[str, Iterable[str]]]:
    known = frozenset(split(" ".join((procedure.name, procedure.title, *procedure.also_called))))
    for risk in procedure.risks:
        name = _longest(risk.name, frozenset())
        yield "harm", name
        if risk.severity in _GRAVE:
            yield "serious harm", [f"+{word}" for word in name]
    for choice in procedure.alternatives:
        if choice.id == _NONE:
            yield "what follows", _stems(f"{choice.benefit} {choice.risk}", known)
        else:
            for group in ("conventional", "usual care"):
                yield group, _longest(choice.name, known)
    for benefit in procedure.benefits:
        yield "gain", _stems(benefit.benefit, known)
    steps = (step.text for step in procedure.steps if step.phase in _HANDS)
    told = _stems(" ".join([*(line.text for line in procedure.nature), *steps]), known)
    for group in ("how", "doing"):
        yield group, told


def _longest(name: str, known: frozenset[str]) -> list[str]:
    """The one word of a name that tells most, so that one thing never counts as two."""
    return sorted(_stems(name, known), key=len, reverse=True)[:1]


def _stems(text: str, known: frozenset[str]) -> list[str]:
    """The words that tell something and stand in no list; of a long one its beginning."""
    return [
        f"{word[:_STEM]}*" if len(word) > _STEM else word
        for word in split(text)
        if len(word) > _SHORT
        and word not in known
        and word not in _GENERAL
        and word not in _SINGLE
        and not word.startswith(_BEGUN)
    ]
