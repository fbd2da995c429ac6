"""One way to break a good packet, and the rule that is meant to notice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from consent.checks.paper.entry import check_pdf_bytes
from consent.gate.on_paper import page_of
from consent.models.findings.expectation import Expectation
from consent.models.paper.packet import Packet
from consent.models.people.practice import Practice
from consent.models.place import Sourced
from tests.mutants.kitchen import kitchen, packet_of

AS_OF = date(2026, 11, 24)


@dataclass(frozen=True)
class Mutant:
    """One spoilt file."""

    code: str
    """The rule that must catch it."""
    name: str
    kind: str
    """The good packet it is made from."""
    make: Callable[[], bytes]
    alone: bool = False
    """Whether no other rule may catch it; the validators of whole standards aside."""
    expected: Callable[[Packet], Packet] = lambda packet: packet
    """What the good packet must be, if it is not the plain one."""
    overlay: Callable[[], Path | None] = lambda: None
    """A practice's own templates, with which the file is made and judged."""


VALIDATORS = frozenset({"PAP243", "PAP244"})


def caught_by(mutant: Mutant) -> frozenset[str]:
    """The codes of everything found in the spoilt file."""
    return codes_of(mutant.make(), mutant.expected(packet_of(mutant.kind)), mutant.overlay())


def codes_of(pdf: bytes, packet: Packet, overlay: Path | None = None) -> frozenset[str]:
    """The codes of everything found in a file that should be this packet."""
    expectation = expectation_of(packet, overlay=overlay)
    report = check_pdf_bytes(pdf, "packet.pdf", expectation=expectation)
    return frozenset(finding.code for finding in report.findings)


def expectation_of(
    packet: Packet | None,
    *policies: str,
    procedures: tuple[str, ...] = (),
    practice: Sourced[Practice] | None = None,
    overlay: Path | None = None,
) -> Expectation:
    """What a file is held against."""
    stove = kitchen()
    roots = (overlay, *stove.roots) if overlay else tuple(stove.roots)
    return Expectation(
        library=stove.library,
        practice=practice,
        policies=tuple(stove.library.policies[id_] for id_ in policies),
        procedures=procedures,
        as_of=AS_OF,
        packet=packet,
        roots=roots,
        page=page_of(packet, roots) if packet is not None else "",
    )


def verdict(mutant: Mutant) -> tuple[bool, frozenset[str]]:
    """Whether the mutant was caught as it should be, and by which rules."""
    found = caught_by(mutant)
    good = mutant.code in found
    if mutant.alone:
        good = found - (VALIDATORS - {mutant.code}) == {mutant.code}
    return good, found
