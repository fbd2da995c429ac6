"""Places for who helps are wide enough for what is known: such a packet shares its pages with all others."""

from __future__ import annotations

from functools import cache

import pytest
from babel import Locale

from consent.assemble.identity import language_help
from consent.fonts import Style
from consent.load.record.languages import language_name
from consent.models.paper.packet import Edition
from consent.models.paper.slots import Slot
from consent.models.people.look import Paper
from consent.models.people.record import Interpreter, Modality
from consent.models.people.signing import AUTHORITIES
from consent.stamp.shaping import shape
from tests.support.office import Office, assisted


@cache
def languages() -> tuple[str, ...]:
    """Every language that has a code, alone and with the country it is best known from."""
    english = Locale("en").languages
    regions = ("pt-BR", "zh-Hans-CN", "zh-Hant-TW", "es-419", "en-GB", "fr-CA", "sr-Latn-RS", "asl")
    return tuple(sorted({*english.values(), *map(language_name, (*english, *regions))}))


def test_hundreds_of_languages_are_tried() -> None:
    assert len(languages()) > 500
    assert {"American Sign Language", "Vietnamese", "Portuguese (Brazil)"} <= {*languages()}


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("edition", Edition)
def test_each_language_and_each_authority_fits_its_place(
    office: Office, edition: Edition, paper: Paper
) -> None:
    helps = [
        language_help(Interpreter(language=one, modality=how)) for one in languages() for how in Modality
    ]
    known = {Slot.INTERPRETER_LANGUAGE: helps, Slot.REPRESENTATIVE_AUTHORITY: [*AUTHORITIES]}
    texts = office.master(office.packet(assisted(), edition=edition, paper=paper)).texts
    for slot, values in known.items():
        places = [place for place in texts if place.slot is slot]
        assert places
        narrow = [
            value
            for place in places
            for value in values
            if shape(slot, value, Style(place.bold, place.italic)).width * place.size / 1000 > place.width
        ]
        assert narrow == []
