"""A third language is a folder and no code: it goes out, comes back, and prints a whole packet."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from consent.assemble import assemble
from consent.checks import check_packet
from consent.load.translation.opened import survey_in
from consent.models.findings.finding import Severity
from consent.models.paper.packet import Edition, Packet
from consent.models.people.practice import Paper
from consent.pipeline.parts.masters import master_of
from consent.pipeline.parts.store import PartStore
from consent.pipeline.workspace import Workspace, open_workspace
from consent.resources import built_in_templates
from consent.stamp import stamp
from consent.translate.handed import handed
from consent.translate.taken import take
from consent.translate.written import Signing, files_with
from tests.support.office import ISSUED_ON, PRACTICE_FILE, record
from tests.support.pages import texts
from tests.support.pseudo import bare_words, pseudo
from tests.support.spanish import english_library

HEAD = """id: fr
name: français
english_name: French
tag: fr
locale: fr_FR
length: 1.1
joiners: {and: [{word: et}], or: [{word: ou}], comma_before: false}
"""
"""All that a newcomer writes by hand."""
BARE = {"novembre", "décembre", "mars", "et", "openpaymentsdata"}
"""Months, the joining word, and a part of an address."""


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice's templates with a language that the program has never heard of, whole."""
    root = tmp_path_factory.mktemp("templates")
    folder = root / "translations" / "fr"
    folder.mkdir(parents=True)
    (folder / "language.yaml").write_text(HEAD, "utf-8")
    surveyed, findings = survey_in((root, built_in_templates()), "fr", english_library())
    assert surveyed is not None
    assert findings == ()
    back = [replace(one, text=pseudo(one.english)) for one in handed(surveyed, english_library())]
    taken = take(back, surveyed, english_library(), signed=False)
    assert taken.left == 0
    for path, text in files_with(taken, surveyed, english_library(), folder, Signing()):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


@pytest.fixture(scope="module")
def workspace(templates: Path) -> Workspace:
    return open_workspace(PRACTICE_FILE, templates, "fr")


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
def pdf(workspace: Workspace, packet: Packet) -> bytes:
    return stamp(master_of(packet, workspace.roots, PartStore(workspace.roots)), packet.slots)


def test_it_prints_like_the_others(packet: Packet) -> None:
    assert [one for one in check_packet(packet) if one.severity is Severity.ERROR] == []


def test_every_page_is_in_it_and_says_that_it_is_a_draft(pdf: bytes) -> None:
    pages = [" ".join(page.split()) for page in texts(pdf)]
    for number, page in enumerate(pages, 1):
        assert f"Pàgé {number} ôf {len(pages)}" in page
        assert "DRÀFT" in page
        assert "Prîntéd 24 novembre 2026" in page
        assert "Dàté ôf bîrth 9 mars 1961" in page
    whole = " ".join(pages)
    assert "1 000" in whole
    assert "1,000" not in whole
    assert "BORRADOR" not in whole
    assert "DRAFT" not in whole


def test_no_word_is_left_in_another_language_but_names_and_what_the_law_dictates(
    pdf: bytes, workspace: Workspace
) -> None:
    dictated = [
        one.clause.value.body for one in workspace.library.clauses.values() if one.clause.value.dictated
    ]
    own = bare_words(" ".join((PRACTICE_FILE.read_text("utf-8"), *dictated)))
    assert bare_words(" ".join(texts(pdf))) - own - BARE == set()


def test_it_is_read_aloud_in_it(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == "fr"
        title = str(document.docinfo["/Title"])
        with document.open_outline() as outline:
            marks = [item.title for item in outline.root] + [
                i.title for o in outline.root for i in o.children
            ]
        fields = {
            str(field["/TU"])
            for page in document.pages
            for field in page.get("/Annots", ())
            if "/TU" in field
        }
    assert marks
    assert fields
    # A clause whose title does not print is known by its id.
    ids = set(english_library().clauses)
    told = [one for one in fields if not any(one.endswith(f": {id_}") for id_ in ids)]
    assert bare_words(" ".join((title, *marks, *told))) - bare_words(PRACTICE_FILE.read_text("utf-8")) <= BARE
