"""POL101: every requirement of an active policy is met by a clause, or by an element, of the packet.

A policy says which clause must be there, how it is acknowledged and who signs, or which
element (risks, no treatment…) the procedures must tell. A packet that lacks one of these is
not the packet the law asks for.

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

from consent.models.findings.finding import Finding, Severity
from consent.models.library.clause import Acknowledgement, SectionName, Signer
from consent.models.library.policy import Placement
from consent.models.paper.disclosure import KEY_PAGE, told
from consent.models.paper.packet import AppliedRequirement, Packet
from consent.models.paper.packet_rows import ClauseText

CODE = "POL101"
TITLE = "requirement met"
SEVERITY = Severity.ERROR
REFERENCE = "The citation of each requirement; see `consent show POLICY`"

_RANK = tuple(Acknowledgement)
_FIRST_PAGE = (SectionName.KEY_STATUS, SectionName.KEY_CHOICE)


def check(packet: Packet) -> Iterator[Finding]:
    """Yield one finding for each requirement that is not met."""
    present = {clause.id: clause for clause in packet.clauses}
    above = {clause.id for block in packet.signatures for clause in block.notices}
    signing = {block.signer for block in packet.signatures}
    bound = {form.id for form in packet.official_forms}
    for applied in packet.requirements:
        wanted = applied.requirement
        where = f"policy {applied.policy!r}, requirement {wanted.id!r}"
        if wanted.element is not None:
            yield from _element(packet, applied, where)
            yield from _signers(signing, applied, where)
            continue
        if wanted.form and wanted.form not in bound:
            yield Finding(
                place=applied.place,
                code=CODE,
                message=f"{where}: the official form {wanted.form!r} is not in the packet",
                hint=f"name the file under `official_forms:` as `{wanted.form}:` in the practice file",
            )
        clause = present.get(wanted.clause)
        if clause is None:
            yield Finding(
                place=applied.place,
                code=CODE,
                message=f"{where}: clause {wanted.clause!r} is not in the packet",
                hint="let the clause's `applies_when` hold whenever the requirement applies",
            )
            continue
        for anchor in _procedures_without(packet, applied, clause):
            yield Finding(
                place=applied.place,
                code=CODE,
                message=f"{where}: clause {wanted.clause!r} is not printed with {anchor!r}",
                hint="let the clause's `applies_when` hold for every procedure that the requirement is about",
            )
        if wanted.placement is Placement.FIRST_PAGE and clause.section not in _FIRST_PAGE:
            yield Finding(
                place=applied.place,
                code=CODE,
                message=f"{where}: clause {wanted.clause!r} is not on the first page",
                hint="write `section: key-status` in the clause",
            )
        if wanted.placement is Placement.BEFORE_SIGNATURES and not _before_signatures(packet, clause):
            yield Finding(
                place=applied.place,
                code=CODE,
                message=f"{where}: clause {wanted.clause!r} comes after the first signature",
                hint="give the clause a `section:` that prints before the signatures",
            )
        if _RANK.index(clause.acknowledgement) < _RANK.index(wanted.acknowledgement):
            yield Finding(
                place=applied.place,
                code=CODE,
                message=f"{where}: clause {wanted.clause!r} is not acknowledged by {wanted.acknowledgement}",
                hint=f"write `acknowledgement: {wanted.acknowledgement}` in the clause",
            )
        if wanted.placement is Placement.ABOVE_PATIENT_SIGNATURE and wanted.clause not in above:
            yield Finding(
                place=applied.place,
                code=CODE,
                message=f"{where}: clause {wanted.clause!r} does not stand above the patient's signature",
                hint="write `section: notices` in the clause",
            )
        yield from _signers(signing, applied, where)


def _procedures_without(packet: Packet, applied: AppliedRequirement, clause: ClauseText) -> list[str]:
    """The procedures that the requirement is about and that print without their own copy of the clause."""
    if not clause.procedures:
        return []
    told = {anchor for one in packet.clauses if one.id == clause.id for anchor in one.procedures}
    return [of for of in applied.procedures if of not in told]


def _element(packet: Packet, applied: AppliedRequirement, where: str) -> Iterator[Finding]:
    wanted = applied.requirement
    for one in told(wanted.element, packet) if wanted.element else ():
        if not one.regions:
            of = f" of procedure {one.procedure!r}" if one.procedure else ""
            yield Finding(
                place=applied.place,
                code=CODE,
                message=f"{where}: the packet does not tell the {wanted.element}{of}",
                hint=f"add it to `procedures/{one.procedure}.yaml` or to a shared part it names"
                if one.procedure
                else "see what the record and the practice file leave open",
            )
        elif wanted.placement is Placement.FIRST_PAGE and KEY_PAGE not in one.regions:
            yield Finding(
                place=applied.place,
                code=CODE,
                message=f"{where}: the {wanted.element} is not on the first page",
                hint="ask for an element of the first page, such as `key-information`",
            )


def _signers(signing: set[Signer], applied: AppliedRequirement, where: str) -> Iterator[Finding]:
    for signer in applied.requirement.signers:
        stands_in = signer is Signer.PATIENT and Signer.REPRESENTATIVE in signing
        if signer not in signing and not stands_in:
            yield Finding(
                place=applied.place,
                code=CODE,
                message=f"{where}: there is no place for the {signer} to sign",
                hint="see `signers` in the practice file and the record",
            )


def _before_signatures(packet: Packet, clause: ClauseText) -> bool:
    """Whether a clause is read before the first line is signed; what stands above that line is."""
    first = packet.signatures[:1]
    after = [*packet.refusal, *packet.patient_copy]
    after += [
        c for block in packet.signatures if block not in first for c in (*block.statements, *block.notices)
    ]
    after += [c for block in packet.refusal_signatures for c in block.statements]
    return clause not in after
