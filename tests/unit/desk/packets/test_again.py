from __future__ import annotations

import pytest

from consent.desk.packets.again import Named, named_in, wanted_pages
from consent.errors import ResourceError

READ = (
    ("page 7 of AC83N-NTCBR", Named("AC83N-NTCBR", None, "7")),
    ("AC83N-NTCBR page 7 of 12", Named("AC83N-NTCBR", None, "7")),
    ("Page 3 of 13 · AC83N-NTCBR", Named("AC83N-NTCBR", None, "3")),
    ("ac83n ntcbr", Named("AC83N-NTCBR")),
    ("AC83NNTCBR", Named("AC83N-NTCBR")),
    ("  packet AC83N–NTCBR  ", Named("AC83N-NTCBR")),
    ("AC83N-NTCBR B p. 3-5, 9", Named("AC83N-NTCBR", "B", "3-5,9")),
    ("pages 1,2 AC83N-NTCBR", Named("AC83N-NTCBR", None, "1,2")),
    ("OC83N-NTIBL", Named("0C83N-NT1B1")),
    ("jsp3a-fk7cy", Named("JSP3A-FK7CY")),
    ("pages AC83N-NTCBR", Named("AC83N-NTCBR")),
    ("AC83N-NTCBR P 12", Named("AC83N-NTCBR", None, "12")),
    ("AC83N-NTCBR/07", Named("AC83N-NTCBR", "", "7")),
    ("AC83N-NTCBR/12b", Named("AC83N-NTCBR", "B", "12")),
    ("AC83N-NTCBR/12a", Named("AC83N-NTCBR", "", "12")),
)


@pytest.mark.parametrize(("text", "named"), READ)
def test_what_people_read_off_a_page_names_the_packet_and_its_pages(text: str, named: Named) -> None:
    assert named_in(text) == named


@pytest.mark.parametrize("text", ["", "Nguyễn", "page 7", "AC83N", "1" * 10_000, "00123456", "\x00" * 50])
def test_what_holds_no_packet_id_names_nothing(text: str) -> None:
    assert named_in(text) is None


@pytest.mark.parametrize(
    ("text", "numbers"), [("", ()), ("7", (7,)), (" 3, 5 - 7 ", (3, 5, 6, 7)), ("3–4,", (3, 4)), (",", ())]
)
def test_pages_are_read_as_people_write_them(text: str, numbers: tuple[int, ...]) -> None:
    assert wanted_pages(text, 12) == numbers


@pytest.mark.parametrize("text", ["0", "13", "7-3", "x", "1;2", "9" * 300, "1-99999"])
def test_pages_that_are_not_there_are_refused_with_how_many_there_are(text: str) -> None:
    with pytest.raises(ResourceError, match="pages 1 to 12"):
        wanted_pages(text, 12)
