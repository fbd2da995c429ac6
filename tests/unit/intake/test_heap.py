"""A heap of many packets: sorted whatever the order, with one sheet upside down."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from consent.intake import take_in as heap
from consent.intake import workers
from consent.models.paper.slots import Slot
from consent.models.register.issue import Content, Printed, State, Wanted
from consent.models.register.scanned import Intake, PageSeen, PlacedBy, Sheet
from consent.register import Register, open_register

DAY = date(2026, 12, 1)
PACKETS, PAGES = 300, 2
TURNED = 431
"""Which sheet of the heap lies upside down."""


def packet_id(number: int) -> str:
    return f"AAAAA-{number:05d}"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    with open_register(tmp_path_factory.mktemp("heap") / "register") as register:
        register.add_content(Content("c0ffee", "1.0", "standard", "letter", "en", "prp@1.0.0", "", ()))
        ids = [packet_id(number) for number in range(PACKETS)]
        register.begin(
            [Wanted(id_, f"r-{id_}", id_, "c0ffee", DAY, DAY, {Slot.PACKET_ID: id_}) for id_ in ids]
        )
        register.complete([Printed(id_, "", "0" * 64, 1, PAGES, "", f"out/{id_}.pdf") for id_ in ids])
        yield register


class Reader:
    """Reads which page a picture is from two pixels, and which way it lies from two others."""

    def __init__(self, _register: Register) -> None:
        pass

    def page(self, sheet: Sheet) -> PageSeen:
        with Image.open(sheet.file) as opened:
            pixels = np.asarray(opened.convert("L"))
        turn = 0 if pixels[0, 0] else 2
        packet, page = np.rot90(pixels, turn)[0, 1:3]
        number = int(packet) + 256 * int(np.rot90(pixels, turn)[0, 3])
        by = PlacedBy.CODE
        name = f"{sheet.file} {sheet.page}"
        return PageSeen(sheet, name, packet_id(number), page=int(page), placed_by=by, turn=turn)


def sheets() -> list[Image.Image]:
    order = [(number, page) for number in range(PACKETS) for page in range(1, PAGES + 1)]
    random.Random(7).shuffle(order)
    found = []
    for place, (number, page) in enumerate(order):
        pixels = np.zeros((60, 40), np.uint8)
        pixels[0, :4] = 255, number % 256, page, number // 256
        found.append(Image.fromarray(np.rot90(pixels, 2) if place == TURNED else pixels))
    return found


def test_three_hundred_packets_in_one_heap_come_apart_though_one_sheet_is_upside_down(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "Judge", Reader)
    desk = workers.Workers(register, 1)
    for place, picture in enumerate(sheets()):
        picture.save(tmp_path / f"{place:03d}.png")
    *pages, intake = heap.take_in([tmp_path], register, desk)
    assert isinstance(intake, Intake)
    assert [packet.packet_id for packet in intake.packets] == [packet_id(n) for n in range(PACKETS)]
    assert all([seen.page for seen in packet.found] == [1, 2] for packet in intake.packets)
    assert all(packet.is_complete for packet in intake.packets)
    assert (intake.unplaced, intake.unreadable) == ((), ())
    turned = [Path(seen.sheet.file).stem for seen in pages if isinstance(seen, PageSeen) and seen.turn]
    assert turned == [f"{TURNED}"]
    heap.note(intake, register)
    assert {register.by_packet(packet_id(n))[0].state for n in range(PACKETS)} == {State.COMPLETE}
    before = [register.history(register.by_packet(packet_id(n))[0]) for n in (0, 299)]
    *_, again = heap.take_in([tmp_path], register, desk)
    assert isinstance(again, Intake)
    assert again.known == PACKETS * PAGES
    heap.note(again, register)
    assert [register.history(register.by_packet(packet_id(n))[0]) for n in (0, 299)] == before


def test_a_paper_that_another_took_the_place_of_stays_an_older_one_when_it_has_come_back(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "Judge", Reader)
    desk = workers.Workers(register, 1)
    register.note(register.by_packet(packet_id(5))[0], State.SUPERSEDED, "r-5 was printed anew")
    for page in (1, 2):
        pixels = np.zeros((60, 40), np.uint8)
        pixels[0, :4] = 255, 5, page, 0
        Image.fromarray(pixels).save(tmp_path / f"{page}.png")
        *_, intake = heap.take_in([tmp_path], register, desk)
        assert isinstance(intake, Intake)
        assert [packet.superseded for packet in intake.packets] == [True]
        heap.note(intake, register)
    assert register.by_packet(packet_id(5))[0].state is not State.SUPERSEDED
