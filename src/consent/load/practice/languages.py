"""The languages a practice prints in are languages that there are translations into."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from consent.load.translation.folders import languages_in
from consent.models.findings.finding import Finding
from consent.models.people.practice import Practice
from consent.models.place import Sourced
from consent.suggest import did_you_mean


def check_languages(practice: Sourced[Practice], roots: Sequence[Path]) -> Iterator[Finding]:
    """A finding for each of ``languages:`` that no templates folder has."""
    known = languages_in(roots)
    for index, language in enumerate(practice.value.languages):
        if language not in known:
            message = f"there is no translation into the language `{language}`"
            hint = f"{did_you_mean(language, known)}; or translate the library: see docs/translating.md"
            yield Finding(
                practice.at("languages", index), "PRA049", message, hint, field=f"languages[{index}]"
            )
