"""PAP247: the machine-readable twin says what the paper says.

Other software files and finds the packet by its twin.

Bad::

    "clauses": [{"id": "exosome-status", "version": "0.9.0"}]     (the paper has 1.0.0)

Good::

    "clauses": [{"id": "exosome-status", "version": "1.0.0"}]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from consent.checks.paper.context import PaperContext
from consent.checks.reading.read import TWIN
from consent.models.finding import Finding, Severity
from consent.models.packet import Packet
from consent.models.slots import Slot

CODE = "PAP247"
TITLE = "twin true"
SEVERITY = Severity.ERROR
REFERENCE = "the packet's own promise: it carries its machine-readable twin"


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each thing in which twin and packet differ."""
    twin = context.sheets.twin
    if twin is None:
        yield _finding(context, f"{TWIN} is not attached", "twin")
        return
    for name, message in _differences(twin, context.packet):
        yield _finding(context, message, name)


def _differences(twin: Mapping[str, Any], packet: Packet) -> Iterator[tuple[str, str]]:
    plain = {
        "packet_id": packet.slots.get(Slot.PACKET_ID, packet.packet_id),
        "template_version": packet.template_version,
        "issued_on": packet.issued_on.isoformat(),
        "language": packet.language,
        "edition": packet.edition.value,
        "paper": packet.paper.value,
        "blank": packet.blank,
        "signers": [block.signer.value for block in packet.signatures],
    }
    for name, wanted in plain.items():
        if twin.get(name) != wanted:
            yield name, f"the twin's `{name}` is not the packet's"
    digest, version = str(twin.get("content_sha256")), str(twin.get("template_version"))
    if version.rpartition("-")[2] != digest[:8]:
        yield "content_sha256", "the twin's `content_sha256` is not that of its template version"
    listed: dict[str, set[tuple[str, ...]]] = {
        "procedures": {(p.id, p.version) for p in packet.procedures},
        "policies": set(packet.policies),
        "clauses": {(c.id, c.version, c.wording_hash) for c in packet.clauses},
        "requirements": {(a.policy, a.requirement.id) for a in packet.requirements},
    }
    keys = {"clauses": ("id", "version", "sha256"), "requirements": ("policy", "id")}
    for name, expected in listed.items():
        said = _listed(twin.get(name), keys.get(name, ("id", "version")))
        for one in sorted(expected ^ said):
            where = "does not list" if one in expected else "lists, wrongly,"
            yield (
                f"{name} {one[0]}",
                f"the twin {where} {name[:-1] if name[-3:] != 'ies' else 'policy'} {_named(name, one)}",
            )


def _listed(value: object, keys: tuple[str, ...]) -> set[tuple[str, ...]]:
    items = value if isinstance(value, list) else []
    return {tuple(str(item.get(key, "")) for key in keys) for item in items if isinstance(item, dict)}


def _named(name: str, one: tuple[str, ...]) -> str:
    return ".".join(one) if name == "requirements" else f"{one[0]!r} {one[1]}"


def _finding(context: PaperContext, message: str, field: str) -> Finding:
    return context.finding(
        CODE, message, "print the packet again with this library and practice", field=field
    )
