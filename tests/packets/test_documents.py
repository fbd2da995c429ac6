"""Every edition on every paper, blank and filled: what must be true of each finished file."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from consent.models.paper.packet import Edition, Packet
from consent.models.people.practice import Paper
from tests.support.conformance import failures
from tests.support.documents import CASES, Document, document_of
from tests.support.office import GOLDEN_ID, Office
from tests.support.pages import POINTS_PER_MM, letters, sheets, squeezed, texts
from tests.support.readers.structure import block_pages, item_pages, row_pages
from tests.support.verapdf import assert_conforms

SMALLEST = {Edition.STANDARD: 10.0, Edition.LARGE_PRINT: 18.0}
ROUNDING = 0.02
LABEL = "Patient label here, or write:"
_BEFORE = (
    "Consent: key information",
    "Your visit",
    "What the FDA has and has not approved",
    "What studies show",
    "What could go wrong",
    "Your other choices and your rights",
)
_HOME = "Afterwards: tear off and keep at home"
_PEOPLE = "People, costs and your rights"
_SIGNED = (
    "In your own words",
    "Your decision: consent",
    "Sign here",
    "Only if you say no, or change your mind",
)


def parts_of(packet: Packet) -> tuple[str, ...]:
    """The heading of each part, in the order of the pages.

    Where parts share pages, the sheet to tear off stands last before the decision.
    """
    shared = packet.blank or packet.edition is Edition.LARGE_PRINT
    between = (_PEOPLE, _HOME) if shared else (_HOME, _PEOPLE)
    return (*_BEFORE, *between, *_SIGNED)


@pytest.fixture
def opened(document: Document) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(document.pdf)) as pdf:
        yield pdf


# --- the file ------------------------------------------------------------------------------------


def test_it_is_pdf_ua_1_and_pdf_a_3a_at_once(document: Document) -> None:
    assert failures(document.pdf) == []


def test_verapdf_agrees_about_all_of_them(office: Office, tmp_path: Path) -> None:
    paths = []
    for case in CASES:
        one = document_of(office, *case)
        paths.append(tmp_path / f"{one.name}.pdf")
        paths[-1].write_bytes(one.pdf)
    assert_conforms(paths)


def test_it_has_a_title_a_language_and_bookmarks(document: Document, opened: pikepdf.Pdf) -> None:
    assert str(opened.docinfo["/Title"]) == document.packet.title
    assert str(opened.Root.Lang) == "en"
    assert opened.Root.ViewerPreferences.DisplayDocTitle
    with opened.open_outline() as outline:
        marked = [item.title for top in outline.root for item in (top, *top.children)]
    parts = parts_of(document.packet)
    assert [title for title in marked if title in parts] == list(parts)


def test_nothing_in_it_can_run_or_call_out(opened: pikepdf.Pdf) -> None:
    for each in opened.objects:
        if isinstance(each, pikepdf.Dictionary):
            assert each.get("/S") not in ("/JavaScript", "/URI", "/Launch", "/SubmitForm", "/GoToR")
            assert "/JS" not in each


def test_every_font_is_embedded(opened: pikepdf.Pdf) -> None:
    fonts = [
        f for f in opened.objects if isinstance(f, pikepdf.Dictionary) and f.get("/Type") == "/FontDescriptor"
    ]
    assert fonts
    assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


def test_the_twin_says_what_the_packet_says_and_nothing_of_the_patient(
    document: Document, opened: pikepdf.Pdf
) -> None:
    (name,) = opened.attachments
    data = opened.attachments[name].get_file().read_bytes().decode()
    twin = json.loads(data)
    assert name == "consent-packet.json"
    assert twin["packet_id"] == GOLDEN_ID
    assert twin["edition"] == document.packet.edition
    assert twin["paper"] == document.packet.paper
    assert [clause["id"] for clause in twin["clauses"]] == [clause.id for clause in document.packet.clauses]
    for value in ("Maria", "Nguyễn", "00123456", "1961", "Ångström"):
        assert value not in data
    if not document.packet.blank:
        assert "Nguyễn" in texts(document.pdf)[0]


def test_the_document_s_properties_name_no_patient(opened: pikepdf.Pdf) -> None:
    said = " ".join(str(value) for value in opened.docinfo.values())
    said += bytes(opened.Root.Metadata.read_bytes()).decode()
    for value in ("Maria", "Nguyễn", "00123456", "1961", "Ångström"):
        assert value not in said


# --- every page ----------------------------------------------------------------------------------


def test_every_page_says_whose_it_is_and_which(document: Document) -> None:
    pages = sheets(document.pdf)
    packet = document.packet
    version = (
        packet.template_version
        if packet.edition is Edition.LARGE_PRINT
        else f"Template {packet.template_version}"
    )
    whose = (
        f"Blank packet {GOLDEN_ID} Whose it is stands on its first and last sheets."
        if packet.blank
        else "Patient Maria Nguyễn Date of birth Mar 9, 1961 MRN 00123456"
    )
    for sheet in pages:
        words = squeezed(sheet.text)
        assert f"Packet {GOLDEN_ID}" in words
        assert version in words
        assert f"Page {sheet.number} of {len(pages)}" in words
        assert whose in words, f"page {sheet.number} does not say whose it is"


def test_every_page_s_code_reads(document: Document) -> None:
    pages = sheets(document.pdf)
    assert [sheet.codes for sheet in pages] == [(f"{GOLDEN_ID}/{n:02}",) for n in range(1, len(pages) + 1)]


def test_nothing_is_too_small_to_read(document: Document) -> None:
    least = SMALLEST[document.packet.edition]
    small = Counter(
        (number, round(letter.size, 2))
        for number, letter in letters(document.pdf)
        if letter.size < least - ROUNDING
    )
    assert small == Counter()


def test_every_letter_is_where_a_printer_can_reach(document: Document) -> None:
    width, height = document.master.page_size
    margin = 5 * POINTS_PER_MM
    outside = {
        (number, letter.char)
        for number, letter in letters(document.pdf)
        if letter.left < margin
        or letter.right > width - margin
        or letter.bottom < margin
        or letter.top > height - margin
    }
    assert outside == set()


def test_the_paper_is_the_one_asked_for(document: Document, opened: pikepdf.Pdf) -> None:
    size = {Paper.LETTER: (612.0, 792.0), Paper.A4: (595.28, 841.89)}[document.packet.paper]
    for page in opened.pages:
        _, _, width, height = (float(value) for value in page.mediabox)
        assert (width, height) == pytest.approx(size, abs=0.01)


def test_no_heading_ends_a_page(document: Document, opened: pikepdf.Pdf) -> None:
    """What follows a heading in the tree begins on the heading's page."""
    headings = 0
    for (role, page), (_, next_page) in pairwise(block_pages(opened)):
        if role in {"H1", "H2", "H3", "H4"}:
            headings += 1
            assert page == next_page, f"a heading ends page {page}"
    assert headings > 20


def test_no_table_row_splits(document: Document, opened: pikepdf.Pdf) -> None:
    rows, items = row_pages(opened), item_pages(opened)
    if document.packet.edition is Edition.LARGE_PRINT:
        # No columns: a row is told as an item of a list.
        assert rows == []
        assert len(items) > 40
    elif document.packet.blank:
        # The rows that name joints are items too.
        assert len(rows) > 20
        assert len(items) > 40
    else:
        assert len(rows) > 40
    assert all(len(found) == 1 for found in (*rows, *items))


# --- the first page ------------------------------------------------------------------------------


def test_in_the_standard_edition_key_information_is_page_one_alone(document: Document) -> None:
    pages = document.master.pages_of("key-information")
    if document.packet.edition is Edition.STANDARD:
        assert pages == (1,)
    else:
        assert pages[0] == 1


def test_a_blank_packet_has_a_box_for_the_label_and_lines_for_the_rest(document: Document) -> None:
    """On the first sheet and where it is signed; a filled packet has neither."""
    master = document.master
    (signing, *_) = master.pages_of("signing")
    places = {(place.name, place.page) for place in master.fields if place.name.startswith("label-")}
    boxes = {"key": 1, "signing": signing} if document.packet.blank else {}
    assert places == {
        (f"label-{box}-{part}", page) for box, page in boxes.items() for part in ("name", "born", "mrn")
    }
    said = [number for number, words in enumerate(texts(document.pdf), 1) if LABEL in squeezed(words)]
    assert said == list(boxes.values())
    for name in ("body-site", "consent-body-site"):
        assert (master.field(name) is not None) == document.packet.blank
