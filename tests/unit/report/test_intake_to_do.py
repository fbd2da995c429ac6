"""What a clerk reads after a heap: the counts first, each packet once, under what is to be done first."""

from __future__ import annotations

import pytest

from consent.models.register.scanned import (
    Duty,
    Intake,
    PacketSeen,
    PageSeen,
    PlacedBy,
    PlaceSeen,
    Seen,
    Sheet,
)
from consent.report.intake_to_do import intake_lines

SIGNED = (Seen.INK, Seen.NO_INK)


def page(number: int, *seen: Seen, notes: tuple[str, ...] = ()) -> PageSeen:
    """A page with a place that is required, and one to refuse."""
    places = tuple(
        PlaceSeen(f"{duty.value}-{number}", "sig", duty, number, said, "unclear" if said is Seen.LOOK else "")
        for duty, said in zip((Duty.REQUIRED, Duty.REFUSAL), seen, strict=True)
    )
    sheet = Sheet("heap.tif", number)
    return PageSeen(sheet, "", page=number, placed_by=PlacedBy.CODE, places=places, notes=notes)


def packet(record: str, *pages: PageSeen, missing: tuple[int, ...] = ()) -> PacketSeen:
    count = len(pages) + len(missing)
    return PacketSeen(f"AAAAA-{record}", "", record, count, pages, missing, (), superseded=False)


WHOLE = packet("r-1", page(1, *SIGNED))
REFUSED = packet("r-2", page(1, Seen.INK, Seen.LOOK), missing=(2,))
TORN = packet("r-3", page(1, Seen.NO_INK, Seen.NO_INK), missing=(2, 3))
EMPTY = packet("r-4", page(1, Seen.NO_INK, Seen.NO_INK))
UNCLEAR = packet("r-5", page(1, Seen.LOOK, Seen.NO_INK))
NOTED = packet("r-6", page(1, *SIGNED, notes=("writing beside the places",)))
HEAP = (UNCLEAR, NOTED, WHOLE, EMPTY, TORN, REFUSED)


def sheet(number: int, why: str) -> PageSeen:
    return PageSeen(Sheet("heap.tif", number), "", unplaced=why)


INTAKE = Intake(
    HEAP,
    (
        sheet(7, "blank"),
        sheet(8, "no page code can be read"),
        sheet(9, "separator sheet"),
        sheet(10, "blank"),
    ),
    (("phone.heic", "it is no PDF, TIFF, PNG or JPEG"),),
)


def test_the_counts_come_first() -> None:
    assert intake_lines(INTAKE)[0] == (
        "6 packets: 2 complete, 4 not complete, 1 sheet not placed, 1 file not read"
    )


def test_what_was_left_out_comes_last() -> None:
    assert intake_lines(INTAKE)[-1] == "Left out: 2 blank sides, 1 separator sheet"


@pytest.mark.parametrize(
    ("record", "heading"),
    [
        ("r-1", "Complete:"),
        ("r-2", "Something stands where one refuses"),
        ("r-3", "Pages are missing"),
        ("r-4", "Places are empty"),
        ("r-5", "Somebody must look"),
        ("r-6", "Complete, with something to know"),
        ("heap.tif, sheet 8", "Sheets that belong to no packet"),
        ("phone.heic", "Files that could not be read"),
    ],
)
def test_each_packet_stands_once_under_what_is_to_be_done_first(record: str, heading: str) -> None:
    lines = intake_lines(INTAKE)
    (place,) = [number for number, line in enumerate(lines) if record in line]
    above = [line for line in lines[:place] if line and not line.startswith(" ")]
    assert above[-1].startswith(heading)


def test_complete_packets_stand_several_to_a_line_and_whole() -> None:
    many = tuple(packet(f"r-{number:04d}", page(1, *SIGNED)) for number in range(300))
    lines = intake_lines(Intake(many, (), ()))
    assert lines[0] == "300 packets: 300 complete"
    assert len(lines) < 100
    assert max(map(len, lines)) <= 110
    assert all(f"r-{number:04d} AAAAA-r-{number:04d}" in "\n".join(lines) for number in range(300))


def test_nothing_that_came_back_is_said_in_one_line() -> None:
    assert intake_lines(Intake((), (), ())) == ["0 packets"]
