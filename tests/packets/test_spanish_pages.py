"""The example in Spanish: typeset once, read back from its bytes."""

from __future__ import annotations

import io

import pikepdf
import pytest

from consent.assemble import assemble
from consent.models.library.catalogue import Catalogue
from consent.models.paper.master import Master
from consent.models.paper.packet import Edition, Packet
from consent.models.people.practice import Paper
from consent.pipeline.parts.masters import master_of
from consent.pipeline.workspace import Workspace, open_workspace
from consent.stamp import stamp
from tests.support.office import ISSUED_ON, PRACTICE_FILE, Office, record
from tests.support.pages import texts

_MOST = 1.25
"""Pages of a Spanish packet for each page of the English one."""


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return open_workspace(PRACTICE_FILE, None, "es", allow_stale=True)


@pytest.fixture(scope="module")
def words(workspace: Workspace) -> Catalogue:
    return workspace.library.catalogue


@pytest.fixture(scope="module")
def packet(workspace: Workspace) -> Packet:
    return assemble(
        record(),
        library=workspace.library,
        practice=workspace.practice.value,
        issued_on=ISSUED_ON,
        edition=Edition.STANDARD,
        paper=Paper.LETTER,
        logo=None,
        release="0",
        design="design",
    )


@pytest.fixture(scope="module")
def master(packet: Packet, office: Office) -> Master:
    return master_of(packet, office.roots, office.parts)


@pytest.fixture(scope="module")
def pages(packet: Packet, master: Master) -> list[str]:
    return [" ".join(page.split()) for page in texts(stamp(master, packet.slots))]


def test_it_is_typeset_part_by_part_and_not_much_longer(master: Master, office: Office) -> None:
    assert master.whole == ""
    assert master.pages <= _MOST * office.master(office.packet(record())).pages


def test_every_page_says_that_nobody_has_signed_for_the_translation(pages: list[str]) -> None:
    assert [number for number, page in enumerate(pages, 1) if "BORRADOR" not in page] == []


def test_every_page_is_counted_and_dated_in_spanish(pages: list[str]) -> None:
    for number, page in enumerate(pages, 1):
        assert f"Página {number} de {len(pages)}" in page
        assert "Impreso el 24 de noviembre de 2026" in page
        assert "Fecha de nacimiento 9 de marzo de 1961" in page


@pytest.mark.parametrize("english", ["Sign here", "How often", "Printed", "Page 1", "Date of birth"])
def test_no_english_words_of_the_pages_are_left(pages: list[str], english: str) -> None:
    assert english not in " ".join(pages)


def test_dictated_words_stay_english_with_a_help_to_read_them(pages: list[str], words: Catalogue) -> None:
    whole = " ".join(pages)
    assert "THIS NOTICE MUST BE PROVIDED TO YOU UNDER CALIFORNIA LAW" in whole
    assert words.say("Translation (only to help you read; the official text is in English)") in whole
    assert "La Junta Médica de California tiene este aviso en español" in whole


def test_the_file_says_its_language_and_where_it_changes(packet: Packet, master: Master) -> None:
    with pikepdf.open(io.BytesIO(stamp(master, packet.slots))) as pdf:
        assert str(pdf.Root.Lang) == "es-US"
        tags = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S")]
        assert {str(one.Lang) for one in tags if "/Lang" in one} == {"en"}


@pytest.mark.parametrize(
    ("said", "count", "wanted"),
    [
        ("{count} pages", 1, "1 página"),
        ("{count} pages", 2, "2 páginas"),
        ("{count} pages", 1000, "1,000 páginas"),
    ],
)
def test_spanish_counts_by_its_own_forms(words: Catalogue, said: str, count: int, wanted: str) -> None:
    assert words.counted("1 page", said, count=count) == wanted


def test_spanish_joins_and_names_by_its_own_rules(words: Catalogue) -> None:
    assert words.listed(["a", "b", "c"]) == "a, b y c"
    assert words.listed(["ácido", "infiltración"]) == "ácido e infiltración"
    assert words.listed(["siete", "ocho"], either=True) == "siete u ocho"
    assert words.language("Vietnamese") == "vietnamita"
    assert words.language("American Sign Language") == "lengua de señas americana"
    assert words.day(ISSUED_ON) == "24 de noviembre de 2026"
