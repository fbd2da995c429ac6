"""What has to be true of a record as a whole: dates in order, somebody who may sign, people who exist."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from consent.load.record.deciding import check_deciding
from consent.load.record.draft import Draft
from consent.load.record.people import check_people
from consent.load.record.plan import check_plan
from consent.load.record.together import check_together
from consent.models.findings.finding import Finding, Severity
from consent.models.people.age import ADULT_AT, age_on
from consent.models.place import Source, Sourced
from consent.suggest import did_you_mean

if TYPE_CHECKING:
    from consent.models.library.collection import Library
    from consent.models.people.practice import Practice

OLDEST = 130


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a record is held against."""

    library: Library
    practice: Sourced[Practice]
    issued_on: date


def check_record(draft: Draft, source: Source, around: Surroundings) -> Iterator[Finding]:
    """Everything wrong with a record beyond the form of its values; warnings among them."""
    yield from check_plan(draft.plan, library=around.library, practice=around.practice, source=source)
    yield from check_together(
        draft.plan, draft.use, library=around.library, practice=around.practice, source=source
    )
    yield from check_deciding(
        represented=draft.represented, source=source, library=around.library, practice=around.practice.value
    )
    yield from _too_young(draft, source, around.library)
    yield from _practitioner(draft, source, around.practice.value)
    languages = (around.library.language, *around.practice.value.languages)
    yield from check_person(draft, source, issued_on=around.issued_on, languages=languages)


def check_person(
    draft: Draft, source: Source, *, issued_on: date, languages: Collection[str]
) -> Iterator[Finding]:
    """Everything that can be said of a record without knowing the library and the practice."""
    if draft.nameless:
        place, field = source.at("patient", "family_name"), "patient.family_name"
        message = "`patient.given_name` and `patient.family_name` both say that there is no such name"
        yield Finding(place, "REC039", message, "write the name in one of them", field=field)
    yield from _birth(draft, source, issued_on)
    yield from check_people(draft, source)
    yield from _schedule(draft, source, issued_on)
    yield from _language(draft, source, languages)


def _practitioner(draft: Draft, source: Source, practice: Practice) -> Iterator[Finding]:
    known = [practitioner.id for practitioner in practice.practitioners]
    if draft.practitioner is not None and draft.practitioner not in known:
        message = "`practitioner`: there is no such practitioner in practice.yaml"
        hint = did_you_mean(draft.practitioner, known)
        yield Finding(source.at("practitioner"), "REC021", message, hint, field="practitioner")


def _birth(draft: Draft, source: Source, issued_on: date) -> Iterator[Finding]:
    born, scheduled = draft.date_of_birth, draft.scheduled_on
    if born is None:
        return
    place, field = source.at("patient", "date_of_birth"), "patient.date_of_birth"
    hint = "check the year, the month and the day"
    if born > issued_on:
        yield Finding(place, "REC032", f"`{field}` is after the date of issue", hint, field=field)
    elif scheduled is not None and born > scheduled:
        yield Finding(place, "REC032", f"`{field}` is after `scheduled_on`", hint, field=field)
    elif age_on(born, issued_on) > OLDEST:
        yield Finding(place, "REC033", f"`{field}` is more than {OLDEST} years ago", hint, field=field)
    elif scheduled is not None and age_on(born, scheduled) < ADULT_AT and not draft.represented:
        message = (
            f"the patient will be under {ADULT_AT} on `scheduled_on`, and nobody is named who may decide"
        )
        hint = "add `representative: {name: …, authority: …}`, for example with `authority: parent`"
        yield Finding(place, "REC035", message, hint, field="representative")


def _too_young(draft: Draft, source: Source, library: Library) -> Iterator[Finding]:
    """The procedure's own rule: nobody below its age, unless it takes minors who agree."""
    if draft.date_of_birth is None or draft.scheduled_on is None:
        return
    age = age_on(draft.date_of_birth, draft.scheduled_on)
    place, field = source.at("patient", "date_of_birth"), "patient.date_of_birth"
    for id_ in dict.fromkeys(
        one.procedure for one in draft.plan if one and one.procedure in library.procedures
    ):
        rule = library.procedures[id_].value.ages
        assents = rule.minors == "with-assent" and age < ADULT_AT
        if 0 <= age < rule.start and not assents:
            message = f"`{field}`: `{id_}` is for patients of {rule.start} and older on `scheduled_on`"
            hint = "check the year; the rule is `ages:` in the procedure's file"
            yield Finding(place, "REC074", message, hint, field=field)
            return


def _schedule(draft: Draft, source: Source, issued_on: date) -> Iterator[Finding]:
    """A warning only: an old record may be printed again."""
    if draft.scheduled_on is not None and draft.scheduled_on < issued_on:
        message = "`scheduled_on` is before the date of issue"
        hint = "check the year, or give the date of the first printing with `--issued-on`"
        place = source.at("scheduled_on")
        yield Finding(place, "REC034", message, hint, Severity.WARNING, field="scheduled_on")


def _language(draft: Draft, source: Source, printed: Collection[str]) -> Iterator[Finding]:
    """A warning only: the patient may read the printed language well enough."""
    preferred = draft.preferred_language
    if preferred is None or draft.interpreted or _base(preferred) in map(_base, printed):
        return
    said = " or ".join(f"`{one}`" for one in printed)
    message = (
        f"the patient prefers another language than the packet's ({said}), and no interpreter is planned"
    )
    hint = "add `interpreter: {language: …, modality: in-person}`, with `in-person`, `video` or `phone`"
    place, field = source.at("patient", "preferred_language"), "patient.preferred_language"
    yield Finding(place, "REC036", message, hint, Severity.WARNING, field=field)


def _base(language: str) -> str:
    return language.partition("-")[0]
