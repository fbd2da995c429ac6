"""A whole packet, stamped, is the packet that WeasyPrint would have typeset for this record alone."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pytest

from consent.assemble import content_values, twin_of
from consent.models.paper.master import Master
from consent.models.paper.packet import Edition, Packet
from consent.models.paper.slots import IN_COPY, OF_CONTENT, SENTINELS, Slot
from consent.models.people.record import Record
from consent.pipeline.parts.masters import slow_master_of
from consent.stamp import stamp
from consent.typeset import is_rigid, typeset
from consent.typeset.html import render_html
from tests.support.conformance import failures
from tests.support.office import Office, plan, record
from tests.support.pages import texts
from tests.support.readers.structure import outline
from tests.support.readers.whole import counted
from tests.support.render import pdfium

Marks = np.ndarray[Any, np.dtype[np.bool_]]
SHORT = plan("ultrasound-guidance")


def helped(name: str, authority: str, language: str, modality: str) -> Record:
    return record(
        procedures=SHORT,
        representative={"name": name, "authority": authority},
        interpreter={"language": language, "modality": modality},
    )


PEOPLE = {
    "plain": helped("Rosa Nguyễn", "parent", "Vietnamese", "video"),
    "accents": helped("Jean-Luc Ångström", "tuteur légal", "français québécois", "in-person"),
    "Greek": helped("Μαρία Παπαδοπούλου", "κηδεμόνας", "Ελληνικά", "phone"),
    "Cyrillic": helped("Оксана Шевченко", "опікун", "українська", "video"),
    "Chinese": helped("王小明", "监护人", "普通话", "phone"),
    "Hindi": helped("कमला देवी", "अभिभावक", "हिन्दी", "in-person"),
}
MISREAD = "Hindi"
"""What WeasyPrint writes itself in this script does not read back."""
TALLER = {"Chinese": 4}
"""Pixels. Typeset in place, these letters come from a font that is taller than the line's own, and each line
grows by some of it; three on the signing sheet push the rest down. The place of a slot is as tall for every
value, so that all packets share one page: which is the aim, and no fault of the stamp."""
TYPED = (Slot.REPRESENTATIVE_NAME, Slot.REPRESENTATIVE_AUTHORITY, Slot.INTERPRETER_LANGUAGE)
DARK = 100
CASES = [("plain", Edition.LARGE_PRINT), *((script, Edition.STANDARD) for script in PEOPLE)]


def directly(office: Office, packet: Packet) -> bytes:
    """The same pages with the values typeset in place."""
    values = {**content_values(packet), **packet.slots, Slot.PAGE_OF: ""}
    page = counted(render_html(packet, values, office.roots, spelled=()))
    master = typeset(
        page.html,
        stylesheets=page.stylesheets,
        roots=office.roots,
        issued_on=packet.issued_on,
        twin=twin_of(packet, packet.slots),
        slots={},
    )
    return stamp(master, packet.slots)


def spread(marks: Marks, down: int) -> Marks:
    """The marks, thicker by two pixels to the sides, a third of a millimeter, and by so many up and down."""
    moved = [np.roll(marks, (y, x), (0, 1)) for y in range(-down, down + 1) for x in range(-2, 3)]
    return np.asarray(np.logical_or.reduce(moved))


def farthest(one: bytes, other: bytes) -> float:
    """How far apart the same character stands in two files of the same words, in points."""
    documents = [pypdfium2.PdfDocument(pdf) for pdf in (one, other)]
    apart = 0.0
    for pages in zip(*documents, strict=True):
        words = [page.get_textpage() for page in pages]
        assert words[0].count_chars() == words[1].count_chars()
        for at in range(words[0].count_chars()):
            boxes = [text.get_charbox(at) for text in words]
            apart = max(apart, *(abs(edge - same) for edge, same in zip(*boxes, strict=True)))
    for document in documents:
        document.close()
    return apart


def unlike(one: bytes, other: bytes, page: int) -> int:
    """The most that a pixel differs from the one in its place, or from either at its side.

    A reader draws each letter at a whole pixel: a hundredth of a point can make one of it.
    """
    first, second = (pdfium(pdf, page).astype(np.int16) for pdf in (one, other))
    near = [np.roll(second, right, 1) for right in (-1, 0, 1)]
    over, under = first - np.maximum.reduce(near), np.minimum.reduce(near) - first
    return int(max(over.max(), under.max()))


@pytest.mark.parametrize(("script", "edition"), CASES, ids=str)
def test_a_stamped_packet_is_the_one_typeset_for_its_record(
    office: Office, script: str, edition: Edition
) -> None:
    packet = office.packet(PEOPLE[script], edition=edition)
    stamped, direct = office.pdf(packet), directly(office, packet)
    if script == MISREAD:
        assert all(packet.slots[slot] in " ".join(texts(stamped)) for slot in TYPED)
    else:
        assert texts(stamped) == texts(direct)
        assert outline(stamped) == outline(direct)
    signing = {region.page for region in office.master(packet).regions if region.id.startswith("sign-")}
    down = TALLER.get(script, 2)
    for page in {1, *signing}:
        one, other = (pdfium(pdf, page) < DARK for pdf in (stamped, direct))
        assert one.sum() > 1000
        assert not (one & ~spread(other, down)).any(), f"page {page}"
        assert not (other & ~spread(one, down)).any(), f"page {page}"
        if script == "plain":
            assert unlike(stamped, direct, page) <= 48, f"page {page}"
    if script == "plain":
        # WeasyPrint rounds the kerning of some pairs.
        assert farthest(stamped, direct) < 0.02


@pytest.mark.parametrize("edition", Edition)
def test_each_day_is_stamped_as_it_would_be_typeset(office: Office, edition: Edition) -> None:
    days = [date(2026, 11, 24), date(2026, 5, 28)]
    packets = [office.packet(PEOPLE["plain"], edition=edition, issued_on=day) for day in days]
    assert office.master(packets[0]) is office.master(packets[1])
    for packet in packets:
        stamped, direct = office.pdf(packet), directly(office, packet)
        assert texts(stamped) == texts(direct)
        assert about(stamped) == about(direct)
        last = office.master(packet).pages
        for page in (1, last):
            shades = [pdfium(pdf, page).astype(np.int16) for pdf in (stamped, direct)]
            assert int(np.abs(shades[0] - shades[1]).max()) <= 48, f"page {page}"
    assert about(office.pdf(packets[1])) == (
        "2026-05-28",
        *("D:20260528000000Z",) * 3,
        *("2026-05-28T00:00:00Z",) * 2,
    )


def about(pdf: bytes) -> tuple[str, ...]:
    """The day, as twin and metadata tell it."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        twin = document.attachments["consent-packet.json"]
        told = document.docinfo.CreationDate, document.docinfo.ModDate, twin.obj.EF.F.Params.ModDate
        metadata = document.open_metadata()
        return (
            json.loads(twin.get_file().read_bytes())["issued_on"],
            *map(str, told),
            str(metadata["xmp:CreateDate"]),
            str(metadata["xmp:ModifyDate"]),
        )


def test_people_who_help_share_one_master(office: Office) -> None:
    packets = [office.packet(form) for form in PEOPLE.values()]
    assert len({packet.content_hash for packet in packets}) == 1
    slots = office.master(packets[0]).slots
    assert slots >= set(TYPED)


@pytest.mark.parametrize("edition", Edition)
def test_no_value_of_a_packet_moves_anything(office: Office, edition: Edition) -> None:
    packet = office.packet(PEOPLE["plain"], edition=edition)

    def render(words: Mapping[Slot, str]) -> Master:
        page = render_html(packet, words, office.roots, spelled=())
        own = {slot: word for slot, word in words.items() if word in page.html}
        return typeset(
            page.html,
            stylesheets=page.stylesheets,
            roots=office.roots,
            issued_on=packet.issued_on,
            slots=own,
        )

    # Which issue of a packet it is shows only once it is issued, in the page codes; English has no copy.
    assert set(packet.slots) == set(SENTINELS) - OF_CONTENT - {Slot.ISSUE} - set(IN_COPY.values())
    assert is_rigid(render)


def test_values_in_two_directions_leave_the_packet_accessible_and_fit_for_the_archive(office: Office) -> None:
    packet = office.packet(helped("محمد (Ali)", "وصي (guardian)", "العربية", "video"))
    assert failures(stamp(slow_master_of(packet, office.roots), packet.slots)) == []


def test_no_product_no_box_for_its_status(office: Office) -> None:
    for procedures, boxes in ((SHORT, 0), (plan("msc-exosomes"), 1)):
        packet = office.packet(record(procedures=procedures))
        page = render_html(packet, {**content_values(packet), **packet.slots}, office.roots)
        assert page.html.count('class="key-status"') == boxes
