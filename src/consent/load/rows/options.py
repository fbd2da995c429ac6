"""What the command line says about a source, and how it fills in what a row does not say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from consent.load.typed.tree import Document
from consent.models.library.anatomy import Anatomy
from consent.models.library.collection import Library
from consent.models.library.procedure import Procedure
from consent.models.people.record import Laterality
from consent.models.place import Path as FieldPath
from consent.models.place import Place, Source


class DateFormat(StrEnum):
    """The order of the numbers in a date that is not written YYYY-MM-DD."""

    MDY = "mdy"
    """Month first, as in the United States."""
    DMY = "dmy"
    """Day first."""


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """One attribute for each option; nothing needs to be given."""

    encoding: str | None = None
    """``--encoding``: of CSV and JSONL files that are not UTF-8."""
    sheet: str | None = None
    """``--sheet``: of a workbook; otherwise its first visible one."""
    columns: Path | None = None
    """``--columns``: a YAML file with ``heading: field`` lines; ``heading: null`` ignores a column."""
    date_format: DateFormat | None = None
    """``--date-format``"""
    fhir_map: Path | None = None
    """``--fhir-map``: a YAML file that says what a practice's codes mean."""
    procedures: tuple[str, ...] = ()
    """``--procedure``"""
    body_site: str | None = None
    """``--body-site``"""
    laterality: Laterality | None = None
    """``--laterality``"""
    indication: str | None = None
    """``--indication``"""
    practitioner: str | None = None
    """``--practitioner``"""
    scheduled_on: date | None = None
    """``--scheduled-on``"""
    given_first: bool = False
    """Of a columns file: whole names are written given name first."""
    side_from_diagnosis: bool = False
    """Of a columns file: the side of a diagnosis code is that of the visit, where nothing else says one."""
    usual_indications: Mapping[str, str] = field(default_factory=dict)
    """Of a columns file: by body site, what a row without a diagnosis is for."""
    today: date | None = None
    """The day of issue: what a year of two digits is held against."""


NO_OPTIONS = SourceOptions()

FLAGS = {
    "procedures": "--procedure",
    "body_site": "--body-site",
    "laterality": "--laterality",
    "indication": "--indication",
    "practitioner": "--practitioner",
    "scheduled_on": "--scheduled-on",
}
"""The option that fills in each field."""


def fill(document: Document, options: SourceOptions, library: Library) -> Document:
    """The document with what the options say where it says nothing. Never overrides."""
    if not document.readable or not isinstance(document.data, dict):
        return document
    filling = _Filling(document, options, library, dict(document.data))
    for path in filling.additions():
        filling.marks[path] = Place(FLAGS[str(path[-1])])
    if not filling.marks:
        return document
    source = Source(document.source.file, {**document.source.marks, **filling.marks})
    return replace(document, data=filling.data, source=source)


@dataclass(slots=True)
class _Filling:
    document: Document
    options: SourceOptions
    library: Library
    data: dict[str, Any]
    marks: dict[FieldPath, Place] = field(default_factory=dict)

    def additions(self) -> Iterator[FieldPath]:
        """Fill in; yields the path of each value that was added."""
        options = self.options
        if options.procedures and self._open(self.data, ("procedures",)):
            self.data["procedures"] = [{"procedure": name} for name in options.procedures]
            yield ("procedures",)
        if options.practitioner is not None and self._open(self.data, ("practitioner",)):
            self.data["practitioner"] = options.practitioner
            yield ("practitioner",)
        if options.scheduled_on is not None and self._open(self.data, ("scheduled_on",)):
            self.data["scheduled_on"] = options.scheduled_on.isoformat()
            yield ("scheduled_on",)
        planned = self.data.get("procedures")
        if isinstance(planned, list) and (options.body_site or options.laterality or options.indication):
            self.data["procedures"] = [dict(item) if isinstance(item, dict) else item for item in planned]
            for index, item in enumerate(self.data["procedures"]):
                yield from self._details(item, index)

    def _details(self, item: Any, index: int) -> Iterator[FieldPath]:
        name = item.get("procedure") if isinstance(item, dict) else None
        found = self.library.procedures.get(name) if isinstance(name, str) else None
        if found is None:
            return
        procedure, options = found.value, self.options
        wanted = {
            "body_site": options.body_site if procedure.body_sites else None,
            "indication": options.indication if procedure.indications else None,
        }
        for key, value in wanted.items():
            if value is not None and self._open(item, ("procedures", index, key)):
                item[key] = value
                yield ("procedures", index, key)
        if (
            options.laterality
            and takes_side(procedure, item.get("body_site"), self.library.anatomy)
            and self._open(item, ("procedures", index, "laterality"))
        ):
            item["laterality"] = options.laterality.value
            yield ("procedures", index, "laterality")

    def _open(self, container: dict[str, Any], path: FieldPath) -> bool:
        """Whether the source says nothing there; a value that was refused is not nothing."""
        return container.get(str(path[-1])) is None and not self.document.is_spoiled(path)


def takes_side(procedure: Procedure, body_site: object, anatomy: Anatomy) -> bool:
    """Whether the procedure at this site, or at any of its sites when none is known, has a side."""
    sites = anatomy.sites(procedure.body_sites)
    return any(site.sided for site in sites if body_site is None or site.name == body_site)
