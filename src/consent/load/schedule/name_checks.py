"""Whether a patient's name is a name alone: a remark in it would be printed on every page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consent.load.rows.codes import MIXED_NAME
from consent.load.typed.tree import Document
from consent.models.findings.finding import Finding

TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof"})
"""Before a name; nothing is lost without them."""
_NAMES = ("given_name", "middle_name", "family_name")
_SIGN = re.compile(r"[][(){}<>*#@=;:!?%$+|\\_~^&]")
_ORDINAL = re.compile(r"(?:2nd|3rd|[4-9]th)\.?", re.IGNORECASE)
_REMARKS = frozenset(
    {
        *("yo", "y.o", "y/o", "yrs", "yr", "dob", "mrn", "aka", "a.k.a", "fka"),
        *("deceased", "inactive", "unknown", "tbd", "n/a"),
    }
)
_DEGREES = frozenset({"md", "m.d", "phd", "ph.d", "rn", "dds", "esq", "pharmd", "dpm", "msw", "lcsw"})


def check_names(row: Document) -> Iterator[Finding]:
    """A complaint for each part of the patient's name with something else in it; never repeats it."""
    patient = row.data.get("patient") if isinstance(row.data, dict) else None
    if not isinstance(patient, dict):
        return
    for key in _NAMES:
        name = patient.get(key)
        if isinstance(name, str) and (what := beside_the_name(name)):
            field = f"patient.{key}"
            message = f"`{field}` holds {what} besides the name"
            hint = "write the name alone, as it is to be printed on every page"
            yield Finding(row.source.at("patient", key), MIXED_NAME, message, hint, field=field)


def beside_the_name(name: str) -> str:
    """What a name holds besides itself, in words that do not repeat it; empty when it is a name alone."""
    if _SIGN.search(name):
        return "a sign that no name has, such as `*`, `(` or `[`"
    tokens = [token.casefold().rstrip(".,") for token in name.split()]
    if any(token[:1].isdigit() and not _ORDINAL.fullmatch(token) for token in tokens):
        return "a number, a day or an age"
    if any(token in _REMARKS for token in tokens):
        return "a remark"
    if len(tokens) > 1 and tokens[0] in TITLES:
        return "a title"
    return "a degree" if len(tokens) > 1 and tokens[-1] in _DEGREES else ""


def without_title(name: str) -> str:
    """A name without the titles before it."""
    tokens = name.split()
    while len(tokens) > 1 and tokens[0].casefold().rstrip(".") in TITLES:
        tokens = tokens[1:]
    return " ".join(tokens) if len(tokens) < len(name.split()) else name
