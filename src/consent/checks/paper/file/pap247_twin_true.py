"""PAP247: the machine-readable twin says what the paper says.

Other software files and finds the packet by its twin. If the two differ, the record says something
that nobody signed.

Bad::

    "clauses": [{"id": "exosome-status", "version": "0.9.0"}]     (the paper has 1.0.0)

Good::

    "clauses": [{"id": "exosome-status", "version": "1.0.0"}]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from consent.checks.paper.facts.context import PaperContext
from consent.models.findings.finding import Finding, Severity
from consent.models.library.condition import Fact
from consent.models.paper.packet import Packet
from consent.models.paper.slots import Slot
from consent.reading.read import TWIN

CODE = "PAP247"
TITLE = "twin true"
SEVERITY = Severity.ERROR
REFERENCE = "the packet's own promise: it carries its machine-readable twin"

_SCHEMA = "consent-packet/2"
_KEYS = frozenset(
    [
        "schema",
        "packet_id",
        "template_version",
        "content_sha256",
        "issued_on",
        "language",
        "copy",
        "facing",
        "edition",
        "paper",
        "blank",
        "document",
        "given",
        "signed_by",
        "signers",
        "procedures",
        "shared",
        "clauses",
        "policies",
        "sources",
        "requirements",
        "official_forms",
    ]
)
_ONE = {
    "shared": "shared part",
    "procedures": "procedure",
    "policies": "policy",
    "clauses": "clause",
    "official_forms": "official form",
    "requirements": "requirement",
}


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each thing in which twin and packet differ."""
    twin = context.sheets.twin
    if not twin:
        what = "cannot be read" if twin is not None else "is not attached"
        yield _finding(context, f"{TWIN} {what}", "twin")
        return
    for name, message in _differences(twin, context.packet):
        yield _finding(context, message, name)


def _differences(twin: Mapping[str, Any], packet: Packet) -> Iterator[tuple[str, str]]:
    for name in sorted(set(twin) - _KEYS):
        yield name, f"the twin has `{name[:40]}`, which no packet has"
    plain = {
        "schema": _SCHEMA,
        "packet_id": packet.slots.get(Slot.PACKET_ID, packet.packet_id),
        "template_version": packet.template_version,
        "issued_on": packet.issued_on.isoformat(),
        "language": packet.language,
        "edition": packet.edition.value,
        "paper": packet.paper.value,
        "blank": packet.blank,
        "document": packet.document.value,
        "given": packet.plan.told(),
        "signed_by": sorted(packet.facts.get(Fact.SIGNED_BY, ())),
        "signers": [block.signer.value for block in packet.signatures],
        "sources": {
            "printed": packet.sources,
            "list": {reference.key: reference.citation for reference in packet.references},
        },
    }
    for name, wanted in plain.items():
        if twin.get(name) != wanted:
            yield name, f"the twin's `{name}` is not the packet's"
    for name, english, where in (("copy", packet.copy, "behind"), ("facing", packet.facing, "beside")):
        said = twin.get(name)
        there = said.get("language") if isinstance(said, dict) else None
        if (said is not None or english is not None) and (english is None or there != english.language):
            yield name, f"the twin's `{name}` is not what stands {where} the packet"
    digest, version = str(twin.get("content_sha256")), str(twin.get("template_version"))
    if version.rpartition("-")[2] != digest[:8]:
        yield "content_sha256", "the twin's `content_sha256` is not that of its template version"
    listed: dict[str, set[tuple[str, ...]]] = {
        "procedures": {
            (p.id, p.version, p.product.status.value if p.product else "None") for p in packet.procedures
        },
        "shared": {(part.id, part.version) for part in packet.shared},
        "policies": set(packet.policies),
        "clauses": {
            (c.id, c.version, c.wording_hash, c.anchor, c.acknowledgement.value) for c in packet.clauses
        },
        "official_forms": {(form.id, form.sha256) for form in packet.official_forms},
        "requirements": {(a.policy, a.requirement.id, a.requirement.citation) for a in packet.requirements},
    }
    keys = {
        "procedures": ("id", "version", "status"),
        "clauses": ("id", "version", "sha256", "anchor", "acknowledgement"),
        "official_forms": ("id", "sha256"),
        "requirements": ("policy", "id", "citation"),
    }
    for name, expected in listed.items():
        said = _listed(twin.get(name), keys.get(name, ("id", "version")))
        for one in sorted(expected ^ said):
            where = "does not list" if one in expected else "lists, wrongly,"
            yield (
                f"{name} {one[0]}",
                f"the twin {where} {_ONE[name]} {_named(name, one)}",
            )


def _listed(value: object, keys: tuple[str, ...]) -> set[tuple[str, ...]]:
    items = value if isinstance(value, list) else []
    return {tuple(str(item.get(key, "")) for key in keys) for item in items if isinstance(item, dict)}


def _named(name: str, one: tuple[str, ...]) -> str:
    return ".".join(one[:2]) if name == "requirements" else f"{one[0]!r} {one[1]}"


def _finding(context: PaperContext, message: str, field: str) -> Finding:
    return context.finding(
        CODE, message, "print the packet again with this library and practice", field=field
    )
