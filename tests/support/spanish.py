"""The built-in library and its Spanish, read once for all tests."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from consent.gate.on_paper import copy_page_of, page_of
from consent.load.library.survey import load_library
from consent.load.library.words import load_words
from consent.load.translation.opened import Surveyed, survey_in
from consent.models.findings.expectation import Expectation
from consent.models.library.collection import Library
from consent.models.library.sources import Words
from consent.models.paper.packet import Packet
from consent.models.people.practice import Practice
from consent.models.place import Sourced
from consent.resources import built_in_templates
from tests.support.office import ISSUED_ON


@cache
def english_library() -> Library:
    return load_library((built_in_templates(),))


@cache
def spanish_library() -> Surveyed:
    surveyed, findings = survey_in((built_in_templates(),), "es", english_library())
    assert surveyed is not None
    assert findings == ()
    return surveyed


def expected(
    packet: Packet, library: Library, practice: Sourced[Practice], roots: Sequence[Path]
) -> Expectation:
    """What a packet in Spanish is held against, and its English where it has any."""
    return Expectation(
        library=library,
        practice=practice,
        policies=(),
        procedures=(),
        as_of=ISSUED_ON,
        packet=packet,
        words=load_words(roots, "es")[0],
        roots=tuple(roots),
        page=page_of(packet, roots),
        copy_page=copy_page_of(packet, roots),
        copy_words=load_words(roots, "en")[0] if packet.copy or packet.facing else Words(),
    )
