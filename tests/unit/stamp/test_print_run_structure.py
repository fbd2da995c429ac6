"""The lists of a print run: bookmarks, labels, document parts, tags. None of them knows a patient."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import page as validator
import pikepdf
import pytest

from consent.models.paper.print_run import Copy
from consent.models.paper.slots import Slot
from tests.support.readers.runs import BOTH, Viewer, numbered, opened, patient, printed, several, walk
from tests.support.sample import PAGES, VALUES, direct, sample_master
from tests.support.verapdf import verapdf

HOSTILE = ") (/JS \\"


def leaves(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    if "/DParts" not in node:
        yield node
    for row in node.get("/DParts", []):
        for kid in row:
            assert kid.Parent.objgen == node.objgen
            yield from leaves(kid)


@pytest.mark.parametrize("tagged", [False, True])
def test_two_engines_find_nothing_wrong(tagged: bool) -> None:
    pdf = printed([*several(70), (direct(VALUES), VALUES)], copies=BOTH, separators=True, tagged=tagged)
    with opened(pdf) as file:
        assert file.check_pdf_syntax() == []
        assert len(file.pages) == len(Viewer(pdf)) == 71 * 10


def test_bookmarks_lead_to_packets_and_their_copies() -> None:
    patients = [patient("AAAAAAAAAA"), patient(HOSTILE), patient("CCCCCCCCCC")]
    assert Viewer(printed(patients)).bookmarks() == [
        (0, "AAAAAAAAAA", 0),
        (0, HOSTILE, 4),
        (0, "CCCCCCCCCC", 8),
    ]
    assert Viewer(printed(patients[:2], copies=BOTH, separators=True)).bookmarks() == [
        (0, "AAAAAAAAAA", 0),
        (1, "Separator sheet", 0),
        (1, "Chart copy", 2),
        (1, "Patient copy", 6),
        (0, HOSTILE, 10),
        (1, "Separator sheet", 10),
        (1, "Chart copy", 12),
        (1, "Patient copy", 16),
    ]


def test_page_labels_say_packet_copy_and_page() -> None:
    plain = Viewer(printed(several(70)))
    assert [plain.label(page) for page in range(4)] == [
        "PK00000000 1",
        "PK00000000 2",
        "PK00000000 3",
        "PK00000000 blank",
    ]
    assert plain.label(69 * 4 + 2) == "PK00000069 3"
    full = Viewer(printed(several(1), copies=BOTH, separators=True))
    assert [full.label(page) for page in range(7)] == [
        "PK00000000 separator",
        "PK00000000 separator blank",
        "PK00000000 chart 1",
        "PK00000000 chart 2",
        "PK00000000 chart 3",
        "PK00000000 chart blank",
        "PK00000000 patient 1",
    ]


@pytest.mark.parametrize(
    ("copies", "separators", "names"),
    [
        ((), False, [None]),
        ((Copy.CHART,), False, ["chart"]),
        (BOTH, True, ["separator", "chart", "patient"]),
    ],
)
def test_document_parts_cover_every_page_once(
    copies: tuple[Copy, ...], separators: bool, names: list[str | None]
) -> None:
    with opened(printed(several(5), copies=copies, separators=separators)) as file:
        root = file.Root.DPartRoot
        top = root.DPartRootNode
        assert top.Parent.objgen == root.objgen
        packets = [kid for row in top.DParts for kid in row]
        assert [str(packet.DPM.PacketId) for packet in packets] == [f"PK{number:08d}" for number in range(5)]
        numbers: dict[object, int] = {page.objgen: number for number, page in enumerate(file.pages)}
        following = 0
        for packet in packets:
            parts = list(leaves(packet))
            assert [str(part.DPM.Part) if "/Part" in part.DPM else None for part in parts] == names
            for part in parts:
                assert set(part.DPM.keys()) <= {"/PacketId", "/Part"}
                first, last = numbers[part.Start.objgen], numbers[part.End.objgen]
                assert first == following
                # On both sides, every part takes whole sheets.
                assert first % 2 == 0
                assert {file.pages[page].obj.DPart.objgen for page in range(first, last + 1)} == {part.objgen}
                following = last + 1
        assert following == len(file.pages)
        assert len(root.NodeNameList) == 2 + (len(names) > 1)
        assert root.RecordLevel == 1


def test_no_list_names_a_patient() -> None:
    values = {Slot.PATIENT_NAME: "Zoltan Quirk", Slot.MRN: "55667788"}
    pdf = printed([(sample_master(), {**VALUES, **values})], copies=BOTH, separators=True, tagged=True)
    with opened(pdf) as file:
        for item in file.objects:
            if isinstance(item, pikepdf.Stream):
                words = item.read_bytes() + item.stream_dict.unparse()
            else:
                words = item.unparse(resolved=True)
            for value in values.values():
                for secret in (value.encode(), value.encode("utf-16-be").hex().upper().encode()):
                    assert secret not in words


def test_paper_has_no_form_and_prints_as_it_is() -> None:
    with opened(printed(several(2), copies=BOTH)) as file:
        assert "/AcroForm" not in file.Root
        assert not [page for page in file.pages if "/Annots" in page.obj]
        assert not [item for item in file.objects if isinstance(item, pikepdf.Dictionary) and "/FT" in item]
        assert file.Root.ViewerPreferences.PrintScaling == "/None"
        assert file.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"
        assert file.Root.Lang == "en"
        assert str(file.docinfo.Title) == "Consent packets to print, 2026-01-15"
        assert file.open_metadata()["dc:title"] == str(file.docinfo.Title)
        assert "/StructTreeRoot" not in file.Root
    with opened(printed(several(1), duplex=False)) as file:
        assert file.Root.ViewerPreferences.Duplex == "/Simplex"


def test_a_tagged_run_is_accessible(tmp_path: Path) -> None:
    patients = [*several(4), patient("ARABICNAME", "محمد العربية"), (direct(VALUES), VALUES)]
    pdf = printed(patients, copies=BOTH, separators=True, tagged=True)
    report = validator.validate_pdf_bytes(pdf, profile=validator.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, [str(failure) for failure in report.failures]
    path = tmp_path / "run.pdf"
    path.write_bytes(pdf)
    (verdict,) = verapdf([path], flavours=("ua1",))
    assert verdict.passed, verdict.broken
    assert verdict.checks > 10_000


def test_each_copy_has_a_tree_of_its_own_with_the_words_of_its_pages() -> None:
    with opened(printed(several(2), copies=BOTH, tagged=True)) as file:
        (whole,) = file.Root.StructTreeRoot.K
        titles = [str(part.T) for part in whole.K]
        assert titles == ["PK00000000 chart", "PK00000000 patient", "PK00000001 chart", "PK00000001 patient"]
        lists = numbered(file.Root.StructTreeRoot.ParentTree)
        roles: list[list[str]] = []
        cells: list[str] = []
        for copy, part in enumerate(whole.K):
            first = copy * (PAGES + 1)
            pages: set[object] = {file.pages[first + page].objgen for page in range(PAGES)}
            seen: list[str] = []

            def visit(element: pikepdf.Object, pages: set[object] = pages, seen: list[str] = seen) -> None:
                seen.append(str(element.S))
                assert "/Pg" not in element or element.Pg.objgen in pages
                cells.extend([str(element.ID)] if "/ID" in element else [])

            walk(part, visit)
            roles.append(seen)
            for page in range(PAGES):
                paper = file.pages[first + page].obj
                marks = [
                    int(item.operands[1].MCID)
                    for item in pikepdf.parse_content_stream(paper)
                    if str(item.operator) == "BDC"
                    and isinstance(item.operands[1], pikepdf.Dictionary)
                    and "/MCID" in item.operands[1]
                ]
                owners = lists[int(paper.StructParents)]
                assert marks
                for mark in marks:
                    owner = owners[mark]
                    if owner is not None:
                        assert str(mark) in [str(kid) for kid in owner.K.as_list()]
                        assert owner.Pg.objgen == paper.objgen
            assert "/StructParents" not in file.pages[first + PAGES].obj
        assert roles[0] == roles[1] == roles[3]
        assert {"/H1", "/H2", "/P", "/Table", "/TH", "/TD", "/L", "/LI", "/Figure"} <= set(roles[0])
        assert not {"/Form", "/Link"} & set(roles[0])
        assert cells
        assert len(cells) == len(set(cells))


def test_tags_are_off_unless_asked_for_because_they_cost() -> None:
    patients = several(30)
    assert len(printed(patients, tagged=True)) > 1.5 * len(printed(patients))
