"""REC101: every character of an identity value can be printed.

A name with a hollow box in it is not the patient's name. The packet's fonts cover Latin,
Greek, Cyrillic, Arabic, Hebrew, the scripts of South and South-East Asia, Chinese, Japanese
and Korean; an emoji or a private character is refused.

Bad::

    family_name: Smith😀

Good::

    family_name: Smith
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from consent.fonts import missing_glyphs
from consent.models.finding import Finding, Severity
from consent.models.place import Sourced
from consent.models.record import Record

CODE = "REC101"
TITLE = "every glyph prints"
SEVERITY = Severity.ERROR
REFERENCE = "The project's promise: nothing prints as a blank"


def check(record: Sourced[Record]) -> Iterator[Finding]:
    """Yield one finding for each identity field with a character that no font has."""
    patient, representative = record.value.patient, record.value.representative
    values = {
        ("patient", "given_name"): patient.given_name,
        ("patient", "family_name"): patient.family_name,
        ("patient", "mrn"): patient.mrn,
    }
    if representative is not None:
        values["representative", "name"] = representative.name
        values["representative", "authority"] = representative.authority
    if record.value.interpreter is not None:
        values["interpreter", "language"] = record.value.interpreter.language
    for path, value in values.items():
        missing = missing_glyphs(value)
        if missing:
            position = next(i for i, character in enumerate(value, 1) if character in missing)
            message = f"no font has a glyph for character {position} of this value"
            hint = "write it with letters; leave out emoji and symbols"
            if _is_invisible(value[position - 1]):
                message = f"character {position} of this value is invisible, and no font has it"
                hint = "type the value anew, without it"
            yield Finding(record.at(*path), CODE, message, hint, field=".".join(path))


def _is_invisible(character: str) -> bool:
    """Whether only what stands beside it would show: a direction mark, a selector of a variant."""
    name = unicodedata.name(character, "")
    return unicodedata.category(character) == "Cf" or name.startswith("VARIATION SELECTOR")
