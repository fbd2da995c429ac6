"""A packet gets its id, its hash and the values of its slots, when all it says is known."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

from consent.assemble.digest import content_digest
from consent.assemble.identity import packet_id, slot_values
from consent.models.paper.packet import Packet
from consent.models.people.record import Record

_NOT_CONTENT = frozenset(
    {
        "packet_id",
        "record_id",
        "issued_on",
        "slots",
        "template_version",
        "content_hash",
        "facts",
        "catalogue",
        "copy",
        "facing",
    }
)


def identified(draft: Packet, record: Record | None, *, release: str, design: str) -> Packet:
    """A draft with its id, its hash and the values of its slots."""
    content = {f.name: getattr(draft, f.name) for f in fields(Packet) if f.name not in _NOT_CONTENT}
    told = {"content": content, "release": release, "design": design + draft.catalogue.digest}
    if draft.copy is not None:
        told["copy"] = draft.copy.content_hash
    if draft.facing is not None:
        told["facing"] = draft.facing.content_hash
    digest = content_digest(told)
    id_ = packet_id(digest, draft.record_id or _blank_name(draft.issued_on, 1))
    kept = {f.name: getattr(draft, f.name) for f in fields(Packet)}
    kept |= {
        "packet_id": id_,
        "content_hash": digest,
        "template_version": f"{release}-{digest[:8]}",
        "slots": slot_values(record, id_, draft.issued_on, draft.catalogue),
    }
    return Packet(**kept)


def numbered(packet: Packet, serial: int) -> Packet:
    """The blank packet with this serial number, with an id of its own; ``assemble`` gives that of 1."""
    id_ = packet_id(packet.content_hash, _blank_name(packet.issued_on, serial))
    return replace(packet, packet_id=id_, slots=slot_values(None, id_, packet.issued_on, packet.catalogue))


def _blank_name(issued_on: date, serial: int) -> str:
    # Nothing else tells the papers of two patients apart.
    return f"blank {issued_on.isoformat()}" + (f" {serial}" if serial > 1 else "")
