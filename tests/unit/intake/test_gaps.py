"""What is missing of packets that came back: every gap is named, and none is made up."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from consent.intake.take_in import _packet, beside
from consent.models.register.issue import Issue, State
from consent.models.register.scanned import Duty, Intake, PageSeen, PlacedBy, PlaceSeen, Seen, Sheet
from consent.report.intake_text import intake_rows, intake_values

PACKETS, PAGES = 1_000, 8
DUTIES = (Duty.REQUIRED, Duty.REQUIRED, Duty.WRITE_IN, Duty.REFUSAL)


def issue(number: int) -> Issue:
    id_ = f"AAAAA-{number:05d}"
    return Issue(number, id_, "", f"r-{number}", "c0ffee", "2026-12-01", "2026-12-01", State.ISSUED, "")


def scan(page: int, *seen: Seen, again: int = 0) -> PageSeen:
    """A page with one place of each duty; no ink in those that are not given."""
    told = (*seen, *[Seen.NO_INK] * (len(DUTIES) - len(seen)))
    places = tuple(
        PlaceSeen(f"p{page}-{place}", "text", duty, page, said, "")
        for place, (duty, said) in enumerate(zip(DUTIES, told, strict=True))
    )
    sheet = Sheet("heap.tif", page)
    return PageSeen(sheet, f"{page} {again}", page=page, placed_by=PlacedBy.CODE, places=places)


def test_of_a_thousand_packets_each_gap_is_named_and_none_is_made_up() -> None:
    chance = random.Random(14)
    for number in range(PACKETS):
        gone = {page for page in range(1, PAGES + 1) if chance.random() < 0.03}
        empty, pages = set(), []
        for page in range(1, PAGES + 1):
            seen = [Seen.NO_INK if chance.random() < 0.05 else Seen.INK for _ in range(3)]
            if page not in gone:
                pages.append(scan(page, *seen))
                empty |= {f"p{page}-{place}" for place in (0, 1) if seen[place] is Seen.NO_INK}
        chance.shuffle(pages)
        packet = _packet(issue(number), pages, PAGES)
        assert set(packet.missing) == gone
        assert {place.name for place in packet.without_ink} == empty
        assert packet.is_complete == (not gone and not empty)
        (said,) = intake_values(Intake((packet,), (), ()))["packets"]
        assert (said["missing"], said["complete"]) == (sorted(gone), packet.is_complete)


def test_a_refusal_counts_from_whichever_scan_of_its_page_shows_it() -> None:
    signed = (Seen.INK, Seen.INK, Seen.INK)
    pages = [scan(page, *signed) for page in (1, 2)]
    assert _packet(issue(1), pages, 2).is_complete
    # Withdrawn a week later on the patient's copy, where nobody signed.
    later = scan(2, Seen.NO_INK, Seen.NO_INK, Seen.NO_INK, Seen.LOOK, again=1)
    for heap in ([*pages, later], [later, *pages]):
        packet = _packet(issue(1), heap, 2)
        assert [place.name for place in packet.alarms] == ["p2-3"]
        assert not packet.is_complete
        assert packet.without_ink == ()
        rows = {row[4]: row[7] for row in intake_rows(Intake((packet,), (), ()))}
        assert rows["p2-3"] == Seen.LOOK.value


def test_a_page_whose_places_nobody_looked_at_hides_no_refusal() -> None:
    unseen = replace(scan(1, Seen.INK, Seen.INK), places=())
    packet = _packet(
        issue(1), [unseen, scan(1, Seen.NO_INK, Seen.NO_INK, Seen.NO_INK, Seen.LOOK, again=1)], 1
    )
    assert [place.name for place in packet.alarms] == ["p1-3"]


def coded(file: str, page: int, packet: str) -> PageSeen:
    return PageSeen(Sheet(file, page), "", packet_id=packet, page=page if packet else 0)


ONE_FILE = ("heap.pdf", "heap.pdf", "heap.pdf")
A_FILE_EACH = ("in/1.jpg", "in/2.jpg", "in/3.jpg")


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (ONE_FILE, ["A", "B"]),
        (A_FILE_EACH, ["A", "B"]),
        (("in/1.jpg", "in/2.jpg", "late/3.jpg"), ["A"]),
        (("one.pdf", "one.pdf", "two.pdf"), ["A"]),
    ],
)
def test_a_page_without_a_code_has_the_pages_scanned_with_it_beside_it(
    files: tuple[str, ...], found: list[str]
) -> None:
    packets = ("A", "", "B")
    pages = [coded(*one) for one in zip(files, (1, 2, 3), packets, strict=True)]
    assert [packet for packet, _ in beside(pages, 1)] == found
