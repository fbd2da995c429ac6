"""What FHIR codes mean here: the library's own codes, and what a practice adds with ``--fhir-map``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from consent.load.codes import Common, Kind, code
from consent.load.fhir.days import Calendar
from consent.load.fhir.lookup import SYSTEMS, Lookup, of_one_meaning, tokens
from consent.load.rows.codes import NO_SUCH_OPTION
from consent.load.schedule.phrases import Phrasebook
from consent.load.typed.document import attempt, unreadable
from consent.load.typed.text import RefusalError, read_text
from consent.load.typed.tree import Document
from consent.load.typed.yaml_reader import read_yaml
from consent.models.findings.finding import Finding
from consent.models.library.anatomy import Anatomy, BodySite
from consent.models.library.collection import Library
from consent.models.library.procedure import Procedure
from consent.models.people.practice import Practice
from consent.models.people.record import Laterality
from consent.models.people.schedule_words import ScheduleWords
from consent.models.place import Place, Source, Sourced
from consent.suggest import did_you_mean

_SECTIONS = ("procedures", "body_sites", "indications", "practitioners", "mrn_system", "time_zone")
_SNOMED = SYSTEMS["SNOMED CT"]
_SIDES = {"7771000": "left", "24028007": "right", "51440002": "bilateral"}
"""SNOMED CT's qualifiers: left, right, right and left."""
_SIDED_SITES = {
    "719442003": ("49076000", "left"),
    "719443008": ("49076000", "right"),
}
"""SNOMED CT codes that hold a side already: the site alone, and the side. Left and right knee joint."""


@dataclass(frozen=True, slots=True)
class Site:
    """A body site, and its side where the code says it."""

    name: str | None
    side: str | None = None


@dataclass(frozen=True, slots=True)
class CodeMap:
    """Everything that is looked up."""

    procedures: Lookup[tuple[str, ...]]
    body_sites: Lookup[Site]
    sides: Lookup[str]
    indications: Lookup[str]
    practitioners: Mapping[str, str]
    """Id of a practitioner in practice.yaml by ``system|value`` of an identifier, or ``Practitioner/id``."""
    known_practitioners: frozenset[str]
    library: Mapping[str, Sourced[Procedure]] = field(repr=False)
    """What each procedure takes."""
    anatomy: Anatomy = field(repr=False)
    phrases: Phrasebook = field(repr=False)
    """What free text says."""
    needs: Mapping[str, tuple[str, ...]]
    """By a billing code that tells how and not what: procedures whose part belongs into its packet."""
    mrn_system: str | None
    calendar: Calendar
    words: ScheduleWords = field(repr=False)
    """What codes and words of schedules mean: which diagnoses say a side."""


def read_code_map(
    path: Path | None, library: Library, practice: Practice, more: Document | None = None
) -> CodeMap:
    """The library's codes, those of the file, and ``more`` of the same shape; the file has the first word.

    Raises:
        RefusalError: the file cannot be read, or names something that does not exist.
    """
    reader = _Reader(_joined(_read(path), more), library, practice)
    told = reader.tell()
    if reader.findings:
        raise RefusalError(reader.findings)
    return told


def _joined(document: Document, more: Document | None) -> Document:
    """Both, section by section."""
    if more is None or not isinstance(more.data, dict):
        return document
    data: dict[str, Any] = dict(more.data)
    for key, value in (document.data if isinstance(document.data, dict) else {}).items():
        known = data.get(key)
        data[key] = {**known, **value} if isinstance(known, dict) and isinstance(value, dict) else value
    marks = {**more.source.marks, **document.source.marks}
    file = document.source.file or more.source.file
    return Document(data, Source(file, marks), {}, (*document.findings, *more.findings))


def _read(path: Path | None) -> Document:
    if path is None:
        return unreadable("", ())
    return attempt(lambda: read_yaml(read_text(path, Kind.RECORD), str(path), Kind.RECORD), str(path))


class _Reader:
    """The file's sections, each held against what there is."""

    def __init__(self, document: Document, library: Library, practice: Practice) -> None:
        self._source = document.source
        self._data = document.data if isinstance(document.data, dict) else {}
        self._library = library
        self._practice = practice
        self.findings = list(document.findings)
        if document.readable and not isinstance(document.data, dict):
            self._complain((), "the file for `--fhir-map` holds no sections", f"begin with `{_SECTIONS[0]}:`")

    def tell(self) -> CodeMap:
        """The map; complaints are in ``findings``."""
        for key in self._data:
            if key not in _SECTIONS:
                self._complain((key,), "unknown key", did_you_mean(key, _SECTIONS))
        sites = {site.name for site in _sites_of(self._library)}
        words = {word for one in self._library.procedures.values() for word in one.value.indications}
        people = [practitioner.id for practitioner in self._practice.practitioners]
        procedures = {key: tuple(value) for key, value in self._lists("procedures", self._library.procedures)}
        return CodeMap(
            procedures=Lookup(procedures, _usual_procedures(self._library), _named(self._library)),
            body_sites=Lookup(
                dict(self._sites(sites)), _usual_sites(self._library), _site_words(self._library)
            ),
            sides=Lookup({}, _of_snomed(_SIDES), {side.value: side.value for side in Laterality}),
            indications=Lookup(
                {key: value[0] for key, value in self._lists("indications", words)},
                {},
                {word.casefold(): word for word in sorted(words)},
            ),
            practitioners={key: value[0] for key, value in self._lists("practitioners", people)},
            known_practitioners=frozenset(people),
            library=self._library.procedures,
            anatomy=self._library.anatomy,
            phrases=Phrasebook(self._library),
            needs={one.code: one.needs for one in self._library.schedules.method_codes},
            mrn_system=self._text("mrn_system"),
            calendar=Calendar(self._zone(), self._practice.jurisdiction.startswith("US")),
            words=self._library.schedules,
        )

    def _section(self, name: str) -> Iterator[tuple[str, Any]]:
        section = self._data.get(name)
        if section is None:
            return
        if not isinstance(section, dict):
            hint = 'write lines such as `"http://snomed.info/sct|49076000": knee joint`'
            self._complain((name,), f"`{name}` needs `code: meaning` lines", hint)
            return
        yield from section.items()

    def _lists(self, name: str, known: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
        choices = sorted(known)
        for key, value in self._section(name):
            several = value if isinstance(value, list) and name == "procedures" else [value]
            if several and all(isinstance(one, str) and one in choices for one in several):
                yield key, several
            else:
                typed = next((one for one in several if one not in choices), "")
                hint = did_you_mean(typed if isinstance(typed, str) else "", choices)
                self._complain((name, key), f"`{name}` names something that does not exist", hint)

    def _sites(self, known: Iterable[str]) -> Iterator[tuple[str, Site]]:
        choices = sorted(known)
        for key, value in self._section("body_sites"):
            parts = {"body_site": value} if isinstance(value, str) else value
            site = parts.get("body_site") if isinstance(parts, dict) else None
            side = parts.get("laterality") if isinstance(parts, dict) else None
            extra = set(parts) - {"body_site", "laterality"} if isinstance(parts, dict) else {"?"}
            if site not in choices or extra:
                hint = did_you_mean(site if isinstance(site, str) else "", choices)
                self._complain(("body_sites", key), "`body_sites` names a site that does not exist", hint)
            elif side is not None and side not in {one.value for one in Laterality}:
                hint = did_you_mean(str(side), [one.value for one in Laterality])
                self._complain(("body_sites", key, "laterality"), "this is no side", hint)
            else:
                yield key, Site(site, side)

    def _text(self, name: str) -> str | None:
        value = self._data.get(name)
        if value is None or (isinstance(value, str) and value):
            return value
        self._complain((name,), f"`{name}` needs one text", "put it in quotes")
        return None

    def _zone(self) -> ZoneInfo | None:
        name = self._text("time_zone")
        if name is None:
            return None
        zone = None
        try:
            zone = ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            hint = "write a name of the IANA list, for example `America/Los_Angeles`"
            self._complain(("time_zone",), "there is no such time zone", hint)
        return zone

    def _complain(self, path: tuple[str, ...], message: str, hint: str) -> None:
        place: Place = self._source.at(*path)
        number = code(Kind.RECORD, Common.UNKNOWN_KEY) if message == "unknown key" else NO_SUCH_OPTION
        self.findings.append(Finding(place, number, message, hint, field=".".join(path[:1])))


def _usual_procedures(library: Library) -> dict[str, tuple[str, ...]]:
    """The codes that stand for one procedure alone; one that tells how and not what stands for none."""
    return {token: (id_,) for token, id_ in of_one_meaning(_coded(library)).items()}


def _coded(library: Library) -> Iterator[tuple[str, str]]:
    methods = {one.code for one in library.schedules.method_codes}
    for sold in library.schedules.product_codes:
        if sold.procedure in library.procedures:
            yield from ((tokens(system, sold.code)[0], sold.procedure) for system in SYSTEMS["HCPCS"])
    for one in (one.value for one in library.procedures.values()):
        for coded in (coded for coded in one.codes if coded.code not in methods):
            yield from ((tokens(system, coded.code)[0], one.id) for system in SYSTEMS[coded.system])
        # A practice's own system may use our ids as codes.
        yield one.id, one.id


def _named(library: Library) -> dict[str, tuple[str, ...]]:
    """Ids, and titles that are those of one procedure."""
    known = [one.value for one in library.procedures.values()]
    words = ((" ".join(word.casefold().split()), one.id) for one in known for word in (one.id, one.title))
    return {word: (id_,) for word, id_ in of_one_meaning(words).items()}


def _usual_sites(library: Library) -> dict[str, Site]:
    plain = {site.snomed: site.name for site in _sites_of(library) if site.snomed}
    sided = {
        number: Site(plain[whole], side) for number, (whole, side) in _SIDED_SITES.items() if whole in plain
    }
    return _of_snomed({**{number: Site(name) for number, name in plain.items()}, **sided})


def _site_words(library: Library) -> dict[str, Site]:
    return of_one_meaning(
        (word.casefold(), Site(site.name))
        for site in _sites_of(library)
        for word in (site.name, site.plain_name, *site.also_called)
    )


def _sites_of(library: Library) -> tuple[BodySite, ...]:
    """The body sites that some procedure can be done at."""
    names = {name for one in library.procedures.values() for name in one.value.body_sites}
    return library.anatomy.sites(sorted(names))


def _of_snomed(meanings: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{system}|{number}": meaning for number, meaning in meanings.items() for system in _SNOMED}
