"""Languages by name: a code is for machines, and nobody on the sheet speaks ``vi``."""

from __future__ import annotations

import re
from functools import cache

from consent.models.base import fixed

_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_SIGNED = {"asl": fixed("American Sign Language")}
"""What people write, though the code belongs to another language."""


def language_name(typed: str) -> str:
    """The English name of a language; what is no code stands as typed."""
    return _named(typed) or typed


def is_unknown_code(typed: str) -> bool:
    """Whether it is written as a code, and no language has it."""
    return _CODE.fullmatch(typed) is not None and _named(typed) is None


@cache
def _named(typed: str) -> str | None:
    if not _CODE.fullmatch(typed):
        return None
    if typed.casefold() in _SIGNED:
        return _SIGNED[typed.casefold()]
    # Slow to import, and most records name no interpreter.
    from babel import Locale, UnknownLocaleError

    english = Locale("en")
    # Lao, Twi and some others are written like a code.
    if typed.casefold() in {name.casefold() for name in english.languages.values()}:
        return typed
    try:
        whole = Locale.parse(typed.replace("-", "_")).get_display_name("en")
    except (UnknownLocaleError, ValueError):
        whole = english.languages.get(re.split("[-_]", typed)[0].casefold())
    return whole or None
