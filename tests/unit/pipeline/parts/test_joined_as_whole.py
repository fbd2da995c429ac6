"""A packet joined from its parts is the packet typeset whole: to the pixel, the word, the tag, the field."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from consent.models.paper.packet import Edition, Packet
from consent.models.people.record import BlankForm, Record
from tests.support.conformance import failures
from tests.support.office import Office, assisted, blank, record
from tests.support.pages import texts
from tests.support.readers.whole import Inside, whole
from tests.support.render import every_page

FORMS: dict[str, Record | BlankForm] = {"filled": record(), "assisted": assisted(), "blank": blank()}
CASES = [
    ("filled", Edition.STANDARD, "about"),
    ("assisted", Edition.LARGE_PRINT, None),
    ("blank", Edition.STANDARD, None),
]
"""Form, edition, and the part that is set closer."""


@dataclass(frozen=True)
class Pair:
    """The two files, and what each holds."""

    packet: Packet
    joined: bytes
    whole: bytes

    @property
    def insides(self) -> tuple[Inside, Inside]:
        return Inside(self.joined), Inside(self.whole)


@pytest.fixture(params=CASES, ids=lambda case: "-".join(case[:2]), scope="module")
def pair(request: pytest.FixtureRequest, office: Office) -> Pair:
    form, edition, closer = request.param
    packet = office.packet(FORMS[form], edition=edition)
    return Pair(packet, office.pdf(packet), whole(office, packet, closer))


def test_no_pixel_differs(pair: Pair) -> None:
    assert len(texts(pair.joined)) == len(texts(pair.whole))
    pages = zip(every_page(pair.joined), every_page(pair.whole), strict=True)
    for page, (ours, theirs) in enumerate(pages, 1):
        assert ours.shape == theirs.shape
        assert np.array_equal(ours, theirs), page


def test_every_word_is_there(pair: Pair) -> None:
    for ours, theirs in zip(texts(pair.joined), texts(pair.whole), strict=True):
        assert sorted(ours.split()) == sorted(theirs.split())


def test_every_tag_is_there_and_owns_its_content(pair: Pair) -> None:
    ours, theirs = pair.insides
    assert ours.tags == theirs.tags


def test_every_field_is_there(pair: Pair) -> None:
    ours, theirs = pair.insides
    assert ours.fields == theirs.fields


def test_bookmarks_nest_across_parts(pair: Pair) -> None:
    ours, theirs = pair.insides
    assert ours.bookmarks == theirs.bookmarks


def test_heading_cells_have_names_of_their_own(pair: Pair) -> None:
    names, named = pair.insides[0].heading_cells
    assert len(names) == len(set(names))
    assert named <= set(names)


def test_the_joined_packet_is_accessible_and_archivable(pair: Pair) -> None:
    assert failures(pair.joined) == []
