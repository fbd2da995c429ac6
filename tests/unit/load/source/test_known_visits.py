"""A row whose visit was met before is read on a short road, and comes to what the long one would give."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date

import pytest

from benchmarks.schedule_rows import Reader, layouts
from consent.errors import InputError
from consent.load.rows.options import DateFormat, SourceOptions
from consent.load.source.open import RecordSource, Row
from tests.support.sources import HEADINGS, Desk, row, table

LONG_ROAD = "consent.load.table.row.known_visits"
WHO = ("Appt ID", "Patient Name", "DOB", "MRN", "Procedure", "Site", "Side", "Dx", "Provider", "Appt Date")


def told(source: RecordSource) -> tuple[list[tuple[object, ...]], dict[str, int]]:
    with source:
        return [_told(one) for one in source.rows], dict(source.left_out)


def _told(one: Row) -> tuple[object, ...]:
    marks = {}
    if one.record is not None:
        paths = list(one.record.source.marks)
        marks = {path: one.record.at(*path) for path in paths}
    value = one.record.value if one.record else None
    return one.number, one.unit, one.place, one.record_id, value, one.findings, one.evidence, marks, one.typed


@dataclass(frozen=True)
class Odd:
    """A person in whose row something may be odd, after one of the same visit in whose row nothing is."""

    name: str = "Testperson, Ada"
    born: str = "1961-03-09"
    mrn: str = "00123457"
    visit: str = "v-2"
    day: str = "2026-12-01"
    why: str = ""


ODD = (
    Odd(why="nothing"),
    Odd("Testperson, Ada [1234]"),
    Odd("Testperson, Ada Jr."),
    Odd("Testperson Jr., Ada"),
    Odd("Testperson, Dr. Ada"),
    Odd("Testperson MD, Ada"),
    Odd("Testperson, ADA 66"),
    Odd("Testperson, Unknown"),
    Odd("TESTPERSON^ADA^MAE^III"),
    Odd("Testperson Ada"),
    Odd("Testperson, Zoë Ann-Marie O'Neil"),
    Odd("Testperson, ZoÃ«"),
    Odd("Testperson, Žofia"),
    Odd("Dvořák-Ņikitin, Łukasz Nguyễn"),
    Odd("Țepeș, Ơn Ẩn"),
    Odd("Testperson, ŁÃ©ŁÅ¡"),
    Odd("Testperson, Iſabel"),
    Odd("Testperson, İpek Nı"),
    Odd("Testperson, Zoe\u0308"),
    Odd("Testperson, -"),
    Odd("{{Testperson, Ada"),
    Odd("T" * 300 + ", Ada"),
    Odd(""),
    Odd(born="2015-03-09"),
    Odd(born="2008-11-23"),
    Odd(born="2008-12-01"),
    Odd(born="2030-03-09"),
    Odd(born="1890-03-09"),
    Odd(born="03/04/1961"),
    Odd(born="1961-02-30"),
    Odd(born=""),
    Odd(mrn="1E5"),
    Odd(mrn="123456.0"),
    Odd(mrn="'00123456"),
    Odd(mrn="TBD"),
    Odd(mrn='=""00123457""'),
    Odd(mrn="00123456"),
    Odd(mrn=" 00123457 "),
    Odd(mrn="9" * 41),
    Odd(mrn=""),
    Odd(visit="v-1"),
    Odd(visit="V-1"),
    Odd(visit="a b"),
    Odd(visit="1E5"),
    Odd(visit="x" * 70),
    Odd(visit=""),
    Odd(day="2026-11-23"),
    Odd(day="2026-11-22"),
    Odd(day="2036-11-22"),
    Odd(day="2026-12-01 09:10"),
    Odd(day="tomorrow"),
    Odd(day=""),
)


def schedule(*people: Odd, site: str = "knee joint", side: str = "left") -> str:
    rest = f"{site},{side},knee osteoarthritis,p-01"
    lines = [f'{one.visit},"{one.name}",{one.born},{one.mrn},ha-medium,{rest},{one.day}' for one in people]
    return "\n".join([",".join(WHO), *lines, ""])


@pytest.mark.parametrize("side", ["left", ""])
@pytest.mark.parametrize("odd", ODD, ids=lambda one: repr(one)[:60])
def test_both_roads_come_to_the_same(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, odd: Odd, side: str
) -> None:
    path = desk.write(schedule(Odd(mrn="00123456", visit="v-1"), odd, Odd(visit="v-3"), side=side))
    short = told(desk.open(path))
    monkeypatch.setattr(LONG_ROAD, lambda *_: None)
    assert told(desk.open(path)) == short


@pytest.mark.parametrize("layout", layouts())
def test_both_roads_come_to_the_same_for_every_layout(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, layout: str
) -> None:
    path = Reader(desk.library, desk.practice, desk.folder).write(layout, 40)
    try:
        short = told(desk.open(path))
    except InputError:
        assert layout == "simplepractice"
        return
    monkeypatch.setattr(LONG_ROAD, lambda *_: None)
    assert told(desk.open(path)) == short
    assert len(short[0]) + sum(short[1].values()) == 40


def test_both_roads_come_to_the_same_when_the_day_is_said_once_for_all(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Five years ago the second of them was a child.
    options = SourceOptions(scheduled_on=date(2021, 12, 1), date_format=DateFormat.MDY)
    rows = [row(1), row(2, date_of_birth="2005-03-09", mrn="77"), row(3, mrn="78")]
    text = table(*([*cells[:-1], ""] for cells in rows), headings=HEADINGS)
    path = desk.write(text)
    short = told(desk.open(path, options=options))
    assert [value is None for _, _, _, _, value, *_ in short[0]] == [False, True, False]
    monkeypatch.setattr(LONG_ROAD, lambda *_: None)
    assert told(desk.open(path, options=options)) == short


def test_a_word_of_a_status_is_never_shown_where_it_may_be_a_name(desk: Desk) -> None:
    lines = [
        f'v-{number},"Testperson, {name}",1961-03-09,0012345{number},ha-medium,knee joint,left,'
        "knee osteoarthritis,p-01,2026-12-01,Nova"
        for number, name in enumerate(("Ada", "Nova", "Eve", "Nova Mae", "Uma"))
    ]
    rows = desk.rows("\n".join([",".join((*WHO, "Appt Status")), *lines]))
    assert ["`Nova`" in one.findings[0].message for one in rows] == [True, False, True, False, True]
    rows = desk.rows("\n".join([",".join((*WHO, "Appt Status")), *reversed(lines)]))
    assert ["`Nova`" in one.findings[0].message for one in rows] == [True, False, True, False, True]


@pytest.mark.parametrize(
    ("remark", "words"),
    [
        ("not today, pt cancelled", "cancelled"),
        ("No show last week", "no show"),
        ("not cancelled", ""),
        ("prefers the morning", ""),
        ("", ""),
    ],
)
def test_a_remark_that_a_visit_is_off_is_a_warning(desk: Desk, remark: str, words: str) -> None:
    rest = "ha-medium,knee joint,left,knee osteoarthritis,p-01,2026-12-01"
    lines = [f'v-{n},"Testperson, Ada",1961-03-09,0012345{n},{rest},"{remark}"' for n in (1, 2)]
    for one in desk.rows("\n".join([",".join((*WHO, "Notes")), *lines])):
        assert one.record is not None
        told = [(found.code, f"`{words}`" in found.message, found.field) for found in one.findings]
        assert told == ([("REC057", True, "Notes")] if words else [])


def test_the_short_road_is_taken(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    from consent.load.table.row import RowReader

    long_road = RowReader.candidate

    def candidate(self: RowReader, number: int, line: int, cells: list[str]) -> object:
        seen.append(number)
        return long_road(self, number, line, cells)

    monkeypatch.setattr(RowReader, "candidate", candidate)
    people = [
        Odd(name, visit=f"v-{number}", mrn=f"00{number}", born=f"19{number}-03-09")
        for number, name in enumerate(
            ("Testperson, Ada", "Dvořák, Łukasz", "Țepeș, Ẩn", "Çelik, Zoë") * 10, 40
        )
    ]
    assert len(desk.rows(schedule(*people))) == 40
    assert seen == [2]
    assert len(list(csv.reader(io.StringIO(schedule(*people))))) == 41
