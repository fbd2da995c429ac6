"""CLS101: what FDA has said of a product is printed once, not twice and not never.

For a product that would need an IND the packet says that there is one, or that there is
none. For any other that goes into the body it says on-label, off-label, unapproved, from a
cleared kit, or given with something that FDA has not approved it with. A packet that prints
two of them contradicts itself; one that prints none hides it.

Bad::

    clauses of msc-exosomes: ind-yes, ind-no

Good::

    clauses of msc-exosomes: ind-no
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.models.findings.finding import Finding, Severity
from consent.models.library.procedure import GROUP_OF
from consent.models.paper.packet import Packet

CODE = "CLS101"
TITLE = "status said once"
SEVERITY = Severity.ERROR
REFERENCE = "21 CFR 312; FDA notices tell patients to ask for the IND number"


def check(packet: Packet) -> Iterator[Finding]:
    """Yield one finding for each procedure that prints none, or several, of the clauses of a group."""
    for procedure in packet.procedures:
        wanted = GROUP_OF.get(procedure.product.status, "") if procedure.product else ""
        for group in sorted(set(GROUP_OF.values())):
            found = [
                clause.id
                for clause in packet.clauses
                if clause.one_of == group and procedure.anchor in clause.procedures
            ]
            if len(found) != (group == wanted):
                yield Finding(
                    place=procedure.place,
                    code=CODE,
                    message=f"procedure {procedure.id!r} prints {len(found)} clauses of the group {group!r}"
                    f" ({', '.join(found) or 'none'}); it should print {int(group == wanted)}",
                    hint=f"see `applies_when` of the clauses with `one_of: {group}`",
                )
