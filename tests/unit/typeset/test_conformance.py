"""One file is PDF/UA-1 and PDF/A-3a at once, and is built as both ask."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pdfplumber
import pikepdf
import pypdfium2
import pytest

from consent.models.paper.slots import Slot
from tests.support.conformance import failures
from tests.support.sample import VALUES, sample_packet
from tests.support.verapdf import assert_conforms


@pytest.fixture
def opened() -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(sample_packet()))


def test_page_validation_finds_nothing() -> None:
    assert failures(sample_packet()) == []


def test_verapdf_finds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "packet.pdf"
    path.write_bytes(sample_packet())
    assert_conforms([path])


def test_the_syntax_is_sound(opened: pikepdf.Pdf) -> None:
    assert opened.check_pdf_syntax() == []
    assert opened.pdf_version == "1.7"


def test_the_reader_is_told_title_language_and_order(opened: pikepdf.Pdf) -> None:
    root = opened.Root
    assert str(opened.docinfo.Title) == "Consent 7K3M9QPX2D"
    assert b'<rdf:li xml:lang="x-default">Consent 7K3M9QPX2D</rdf:li>' in root.Metadata.read_bytes()
    assert str(opened.docinfo.CreationDate) == "D:20260115000000Z"
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert bool(root.MarkInfo.Marked)
    assert str(root.Lang) == "en"
    assert {str(page.Tabs) for page in opened.pages} == {"/S"}


def test_metadata_is_not_compressed() -> None:
    assert b'pdfuaid:part="1"' in sample_packet()
    assert b'pdfaid:conformance="A"' in sample_packet()


def test_a_language_inside_the_page_reaches_its_tag(opened: pikepdf.Pdf) -> None:
    tags = [item for item in opened.objects if isinstance(item, pikepdf.Dictionary) and "/Lang" in item]
    assert [(str(tag.S), str(tag.Lang)) for tag in tags if tag.get("/Type") == "/StructElem"] == [
        ("/P", "es")
    ]


def test_headings_are_bookmarks() -> None:
    document = pypdfium2.PdfDocument(sample_packet())
    titles = [(item.level, item.get_title()) for item in document.get_toc()]
    document.close()
    assert titles == [(0, "Consent"), (1, "Risks"), (1, "Signatures")]


def test_running_headers_and_footers_are_artifacts_and_all_else_is_tagged() -> None:
    margin = 26 / 25.4 * 72
    with pdfplumber.open(io.BytesIO(sample_packet())) as pdf:
        seen = [
            (
                char["top"] < margin or char["bottom"] > page.height - margin,
                char["tag"],
                char["mcid"] is not None,
            )
            for page in pdf.pages
            for char in page.chars
        ]
    assert {(tag, tagged) for outside, tag, tagged in seen if outside} == {("Artifact", False)}
    assert {tagged for outside, _, tagged in seen if not outside} == {True}
    assert sum(outside for outside, _, _ in seen) > 100


def test_every_tag_hangs_on_the_tree(opened: pikepdf.Pdf) -> None:
    waiting: list[pikepdf.Object | None] = [opened.Root.StructTreeRoot.K]
    reached: set[tuple[int, int]] = set()
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Array):
            waiting.extend(item)
        elif isinstance(item, pikepdf.Dictionary) and "/S" in item:
            reached.add(item.objgen)
            waiting.append(item.get("/K"))
    tags = {
        item.objgen
        for item in opened.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"
    }
    assert tags == reached


def test_the_twin_is_attached_as_data(opened: pikepdf.Pdf) -> None:
    assert list(opened.attachments) == ["consent-packet.json"]
    spec = opened.attachments["consent-packet.json"]
    assert json.loads(spec.get_file().read_bytes()) == {"packet_id": VALUES[Slot.PACKET_ID], "clauses": []}
    assert str(spec.obj.AFRelationship) == "/Data"
    assert opened.Root.AF[0].objgen == spec.obj.objgen
    assert str(spec.obj.EF.F.Params.ModDate) == "D:20260115000000Z"


def test_every_font_is_ours_and_embedded(opened: pikepdf.Pdf) -> None:
    descriptors = [
        item
        for item in opened.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
    ]
    assert len(descriptors) >= 4
    assert all("/FontFile2" in item for item in descriptors)
    assert {str(item.FontName).split("+")[1].split("-")[0] for item in descriptors} == {"Consent", "NotoSans"}


def test_nothing_dead_and_no_script_is_in_the_file(opened: pikepdf.Pdf) -> None:
    assert b"/JavaScript" not in b"".join(item.unparse() for item in opened.objects)
    assert "/OpenAction" not in opened.Root
    assert sample_packet().count(b"%%EOF") == 1
