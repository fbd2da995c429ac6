"""Which of a person's names in FHIR is theirs today, and its parts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from consent.load.fhir.json_shape import Json, child, children, is_unknown, known_text, text_of
from consent.models.people.record import NO_NAME

_NOT_NAMES = frozenset({"old", "maiden", "nickname", "anonymous", "temp"})
_NAMES_FIRST = ("official", "usual", "")
_GENERATION = re.compile(r"(?:jr|sr|junior|senior|[ivx]+|2nd|3rd|4th)\.?", re.IGNORECASE)
"""The suffixes that tell a child from a parent of the same name; titles and degrees are no names."""
_WRITING = "iso21090-EN-representation"
_IDEOGRAMS = "IDE"


def best_name(names: Sequence[dict[str, Any]], today: date) -> dict[str, Any] | None:
    """The official name, else the usual one, else the first that is no former name or nickname."""
    return next(iter(_best(names, today)), None)


def rivals(names: Sequence[dict[str, Any]], today: date) -> bool:
    """Whether another name in use is as good as the best one, and differs from it."""
    return len({(*parts_of(name), suffix_of(name)) for name in _best(names, today)}) > 1


def parts_of(name: Json | None) -> tuple[str, str]:
    """Given and family name; either may be empty.

    A person with one name has it in ``text`` too: then the part that is not there is known not to be.
    """
    if name is None:
        return "", ""
    given = " ".join(_given(name))
    family = known_text(name, "family")
    whole = text_of(name, "text")
    if whole and bool(given) != bool(family) and whole == given + family:
        return given or NO_NAME, family or NO_NAME
    return given, family


def suffix_of(name: Json | None) -> str:
    """What tells a child from a parent of the same name, behind a family name; often empty."""
    if name is None or not known_text(name, "family"):
        return ""
    return " ".join(part.strip() for part in _texts(name.get("suffix")) if is_generation(part.strip()))


def parts_agree(name: Json) -> bool:
    """Whether the parts of a name are found in the whole, when there are both."""
    whole = _plain(text_of(name, "text"))
    # A second given name is often left out of the whole.
    parts = [_plain(part) for part in (known_text(name, "family"), *islice(_given(name), 1))]
    return not whole or all(part in whole for part in parts)


def is_generation(suffix: str) -> bool:
    """Whether a suffix tells a child from a parent: ``Jr.``, ``III``."""
    return _GENERATION.fullmatch(suffix) is not None


def whole_name(name: Json | None) -> str:
    """A name as one text."""
    if name is None:
        return ""
    parts = (*parts_of(name), suffix_of(name))
    return " ".join(part for part in parts if part not in ("", NO_NAME)) or text_of(name, "text")


def is_current(node: Json, today: date) -> bool:
    """Whether a period, when there is one, holds the day of issue."""
    start, end = (text_of(child(node, "period"), key)[:10] for key in ("start", "end"))
    day = today.isoformat()
    return (not end or end >= day[: len(end)]) and (not start or start <= day[: len(start)])


def _best(names: Sequence[dict[str, Any]], today: date) -> list[dict[str, Any]]:
    current = [
        name
        for name in names
        if text_of(name, "use") not in _NOT_NAMES and is_current(name, today) and not is_unknown(name)
    ]
    for use in _NAMES_FIRST:
        fitting = [name for name in current if text_of(name, "use") == use]
        if fitting:
            # Japanese systems give a name three times: in characters, in kana, in Latin letters.
            written = [name for name in fitting if _written(name) == _IDEOGRAMS]
            return written or fitting
    return current[:1]


def _written(name: Json) -> str:
    for extension in children(name, "extension"):
        if text_of(extension, "url").endswith(_WRITING):
            return text_of(extension, "valueCode")
    return ""


def _plain(text: str) -> str:
    """Letters alone, without accents and case, so that only another name differs."""
    return "".join(one for one in unicodedata.normalize("NFKD", text).casefold() if one.isalpha())


def _given(name: Json) -> Iterator[str]:
    """The given names, without those that only stand for one that is not known."""
    marks = name.get("_given")
    unknown = [is_unknown(mark) for mark in marks] if isinstance(marks, list) else []
    given = name.get("given")
    for index, part in enumerate(given if isinstance(given, list) else [given]):
        if isinstance(part, str) and part.strip() and not (index < len(unknown) and unknown[index]):
            yield part.strip()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        yield from (one for one in value if isinstance(one, str))
    elif isinstance(value, str):
        yield value
