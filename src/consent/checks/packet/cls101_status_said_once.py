"""CLS101: what FDA has said of a product is printed once, not twice and not never.

For a product that would need an IND the packet says that there is one, or that there is
none. For a product that could have a PMA it says on-label, off-label or unapproved.
A packet that prints two of them contradicts itself; one that prints none hides it.

Bad::

    clauses of msc-exosomes: ind-yes, ind-no

Good::

    clauses of msc-exosomes: ind-no
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.models.finding import Finding, Severity
from consent.models.packet import Packet
from consent.models.procedure import Status

CODE = "CLS101"
TITLE = "status said once"
SEVERITY = Severity.ERROR
REFERENCE = "21 CFR 312; FDA notices tell patients to ask for the IND number"

_GROUP = {
    Status.INVESTIGATIONAL: "ind",
    Status.UNAPPROVED_BIOLOGIC: "ind",
    Status.ON_LABEL: "label-status",
    Status.OFF_LABEL: "label-status",
    Status.UNAPPROVED_DEVICE: "label-status",
    Status.LABEL_USE_UNKNOWN: "label-status",
}


def check(packet: Packet) -> Iterator[Finding]:
    """Yield one finding for each procedure that prints none, or several, of the clauses of a group."""
    for procedure in packet.procedures:
        wanted = _GROUP.get(procedure.product.status, "") if procedure.product else ""
        for group in sorted(set(_GROUP.values())):
            found = [clause.id for clause in procedure.clauses if clause.one_of == group]
            if len(found) != (group == wanted):
                yield Finding(
                    place=procedure.place,
                    code=CODE,
                    message=f"procedure {procedure.id!r} prints {len(found)} clauses of the group {group!r}"
                    f" ({', '.join(found) or 'none'}); it should print {int(group == wanted)}",
                    hint=f"see `applies_when` of the clauses with `one_of: {group}`",
                )
