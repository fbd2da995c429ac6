"""What is wrong with the words of the library, before any packet is made."""

from __future__ import annotations

from dataclasses import replace

from consent.checks.source.facts.context import SourceContext
from consent.checks.source.rules import check_sources
from consent.gate.loaded import Loaded
from consent.gate.question import Question
from consent.load.library.texts import read_pages, read_texts
from consent.models.findings.finding import Finding


def wrong_words(question: Question, loaded: Loaded) -> tuple[Finding, ...]:
    """Everything wrong with the library's words, in every language that it is to be good in."""
    context = context_of(question, loaded)
    found = [*check_sources(context)]
    for library, words in loaded.others:
        texts = read_texts(library, loaded.practice)
        found += check_sources(replace(context, library=library, words=words, texts=texts))
    return tuple(dict.fromkeys(found))


def context_of(question: Question, loaded: Loaded) -> SourceContext:
    """What the rules on the words are given, in the language that was asked for."""
    return SourceContext(
        library=loaded.library,
        as_of=question.as_of,
        practice=loaded.practice,
        texts=read_texts(loaded.library, loaded.practice),
        pages=read_pages(loaded.roots),
        words=loaded.words,
        built_in=loaded.built_in,
    )
