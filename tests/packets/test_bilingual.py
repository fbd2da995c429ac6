"""A packet in Spanish with its English copy behind it: typeset once, read back from its bytes."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner

from consent.checks.paper.entry import check_pdf_bytes
from consent.cli import cli
from consent.intake.to_come import PagesToCome
from consent.models.findings.expectation import Expectation
from consent.models.paper.master import Master
from consent.models.paper.packet import Packet
from consent.models.paper.slots import Slot
from consent.models.people.look import Bilingual, Look
from consent.models.people.record import BlankForm, PlannedProcedure, Record
from consent.pipeline.parts.masters import master_of, slow_master_of
from consent.pipeline.preparing import Assembler, assembler
from consent.pipeline.workspace import Workspace, open_workspace
from consent.register import open_register
from consent.stamp import stamp
from tests.support.office import ISSUED_ON, PRACTICE_FILE, Office, patient, record
from tests.support.pages import texts
from tests.support.spanish import expected
from tests.support.verapdf import assert_conforms

_MARK = "ENGLISH COPY Not for signing: the Spanish is."


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return open_workspace(PRACTICE_FILE, None, "es", allow_stale=True, bilingual=True)


@pytest.fixture(scope="module")
def assemble(workspace: Workspace) -> Assembler:
    return assembler(workspace, Look(ISSUED_ON, bilingual=Bilingual.COPY))


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
def pages(pdf: bytes) -> list[str]:
    return [" ".join(page.split()) for page in texts(pdf)]


@pytest.fixture(scope="module")
def own(pages: list[str]) -> int:
    """How many pages there are to sign."""
    return next(index for index, page in enumerate(pages) if _MARK in page)


def test_every_page_of_the_copy_says_so_and_no_page_to_sign_does(pages: list[str], own: int) -> None:
    assert 0 < own < len(pages)
    assert all(_MARK in page for page in pages[own:])
    assert not any("ENGLISH COPY" in page for page in pages[:own])


def test_each_language_counts_its_own_pages_and_the_copy_the_pile_too(pages: list[str], own: int) -> None:
    assert all(f"Página {number} de {own} " in page for number, page in enumerate(pages[:own], 1))
    count, copies = len(pages), len(pages) - own
    for number, page in enumerate(pages[own:], 1):
        assert f"Page {number} of {copies}, {own + number} of {count} in all" in page


def test_the_copy_shows_whose_it_is_with_dates_as_english_writes_them(
    pages: list[str], packet: Packet, own: int
) -> None:
    assert packet.slots[Slot.ISSUED_ON] != packet.slots[Slot.COPY_ISSUED_ON]
    for page in pages[own:]:
        for slot in (Slot.PATIENT_NAME, Slot.COPY_DATE_OF_BIRTH, Slot.COPY_ISSUED_ON, Slot.PACKET_ID):
            assert packet.slots[slot] in page
        assert packet.slots[Slot.ISSUED_ON] not in page
        assert packet.template_version in page


def test_nothing_on_the_copy_is_signed_filled_in_or_taken_back_in(master: Master, own: int) -> None:
    assert {field.page for field in master.fields} <= set(range(1, own + 1))
    assert [code.page for code in master.codes] == list(range(1, own + 1))
    assert master.own_pages == own


def test_where_the_packet_is_signed_the_copy_sends_the_reader_there(pages: list[str], own: int) -> None:
    assert any("Not here, but on the page in Spanish." in page for page in pages[own:])


def test_the_copy_is_read_aloud_in_english(pdf: bytes, own: int) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert file.Root.Lang == "es-US"
        numbers = {page.objgen: number for number, page in enumerate(file.pages)}
        sections = [section for part in file.Root.StructTreeRoot.K[0].K for section in part.K]
        spoken = [(str(one.get("/Lang", "")), _first_page(one, numbers)) for one in sections]
    assert [language == "en" for language, _ in spoken] == [page >= own for _, page in spoken]
    assert {language for language, _ in spoken} == {"", "en"}


def _first_page(tag: pikepdf.Object, numbers: dict[Any, int]) -> int:
    kids = [kid for kid in tag.get("/K", []) if isinstance(kid, pikepdf.Dictionary)]
    here = [numbers[tag.Pg.objgen]] if "/Pg" in tag else []
    return min([*here, *(_first_page(kid, numbers) for kid in kids)], default=len(numbers))


def test_the_packet_is_another_than_in_spanish_alone_and_its_twin_names_the_copy(
    packet: Packet, workspace: Workspace, small: Record, pdf: bytes
) -> None:
    alone = assembler(workspace, Look(ISSUED_ON))(small)
    assert alone.copy is None
    assert alone.packet_id != packet.packet_id
    with pikepdf.open(io.BytesIO(pdf)) as file:
        twin = file.attachments["consent-packet.json"].get_file().read_bytes().decode()
    assert '"language":"es","copy":{"language":"en","content_sha256":"' in twin


@pytest.fixture(scope="module")
def expectation(workspace: Workspace, packet: Packet, office: Office) -> Expectation:
    return expected(packet, workspace.library, workspace.practice, office.roots)


def test_its_own_paper_rules_find_nothing(pdf: bytes, expectation: Expectation) -> None:
    assert check_pdf_bytes(pdf, "both.pdf", expectation=expectation).findings == ()


def test_the_rules_read_the_copy_too(pdf: bytes, expectation: Expectation, own: int) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        del file.pages[-1]
        changed = io.BytesIO()
        file.save(changed)
    found = check_pdf_bytes(changed.getvalue(), "both.pdf", expectation=expectation).findings
    assert {("PAP222", own + 1), ("PAP222", own + 2)} <= {(one.code, one.place.page) for one in found}


def test_a_packet_that_has_lost_its_copy_is_named(pdf: bytes, expectation: Expectation, own: int) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        del file.pages[own:]
        changed = io.BytesIO()
        file.save(changed)
    found = check_pdf_bytes(changed.getvalue(), "both.pdf", expectation=expectation).findings
    assert "the copy in English is missing" in {one.message for one in found}


def test_a_place_to_write_on_the_copy_is_named(pdf: bytes, expectation: Expectation, own: int) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        widget = file.pages[own - 1].Annots[0]
        file.pages[own].Annots = pikepdf.Array([widget])
        changed = io.BytesIO()
        file.save(changed)
    found = check_pdf_bytes(changed.getvalue(), "both.pdf", expectation=expectation).findings
    assert any(one.code == "SIG202" and one.place.page == own + 1 for one in found)


def test_verapdf_finds_nothing(pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "both.pdf"
    path.write_bytes(pdf)
    assert_conforms([path])


def test_a_blank_packet_has_a_copy_too(assemble: Assembler) -> None:
    form = BlankForm(procedures=(PlannedProcedure(procedure="ultrasound-guidance"),), practitioner="p-01")
    blank = assemble(form)
    assert blank.copy is not None
    assert blank.slots.keys() == {Slot.PACKET_ID, Slot.ISSUED_ON, Slot.ISSUED_DAY, Slot.COPY_ISSUED_ON}


def test_a_packet_in_english_has_no_copy(small: Record) -> None:
    english = open_workspace(PRACTICE_FILE, None, "en", bilingual=True)
    assert assembler(english, Look(ISSUED_ON, bilingual=Bilingual.COPY))(small).copy is None


def test_a_name_of_any_length_prints_whole_on_both(assemble: Assembler, office: Office) -> None:
    given = " ".join(["Maria Guadalupe"] * 4)
    patient_ = {**patient(), "given_name": given}
    long = assemble(record(procedures=(PlannedProcedure(procedure="ultrasound-guidance"),), patient=patient_))
    slow = slow_master_of(long, office.roots)
    read = ["".join(page.split()) for page in texts(stamp(slow, long.slots))]
    assert all("".join(given.split()) in page for page in read)
    assert slow.own_pages < slow.pages


def test_what_is_to_come_back_are_the_pages_to_sign(master: Master, own: int, tmp_path: Path) -> None:
    with open_register(tmp_path / "register") as register:
        digest = register.masters.keep(master.to_bytes())
        file = SimpleNamespace(master=digest, pages=master.pages)
        assert PagesToCome(register).of(SimpleNamespace(files=(file,))) == own  # type: ignore[arg-type]
        lost = SimpleNamespace(master="0" * 64, pages=master.pages)
        assert PagesToCome(register).of(SimpleNamespace(files=(lost,))) == master.pages  # type: ignore[arg-type]


@pytest.mark.parametrize("command", [("render", "r.yaml"), ("batch", "r.csv", "--dry-run")])
def test_where_everything_is_in_english_the_option_is_refused(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    practice = ["--practice", str(PRACTICE_FILE)]
    result = CliRunner().invoke(cli, [*command, "--bilingual", "copy", *practice])
    assert result.exit_code == 2
