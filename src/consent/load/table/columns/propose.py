"""A columns file for an export nobody has described yet: what each heading means, and what is left to ask."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from consent.load.rows.options import FLAGS, DateFormat
from consent.load.schedule.standing import StatusWords
from consent.load.table.columns.columns_file import as_key
from consent.load.table.columns.fields import (
    CODES,
    DATES,
    FIELDS,
    REQUIRED,
    ROLES,
    STATUS,
    WORDS,
    field_called,
    field_meant,
    field_named,
    key_of,
    role_called,
)
from consent.models.library.collection import Library
from consent.models.people.practice import Practice
from consent.models.people.schedule_profile import ScheduleProfile

_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})\b")
_LAST_MONTH = 12
_WHOLE, _PARTS = "patient_name", ("given_name", "family_name")
_DEGREE = re.compile(r"[\s,]+(?:m\.?d|d\.?o|d\.?p\.?m|n\.?p|p\.?a(?:-c)?|d\.?c)\.?$")
_LONGEST_CODE = 24


@dataclass(slots=True)
class Proposal:
    """A columns file, before it is written."""

    headings: Sequence[str]
    profile: ScheduleProfile | None = None
    columns: dict[str, str | None] = field(default_factory=dict)
    """Field or role by heading, in the order of the table."""
    date_format: str | None = None
    given_first: bool = False
    side_from_diagnosis: bool = False
    usual_indications: Mapping[str, str] = field(default_factory=dict)
    practitioners: Mapping[str, str] = field(default_factory=dict, repr=False)
    questions: list[str] = field(default_factory=list)
    """What the export does not say, and the front desk has to."""

    @property
    def found(self) -> set[str]:
        """The fields and roles that have a column."""
        return {name for name in self.columns.values() if name is not None}

    def text(self) -> str:
        """The file."""
        system = self.profile.system if self.profile else "no system that is known; by its headings"
        lines = [
            f"# Written by `consent columns`: {system}.",
            "# Look at it once; `consent batch` uses it from now on.",
        ]
        lines += [f"# ask: {one}" for one in self.questions]
        if self.profile:
            lines.append(f"system: {as_key(self.profile.system)}")
        if self.date_format:
            lines.append(f"date_format: {self.date_format}  # the order of numbers in 03/04/1961")
        if self.given_first:
            lines.append("names: given-first  # whole names without a comma")
        if self.side_from_diagnosis:
            lines.append("side_from: diagnosis  # where nothing else says a side; always with a warning")
        if self.usual_indications:
            lines.append("usual_indications:  # the export has no diagnosis; always with a warning")
            lines += [f"  {as_key(site)}: {name}" for site, name in self.usual_indications.items()]
        lines.append("columns:")
        lines += [f"  {as_key(heading)}: {name or 'null'}" for heading, name in self.columns.items()]
        if self.practitioners:
            lines += ["meanings:", "  practitioners:  # check each: it is read from a part of the name"]
            lines += [f"    {as_key(typed)}: {id_}" for typed, id_ in self.practitioners.items()]
        return "\n".join([*lines, ""])


def propose(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    profiles: Sequence[ScheduleProfile],
    library: Library,
    practice: Practice,
) -> Proposal:
    """What the headings mean, by the profile that fits best, else by their words; and what is missing."""
    words = StatusWords(library.schedules)
    profile = _profile(headings, profiles)
    proposal = Proposal(headings, profile)
    proposal.columns = _columns(headings, profile, words)
    found = proposal.found
    if profile:
        proposal.given_first = profile.names == "given-first" and _WHOLE in found
    elif _WHOLE in found:
        proposal.given_first = _no_commas(_cells(proposal, rows, _WHOLE))
    proposal.date_format = _date_format(proposal, rows, profile, practice)
    no_side = "laterality" not in found and "modifier" not in found
    proposal.side_from_diagnosis = no_side and "indication" in found
    if "indication" not in found:
        proposal.usual_indications = _usual(library)
    proposal.practitioners = dict(_practitioners(_cells(proposal, rows, "practitioner"), practice))
    proposal.questions = list(_questions(proposal))
    return proposal


def _profile(headings: Sequence[str], profiles: Sequence[ScheduleProfile]) -> ScheduleProfile | None:
    """The profile whose telling headings are all there; of several the one with most in common."""
    keys = {key_of(heading) for heading in headings}
    fitting = [one for one in profiles if all(key_of(name) in keys for name in one.known_by)]
    return max(fitting, key=lambda one: sum(key_of(name) in keys for name in one.columns), default=None)


def _columns(
    headings: Sequence[str], profile: ScheduleProfile | None, words: StatusWords
) -> dict[str, str | None]:
    known = {key_of(name): meaning for name, meaning in profile.columns.items()} if profile else {}
    columns: dict[str, str | None] = {}
    taken: set[str] = set()
    ranked = sorted(
        ((_rank(heading, known, words), index) for index, heading in enumerate(headings) if heading.strip()),
        key=lambda one: (one[0][0], one[1]),
    )
    meanings: dict[int, str | None] = {}
    for (_, wanted), index in ranked:
        again = wanted in taken and wanted not in ROLES
        name = (WORDS if wanted == "procedures" else None) if again else wanted
        if name is not None:
            taken.add(name)
        meanings[index] = name
    if _WHOLE in taken and all(part in taken for part in _PARTS):
        meanings = {index: None if name == _WHOLE else name for index, name in meanings.items()}
    for index, heading in enumerate(headings):
        if heading.strip():
            columns[" ".join(heading.split())] = meanings[index]
    return columns


def _rank(heading: str, known: Mapping[str, str | None], words: StatusWords) -> tuple[int, str | None]:
    """A meaning, and by what right: the lower the better."""
    key = key_of(heading)
    if key in known:
        return 0, known[key]
    certain = field_named(heading) or field_called(heading)
    if certain:
        return 1 if field_named(heading) else 2, certain
    if words.about(heading):
        return 3, STATUS
    role = role_called(heading) or (WORDS if words.is_of_words(heading) else None)
    if role:
        return 4, role
    meant = field_meant(heading)
    return 5, meant


def _cells(proposal: Proposal, rows: Sequence[Sequence[str]], name: str) -> list[str]:
    """What stands in the column of a field."""
    indices = [
        index
        for index, heading in enumerate(proposal.headings)
        if proposal.columns.get(" ".join(heading.split())) == name
    ]
    return [
        row[index].strip() for row in rows for index in indices if index < len(row) and row[index].strip()
    ]


def _no_commas(names: Sequence[str]) -> bool:
    return bool(names) and not any("," in name or "^" in name for name in names)


def _date_format(
    proposal: Proposal, rows: Sequence[Sequence[str]], profile: ScheduleProfile | None, practice: Practice
) -> str | None:
    """The order of numbers in dates: by a day after the twelfth, by the profile, by the country."""
    cells = [cell for name in DATES for cell in _cells(proposal, rows, name)]
    found = [match for cell in cells if (match := _NUMBERS.match(cell))]
    if not found:
        return None
    if any(int(one[1]) > _LAST_MONTH for one in found):
        return DateFormat.DMY.value
    if any(int(one[2]) > _LAST_MONTH for one in found):
        return DateFormat.MDY.value
    if profile and profile.date_format:
        return profile.date_format
    return DateFormat.MDY.value if practice.jurisdiction.startswith("US") else None


def _usual(library: Library) -> dict[str, str]:
    """The one diagnosis the library has for a site, where it has one only."""
    anatomy = library.anatomy
    found = {}
    for site in sorted({name for one in library.procedures.values() for name in one.value.body_sites}):
        fitting = {
            name
            for one in library.procedures.values()
            for name in one.value.indications
            if (known := anatomy.indications.get(name)) and site in known.value.body_sites
        }
        if len(fitting) == 1:
            found[site] = fitting.pop()
    return found


def _practitioners(typed: Sequence[str], practice: Practice) -> Iterator[tuple[str, str]]:
    """Short forms that can be one practitioner's alone: a family name, initials, an initial with the name."""
    forms: dict[str, set[str]] = {}
    for one in practice.practitioners:
        names = [part for part in re.split(r"[^\w'-]+", one.name.casefold()) if part]
        family, initials = names[-1], "".join(part[0] for part in names)
        first = names[0]
        for form in (
            *(family, initials, first[0] + family, family + first[0]),
            *(first + family, family + first),
        ):
            forms.setdefault(form, set()).add(one.id)
    for text in dict.fromkeys(typed):
        form = _DEGREE.sub("", re.sub(r"^(dr|doctor)\.?\s+", "", text.casefold()))
        ids = forms.get(re.sub(r"[^\w]+", "", form), set())
        if len(ids) == 1 and len(text) <= _LONGEST_CODE:
            yield text, next(iter(ids))


def _questions(proposal: Proposal) -> Iterator[str]:
    """What no column says."""
    found = proposal.found
    names = {*found, *(_PARTS if _WHOLE in found else ())}
    said = {"practitioner"} if "practitioner_part" in found else set()
    for name in REQUIRED:
        if name in names or name in said or (name == "procedures" and found & {WORDS, CODES}):
            continue
        flag = f", or give `{FLAGS[name]}` for all rows" if name in FLAGS else ""
        yield f"there is no column for `{name}`: add it to the export{flag}"
    if "procedures" not in found and WORDS not in found and CODES in found:
        yield "only billing codes say what is done, and 20610 does not say what is injected: add a column"
    if not found & {"laterality", "modifier", WORDS, "procedures", "body_site"}:
        yield "no column says the side: have it typed into a column or the notes, as in `Left knee HA`"
    if proposal.usual_indications:
        yield "there is no diagnosis: add the column, or see that `usual_indications` is right for everybody"
    if not set(FIELDS) & found:
        yield "no heading is known: see whether this is the right table"
