"""The usual road to a master: pages cut at their parts, each part found or typeset, all of them joined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from consent.assemble import content_values, twin_of
from consent.errors import Overflow, StampError
from consent.models.master import Master
from consent.models.packet import Packet
from consent.models.part import Frame, Part
from consent.models.slots import SENTINELS, Slot
from consent.pipeline.parts import PartStore, ToSet
from consent.stamp.join import Ingredients, join
from consent.typeset.forms import mark_of
from consent.typeset.html import Page, render_html
from consent.typeset.parts.divide import Divided, NotInPartsError, Source, divide
from consent.typeset.parts.fitness import check_fitness


def joined(
    packet: Packet, roots: Sequence[Path], parts: PartStore, sentinels: Mapping[Slot, str]
) -> Master | None:
    """The packet joined from its parts; None when its pages must be typeset whole."""
    spelled: frozenset[Slot] = frozenset()
    while True:
        try:
            return _joined(packet, roots, parts, sentinels, spelled)
        except Overflow as overflow:
            # The value goes into the words of the parts that say it.
            if overflow.slot in spelled or overflow.slot is Slot.PAGE_OF:
                return None
            spelled |= {Slot(overflow.slot)}
        except (NotInPartsError, StampError):
            return None


def _joined(
    packet: Packet,
    roots: Sequence[Path],
    parts: PartStore,
    sentinels: Mapping[Slot, str],
    spelled: frozenset[Slot],
) -> Master:
    values = content_values(packet)
    in_slots = {slot: SENTINELS[slot] for slot in (*values, Slot.PAGE_OF) if slot not in spelled}
    stand_ins = {**sentinels, **in_slots}
    page = render_html(packet, {**values, **stand_ins}, roots, spelled=spelled)
    divided = divide(page.html)
    check_fitness(divided, page.stylesheets)
    made = tuple(parts.part(_part(packet, page, divided, source, stand_ins)) for source in divided.sources)
    kinds = dict.fromkeys(kind for part in made for kind in part.kinds)
    frames = {kind: parts.frame(_frame(page, divided, kind, stand_ins)) for kind in kinds}
    drawn: list[Part | Frame] = [*made, *frames.values()]
    uses = [use for one in drawn for use in one.glyphs]
    return join(
        Ingredients(
            parts=made,
            frames=frames,
            fonts=parts.fonts(uses),
            values=values,
            about=dict(divided.about),
            twin=twin_of(packet, sentinels),
            sentinels=sentinels,
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
