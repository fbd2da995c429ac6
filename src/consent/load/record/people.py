"""Who decides for a patient and who helps: by a right there is, in a language there is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from consent.load.record.languages import is_unknown_code
from consent.models.findings.finding import Finding
from consent.models.people.age import ADULT_AT, age_on
from consent.models.people.signing import AUTHORITIES, OF_MINORS
from consent.suggest import choices, nearest

if TYPE_CHECKING:
    from consent.load.record.draft import Draft
    from consent.models.place import Source


def check_people(draft: Draft, source: Source) -> Iterator[Finding]:
    """A relative decides by a right, not by being one; a parent decides for a child only."""
    place, field = source.at("representative", "authority"), "representative.authority"
    if draft.authority is not None and draft.authority not in AUTHORITIES:
        message = f"`{field}` is no right to decide for somebody; a relative has none by being a relative"
        meant = nearest(draft.authority, AUTHORITIES)
        hint = f"{f'did you mean `{meant}`? ' if meant else ''}say by what right, and {choices(AUTHORITIES)}"
        yield Finding(place, "REC075", message, hint, field=field)
    elif draft.authority in OF_MINORS and _grown_up(draft):
        message = f"`{field}`: a parent decides for a child, and the patient will be grown up"
        others = [one for one in AUTHORITIES if one not in OF_MINORS]
        yield Finding(place, "REC076", message, f"let the patient sign, or {choices(others)}", field=field)
    if draft.language is not None and is_unknown_code(draft.language):
        message, field = "`interpreter.language` is a code that no language has", "interpreter.language"
        hint = "write the language's name as it should print, for example `Vietnamese`, or its code, `vi`"
        yield Finding(source.at("interpreter", "language"), "REC077", message, hint, field=field)


def _grown_up(draft: Draft) -> bool:
    born, day = draft.date_of_birth, draft.scheduled_on
    return born is not None and day is not None and age_on(born, day) >= ADULT_AT
