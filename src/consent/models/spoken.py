"""Which language is meant; what a language is like says :mod:`consent.models.library.language`."""

from __future__ import annotations

from collections.abc import Container

SOURCE = "en"
"""The language that the library is written in; the others are translations of it."""
BESIDE = "en-US"
"""What tags say of English that stands beside a translation; of English in its own place they say ``en``."""


def spoken_as(tag: str, known: Container[str]) -> str | None:
    """The language of these in which a tag is understood: a dialect is a way to speak one, ``es-MX``."""
    return next((one for one in (tag, tag.partition("-")[0]) if one in known), None)
