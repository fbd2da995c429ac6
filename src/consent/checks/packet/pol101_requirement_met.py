"""POL101: every requirement of an active policy is met by a clause that is in the packet.

A policy says which clause must be there, how it is acknowledged and who signs. A packet
that lacks one of these is not the packet the law asks for.

Bad::

    requirements:
      - id: exosome-status
        clause: fda-exosomes        # the clause's own `applies_when` keeps it out

Good::

    requirements:
      - id: exosome-status
        clause: fda-exosomes        # applies whenever the requirement does
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.models.finding import Finding
from consent.models.library import Placement, SectionName, Signer
from consent.models.packet import Packet

CODE = "POL101"

_FIRST_PAGE = (SectionName.KEY_STATUS, SectionName.KEY_CHOICE)


def check(packet: Packet) -> Iterator[Finding]:
    """Yield one finding for each requirement that is not met."""
    present = {clause.id: clause for clause in packet.clauses}
    above = {clause.id for block in packet.signatures for clause in block.notices}
    signing = {block.signer for block in packet.signatures}
    for applied in packet.requirements:
        wanted = applied.requirement
        where = f"policy {applied.policy!r}, requirement {wanted.id!r}"
        clause = present.get(wanted.clause)
        if clause is None:
            yield Finding(
                place=applied.place,
                code=CODE,
                message=f"{where}: clause {wanted.clause!r} is not in the packet",
                hint="let the clause's `applies_when` hold whenever the requirement applies",
            )
            continue
        if wanted.placement is Placement.FIRST_PAGE and clause.section not in _FIRST_PAGE:
            yield Finding(
                place=applied.place,
                code=CODE,
                message=f"{where}: clause {wanted.clause!r} is not on the first page",
                hint="write `section: key-status` in the clause",
            )
        if wanted.placement is Placement.ABOVE_PATIENT_SIGNATURE and wanted.clause not in above:
            yield Finding(
                place=applied.place,
                code=CODE,
                message=f"{where}: clause {wanted.clause!r} does not stand above the patient's signature",
                hint="write `section: notices` in the clause",
            )
        for signer in wanted.signers:
            stands_in = signer is Signer.PATIENT and Signer.REPRESENTATIVE in signing
            if signer not in signing and not stands_in:
                yield Finding(
                    place=applied.place,
                    code=CODE,
                    message=f"{where}: there is no place for the {signer} to sign",
                    hint="see `signers` in the practice file and the record",
                )
