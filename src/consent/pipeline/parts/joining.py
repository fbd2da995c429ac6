"""The usual road to a master: pages cut at their parts, each part found or typeset, all of them joined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from consent.assemble import content_values, twin_of
from consent.errors import Overflow
from consent.models.paper.master import Master
from consent.models.paper.packet import Packet
from consent.models.paper.part import Frame, Part
from consent.models.paper.slots import OF_CONTENT, SENTINELS, Slot
from consent.pipeline.parts.copying import copied_frame, cut_copy, titled
from consent.pipeline.parts.cutting import Cut, cut
from consent.pipeline.parts.facing import page_of
from consent.pipeline.parts.store import PartStore
from consent.stamp.join import Ingredients, join

_TOLD = (Slot.PACKET_ID, Slot.ISSUED_DAY)
"""What files say of themselves; stamped on every road."""


def joined(packet: Packet, parts: PartStore, sentinels: Mapping[Slot, str]) -> Master:
    """The packet joined from its parts, and its copy in English behind it if it has one.

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


def joined_with_values(packet: Packet, parts: PartStore) -> Master:
    """The packet joined with its values in place, however long they are; errors as of ``joined``.

    ``parts`` should keep nothing: a person's data is in what is typeset here.
    """
    sentinels = {slot: SENTINELS[slot] for slot in _TOLD}
    spelled = frozenset((*packet.slots, *OF_CONTENT)) - {*_TOLD, Slot.PAGE_OF}
    return _joined(packet, parts, sentinels, spelled, long_names=True)


def _joined(
    packet: Packet,
    parts: PartStore,
    sentinels: Mapping[Slot, str],
    spelled: frozenset[Slot],
    *,
    long_names: bool = False,
) -> Master:
    values = content_values(packet)
    in_slots = {slot: SENTINELS[slot] for slot in (*values, Slot.PAGE_OF) if slot not in spelled}
    stand_ins = {**sentinels, **in_slots}
    # On the usual road no value of a person is at hand where pages are typeset.
    said = {**(packet.slots if long_names else {}), **values, **stand_ins}
    page = page_of(packet, said, parts.roots, spelled=spelled, long_names=long_names)
    own = cut(packet, page, stand_ins, long_names=long_names)
    copy = cut_copy(packet, sentinels, parts.roots, long_names=long_names)
    made = parts.parts([*own.parts, *(copy.parts if copy else ())])
    mine, theirs = made[: len(own.parts)], made[len(own.parts) :]
    frames = _frames(own, mine, parts)
    if copy:
        of_copy = (copied_frame(frame) for frame in _frames(copy, theirs, parts).values())
        frames |= {frame.kind: frame for frame in of_copy}
        theirs = titled(theirs)
    return join(
        Ingredients(
            parts=(*mine, *theirs),
            frames=frames,
            fonts=parts.fonts((*made, *frames.values())),
            values=values,
            about=dict(own.divided.about),
            twin=twin_of(packet, sentinels),
            sentinels=sentinels,
            catalogue=packet.catalogue,
            copied=len(theirs),
        )
    )


def _frames(pages: Cut, made: Sequence[Part], parts: PartStore) -> dict[str, Frame]:
    """Head and foot for each type of page that these parts have."""
    kinds = tuple(dict.fromkeys(kind for part in made for kind in part.kinds))
    return dict(zip(kinds, parts.frames([pages.frame(kind) for kind in kinds]), strict=True))
