"""ICD-10-CM codes in a text: what they stand for in the library, and which side they say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from consent.models.library.anatomy import Anatomy
from consent.models.people.schedule_words import ScheduleWords

# Without U, the codes for special purposes. The third sign may be a letter: M1A is gout.
_CODE = re.compile(r"(?<![A-Z0-9.])([A-TV-Z]\d[0-9A-Z])(?:\.?([0-9A-Z]{1,4}))?(?![A-Z0-9])")
_SIDES = {"1": "right", "2": "left", "3": "bilateral"}


def icd_codes(text: str) -> list[str]:
    """The codes in a text, with their dot: ``M1712 - …`` has ``M17.12``."""
    return [".".join(filter(None, match)) for match in _CODE.findall(text.upper())]


def side_of(code: str, words: ScheduleWords) -> str | None:
    """The side a code says, if it says one."""
    if code in words.icd10cm_bilateral:
        return "bilateral"
    fits = any(code.startswith(one) and len(code) > len(one) for one in words.icd10cm_sided)
    return _SIDES.get(code[-1]) if fits else None


def indications_of(code: str, among: Iterable[str], anatomy: Anatomy) -> Sequence[str]:
    """The indications a code stands for."""
    return [
        name
        for name in among
        if (found := anatomy.indications.get(name))
        and any(code == one or _is_below(code, one) for one in found.value.icd10cm)
    ]


def _is_below(code: str, category: str) -> bool:
    return code.startswith(category if "." in category else f"{category}.")
