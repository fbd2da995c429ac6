"""A print run shows what the single packets show, and tells a print room where each begins."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import numpy as np
import pikepdf
import pytest
import zxingcpp

from consent.errors import Overflow, ResourceError, StampError
from consent.models.library.catalogue import Catalogue
from consent.models.library.language import ENGLISH
from consent.models.paper.print_run import Amount, Copy
from consent.models.paper.slots import Slot
from consent.models.people.look import Edition
from consent.stamp import stamp
from consent.stamp.run import PrintRun
from consent.stamp.shaping import shape
from tests.support.readers.runs import BOTH, Viewer, opened, patient, printed, several
from tests.support.render import pdfium, poppler
from tests.support.sample import BODY, ISSUED, PAGES, VALUES, direct, document, master_of, sample_master
from tests.unit.stamp.test_matrix import DATA_MATRIX
from tests.unit.stamp.test_scripts import NAMES

BLANK = "This page is intentionally blank."
EDGE = 36
"""Points along the right edge where the copy is named."""


def same_pixels(one: Viewer, page: int, other: Viewer, other_page: int, dpi: int = 100) -> bool:
    left, right = one.pixels(page, dpi), other.pixels(other_page, dpi)
    width = left.shape[1] - EDGE * dpi // 72
    assert (left[:, :width] < 128).sum() > 400
    return bool((left[:, :width] == right[:, :width]).all())


@pytest.mark.parametrize("copies", [(), BOTH])
def test_every_page_is_the_page_of_the_single_packet(copies: tuple[Copy, ...]) -> None:
    patients = [
        patient("7K3M9QPX2D"),
        patient("BBBBBBBBBB", "Łukasz Ólafsdóttir"),
        (direct(VALUES), VALUES),
    ]
    run = Viewer(printed(patients, copies=copies))
    at = 0
    for master, values in patients:
        for copy in copies or ("",):
            # The patient's copy says so in its page codes too.
            mark = {Slot.ISSUE: "a"} if copy == Copy.PATIENT else {}
            single = Viewer(stamp(master, {**values, **mark}))
            for page in range(PAGES):
                assert same_pixels(run, at + page, single, page)
                named = f"\r\n{copy.capitalize()} copy" if copy else ""
                assert run.text(at + page) == single.text(page) + named
            at += PAGES + 1
    assert at == len(run)


def test_the_codes_of_a_copy_say_whose_it_is_and_of_which_issue() -> None:
    first, second = "7K3M9-QPX2D", "BBBBB-BBBBB"
    one, (master, values) = patient(first), patient(second)
    run = Viewer(printed([one, (master, {**values, Slot.ISSUE: "C"})], copies=BOTH, duplex=False))
    read = [zxingcpp.read_barcodes(run.pixels(page, 150), formats=DATA_MATRIX) for page in range(len(run))]
    marks = [(first, ""), (first, "a"), (second, "C"), (second, "c")]
    assert [[code.text for code in codes] for codes in read] == [
        [f"{id_}/{page:02d}{mark}"] for id_, mark in marks for page in range(1, PAGES + 1)
    ]


def test_names_in_every_script_share_their_fonts() -> None:
    patients = [patient(f"S{number:09d}", name) for number, name in enumerate(NAMES.values())]
    pdf = printed(patients, duplex=False)
    run = Viewer(pdf)
    for number, (master, values) in enumerate(patients):
        single = Viewer(stamp(master, values))
        assert same_pixels(run, number * PAGES, single, 0, 60)
        assert run.text(number * PAGES) == single.text(0)
    with opened(pdf) as file:
        programs = {
            font.DescendantFonts[0].FontDescriptor.FontFile2.objgen
            for name, font in file.pages[0].Resources.Font.items()
            if name.startswith("/Fill")
        }
    # Bold in the header, regular in the text; and a font for each other script.
    assert 2 + 20 < len(programs) < 2 * len(NAMES)


def test_two_texts_with_one_glyph_are_read_back_as_written() -> None:
    # The first is a micro sign, the second a mu: one glyph in most fonts.
    names = ["Μ\u00b5", "Μ\u03bc", "Zoe\u0308", "Zo\u00eb"]
    patients = [patient(f"G{number:09d}", name) for number, name in enumerate(names)]
    run = Viewer(printed(patients, duplex=False))
    for number, (master, values) in enumerate(patients):
        assert run.text(number * PAGES) == Viewer(stamp(master, values)).text(0)


def test_a_second_engine_draws_the_same_last_page(tmp_path: Path) -> None:
    pdf = printed([*several(3), patient("LASTPACKET", "محمد العربية")], duplex=False)
    mine, single = poppler(pdf, tmp_path, 4 * PAGES), pdfium(pdf, 4 * PAGES)
    dark = [(pixels < 128).sum() for pixels in (mine, single)]
    assert dark[0] > 3000
    assert dark[0] == pytest.approx(dark[1], rel=0.1)


def test_the_code_of_each_page_is_its_own() -> None:
    run = Viewer(printed(several(3), copies=BOTH))
    for at, wanted in (
        (0, "PK00000000/01"),
        (6, "PK00000000/03a"),
        (9, "PK00000001/02"),
        (22, "PK00000002/03a"),
    ):
        assert [code.text for code in zxingcpp.read_barcodes(run.pixels(at, 150))] == [wanted]


def test_every_copy_starts_on_a_front() -> None:
    run = Viewer(printed(several(2), copies=BOTH))
    texts = run.texts()
    assert len(texts) == 2 * 2 * (PAGES + 1)
    for number, text in enumerate(texts):
        page = number % (PAGES + 1)
        if page == PAGES:
            copy = "Chart copy" if number % 8 < 4 else "Patient copy"
            assert text.split("\r\n") == [BLANK, "It does not count as a page of the packet.", copy]
        else:
            assert f"Page {page + 1} of {PAGES}" in text
            assert BLANK not in text


def test_printing_on_one_side_needs_no_blank_pages() -> None:
    run = Viewer(printed(several(2), copies=BOTH, duplex=False))
    assert len(run) == 4 * PAGES
    assert not [text for text in run.texts() if BLANK in text]


def test_an_even_packet_needs_no_blank_page() -> None:
    # Two of three pages' worth: the page break makes it two.
    master = master_of(document(BODY.split("<section")[0] + "<h2 style='break-before: page'>Two</h2></main>"))
    assert master.pages == 2
    assert len(Viewer(printed([(master, VALUES)] * 2))) == 4


def test_what_it_takes_is_counted() -> None:
    pdf = bytearray()
    run = PrintRun(pdf.extend, issued_on=ISSUED, copies=BOTH, separators=True)
    one = run.add(sample_master(), VALUES)
    assert one == Amount(packets=1, pages=2 + 2 * 4, sheets=1 + 2 * 2)
    run.add(sample_master(), VALUES)
    assert run.finish() == Amount(packets=2, pages=20, sheets=10)
    assert len(Viewer(bytes(pdf))) == 20
    assert run.size == len(pdf)


def test_a_separator_names_the_packet_and_no_patient() -> None:
    pdf = printed([patient("7K3M9-QPX2D", "Zoltan Quirk")], copies=BOTH, separators=True)
    run = Viewer(pdf)
    assert run.text(0).split("\r\n") == ["Packet", "7K3M9-QPX2D", "3 pages", "Chart copy", "Patient copy"]
    assert [code.text for code in zxingcpp.read_barcodes(run.pixels(0, 50))] == ["7K3M9-QPX2D/00"]
    assert run.text(1).startswith(BLANK)
    assert "Zoltan" in run.text(2)


def test_a_very_long_packet_id_still_fits_its_separator() -> None:
    run = Viewer(printed([patient("W" * 15)], separators=True))
    dark = np.flatnonzero((run.pixels(0) < 128).any(axis=0))
    assert 30 < dark[0] < 80
    assert dark[-1] < run.pixels(0).shape[1] - 30


def test_large_print_says_its_own_words_in_large_print() -> None:
    pdf = bytearray()
    run = PrintRun(pdf.extend, issued_on=ISSUED, copies=BOTH)
    run.add(sample_master(), VALUES)
    run.add(sample_master(), VALUES, edition=Edition.LARGE_PRINT)
    run.finish()
    standard, large = (Viewer(bytes(pdf)).pixels(page) < 128 for page in (3, 11))
    assert large.sum() > 1.5 * standard.sum()
    # Printers leave the last four millimetres white.
    assert np.flatnonzero(large.any(axis=0))[-1] < large.shape[1] - 100 * 10 / 72


def test_what_all_packets_share_is_stored_once() -> None:
    few, many = printed(several(20), copies=BOTH), printed(several(120), copies=BOTH)
    assert (len(many) - len(few)) / 100 < 4_000
    for pdf, number in ((few, 20), (many, 120)):
        with opened(pdf) as file:
            kinds = [
                str(item.get("/Type", "")) for item in file.objects if isinstance(item, pikepdf.Dictionary)
            ]
            streams = [item for item in file.objects if isinstance(item, pikepdf.Stream)]
            assert kinds.count("/Page") == number * 2 * (PAGES + 1)
            assert kinds.count("/FontDescriptor") == len(sample_master().fonts) + 2
            own = number * (len(sample_master().texts) + 2 * len(sample_master().codes))
            containers = sum(stream.get("/Type") == "/ObjStm" for stream in streams)
            # Pieces of pages, fonts, marks, metadata: the same few whatever the number.
            assert len(streams) - own - containers < 60


def test_it_is_written_as_it_grows() -> None:
    chunks: list[int] = []
    run = PrintRun(lambda data: chunks.append(len(data)), issued_on=ISSUED)
    for master, values in several(800):
        run.add(master, values)
    before = sum(chunks)
    run.finish()
    assert before > 0.7 * sum(chunks)
    assert max(chunks) < 600_000


def test_memory_does_not_grow_with_the_run() -> None:
    patients = several(450)
    run = PrintRun(lambda data: None, issued_on=ISSUED, copies=BOTH, separators=True)
    for master, values in patients[:150]:
        run.add(master, values)
    tracemalloc.start()
    try:
        for master, values in patients[150:]:
            run.add(master, values)
        # The values shaped last are kept for the next packet; only so many of them, but here it is all.
        shape.cache_clear()
        grown, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # What waits to be written, and some bytes for each object.
    assert grown < 600_000


def test_the_same_packets_make_the_same_bytes() -> None:
    patients = several(12)
    assert printed(patients, copies=BOTH) == printed(patients, copies=BOTH)
    assert printed(patients) != printed(patients[::-1])


def test_a_packet_that_does_not_fit_leaves_no_trace() -> None:
    pdf, alone = bytearray(), bytearray()
    good, later = patient("AAAAAAAAAA"), patient("CCCCCCCCCC", "Νίκος")
    run, other = (
        PrintRun(buffer.extend, issued_on=ISSUED, copies=BOTH, separators=True) for buffer in (pdf, alone)
    )
    run.add(*good)
    with pytest.raises(Overflow):
        run.add(*patient("BBBBBBBBBB", "W" * 60))
    run.add(*later)
    for each in (good, later):
        other.add(*each)
    run.finish()
    other.finish()
    assert pdf == alone


def test_errors_are_those_of_a_single_packet_and_quote_no_value() -> None:
    run = PrintRun(lambda data: None, issued_on=ISSUED)
    with pytest.raises(StampError, match="no value for issued-day, mrn, patient-name"):
        run.add(sample_master(), {Slot.PACKET_ID: "X", Slot.DATE_OF_BIRTH: "1961-03-09"})
    with pytest.raises(StampError, match="no value for packet-id"):
        run.add(sample_master(), {Slot.PATIENT_NAME: "Zoltan Quirk"})
    half_done = Catalogue({}, complete=False, tongue=ENGLISH.but(id="tlh", english_name="Klingon"))
    with pytest.raises(ResourceError, match="no words in Klingon for 'This page is"):
        run.add(sample_master(), VALUES, catalogue=half_done)
    with pytest.raises(StampError, match="at least one packet"):
        run.finish()
