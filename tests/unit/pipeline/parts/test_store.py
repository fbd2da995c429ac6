"""Parts are typeset once, kept under all that decides them, and refused when anything has touched them."""

from __future__ import annotations

from pathlib import Path

import pytest

from consent.errors import Overflow, ResourceError, StampError
from consent.made_once import MadeOnce
from consent.models.paper.part import FontSet, Frame, Part
from consent.models.paper.slots import SENTINELS, Slot
from consent.pipeline.parts.store import PartStore, ToSet
from consent.pipeline.remembered.memory import Memory, open_memory
from consent.stamp import stamp
from consent.stamp.join import Ingredients, drawn, join
from consent.typeset.parts.divide import divide
from tests.support.conformance import failures
from tests.support.sample import VALUES

FIELD = '<input type="checkbox" name="sig:{name}" title="Sign" style="display:block;width:50mm;height:9mm">'
CSS = (
    "@page { size: letter; margin: 25mm; @top-left { content: element(top); width: 100% } }"
    "#top { position: running(top) } .slot { display: inline-block; white-space: nowrap }"
    "[data-part] { break-before: page }"
)
SITE = (
    '<p>Where: <span class="slot" style="width: {width}" data-slot="site">'
    + SENTINELS[Slot.SITE]
    + "</span></p>"
)
TOP = (
    f'<div id="top"><span class="slot" style="width: 60mm" data-slot="patient-name">'
    f'{SENTINELS[Slot.PATIENT_NAME]}</span> <span class="slot" style="width: 40mm" data-slot="page-of">'
    f"{SENTINELS[Slot.PAGE_OF]}</span></div>"
)


def page(*parts: str) -> str:
    head = f'<!doctype html><html lang="en"><head><title>Consent</title></head><body>{TOP}<main>'
    return head + "".join(parts) + "</main></body></html>"


def part(name: str, words: str = "<p>Words.</p>", level: int = 1) -> str:
    field = FIELD.format(name=f"{name}-signature")
    return (
        f'<section data-part="{name}" id="{name}"><h{level}>About {name}</h{level}>{words}{field}</section>'
    )


def ingredients(store: PartStore, html: str, **values: str) -> Ingredients:
    cut = divide(html)
    made = store.parts([ToSet(one.name, cut.alone(one), (CSS,), used(one.html)) for one in cut.sources])
    (frame,) = store.frames([ToSet("", cut.frame(""), (CSS,), used(TOP), is_frame=True)])
    sentinels = {slot: SENTINELS[slot] for slot in VALUES}
    return Ingredients(
        parts=made,
        frames={"": frame},
        fonts=store.fonts((*made, frame)),
        values={Slot(name.replace("_", "-")): value for name, value in values.items()},
        about=dict(cut.about),
        twin="{}",
        sentinels=sentinels,
    )


def used(html: str) -> dict[Slot, str]:
    return {slot: word for slot, word in SENTINELS.items() if word in html}


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    found = open_memory(tmp_path / "cache", [])
    assert found is not None
    return found


def test_a_part_is_typeset_once_and_found_by_the_next_run(memory: Memory) -> None:
    html = page(part("one"), part("two", level=2))
    first = PartStore([], memory)
    before = join(ingredients(first, html))
    assert first.typeset == 3
    second = PartStore([], memory)
    assert join(ingredients(second, html)) == before
    assert second.typeset == 0
    third = PartStore([], memory)
    ingredients(third, page(part("one"), part("two", "<p>Other words.</p>", level=2)))
    assert third.typeset == 1


def test_workers_of_one_run_share_what_they_have_typeset(tmp_path: Path) -> None:
    html = page(part("one"))
    first, second = PartStore([], None, tmp_path), PartStore([], None, tmp_path)
    assert join(ingredients(first, html)) == join(ingredients(second, html))
    assert (first.typeset, second.typeset) == (2, 0)


@pytest.mark.parametrize("kind", ["Part", "Frame", "fonts"])
def test_what_was_tampered_with_is_made_again(memory: Memory, kind: str) -> None:
    html = page(part("one"))
    before = join(ingredients(PartStore([], memory), html))
    for path in memory.cache.folder.iterdir():
        # With a head that fits: only the part's own digest tells.
        data = bytearray(path.read_bytes())
        data[-20] ^= 1
        path.write_bytes(data)
    again = PartStore([], memory)
    assert join(ingredients(again, html)) == before
    assert again.typeset == 2


@pytest.mark.parametrize("made", [Part, Frame, FontSet])
def test_a_damaged_part_is_refused(made: type[Part | Frame | FontSet]) -> None:
    given = ingredients(PartStore([]), page(part("one")))
    stored = {Part: given.parts[0], Frame: given.frames[""], FontSet: given.fonts}[made]
    data = stored.to_bytes()
    assert made.from_bytes(data) == stored
    for spoilt in (data[:-1], data.replace(b"consent-part", b"consent-page"), b"", data[:100]):
        with pytest.raises(ResourceError, match="damaged"):
            made.from_bytes(spoilt)


def test_a_joined_packet_is_accessible_and_archivable() -> None:
    given = ingredients(
        PartStore([]), page(part("one", SITE.format(width="60mm")), part("two", level=2)), site="left knee"
    )
    master = join(given)
    values = {slot: value for slot, value in VALUES.items() if slot in master.slots}
    assert failures(stamp(master, values)) == []
    assert master.pages == 2
    assert master.whole == ""


def test_what_one_packet_drew_stands_in_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    store, html = PartStore([]), page(part("one", SITE.format(width="60mm")))
    sides = [ingredients(store, html, site=site) for site in ("left knee", "right knee", "left knee")]
    first, other, again = [join(one) for one in sides]
    assert (first == again, first == other) == (True, False)
    for one, together in zip(sides, (first, other, again), strict=True):
        monkeypatch.setattr(drawn, "_STREAMS", MadeOnce(1))
        monkeypatch.setattr(drawn, "_FONTS", MadeOnce(1))
        assert join(one) == together


def test_a_link_leads_across_parts_and_must_lead_somewhere() -> None:
    store = PartStore([])
    to_two = '<p><a href="part:two">See two</a></p>'
    pdf = join(ingredients(store, page(part("one", to_two), part("two", level=2)))).prefix
    assert b"part:two" not in pdf
    with pytest.raises(StampError, match="'two', which is not in the packet"):
        join(ingredients(store, page(part("one", to_two))))


def test_names_are_unique_in_a_packet() -> None:
    store = PartStore([])
    same = part("one").replace('data-part="one" id="one"', 'data-part="other" id="other"')
    with pytest.raises(StampError, match="same field 'one-signature'"):
        join(ingredients(store, page(part("one"), same)))
    same = part("two").replace('id="two"', 'id="one"')
    with pytest.raises(StampError, match="same id 'one'"):
        join(ingredients(store, page(part("one"), same)))


@pytest.mark.parametrize("value", ["left and right outer elbow tendon", "左膝"])
def test_a_value_without_room_or_glyph_is_never_cut(value: str) -> None:
    given = ingredients(PartStore([]), page(part("one", SITE.format(width="20mm"))), site=value)
    with pytest.raises(Overflow) as caught:
        join(given)
    assert caught.value.slot == Slot.SITE
