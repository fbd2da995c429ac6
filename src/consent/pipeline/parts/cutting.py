"""Pages cut at their parts: what there is to typeset of one packet in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from consent.models.paper.packet import Packet
from consent.models.paper.slots import Slot
from consent.pipeline.parts.store import ToSet
from consent.typeset.forms import mark_of
from consent.typeset.html import Page
from consent.typeset.parts.divide import Divided, divide
from consent.typeset.parts.fitness import check_fitness

_RIGID = ".long-names .slot[data-slot] { display: inline-block; white-space: nowrap }"
"""Where names are long, places give way to them; those that are still stamped keep their size."""


@dataclass(frozen=True)
class Cut:
    """A page, cut."""

    packet: Packet
    page: Page = field(repr=False)
    divided: Divided = field(repr=False)
    stand_ins: Mapping[Slot, str] = field(repr=False)

    @cached_property
    def parts(self) -> tuple[ToSet, ...]:
        """Its parts, in the order of the pages."""
        return tuple(
            ToSet(
                source.name,
                self.divided.alone(source),
                self.page.stylesheets,
                self._used(source.html),
                tuple(form for form in self.packet.official_forms if mark_of(form, 1) in source.html),
            )
            for source in self.divided.sources
        )

    def frame(self, kind: str) -> ToSet:
        """Head and foot of one type of page."""
        html = self.divided.frame(kind)
        return ToSet(kind, html, self.page.stylesheets, self._used(html), is_frame=True)

    def _used(self, html: str) -> dict[Slot, str]:
        """The stand-ins that occur: the others do not decide how this part looks."""
        return {slot: word for slot, word in self.stand_ins.items() if word in html}


def cut(packet: Packet, page: Page, stand_ins: Mapping[Slot, str], *, long_names: bool = False) -> Cut:
    """Cut a packet's pages; with ``long_names`` those that hold all values but what is always stamped.

    Raises:
        NotInPartsError: they must be typeset whole.
    """
    if long_names:
        page = Page(page.html, (*page.stylesheets, _RIGID))
    divided = divide(page.html)
    check_fitness(divided, page.stylesheets)
    return Cut(packet, page, divided, stand_ins)
