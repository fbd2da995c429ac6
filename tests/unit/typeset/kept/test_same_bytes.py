"""What is kept changes no byte of any part, in any edition or language."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from consent.assemble import content_values
from consent.models.paper.packet import Edition, Packet
from consent.models.paper.slots import SENTINELS
from consent.pipeline.parts.cutting import cut
from consent.pipeline.parts.facing import page_of
from consent.pipeline.parts.store import ToSet
from consent.typeset import engine
from consent.typeset.parts.setter import Setter
from tests.support.office import Office, blank, plan, record
from tests.support.spanish import spanish_library
from tests.unit.typeset.kept.pages import PlainFonts

SAMPLE = {
    "standard": ("about",),
    "blank in large print": ("key-information", "people"),
    "Spanish": ("key-information", "people"),
}


def packet_of(office: Office, name: str) -> Packet:
    match name:
        case "blank in large print":
            return office.packet(blank("ha-medium"), edition=Edition.LARGE_PRINT)
        case "Spanish":
            return office.packet(record(), library=spanish_library().library)
    return office.packet(record(procedures=plan("ha-medium")))


@pytest.fixture(params=SAMPLE, scope="module")
def parts(request: pytest.FixtureRequest, office: Office) -> Sequence[ToSet]:
    packet = packet_of(office, request.param)
    said = {**content_values(packet), **SENTINELS}
    found = cut(packet, page_of(packet, said, office.roots, spelled=()), SENTINELS).parts
    return [one for one in found if one.name in SAMPLE[request.param]]


def set_by(setter: Setter, part: ToSet) -> bytes:
    made = setter.part(part.name, part.html, part.stylesheets, sentinels=part.sentinels, prefix="p")
    return made.to_bytes()


def test_a_part_is_the_same_to_the_byte(
    parts: Sequence[ToSet], office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeping = Setter(office.roots)
    first = [set_by(keeping, part) for part in parts]
    again = [set_by(keeping, part) for part in parts]
    monkeypatch.setattr(engine, "KeepingFonts", PlainFonts)
    plain = Setter(office.roots)
    assert first == [set_by(plain, part) for part in parts]
    assert again == first
