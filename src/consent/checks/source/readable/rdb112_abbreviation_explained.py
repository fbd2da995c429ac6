"""RDB112: an abbreviation is explained somewhere in the wording.

A reader who does not know what "PRP" is cannot weigh it. It is enough to write the words and
the abbreviation once: ``hyaluronic acid (HA)``, ``HA is short for hyaluronic acid``. What
everybody knows stands in ``words/en.yaml``. (RDB102 asks that the explanation comes first on
paper.)

Bad::

    PRP is another choice.

Good::

    Platelet-rich plasma (PRP) is another choice.
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.abbreviations import abbreviations, explains
from consent.checks.source.facts.context import SourceContext
from consent.checks.source.facts.passages import Manner, Passage
from consent.models.findings.finding import Finding, Severity
from consent.models.spoken import SOURCE

CODE = "RDB112"
TITLE = "abbreviation explained"
SEVERITY = Severity.ERROR
REFERENCE = "Federal Plain Language Guidelines, section III: minimize abbreviations"
EVERY_LANGUAGE = True


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for the first use of each abbreviation in a file, if nothing explains it."""
    language = context.library.tongue.id
    told_by = context.library.tongue.explained_by
    known = set(context.words.known_abbreviations)
    everything = [p for p in context.passages if p.owner != "practice" and _is_theirs(p, language)]
    explained: dict[str, bool] = {}
    seen: set[tuple[str, str]] = set()
    for passage in everything:
        if passage.manner is Manner.DICTATED:
            continue
        for word, start in abbreviations(passage.text):
            if word in known or (passage.place.file, word) in seen:
                continue
            seen.add((passage.place.file, word))
            if word not in explained:
                explained[word] = any(explains(p.text, word, told_by) for p in everything)
            if not explained[word]:
                yield Finding(
                    context.place(passage, start, start + len(word)),
                    CODE,
                    f"“{word}” is explained nowhere",
                    f"write the words and then ({word}), or add it to `known_abbreviations` in"
                    f" words/{language}.yaml",
                    SEVERITY,
                    passage.field,
                )


def _is_theirs(passage: Passage, language: str) -> bool:
    """Whether a passage is in the library's language: page templates are English, whatever they print."""
    return language == SOURCE or passage.section != "pages"
