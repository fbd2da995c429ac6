"""record + library + practice + policies + issued_on → Packet. Pure: no clock, disk or network.

A name is imported when it is first used: who only needs a packet's id should not wait for
the library's models.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from consent.assemble.finished import identified, numbered
    from consent.assemble.identity import content_values, packet_id, slot_values
    from consent.assemble.in_force import same_law, turning_days
    from consent.assemble.packet import assemble, draft
    from consent.assemble.twin import twin_of
    from consent.assemble.without_person import faceless

__all__ = [
    "assemble",
    "content_values",
    "draft",
    "faceless",
    "identified",
    "numbered",
    "packet_id",
    "same_law",
    "slot_values",
    "turning_days",
    "twin_of",
]

_HOME = {
    "assemble": "packet",
    "content_values": "identity",
    "draft": "packet",
    "faceless": "without_person",
    "identified": "finished",
    "numbered": "finished",
    "packet_id": "identity",
    "same_law": "in_force",
    "slot_values": "identity",
    "turning_days": "in_force",
    "twin_of": "twin",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"consent.assemble.{_HOME[name]}"), name)
