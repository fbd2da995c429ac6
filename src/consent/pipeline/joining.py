"""The usual road to a master: pages cut at their parts, each part found or typeset, all of them joined."""

from __future__ import annotations

from collections.abc import Mapping

from consent.assemble import content_values, twin_of
from consent.errors import Overflow
from consent.models.paper.master import Master
from consent.models.paper.packet import Packet
from consent.models.paper.slots import SENTINELS, Slot
from consent.pipeline.parts import PartStore, ToSet
from consent.stamp.join import Ingredients, join
from consent.typeset.forms import mark_of
from consent.typeset.html import Page, render_html
from consent.typeset.parts.divide import Divided, Source, divide
from consent.typeset.parts.fitness import check_fitness


def joined(packet: Packet, parts: PartStore, sentinels: Mapping[Slot, str]) -> Master:
    """The packet joined from its parts.

    Raises:
        NotInPartsError: its pages must be typeset whole.
        StampError: its parts do not fit together.
        TypesetError: a part cannot be typeset.
    """
    spelled: frozenset[Slot] = frozenset()
    while True:
        try:
            return _joined(packet, parts, sentinels, spelled)
        except Overflow as overflow:
            slot = Slot(overflow.slot)
            if slot in spelled or slot is Slot.PAGE_OF:
                raise
            # The value goes into the words of the parts that say it.
            spelled |= {slot}


def _joined(
    packet: Packet, parts: PartStore, sentinels: Mapping[Slot, str], spelled: frozenset[Slot]
) -> Master:
    values = content_values(packet)
    in_slots = {slot: SENTINELS[slot] for slot in (*values, Slot.PAGE_OF) if slot not in spelled}
    stand_ins = {**sentinels, **in_slots}
    page = render_html(packet, {**values, **stand_ins}, parts.roots, spelled=spelled)
    divided = divide(page.html)
    check_fitness(divided, page.stylesheets)
    made = parts.parts([_part(packet, page, divided, source, stand_ins) for source in divided.sources])
    kinds = tuple(dict.fromkeys(kind for part in made for kind in part.kinds))
    frames = parts.frames([_frame(page, divided, kind, stand_ins) for kind in kinds])
    return join(
        Ingredients(
            parts=made,
            frames=dict(zip(kinds, frames, strict=True)),
            fonts=parts.fonts((*made, *frames)),
            values=values,
            about=dict(divided.about),
            twin=twin_of(packet, sentinels),
            sentinels=sentinels,
            catalogue=packet.catalogue,
        )
    )


def _part(
    packet: Packet, page: Page, divided: Divided, source: Source, stand_ins: Mapping[Slot, str]
) -> ToSet:
    forms = tuple(form for form in packet.official_forms if mark_of(form, 1) in source.html)
    return ToSet(source.name, divided.alone(source), page.stylesheets, _used(source.html, stand_ins), forms)


def _frame(page: Page, divided: Divided, kind: str, stand_ins: Mapping[Slot, str]) -> ToSet:
    html = divided.frame(kind)
    return ToSet(kind, html, page.stylesheets, _used(html, stand_ins), is_frame=True)


def _used(html: str, stand_ins: Mapping[Slot, str]) -> dict[Slot, str]:
    """The stand-ins that occur: the others do not decide how this part looks."""
    return {slot: word for slot, word in stand_ins.items() if word in html}
