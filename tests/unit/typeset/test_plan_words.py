"""The one sentence that says what will be done: on page 1, and again where the patient decides."""

from __future__ import annotations

import re
from typing import Any

import pytest

from consent.assemble import content_values
from consent.models.paper.packet import Packet
from consent.models.paper.slots import SENTINELS, Slot
from consent.typeset.html import render_html
from tests.support.office import KNEE, Office, plan, record

EXOSOMES, AMNIOTIC, GEL = (
    "Example Exosome Suspension",
    "Example Amniotic Vesicles",
    "Example Hyaluronate 2 mL",
)


def printed(office: Office, packet: Packet) -> str:
    values: dict[Slot, str] = {
        slot: SENTINELS[slot] for slot in (*packet.slots, *content_values(packet), Slot.PAGE_OF)
    }
    words = re.sub(r"<[^>]+>", " ", render_html(packet, values, office.roots, spelled=()).html)
    return re.sub(r"\s+([.,])", r"\1", " ".join(words.split()))


@pytest.mark.parametrize(
    ("procedures", "more", "sentence"),
    [
        (
            ("msc-exosomes", "ha-medium"),
            {"use": "mixed"},
            f"We mix {EXOSOMES} with {GEL} and give them together, as 1 shot with 1 needle",
        ),
        (
            ("msc-exosomes", "amniotic-exosomes", "ha-medium"),
            {"use": "mixed"},
            f"We mix {EXOSOMES} with {AMNIOTIC} and {GEL} and give them together",
        ),
        (
            ("msc-exosomes", "ha-medium"),
            {"use": "in-turn", "needles": 2},
            f"We give {EXOSOMES}, then {GEL}, one after the other, as 1 shot with 2 needles",
        ),
        (
            ("msc-exosomes", "ha-medium"),
            {"use": "alone"},
            f"We give {EXOSOMES} and {GEL}, each by itself, as 1 shot with 1 needle",
        ),
        (("prp",), {}, "We give a part of your own blood (Example PRP Kit), as 1 shot with 1 needle"),
        (
            ("msc-exosomes", "prp"),
            {"use": "mixed"},
            f"We mix {EXOSOMES} with a part of your own blood (Example PRP Kit) and give them together",
        ),
    ],
)
def test_the_plan_stands_on_page_1_and_at_the_decision(
    office: Office, procedures: tuple[str, ...], more: dict[str, Any], sentence: str
) -> None:
    packet = office.packet(record(procedures=plan(*procedures, where=KNEE), **more))
    first, *others = printed(office, packet).split("Your decision: consent")
    assert sentence in first
    assert sentence in " ".join(others)


def test_one_of_several_visits_is_what_this_consent_is_for(office: Office) -> None:
    packet = office.packet(record(visits=3))
    words = printed(office, packet)
    assert "This is planned for 3 visits; this consent is for the one on the day above." in words
    assert "This consent covers one visit only, the one planned above." in words


def test_shots_on_both_sides_are_counted_on_each(office: Office) -> None:
    both = {**KNEE, "laterality": "bilateral"}
    packet = office.packet(record(procedures=plan("msc-exosomes", where=both)))
    assert f"We give {EXOSOMES}, as 1 shot with 1 needle on each side." in printed(office, packet)


def test_a_kit_is_called_a_kit(office: Office) -> None:
    words = printed(office, office.packet(record(procedures=plan("prp", where=KNEE))))
    assert "The kit: Example PRP Kit" in words
    assert "The product: Example PRP Kit" not in words
