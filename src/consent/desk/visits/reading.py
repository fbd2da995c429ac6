"""A row of a schedule becomes a visit: what could be read is shown, even where no packet can be made."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from consent.assemble.identity import long_date
from consent.desk.visits.visit import Planned, Visit
from consent.load.rows.row import Row
from consent.models.library.collection import Library
from consent.models.people.record import NO_NAME, Record

_SIDES = {"left": "left", "right": "right", "bilateral": "both sides"}
_LONGEST = 200


def digest_of(row: Row) -> str:
    """What stands for everything that a row says, wherever it stands: another when anything in it changes."""
    said = row.record.value.model_dump_json() if row.record else repr(sorted(map(repr, row.typed.items())))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def visit_of(row: Row, library: Library, key: Callable[[str], str]) -> Visit:
    """The visit of a row; ``key`` makes what names it of everything that is in it."""
    if row.record is None:
        return _refused(row, library, key)
    record = row.record.value
    patient = record.patient
    given = (patient.given_name, patient.middle_name, patient.suffix)
    return Visit(
        key=key(record.model_dump_json()),
        number=row.number,
        unit=row.unit.value,
        family_name=_shown(patient.family_name),
        given_name=" ".join(_shown(one) for one in given if one),
        born=long_date(patient.date_of_birth),
        mrn=patient.mrn,
        day=record.scheduled_on,
        planned=tuple(_planned(record, library)),
        row=row,
    )


def _planned(record: Record, library: Library) -> Iterator[Planned]:
    for one in record.procedures:
        found = library.procedures.get(one.procedure)
        side = one.laterality.value if one.laterality else ""
        yield Planned(
            found.value.title if found else one.procedure, one.body_site or "", _SIDES.get(side, "")
        )


def _refused(row: Row, library: Library, key: Callable[[str], str]) -> Visit:
    patient = _mapping(row.typed.get("patient"))
    day = _day(row.typed.get("scheduled_on"))
    born = _day(patient.get("date_of_birth"))
    told = repr((row.place.file, row.number, sorted(map(repr, row.typed.items()))))
    return Visit(
        key=key(told),
        number=row.number,
        unit=row.unit.value,
        family_name=_text(patient.get("family_name")),
        given_name=_text(patient.get("given_name")),
        born=long_date(born) if born else _text(patient.get("date_of_birth")),
        mrn=_text(patient.get("mrn")),
        day=day,
        planned=tuple(_wished(row.typed.get("procedures"), library)),
        row=row,
    )


def _wished(planned: object, library: Library) -> Iterator[Planned]:
    for one in planned if isinstance(planned, (list, tuple)) else ():
        fields = _mapping(one)
        id_, side = _text(fields.get("procedure")), _text(fields.get("laterality"))
        found = library.procedures.get(id_)
        title = found.value.title if found else id_
        yield Planned(title, _text(fields.get("body_site")), _SIDES.get(side, side))


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return _shown(value[:_LONGEST]) if isinstance(value, str) else ""


def _shown(name: str) -> str:
    return "" if name == NO_NAME else name


def _day(value: object) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
