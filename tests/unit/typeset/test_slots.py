"""A slot is found as often as it is printed, in a box that moves nothing, or the page is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest

from consent.errors import TypesetError
from consent.models.paper.master import Master
from consent.models.paper.slots import SENTINELS, Slot
from consent.typeset import is_rigid
from tests.support.sample import CSS, PAGES, document, master_of, sample_master


def test_sentinels_are_plain_and_never_part_of_each_other() -> None:
    words = list(SENTINELS.values())
    assert list(SENTINELS) == list(Slot)
    assert all(word.isascii() and word.isalnum() and word.isupper() for word in words)
    assert not [(a, b) for a in words for b in words if a != b and a in b + b]


def test_equal_slots_are_written_once_however_many_pages_show_them() -> None:
    master = sample_master()
    assert master.pages == PAGES
    assert Counter(place.slot for place in master.texts) == {
        Slot.PATIENT_NAME: 2,
        Slot.DATE_OF_BIRTH: 1,
        Slot.MRN: 1,
        Slot.PACKET_ID: 1,
    }
    assert [code.page for code in master.codes] == list(range(1, master.pages + 1))
    assert master.slots == {
        Slot.PATIENT_NAME,
        Slot.DATE_OF_BIRTH,
        Slot.MRN,
        Slot.PACKET_ID,
        Slot.ISSUED_DAY,
    }


def test_style_and_room_are_kept() -> None:
    small, large = (place for place in sample_master().texts if place.slot is Slot.PATIENT_NAME)
    if small.size > large.size:
        small, large = large, small
    assert (small.bold, large.bold) == (True, False)
    assert small.width == pytest.approx(45 / 25.4 * 96)
    assert large.width == pytest.approx(90 / 25.4 * 96)
    assert large.size == pytest.approx(11 / 72 * 96, rel=0.001)


def test_no_sentinel_stays_in_the_file() -> None:
    prefix = sample_master().prefix
    assert not [word for word in SENTINELS.values() if word.encode() in prefix]


SPAN = '<span class="slot" data-slot="mrn">{mrn}</span>'


def body(inner: str) -> str:
    return document(f"<main><h1>x</h1>{inner}</main>", head="")


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        ("<p>{mrn}</p>", "slot mrn: it is printed outside a box of its own"),
        (
            '<p><span class="slot" data-slot="mrn">No. {mrn}</span></p>',
            "slot mrn: it is printed outside a box",
        ),
        (
            '<p><span class="slot" data-slot="mrn">empty</span></p>',
            "slot mrn: its sentinel is not printed on page 1",
        ),
        (
            '<p><span class="slot" data-slot="mrn">{packet-id}</span></p>',
            "slot packet-id: it is printed outside",
        ),
        ('<p><span class="slot" data-slot="shoe-size">x</span></p>', "'shoe-size' is not a slot"),
        ('<p><span data-slot="mrn">{mrn}</span></p>', "needs `display: inline-block` and a width"),
        (f'<p style="display: none">{SPAN}</p>', "slot mrn: it is in the page but not on the paper"),
        (f"<h2>{SPAN}</h2>", "slot mrn: it stands where no value can be written"),
        ('<p><a href="https://example.org/{mrn}">x</a></p>', "slot mrn: it stands where no value"),
        (f'<p style="letter-spacing: 1pt">{SPAN}</p>', "`letter-spacing` must be"),
        (f'<p style="text-align: center">{SPAN}</p>', "`text-align-all` must be"),
        (f'<p style="text-transform: uppercase">{SPAN}</p>', "`text-transform` must be none"),
        (SPAN.replace('class="slot"', 'style="display: inline-block; width: 30mm"'), "`white-space` must be"),
        (SPAN.replace('class="slot"', 'class="slot" style="overflow: hidden"'), "`overflow` must be visible"),
        (SPAN.replace('class="slot"', 'class="slot" style="text-decoration: underline"'), "underlined"),
    ],
)
def test_a_slot_that_cannot_be_filled_is_refused(inner: str, said: str) -> None:
    with pytest.raises(TypesetError) as caught:
        master_of(body(inner))
    assert said in str(caught.value)


@pytest.mark.parametrize("slot", Slot)
@pytest.mark.parametrize(
    ("look", "said"),
    [
        ("", "its box needs `display: inline-block` and a width"),
        ('class="slot" style="direction: rtl"', "`direction`"),
    ],
)
def test_any_slot_whose_box_would_give_way_is_refused_by_name(slot: Slot, look: str, said: str) -> None:
    with pytest.raises(TypesetError) as caught:
        master_of(body(f'<p><span {look} data-slot="{slot}">{{{slot}}}</span></p>'))
    assert f"slot {slot}: {said}" in str(caught.value)


def test_the_page_code_is_on_every_page_or_on_none() -> None:
    code = '<div class="code" data-page-code></div>'
    two_pages = '<p style="break-after: page">x</p><p>y</p>'
    assert master_of(body(two_pages)).codes == ()
    with pytest.raises(TypesetError, match="wrong on page 2"):
        master_of(body(code + two_pages))
    with pytest.raises(TypesetError, match="wrong on page 1"):
        master_of(body(code + code))


def test_a_page_of_rigid_slots_is_rigid() -> None:
    assert is_rigid(lambda words: master_of(document(values=words), words))


def test_a_page_that_moves_with_its_values_is_not() -> None:
    def render(words: Mapping[Slot, str]) -> Master:
        moving = f'<p style="margin-left: {len(words[Slot.MRN])}mm">{SPAN}</p>'
        return master_of(document(f"<main><h1>x</h1>{moving}</main>", words, head=""), words, CSS)

    assert not is_rigid(render)


def test_without_slots_the_page_is_taken_as_it_is() -> None:
    master = master_of(body(SPAN.replace("{mrn}", "00123456")), {})
    assert master.texts == ()
    assert master.slots == frozenset()
