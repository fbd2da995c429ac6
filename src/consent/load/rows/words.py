"""Words tables use for a side, a language, a way of interpreting; nothing that could mean two things."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

SIDES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("left", "l", "lt", "left side"), "left"),
        **dict.fromkeys(("right", "r", "rt", "right side"), "right"),
        **dict.fromkeys(
            (
                "bilateral",
                "bilat",
                "bil",
                "b/l",
                "both",
                "both sides",
                "left and right",
                "left & right",
                "l & r",
            ),
            "bilateral",
        ),
        # Not `L/R`: in a column of its own it is as often a choice that nobody made as both sides.
    }
)

MODALITIES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("in-person", "in person", "on site", "on-site", "onsite"), "in-person"),
        "video": "video",
        **dict.fromkeys(("phone", "telephone"), "phone"),
    }
)

_LANGUAGES = """
ar ara arabic
bn ben bengali
de deu german ger
en eng english
es spa spanish español
fa fas farsi per persian
fr fra french fre
gu guj gujarati
hi hin hindi
hmn hmn hmong
ht hat haitian,creole haitian
hy hye armenian arm
it ita italian
ja jpn japanese
km khm khmer
ko kor korean
lo lao lao
nv nav navajo
pa pan punjabi panjabi
pl pol polish
pt por portuguese
ru rus russian
so som somali
sw swa swahili
ta tam tamil
te tel telugu
th tha thai
tl tgl tagalog
uk ukr ukrainian
ur urd urdu
vi vie vietnamese
zh zho chinese chi
"""

LANGUAGES: Mapping[str, str] = MappingProxyType(
    {name.replace(",", " "): line.split()[0] for line in _LANGUAGES.split("\n") for name in line.split()}
)
"""Codes of three letters and English names of the languages US clinics meet most, as BCP 47."""


def side_key(typed: str) -> str:
    """A side as the words above have it: ``(L)``, ``Rt.`` and ``LEFT `` lose what does not count."""
    return " ".join(typed.casefold().strip(" \t.()").split())


NO_LANGUAGE = frozenset(
    {
        *(
            "unknown",
            "unk",
            "declined",
            "declined to answer",
            "declined to specify",
            "refused",
            "not asked",
            "other",
        ),
        *("n/a", "na", "none", "not specified", "unspecified", "undetermined", "patient declined", "decline"),
    }
)
"""What stands for no language: the patient's is not known."""


def language(typed: str) -> str:
    """BCP 47 for a language code or name; what is not known is left as it is."""
    known = LANGUAGES.get(typed.casefold())
    if known:
        return known
    first, *rest = typed.replace("_", "-").split("-")
    if not first.isascii() or not first.isalpha() or len(first) > len("eng"):
        return typed
    return "-".join([LANGUAGES.get(first.lower(), first.lower()), *rest])
