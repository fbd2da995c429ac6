"""A packet in Spanish with English beside its words: typeset once, read back from its bytes."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from lxml import html  # type: ignore[import-untyped]

from consent.checks.paper.entry import check_pdf_bytes, read_claims
from consent.checks.paper.facts.context import PaperContext
from consent.checks.paper.facts.equivalent import equivalent_packet
from consent.checks.paper.facts.faced import Faced, faced
from consent.checks.paper.rules import judge
from consent.checks.paper.words import pap225_page_words_true
from consent.cli import cli
from consent.models.findings.expectation import Expectation
from consent.models.paper.master import Master
from consent.models.paper.packet import Packet
from consent.models.paper.slots import Slot
from consent.models.people.look import Bilingual, Edition, Look
from consent.models.people.record import PlannedProcedure, Record
from consent.pipeline.parts.facing import page_of as facing_page
from consent.pipeline.parts.masters import master_of
from consent.pipeline.preparing import Assembler, assembler
from consent.pipeline.workspace import Workspace, open_workspace
from consent.reading.read import read_sheets
from consent.reading.sheet import Sheets
from consent.reading.text.flow import squeezed
from consent.stamp import stamp
from consent.typeset.html import render_html
from tests.support.office import ISSUED_ON, PRACTICE_FILE, Office, record
from tests.support.spanish import expected
from tests.support.verapdf import assert_conforms


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return open_workspace(PRACTICE_FILE, None, "es", allow_stale=True, bilingual=True)


@pytest.fixture(scope="module")
def assemble(workspace: Workspace) -> Assembler:
    return assembler(workspace, Look(ISSUED_ON, bilingual=Bilingual.FACING))


@pytest.fixture(scope="module")
def small() -> Record:
    return record(procedures=(PlannedProcedure(procedure="ultrasound-guidance"),))


@pytest.fixture(scope="module")
def packet(assemble: Assembler, small: Record) -> Packet:
    return assemble(small)


@pytest.fixture(scope="module")
def master(packet: Packet, office: Office) -> Master:
    return master_of(packet, office.roots, office.parts)


@pytest.fixture(scope="module")
def pdf(packet: Packet, master: Master) -> bytes:
    return stamp(master, packet.slots)


@pytest.fixture(scope="module")
def expectation(workspace: Workspace, packet: Packet, office: Office) -> Expectation:
    return expected(packet, workspace.library, workspace.practice, office.roots)


def test_wherever_it_is_found_nothing_is_wrong_with_it(pdf: bytes, expectation: Expectation) -> None:
    report = check_pdf_bytes(pdf, "facing.pdf", expectation=expectation, from_anywhere=True)
    assert report.findings == ()


def test_verapdf_finds_nothing(pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "facing.pdf"
    path.write_bytes(pdf)
    assert_conforms([path])


def test_it_has_the_places_of_the_spanish_packet_and_no_more(
    packet: Packet, master: Master, workspace: Workspace, small: Record, office: Office
) -> None:
    alone = assembler(workspace, Look(ISSUED_ON))(small)
    spanish = master_of(alone, office.roots, office.parts)
    assert {(field.name, field.tooltip) for field in master.fields} == {
        (field.name, field.tooltip) for field in spanish.fields
    }
    assert len(master.codes) == master.own_pages == master.pages
    assert packet.packet_id != alone.packet_id


@pytest.fixture(scope="module")
def sheets(pdf: bytes) -> Sheets:
    return read_sheets(pdf, "facing.pdf", with_fonts=True)


def _parted(sheets: Sheets, expectation: Expectation) -> Faced:
    packet = expectation.packet
    assert packet is not None
    assert packet.facing is not None
    context = PaperContext(sheets, packet, conformance=False, page=expectation.page, words=expectation.words)
    return faced(context, packet.facing, expectation.copy_page, expectation.copy_words)


def test_each_language_reads_as_if_it_were_alone(
    sheets: Sheets, packet: Packet, expectation: Expectation
) -> None:
    both = _parted(sheets, expectation)
    spanish, english = both.own.body.text, both.english.body.text
    for there, elsewhere, words in (
        (spanish, english, "Lo que puede salir mal"),
        (english, spanish, "What could go wrong"),
    ):
        assert squeezed(words) in there
        assert squeezed(words) not in elsewhere
    assert packet.slots[Slot.COPY_SCHEDULED_ON].replace(" ", "") in english
    assert packet.slots[Slot.SCHEDULED_ON].replace(" ", "") in spanish


def test_its_twin_names_the_english_beside_it_and_the_packet_is_found_again(
    pdf: bytes, packet: Packet, workspace: Workspace
) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        twin = file.attachments["consent-packet.json"].get_file().read_bytes().decode()
    assert '"language":"es","facing":{"language":"en","content_sha256":"' in twin
    claims = read_claims(pdf)
    assert claims is not None
    looks: list[Look] = []

    def again(form: object, look: Look) -> Packet:
        looks.append(look)
        return packet

    equivalent_packet(claims, library=workspace.library, practice=workspace.practice, assemble=again)
    assert {look.bilingual for look in looks} == {Bilingual.FACING}


_CHANGES = [
    ("What could go wrong", "What may please you"),
    ("Better aim may not mean less pain.", "Better aim means less pain."),
    ("You may say no,", "You may not say no,"),
    ("Lo que puede salir mal", "Lo que le va a gustar"),
]


@pytest.mark.parametrize(("printed", "wanted"), _CHANGES)
def test_a_word_of_either_language_that_is_not_on_the_paper_is_named(
    sheets: Sheets, expectation: Expectation, printed: str, wanted: str
) -> None:
    pages = (expectation.page.replace(printed, wanted), expectation.copy_page.replace(printed, wanted))
    assert pages != (expectation.page, expectation.copy_page)
    parts = _parted(sheets, replace(expectation, page=pages[0], copy_page=pages[1]))
    assert "PAP209" in {one.code for one in judge(parts.both, parts)}


def test_a_version_that_spells_an_english_word_is_not_english(
    sheets: Sheets, packet: Packet, expectation: Expectation
) -> None:
    page = expectation.page.replace(packet.template_version, "0.2.0-be9ed6a5")
    assert page != expectation.page
    own = _parted(sheets, replace(expectation, page=page)).own
    assert not [one for one in pap225_page_words_true.check(own) if "be9ed6a5" in one.message]


def test_every_word_of_the_english_packet_stands_in_the_page(packet: Packet, office: Office) -> None:
    values = {slot: slot.value for slot in Slot}
    made = html.fromstring(facing_page(packet, values, office.roots).html)
    assert packet.facing is not None
    english = html.fromstring(render_html(packet.facing, values, office.roots).html)
    said = squeezed(made.text_content())
    for one in english.find(".//main").iter("p", "li", "td", "th", "h1", "h2", "h3", "h4"):
        for text in one.itertext():
            assert squeezed(text) in said


@pytest.mark.parametrize("edition", list(Edition))
def test_in_large_print_english_follows_and_in_standard_it_faces(
    edition: Edition, assemble: Assembler, small: Record, office: Office
) -> None:
    packet = replace(assemble, look=replace(assemble.look, edition=edition))(small)
    sheets = facing_page(packet, {slot: slot.value for slot in Slot}, office.roots).stylesheets
    columns = any(".facing-own, .facing-other { display: table-cell" in sheet for sheet in sheets)
    assert columns == (edition is Edition.STANDARD)


def test_a_blank_one_in_large_print_is_refused_and_says_what_fits() -> None:
    asked = ["--blank", "--procedure", "ultrasound-guidance", "--practitioner", "p-01"]
    look = ["--language", "es", "--bilingual", "facing", "--edition", "large-print"]
    result = CliRunner().invoke(cli, ["render", *asked, *look, "--practice", str(PRACTICE_FILE)])
    assert result.exit_code == 2
    assert "--bilingual copy" in result.output


def test_a_packet_in_english_has_none(small: Record) -> None:
    english = open_workspace(PRACTICE_FILE, None, "en", bilingual=True)
    assert assembler(english, Look(ISSUED_ON, bilingual=Bilingual.FACING))(small).facing is None
