"""What holds for any name, any order, any process: random inputs, bounded, on one master."""

from __future__ import annotations

import hashlib
import io
import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from consent.errors import InputError, Overflow
from consent.models.paper.master import Master
from consent.models.paper.packet import Edition, Packet
from consent.models.paper.slots import Slot
from consent.models.people.look import Look
from consent.models.people.practice import Paper
from consent.models.people.record import NO_NAME, Record
from consent.models.place import Sourced
from consent.pipeline.parts.masters import slow_master_of
from consent.pipeline.preparing import prepare
from consent.pipeline.printing import render
from consent.pipeline.workspace import read_records
from consent.stamp import stamp
from consent.typeset.html import design_digest
from tests.support.command import as_program
from tests.support.conformance import failures
from tests.support.office import ISSUED_ON, PRACTICE_FILE, Office, patient, plan, record
from tests.support.pages import all_text, letters, sheets, squeezed, texts
from tests.support.readers.reading import slot_text, streams_of
from tests.support.records import record_text, write

LOOK = Look(ISSUED_ON)
SHORT = plan("ultrasound-guidance")

SCRIPTS = (
    "aàåçéñøœșžŁĐđẞZ",
    "o\u0308\u0323a\u0302\u0301N\u0303",
    "ΑαΩώΞ",
    "ЖжЁёЇї",
    "محمدعلیپگ",
    "שרהלוי",
    "नेहाशर्मा",
    "সুমন",
    "สมชายน้ำ",
    "李小龙陳桑",
    "たろうサキ",
    "김민준",
    "Ճաապ",
    "გია",
)
MARKS = "<>&{}%$#\"'\\/()[]|~`^*_-+=.,;:!? "
NAME = st.one_of(
    *(st.text(st.sampled_from(script + "  -"), min_size=1, max_size=24) for script in SCRIPTS),
    st.text(st.sampled_from("abcxyz" + MARKS), min_size=1, max_size=24),
    st.text(st.sampled_from("".join(SCRIPTS) + MARKS), min_size=1, max_size=16),
    st.text(min_size=1, max_size=12),
)


@dataclass(frozen=True)
class Shared:
    """The master that every record with the shortest plan shares."""

    packet_id: str
    master: Master

    def __repr__(self) -> str:
        return "Shared()"


@pytest.fixture(scope="module")
def short(office: Office) -> Shared:
    packet = office.checked(record(procedures=SHORT))
    return Shared(packet.packet_id, office.master(packet))


def read_back(folder: Path, office: Office, given_name: str, family_name: str) -> Sourced[Record]:
    """The record as it loads when somebody types these names, or InputError."""
    data = record(procedures=SHORT).model_dump(mode="json")
    data["patient"] |= {"given_name": given_name, "family_name": family_name}
    file = folder / "r.json"
    file.write_text(json.dumps(data, ensure_ascii=True), "utf-8")
    records, _ = read_records([file], office.workspace, ISSUED_ON)
    (found,) = records
    return found


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(given_name=NAME, family_name=NAME)
@example("<b>Ann</b>", "{{ patient.mrn }}")
@example("Suharto", "-")
@example("Ann & Bob", "{% raw %}O'Neil\\")
@example("e\u0301\u0323", "ﬁ ŉ Å")
@example("ZQAXQZ", "ZQDXQZ")
@example("\u202eAnn", "Lee")
@example("محمد", "العلي")
@example("ح", "ה")
@example("A\u200dB", "क\u200dष")
def test_a_name_prints_whole_once_on_every_page_or_is_refused(
    office: Office, short: Shared, tmp_path: Path, given_name: str, family_name: str
) -> None:
    master = short.master
    try:
        loaded = read_back(tmp_path, office, given_name, family_name)
        (prepared,) = prepare([loaded], office.workspace, LOOK)
    except InputError as refused:
        for finding in refused.findings:
            assert finding.field.startswith("patient.") or not finding.field
            assert finding.message
        return
    assert loaded.value.patient.given_name == given_name
    assert loaded.value.patient.family_name == family_name
    values = {**prepared.slots, Slot.PACKET_ID: short.packet_id}
    try:
        pdf = stamp(master, values)
    except Overflow:
        # Typeset on its own; some such names are tried below.
        return
    names = [name for name in (given_name, family_name) if name != NO_NAME]
    expected = unicodedata.normalize("NFC", " ".join(names))
    places = [place for place in master.texts if place.slot is Slot.PATIENT_NAME]
    assert len(places) >= 2
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for place in places:
            assert slot_text(opened, place.number) == expected
        numbers = {place.number for place in places}
        for page in range(1, master.pages + 1):
            here = [number for number in streams_of(opened, page) if number in numbers]
            assert here, f"page {page} does not say whose it is"


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(given_name=NAME)
def test_whatever_the_name_the_file_is_valid(
    office: Office, short: Shared, tmp_path: Path, given_name: str
) -> None:
    master = short.master
    try:
        loaded = read_back(tmp_path, office, given_name, "Lee")
        (prepared,) = prepare([loaded], office.workspace, LOOK)
        pdf = stamp(master, {**prepared.slots, Slot.PACKET_ID: short.packet_id})
    except (InputError, Overflow):
        return
    assert failures(pdf) == []


# --- the slow road -------------------------------------------------------------------------------


def slowly(office: Office, given_name: str, family_name: str, **look: Any) -> tuple[Packet, Master, bytes]:
    """A packet typeset with these names in place; the master with empty slots must have refused them."""
    form = record(patient=patient(given_name=given_name, family_name=family_name), procedures=SHORT)
    packet = office.golden(form, **look)
    with pytest.raises(Overflow):
        stamp(office.master(packet), packet.slots)
    master = slow_master_of(packet, office.roots)
    return packet, master, stamp(master, packet.slots)


def head_of(master: Master, pdf: bytes, page: int) -> str:
    """Every letter that stands in the head of a page, without spaces; the body must not reach into it."""
    (box,) = [region for region in master.on("page-top") if region.page == page]
    return "".join(
        letter.char for number, letter in letters(pdf) if number == page and letter.top > box.y0 + 0.5
    )


WORDS = "Ann-Marie de la Cruz " * 10
LONG = [
    (WORDS[:199] + "x", WORDS[:199] + "x", Edition.STANDARD, Paper.A4),
    ("W" * 150, "Q" * 150, Edition.STANDARD, Paper.LETTER),
    ("李" * 100, "王" * 100, Edition.STANDARD, Paper.LETTER),
    (WORDS[:39], WORDS[:39], Edition.LARGE_PRINT, Paper.LETTER),
]


@pytest.mark.parametrize(
    ("given_name", "family_name", "edition", "paper"), LONG, ids=["words", "unbroken", "chinese", "large"]
)
def test_a_long_name_prints_whole_on_every_page_and_covers_nothing(
    office: Office, given_name: str, family_name: str, edition: Edition, paper: Paper
) -> None:
    packet, master, pdf = slowly(office, given_name, family_name, edition=edition, paper=paper)
    expected = f"Patient{given_name}{family_name}DateofbirthMar9,1961MRN00123456".replace(" ", "")
    for page in range(1, master.pages + 1):
        assert head_of(master, pdf, page) == expected, f"page {page}"
    assert [sheet.codes for sheet in sheets(pdf)] == [
        (f"{packet.packet_id}/{page:02}",) for page in range(1, master.pages + 1)
    ]
    assert failures(pdf) == []


def test_a_name_for_which_large_print_has_no_room_is_refused_and_not_quoted(office: Office) -> None:
    form = record(patient=patient(given_name=WORDS[:200], family_name=WORDS[:200]), procedures=SHORT)
    packet = office.golden(form, edition=Edition.LARGE_PRINT)
    with pytest.raises(InputError) as refused:
        slow_master_of(packet, office.roots)
    for finding in refused.value.findings:
        assert "too long for these pages" in finding.message
        assert finding.hint
        assert "Ann-Marie" not in f"{finding}"


@pytest.mark.parametrize(
    ("given_name", "family_name"),
    [("Ann\u00a0محمد", "Lee"), ("<b>" * 40, "{{ 7*7 }}" * 20), ("&amp;" * 30, "</span>" * 25)],
    ids=["two directions", "markup", "entities"],
)
def test_what_looks_like_markup_prints_as_typed(office: Office, given_name: str, family_name: str) -> None:
    _, master, pdf = slowly(office, given_name, family_name)
    for text in texts(pdf):
        bare = "".join(text.split())
        if "محمد" not in given_name:
            assert bare.count(f"{given_name}{family_name}Dateofbirth".replace(" ", "")) == 1
        assert "Lee" in text or family_name[:7] in text
    assert master.pages == len(texts(pdf))
    assert failures(pdf) == []


def test_a_long_name_leaves_the_forty_point_notice_alone_on_its_page(office: Office) -> None:
    form = record(
        patient=patient(given_name=WORDS[:199] + "x", family_name=WORDS[:199] + "x"),
        procedures=plan("msc-exosomes"),
    )
    packet = office.golden(form)
    master = slow_master_of(packet, office.roots)
    pdf = stamp(master, packet.slots)
    (page,) = master.pages_of("ca-684-notice")
    (box,) = master.on("ca-684-notice")
    sizes = [
        letter.size
        for number, letter in letters(pdf)
        if number == page and box.y0 - 1 <= letter.bottom and letter.top <= box.y1 + 1
    ]
    assert len(sizes) > 200
    assert min(sizes) >= 39.98
    assert "undergoing a stem cell therapy." in squeezed(texts(pdf)[page - 1])


# --- order, processes, folders -------------------------------------------------------------------

IDS = ("r-1", "r-2", "r-3", "r-4")


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(IDS))
def test_the_order_of_records_does_not_matter(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, order: Sequence[str]
) -> None:
    monkeypatch.setattr("consent.pipeline.parts.masters.master_of", lambda packet, *_: office.master(packet))
    folder = tmp_path / "-".join(order)
    paths = [write(folder / f"{id_}.yaml", record_text(id_, given_name=f"Name {id_[-1]}")) for id_ in order]
    records, _ = read_records(paths, office.workspace, ISSUED_ON)
    packets = prepare(records, office.workspace, LOOK)
    names = {packet.packet_id: packet.record_id for packet in packets}
    written = list(render(packets, office.roots, lambda p: folder / "out" / f"{names[p.packet_id]}.pdf"))
    assert len({one.packet_id for one in written}) == len(IDS)
    found = {one.path.stem: hashlib.sha256(one.path.read_bytes()).hexdigest() for one in written}
    for id_ in IDS:
        one = record(
            record_id=id_,
            patient=patient(
                given_name=f"Name {id_[-1]}", family_name="Müller", date_of_birth="1950-01-31", mrn="0042"
            ),
            procedures=SHORT,
        )
        packet = office.packet(one, design=design_digest(office.roots))
        assert found[id_] == hashlib.sha256(stamp(office.master(packet), packet.slots)).hexdigest()


def test_the_same_input_gives_the_same_bytes_in_any_process_and_folder(tmp_path: Path) -> None:
    digests = set()
    for number, (locale, zone) in enumerate([("C", "UTC"), ("C.UTF-8", "Pacific/Auckland")]):
        folder = tmp_path / f"desk {number}"
        write(folder / "r.yaml", record_text(given_name="محمد", family_name="Łukasz"))
        done = as_program(
            folder,
            *("render", "r.yaml", "--practice", PRACTICE_FILE, "--issued-on", "2026-11-24", "-o", "out"),
            PYTHONHASHSEED=str(number + 1),
            LC_ALL=locale,
            TZ=zone,
            CONSENT_CACHE=str(tmp_path / f"cache {number}"),
        )
        assert done.returncode == 0, done.stderr
        (path,) = (folder / "out").iterdir()
        digests.add((path.name, hashlib.sha256(path.read_bytes()).hexdigest()))
    assert len(digests) == 1


def test_another_day_is_another_date_on_the_same_pages(office: Office) -> None:
    packet = office.golden(record(procedures=SHORT))
    later = office.golden(record(procedures=SHORT), issued_on=ISSUED_ON + timedelta(days=1))
    assert office.master(packet) is office.master(later)
    one, other = (all_text(office.pdf(each)) for each in (packet, later))
    assert one != other
    assert one.replace("Nov 24, 2026", "Nov 25, 2026") == other
