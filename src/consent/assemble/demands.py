"""What law and practice ask of a packet: its facts, the requirements that apply, and who signs."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date

from consent.assemble.facts import facts_of_packet
from consent.assemble.selection import Chosen, applying
from consent.assemble.signing import signers_of, signing_facts
from consent.assemble.visit import Visit
from consent.made_once import MadeOnce
from consent.models.library.clause import Signer
from consent.models.library.condition import Facts
from consent.models.paper.packet import AppliedRequirement, Edition
from consent.models.people.practice import Practice, Practitioner
from consent.models.people.record import Record


@dataclass(frozen=True, slots=True, eq=False)
class Demands:
    """What is asked of a packet."""

    facts: Facts
    requirements: tuple[AppliedRequirement, ...]
    signers: tuple[Signer, ...]
    chosen: MadeOnce[Chosen] = field(default_factory=lambda: MadeOnce(64), repr=False)
    """The clauses that follow, by section."""


def demands_on(
    visit: Visit,
    record: Record | None,
    *,
    practice: Practice,
    practitioner: Practitioner,
    edition: Edition,
    issued_on: date,
) -> Demands:
    """What is asked of the packet of a visit; the same object where the same people sign in the same way."""

    def make() -> Demands:
        def facts_with(signers: Sequence[Signer]) -> Facts:
            return facts_of_packet(
                visit.planned,
                practice=practice,
                practitioner=practitioner,
                signers=signers,
                edition=edition.value,
                blank=record is None,
                signed_by=signing_facts(record),
            )

        # Requirements may add signers, and conditions may ask who signs: two passes settle it.
        signers = signers_of(record, practice, assent=visit.needs_assent)
        requirements = applying(visit.policies, facts_with(signers), issued_on, visit.own_facts)
        signers = signers_of(record, practice, requirements, assent=visit.needs_assent)
        facts = facts_with(signers)
        return Demands(facts, applying(visit.policies, facts, issued_on, visit.own_facts), signers)

    # The practice is the visit's.
    said = practitioner.credentials, edition, issued_on, _signing(record)
    return visit.demands.made((), said, make)


def _signing(record: Record | None) -> Hashable:
    """All of a record that says who signs and how; see :mod:`consent.assemble.signing`."""
    if record is None:
        return None
    other = record.representative
    decides = (other.capacity,) if other is not None else None
    return record.signed_by, record.witness, record.interpreter is not None, decides, record.is_minor
