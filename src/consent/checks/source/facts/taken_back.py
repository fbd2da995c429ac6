"""Sentences that take back what stands before them: by a pointer, by a "however", by the reverse."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from consent.checks.source.facts.qualified import any_of

_THESE = any_of(r"""
    \b(?:this|that|it|these|those)\b
    \b(?:the|what) (?:sentences?|statements?|words?|lines?|paragraphs?|above|is said)\b
""")
_BELITTLED = "(?:phrase|form|paper|word|legal|lawyer|routine|caution|rule|text|language|because|for)"
_VOID = any_of(
    r"""
    \b(?:do|does|did|will|would|is|are|was|were)(?: not|n['’]t)(?: \w+)? (?:apply|hold|count|bind)\b
    \b(?:do|does|did|will|would)(?: not|n['’]t)(?: \w+)? mean (?:much|anything|us|ours)\b
    \b(?:do|does)(?: not|n['’]t)(?: \w+)? matter(?! (?:who|whether|how|what|if|where))\b
    \b(?:is|are|was|were|need)(?: not|n['’]t)(?: \w+)? (?:true|so|meant|be taken|be read)\b
    \b(?:no longer|never) (?:appl\w+|holds?|counts?|true|matters?|binds?|happen\w*)\b
    \b(?:is|are|was) (?:only|just|merely|simply|a mere|an empty|here|there) (?:an? |the )?(?:\w+ )?<belittled>
    \b(?:comes?|amounts?) to (?:the same|nothing|approval|little)\b
    \b(?:can|may|should|could) (?:safely )?be (?:ignored|skipped|disregarded|passed over)\b
    \b(?:is|are) (?:out of date|outdated|old|history|overstated|exaggerated|obsolete)\b
    \b(?:is|are|['’]s) (?:not |un)(?:needed|required|necessary|called for|important)\b
""".replace("<belittled>", _BELITTLED)
)
_POINTED = 40
"""Letters between what is pointed at and what is said of it."""
_IGNORED = any_of(r"""
    \b(?:ignore|disregard|skip|forget|set aside) (?:\w+ ){0,4}(?:above|sentence|statement|this|words?)\b
    \bdo(?:es)? not (?:worry|mind)\b
    \bno (?:need|reason) (?:to|for) (?:worry|concern|fear)\b
    \b(?:none|nothing|no such \w+)(?: of \w+)? (?:is|are|was|were) (?:needed|required|necessary|called for)\b
""")
_TURNED = any_of(r"""
    ^\W*(?:but|however|still|yet|even so|that said|having said that|nevertheless|nonetheless|all the same)\b
    ^\W*(?:in practice|in reality|in fact|in truth|on the other hand|at the same time|of course)\b
    ^\W*(?:luckily|fortunately|happily|rest assured)\b
    ,\s*(?:however|though|nevertheless|nonetheless)\b\s*[,.]?
""")
_BUT_WE = any_of(
    r"[,;]? (?:but|yet|though|although|while) (?:here |with us )?(?:we|ours?|this \w+ practice)\b"
)
_PRICE = any_of(r"""
    \b(?:fees?|charge[ds]?|price|deposits?|penalty|penalties|forfeit\w*|costs?)\b
    \b(?:pays?|payments?|is due|bill(?:ed)?)\b
""")
_DENIES = any_of(r"\b(?:not|no|never|none|nobody|nothing|neither|nor|cannot|without)\b|n['’]t\b")
_NOT = any_of(r"\b(?:not|never|cannot|(?<=use )no|(?<=need )no|(?<=has )no|(?<=have )no)\b|n['’]t\b")
_IF = any_of(r"\W*(?:if|when|unless|whether)\b")
_LIMITED = any_of(r"\b(?:unless|if|until|because|except)\b")
_AS_BEFORE = any_of(r"""
    \b(?:same|still|as before|unchanged|keeps?|kept|remains?|stays?|goes on|continues?|as it is|as usual)\b
    \b(?:free|only)\b
""")
_CLAUSE = any_of(r"[,;:]|\b(?:and|but|that|or)\b")
_WORD = re.compile(r"[a-z]+")
_SMALL = """
    the this that these those and or for from with into onto you your yours our ours her his its their them
    they she has have had was were are been will would can could may might must shall should does did any all
    about after before when what which who whom not never none nobody nothing one ones out over under than
    then there here more most some such also only own just very ask tell told say says said
"""
_SMALL_WORDS = frozenset(_SMALL.split())
_SHORT, _STEM, _ABOUT = 2, 4, 3
"""Letters of a word that tells nothing, and of one's beginning; words that name a thing surely enough."""


def takes_back(sentence: str, tells: Callable[[str], bool]) -> bool:
    """Whether a sentence takes back what stands before it.

    Args:
        sentence: as it prints.
        tells: whether some words say by themselves what is looked for; "However, FDA has not approved it"
            takes nothing back.

    """
    if _IGNORED.search(sentence) or any(map(partial(_voided, sentence), _THESE.finditer(sentence))):
        return True
    if (but := _BUT_WE.search(sentence)) and not tells(sentence[but.start() :]):
        return True
    return _TURNED.search(sentence) is not None and not tells(sentence)


def _voided(sentence: str, pointed: re.Match[str]) -> bool:
    void = _VOID.search(sentence, pointed.end())
    return void is not None and void.start() - pointed.end() <= _POINTED


def priced(sentence: str, ours: Sequence[str]) -> bool:
    """Whether a sentence puts a price on what our sentences give for nothing."""
    return bool(_PRICE.search(sentence) and not _DENIES.search(sentence)) and not any(
        map(_PRICE.search, ours)
    )


def turned_round(sentence: str, ours: Sequence[str]) -> str:
    """Of our sentences one that denies what this sentence says of the same thing; else nothing."""
    return next((one for one in ours if (denial := _NOT.search(one)) and _says_it(sentence, one, denial)), "")


def _says_it(sentence: str, ours: str, denial: re.Match[str]) -> bool:
    topic = _topic(ours, denial)
    said = _of_it(sentence, topic) if len(topic) > 1 else ""
    return bool(said) and not (_IF.match(said) or _DENIES.search(said) or _AS_BEFORE.search(said))


def _of_it(sentence: str, topic: frozenset[str]) -> str:
    """The part of a sentence that speaks of a thing, as far as the next condition; or nothing."""
    places = {word[0][:_STEM]: word for word in reversed(list(_WORD.finditer(sentence.lower())))}
    if not topic <= places.keys():
        return ""
    first, last = min(places[one].start() for one in topic), max(places[one].end() for one in topic)
    end = _LIMITED.search(sentence, last)
    return sentence[_clause_at(sentence, first) : end.start() if end else None]


def _clause_at(sentence: str, place: int) -> int:
    return max((end.end() for end in _CLAUSE.finditer(sentence, 0, place)), default=0)


def _topic(sentence: str, denial: re.Match[str]) -> frozenset[str]:
    """What a sentence speaks of before it denies something; of little, with what it denies."""
    topic = stems(sentence[_clause_at(sentence, denial.start()) : denial.start()])
    if len(topic) > 1:
        return topic
    denied = [word[:_STEM] for word in _WORD.findall(sentence[denial.end() :].lower()) if _tells(word)]
    return topic | frozenset(denied[: _ABOUT - len(topic)])


def stems(text: str) -> frozenset[str]:
    """The words of a text that tell something, by their beginnings."""
    return frozenset(word[:_STEM] for word in _WORD.findall(text.lower()) if _tells(word))


def _tells(word: str) -> bool:
    return len(word) > _SHORT and word not in _SMALL_WORDS
