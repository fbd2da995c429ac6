"""The copy in English behind a packet in another language: its pages cut, its parts and frames made a copy's.

Its parts are typeset and kept as those of any packet. Nothing on them can be filled in, none of their pages
has a code, and their places have names of their own, so that whatever asks for a place finds the one to sign.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from consent.assemble import content_values
from consent.models.paper.master import Region
from consent.models.paper.packet import Packet
from consent.models.paper.part import Bookmark, Frame, Part
from consent.models.paper.slots import IN_COPY, OF_CONTENT, SENTINELS, Slot
from consent.pipeline.parts.cutting import Cut, cut
from consent.typeset.copied import as_copy, with_slots_of_copy
from consent.typeset.html import render_html

PREFIX = "copy-"
"""Before the name of each type of page and of each place of the copy."""
TITLE = "English copy (not for signing)"


def cut_copy(
    packet: Packet, sentinels: Mapping[Slot, str], roots: Sequence[Path], *, long_names: bool = False
) -> Cut | None:
    """The pages of a packet's copy, cut; None when it has none. Errors as of ``cut``.

    ``sentinels`` are the packet's. What has none stands in the words of the copy, as all of the content does.
    """
    if packet.copy is None:
        return None
    # An authority's own form is bound in once, where it may be signed.
    copy = replace(packet.copy, official_forms=())
    stand_ins = dict(_stand_ins(packet, sentinels))
    values = {**content_values(copy), Slot.TEMPLATE_VERSION: packet.template_version}
    given = {slot: packet.slots[IN_COPY.get(slot, slot)] for slot in _own(packet)} if long_names else {}
    spelled = frozenset((*given, *OF_CONTENT)) - stand_ins.keys()
    page = render_html(copy, {**given, **values, **stand_ins}, roots, spelled=spelled, long_names=long_names)
    return cut(
        copy,
        as_copy(with_slots_of_copy(page), roots, packet.catalogue.tongue.english_name),
        {IN_COPY.get(slot, slot): word for slot, word in stand_ins.items()},
        long_names=long_names,
    )


def _own(packet: Packet) -> Iterator[Slot]:
    """The packet's slots without those of its copy."""
    return (slot for slot in packet.slots if slot not in IN_COPY.values())


def _stand_ins(packet: Packet, sentinels: Mapping[Slot, str]) -> Iterator[tuple[Slot, str]]:
    """By the name that the page templates know; what another language writes its own way is the copy's."""
    yield Slot.PAGE_OF, SENTINELS[Slot.PAGE_OF]
    for slot in _own(packet):
        if (there := IN_COPY.get(slot, slot)) in sentinels:
            yield slot, sentinels[there]


def _copied_part(part: Part) -> Part:
    """A part of the copy, as it is joined."""
    return part.model_copy(
        update={
            "kinds": tuple(PREFIX + kind for kind in part.kinds),
            "regions": _renamed(part.regions),
            # Under a heading of their own.
            "bookmarks": tuple(mark.model_copy(update={"level": mark.level + 1}) for mark in part.bookmarks),
        }
    )


def copied_frame(frame: Frame) -> Frame:
    """Head and foot of the copy's pages, as they are joined."""
    return frame.model_copy(
        update={"kind": PREFIX + frame.kind, "regions": _renamed(frame.regions), "code": None}
    )


def _renamed(regions: Sequence[Region]) -> tuple[Region, ...]:
    return tuple(region.model_copy(update={"id": PREFIX + region.id}) for region in regions)


def titled(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The copy's parts, the first with a heading above all of their headings in the bookmarks."""
    first, *others = map(_copied_part, parts)
    top = Bookmark(level=1, title=TITLE, page=0, x=0, y=first.page_size[1])
    return first.model_copy(update={"bookmarks": (top, *first.bookmarks)}), *others
