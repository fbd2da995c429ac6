"""Sentences that say a thing only in part: asked, as a rule, by grace, on a condition, of others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from consent.checks.source.facts.denial import ENGLISH
from consent.models.library.prose import Block, Paragraph, Run


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of a clause."""

    text: str
    heading: bool = False
    """Whether it is a whole paragraph in bold type, and no sentence of its own."""


def any_of(patterns: str) -> re.Pattern[str]:
    """A pattern for any of some whole words or turns of phrase, one pattern on each line."""
    lines = [line.strip() for line in patterns.strip().splitlines()]
    return re.compile(rf"(?:{'|'.join(lines)})", re.IGNORECASE)


_ASKED = re.compile(r"\?[”\"’')\s]*\Z")
_AS_A_RULE = any_of(r"""
    \b(?:usual|usually|generally|normally|mostly|typically|ordinarily|perhaps|theoretically)\b
    \bin (?:general|most \w+|principle|theory|every (?:single )?case)\b
    \b(?:as a (?:general )?rule|for the most part|by and large|on the whole|more or less)\b
    \b(?:hardly|almost|scarcely) n?ever\b
    \b(?:so[- ]called|(?:can|could|may|might) be said|under normal circumstances)\b
""")
_BY_GRACE = any_of(r"""
    \bas an? (?:\w+ )?(?:courtesy|favou?r|kindness|service|goodwill)\b
    \bout of (?:kindness|courtesy|goodwill)\b
    \b(?:sole |own )?discretion\b
    \bas \w+ as (?:\w+ ){1,5}(?:allows?|permits?|thinks?|sees?)\b
    \bas (?:far|much) as\b
    \bwhere(?:ver)? (?:possible|practical|reasonable)\b
    \bwhen(?:ever)? (?:possible|practical|convenient|\w+ (?:is|are) (?:free|available|able|willing))\b
    \bif (?:possible|practical)\b
    \b(?:as|if|when|where) (?:\w+ )?(?:time|things|staff\w*|space|room)(?: \w+)? (?:allows?|permits?|free)\b
    \b(?:subject to|depends on|depending on|by arrangement|on approval)\b
    \b(?:we|our \w+|the (?:practice|clinic|office)) (?:will |may |can )?(?:try|tries|hopes?|lets?|aims?)\b
    \bdo(?:es)? (?:its|their|our) best\b
    \b(?:might|may) be able\b
""")
_WEIGHS = any_of(r"\b(?:may|might|could|will|must) (?:also |still )?(?:have to|need to|not (?:pay|cover))\b")
"""What weighs on the patient: that it does so only at times limits no right."""
_BRACKET = re.compile(
    r"\((?:but |at least )?(?:not|never|hardly|rarely|seldom|except|unless|only|apart|other than|save)\b",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\b(?P<how>(?<!even )(?<!as )(?<!what )if|unless|provid(?:ed|ing)(?: that)?|as long as|so long as|"
    r"(?<!at )once|only (?:if|when|with|to those|(?:after|before) (?:you|I|we|the|they)\b)|"
    r"except(?:ing|ion)?|other than|apart from|save for|excluding|on condition)\b(?P<part>[^,;:()]*)",
    re.IGNORECASE,
)
_ALWAYS = frozenset(("only if", "only when", "except"))
_BURDEN = any_of(r"""
    \b(?:at least|within|no later than|more than) \w+ (?:hours|days|weeks)\b
    \bonly in (?:writing|person)\b
""")
_OURS = any_of(r"""
    \b(?:we|us|our|ours|staff)\b
    \b(?:the|this|your|my) (?:\w+ )?(?:practice|clinic|office|doctor|practitioner|team)\b
""")
_DECIDES = (
    r"want|wish|like|prefer|choose|ask|decide|allow|agree|permit|sign|need|change|do nothing|say no|refuse|"
    r"decline|stop|withdraw|feel|get (?:worse|sick|ill|hurt)|have (?:it|this|(?:any )?questions?)"
)
_ONES_OWN = any_of(rf"""
    ^\s*(?:you|I|the (?:patient|person))\s+(?:(?:do|does)(?: not|n['’]t)? )?(?:{_DECIDES})\w*\b
    ^\s*(?:any|so|not|needed|given|done|inside|injected)\b
    \botherwise\b
""")
"""Conditions that leave it to the patient, or to nobody."""
_OTHERS = any_of(r"""
    \belsewhere\b
    \bin other (?:places|hands|clinics|offices)\b
    ^\W*(?:some |most )?other (?:\w+ )?(?:clinic|doctor|office|practice|seller|maker|compan|product)\w*
    ^\W*(?:some|many|few|most) ?(?:people|doctors|patients)? (?:\w+ )?(?:call|say|think|believe)s?\b
""")


def sentences_of(prose: tuple[Block, ...], word: Callable[[Run], str]) -> Iterator[Said]:
    """Each sentence of a clause, in the order of the page; ``word`` gives a run's letters."""
    for block in prose:
        for runs in (block.runs,) if isinstance(block, Paragraph) else block.items:
            bold = isinstance(block, Paragraph) and all(run.strong or not run.text.strip() for run in runs)
            for text in _sentences("".join(map(word, runs))):
                yield Said(text, bold and not text.endswith((".", "!", ".”")))


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for end in ENGLISH.sentence_end.finditer(text):
        yield text[start : end.end()].strip()
        start = end.end()
    if text[start:].strip():
        yield text[start:].strip()


def by_grace(text: str) -> bool:
    """Whether a sentence gives as a favor what it names."""
    return _BY_GRACE.search(text) is not None


def qualified(said: Said, is_matter: Callable[[str], bool]) -> bool:
    """Whether a sentence says only in part what its words name.

    Args:
        said: the sentence.
        is_matter: whether some words speak of what is looked for. "If you are harmed, call us" is no limit
            of the help for those who are harmed; "if you have kept all visits" is one.

    """
    text = said.text
    if said.heading or any(sign.search(text) for sign in _SIGNS):
        return True
    weighs = _WEIGHS.search(text) is not None
    return any(_limits(one, is_matter, weighs) for one in _LIMIT.finditer(text))


_SIGNS = (_ASKED, _AS_A_RULE, _BY_GRACE, _BRACKET, _BURDEN, _OTHERS)


def _limits(limit: re.Match[str], is_matter: Callable[[str], bool], weighs: bool) -> bool:
    if _OURS.search(limit["part"]) or limit["how"].lower() in _ALWAYS:
        return True
    return not weighs and not (_ONES_OWN.search(limit["part"]) or is_matter(limit[0]))
