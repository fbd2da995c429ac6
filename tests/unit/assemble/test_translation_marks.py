"""What a Spanish packet says of its own translation: draft, out of date, or who answers for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from consent.gate.on_paper import page_of
from consent.models.library.translation import Signed, Standing
from consent.models.paper.packet import Packet
from tests.support.office import Office, plan, record
from tests.support.spanish import spanish_library

ANA = Signed(name="Ana Ruiz", credentials="ATA-certified translator", date=date(2026, 11, 2))
EVA = Signed(name="Eva Díaz", credentials="MD", date=date(2026, 11, 3))
LATER = EVA.but(date=date(2026, 11, 20))
DRAFT, OLD = ">BORRADOR<", ">NO VIGENTE<"


def packet_with(office: Office, standing: Standing) -> Packet:
    library = replace(spanish_library().library, standing=standing)
    return office.packet(record(procedures=plan("ultrasound-guidance")), library=library)


@pytest.mark.parametrize(
    ("standing", "printed"),
    [
        (Standing(), set()),
        (Standing(drafts=frozenset({"pages"})), {DRAFT}),
        (Standing(drafts=frozenset({"clauses/no-guarantee"})), {DRAFT}),
        (Standing(drafts=frozenset({"procedures/prp"})), set()),
        (Standing(stale=frozenset({"procedures/ultrasound-guidance"})), {OLD}),
        (Standing(stale=frozenset({"anatomy"}), drafts=frozenset({"pages"})), {OLD}),
        (Standing(stale=frozenset({"policies/us-tx"})), set()),
    ],
    ids=["all signed", "pages", "a clause", "not in it", "a procedure", "the worse of two", "no form of it"],
)
def test_a_page_says_so_where_words_that_it_may_print_are_not_done(
    office: Office, standing: Standing, printed: set[str]
) -> None:
    page = page_of(packet_with(office, standing), office.roots)
    assert {mark for mark in (DRAFT, OLD) if mark in page} == printed


def test_who_translated_and_who_read_it_is_named_with_the_last_day(office: Office) -> None:
    signed = {
        "pages": ((ANA, EVA),),
        "clauses/no-guarantee": ((ANA, LATER),),
        "procedures/prp": ((None, ANA.but(name="Nobody Here")),),
    }
    packet = packet_with(office, Standing(signed=signed))
    told = [(one.is_reviewer, one.name, one.on) for one in packet.translation.people]
    assert told == [
        (False, "Ana Ruiz, ATA-certified translator", ANA.date),
        (True, "Eva Díaz, MD", LATER.date),
    ]
    assert "Eva Díaz, MD" in page_of(packet, office.roots)


def test_an_english_packet_says_nothing_of_a_translation(office: Office) -> None:
    assert office.packet(record()).translation.people == ()
    assert DRAFT not in page_of(office.packet(record()), office.roots)


def test_other_fixed_words_make_another_packet(office: Office) -> None:
    library = spanish_library().library
    texts = {**library.catalogue.texts, "Patient": "Persona"}
    other = replace(library, catalogue=replace(library.catalogue, texts=texts))
    form = record(procedures=plan("ultrasound-guidance"))
    one, two = (office.packet(form, library=which).content_hash for which in (library, other))
    assert one != two
