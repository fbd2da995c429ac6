"""A packet's pages, with the English beside their words where the packet has any."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from consent.assemble import content_values
from consent.models.paper.packet import Packet
from consent.models.paper.slots import IN_COPY, OF_CONTENT, Slot
from consent.typeset.html import Page, render_html

_WRITTEN_APART = frozenset({Slot.SITE, Slot.INDICATION})
"""Values of the content that each language has in its own words."""


def page_of(
    packet: Packet,
    values: Mapping[Slot, str],
    roots: Sequence[Path],
    *,
    spelled: Collection[Slot] = OF_CONTENT,
    long_names: bool = False,
) -> Page:
    """The packet as HTML; as ``render_html``, but with the English beside it if it has any."""
    page = render_html(packet, values, roots, spelled=spelled, long_names=long_names)
    if packet.facing is None:
        return page
    # Only for packets that are not in English, and only where both languages were asked for.
    from consent.typeset.copied import with_slots_of_copy
    from consent.typeset.facing.beside import beside
    from consent.typeset.facing.look import facing_styles

    english = with_slots_of_copy(english_page(packet, values, roots, spelled=spelled, long_names=long_names))
    html = beside(page.html, english.html, packet.language)
    return Page(html, (*page.stylesheets, *facing_styles(roots, packet.edition)))


def english_page(
    packet: Packet,
    values: Mapping[Slot, str],
    roots: Sequence[Path],
    *,
    spelled: Collection[Slot] = OF_CONTENT,
    long_names: bool = False,
) -> Page:
    """The pages of the English alone, with the values of the packet as English writes them."""
    assert packet.facing is not None  # noqa: S101 - asked by the callers
    # Each has the other beside it, so that the page template cuts both into the same parts.
    english = replace(packet.facing, official_forms=(), sources=packet.sources, facing=packet)
    here = {slot: values.get(IN_COPY.get(slot, slot), value) for slot, value in values.items()}
    own = content_values(english)
    here = {slot: value for slot, value in here.items() if slot not in _WRITTEN_APART}
    here |= {slot: own[slot] for slot in _WRITTEN_APART if slot in own}
    return render_html(
        english, here, roots, spelled=frozenset((*spelled, *_WRITTEN_APART)), long_names=long_names
    )
