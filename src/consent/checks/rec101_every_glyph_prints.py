"""REC101: every character of an identity value can be printed.

A name with a hollow box in it is not the patient's name. The packet's fonts cover Latin,
Greek, Cyrillic, Armenian, Georgian, Ethiopic, Arabic, Hebrew, the scripts of South and
South-East Asia, Chinese, Japanese and Korean; an emoji, a symbol or a letter of another
script is refused, and the message says which of them it is.

Bad::

    family_name: Smith😀

Good::

    family_name: Smith
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from consent.fonts import missing_glyphs
from consent.models.findings.finding import Finding, Severity
from consent.models.people.record import Record
from consent.models.place import Sourced

_FIRST_EMOJI = 0x1F000
_SCRIPT = re.compile(
    r"([A-Z' -]+?) (?:CAPITAL|SMALL|LETTER|SYLLAB|VOWEL|CONSONANT|SIGN|MARK|SUBJOINED|SEMIVOWEL|LIGATURE)"
)
"""How Unicode names a letter: by its script first."""
_OTHER_NAMES = {"CANADIAN": "Canadian syllabic", "NKO": "N'Ko", "MODIFIER": "Latin", "COMBINING": "Latin"}

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
    if patient.middle_name is not None:
        values["patient", "middle_name"] = patient.middle_name
    if patient.suffix is not None:
        values["patient", "suffix"] = patient.suffix
    if representative is not None:
        values["representative", "name"] = representative.name
        values["representative", "authority"] = representative.authority
    if record.value.interpreter is not None:
        values["interpreter", "language"] = record.value.interpreter.language
    for path, value in values.items():
        missing = missing_glyphs(value)
        if missing:
            position = next(i for i, character in enumerate(value, 1) if character in missing)
            kind, hint = _kind(value[position - 1])
            message = f"no font has a glyph for character {position} of this value, {kind}"
            if _is_invisible(value[position - 1]):
                message = f"character {position} of this value is invisible, and no font has it"
                hint = "type the value anew, without it"
            yield Finding(record.at(*path), CODE, message, hint, field=".".join(path))


def _kind(character: str) -> tuple[str, str]:
    """What kind of character it is, and what to do; never which one."""
    name, category = unicodedata.name(character, ""), unicodedata.category(character)
    if category[0] == "S":
        kind = "an emoji" if ord(character) >= _FIRST_EMOJI else "a symbol"
        return kind, "leave it out"
    if name.startswith("CJK "):
        return "a rare Chinese character", "write its usual form, or the name in Latin letters"
    if name.startswith("MATHEMATICAL "):
        return "a letter made for formulas", "type it with plain letters"
    script = _SCRIPT.match(name)
    if category[0] not in "LM" or script is None:
        return "which is no letter", "write it with letters alone"
    hint = "write the name in Latin letters, as in the patient's passport or on the insurance card"
    named = _OTHER_NAMES.get(script[1], script[1].title())
    return f"a letter of the {named} script", hint


def _is_invisible(character: str) -> bool:
    """Whether only what stands beside it would show: a direction mark, a selector of a variant."""
    name = unicodedata.name(character, "")
    return unicodedata.category(character) == "Cf" or name.startswith("VARIATION SELECTOR")
