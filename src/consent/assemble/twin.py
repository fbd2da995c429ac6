"""The machine-readable twin: what a packet says, for machines. No patient data beyond the packet id."""

from __future__ import annotations

import json
from collections.abc import Mapping

from consent.models.library.condition import Fact
from consent.models.paper.packet import AppliedRequirement, Packet
from consent.models.paper.packet_rows import ClauseText
from consent.models.paper.slots import Slot


def twin_of(packet: Packet, values: Mapping[Slot, str]) -> str:
    """JSON text for the attachment ``consent-packet.json``; ``values`` are the packet's, or stand-ins."""
    return json.dumps(
        {
            "schema": "consent-packet/2",
            "packet_id": values[Slot.PACKET_ID],
            "template_version": packet.template_version,
            "content_sha256": packet.content_hash,
            "issued_on": values[Slot.ISSUED_DAY],
            "language": packet.language,
            **_english(packet),
            "edition": packet.edition.value,
            "paper": packet.paper.value,
            "blank": packet.blank,
            "document": packet.document.value,
            "procedures": [
                {
                    "id": p.id,
                    "version": p.version,
                    "status": p.product.status.value if p.product else None,
                }
                for p in packet.procedures
            ],
            "shared": [{"id": s.id, "version": s.version} for s in packet.shared],
            "sources": {
                "printed": packet.sources,
                "list": {reference.key: reference.citation for reference in packet.references},
            },
            "clauses": [_clause(c) for c in packet.clauses],
            "policies": [{"id": id_, "version": version} for id_, version in packet.policies],
            "requirements": [_requirement(a) for a in packet.requirements],
            "official_forms": [
                {"id": form.id, "sha256": form.sha256, "pages": len(form.pages)}
                for form in packet.official_forms
            ],
            "given": packet.plan.told(),
            "signed_by": sorted(packet.facts.get(Fact.SIGNED_BY, ())),
            "signers": [block.signer.value for block in packet.signatures],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _english(packet: Packet) -> dict[str, dict[str, str]]:
    """What is printed behind the packet or beside its words in English, if anything is."""
    beside = {"copy": packet.copy, "facing": packet.facing}
    return {
        where: {"language": one.language, "content_sha256": one.content_hash}
        for where, one in beside.items()
        if one is not None
    }


def _requirement(applied: AppliedRequirement) -> dict[str, str]:
    wanted = applied.requirement
    met_by = {"element": wanted.element.value} if wanted.element else {"clause": wanted.clause}
    return {"policy": applied.policy, "id": wanted.id, "citation": wanted.citation, **met_by}


def _clause(clause: ClauseText) -> dict[str, str]:
    return {
        "id": clause.id,
        "version": clause.version,
        "anchor": clause.anchor,
        "sha256": clause.wording_hash,
        "acknowledgement": clause.acknowledgement.value,
    }
