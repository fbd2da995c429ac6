"""CLS102: of the clauses that exclude one another, the one that is printed is the true one.

CLS101 counts them; this rule reads them. A product with an IND prints its number, one
without says that there is none. A gel with a PMA is called off-label only where its use is. A translation
prints the clauses that the English packet does, and is held against their words where it stands (TRN0…).

Bad::

    msc-exosomes, without an IND: "This product is given under IND number 123456."

Good::

    msc-exosomes, without an IND: "There is no IND for this use."
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from consent.checks.words import clause_words
from consent.models.findings.finding import Finding, Severity
from consent.models.library.procedure import Status
from consent.models.paper.packet import Packet

CODE = "CLS102"
TITLE = "right one of a pair"
SEVERITY = Severity.ERROR
REFERENCE = "21 CFR 312; FD&C Act section 515 (21 U.S.C. 360e)"


@dataclass(frozen=True, slots=True)
class _Truth:
    """What the wording of the group's clause must and must not say."""

    group: str
    must: str
    must_not: str
    in_words: str


_TRUTH: Mapping[Status, _Truth] = {
    Status.INVESTIGATIONAL: _Truth("ind", r"\b\d{5,6}\b", r"\bno IND\b", "the IND number"),
    Status.UNAPPROVED_BIOLOGIC: _Truth(
        "ind", r"\bno IND\b", r"\bIND (?:number )?\d{5,6}\b", "that there is no IND"
    ),
    Status.ON_LABEL: _Truth(
        "label-status", r"\bapproved\b", r"\boff-label\b|\bnot approved\b", "that FDA approved this use"
    ),
    Status.OFF_LABEL: _Truth(
        "label-status", r"\boff-label\b", r"\bfit that approval\b", "that the use is off-label"
    ),
    Status.LABEL_USE_UNKNOWN: _Truth(
        "label-status",
        r"\bonly for\b|\bmarks?\b",
        r"\bfit that approval\b|\bnot approved this\b",
        "for which use alone FDA approved it",
    ),
    Status.MIXTURE_UNAPPROVED: _Truth(
        "label-status",
        r"\bnot approved this mixture\b",
        r"\boff-label\b|\bfit that approval\b|\blets us study\b",
        "that FDA has not approved the mixture",
    ),
    Status.MIXTURE_INVESTIGATIONAL: _Truth(
        "label-status",
        r"\blets us study\b.*\bnot approved\b",
        r"\boff-label\b|\bfit that approval\b",
        "that FDA lets the mixture be studied and has not approved it",
    ),
    Status.TOGETHER_UNAPPROVED: _Truth(
        "label-status",
        r"\bnot approved\b.*\btogether with\b",
        r"\boff-label\b|\bfit that approval\b|\blets us study\b",
        "that FDA has not approved the products together",
    ),
    Status.TOGETHER_INVESTIGATIONAL: _Truth(
        "label-status",
        r"\blets us study\b.*\bnot approved\b",
        r"\boff-label\b|\bfit that approval\b",
        "that FDA lets the products be studied together and has not approved that",
    ),
    Status.CLEARED_KIT: _Truth(
        "label-status",
        r"\bkits?\b.*\bnot approved\b",
        r"\boff-label\b|\bhas approved\b",
        "that the kit is cleared and the treatment not approved",
    ),
    Status.UNAPPROVED_DRUG: _Truth(
        "label-status",
        r"\bnot approved\b",
        r"\boff-label\b|\bhas approved\b",
        "that FDA has not approved the product",
    ),
    Status.UNAPPROVED_DEVICE: _Truth(
        "label-status",
        r"\bnot approved\b",
        r"\boff-label\b|\bFDA has approved (?!some other\b)",
        "that FDA has not approved the product",
    ),
}


def check(packet: Packet) -> Iterator[Finding]:
    """Yield one finding for each clause of a group that does not fit the product's status."""
    if not packet.catalogue.is_source:
        return
    for procedure in packet.procedures:
        truth = _TRUTH.get(procedure.product.status) if procedure.product else None
        for clause in packet.clauses if truth else ():
            if truth is None or clause.one_of != truth.group or procedure.anchor not in clause.procedures:
                continue
            text = clause_words(clause)
            if not re.search(truth.must, text) or re.search(truth.must_not, text):
                yield Finding(
                    clause.place,
                    CODE,
                    f"procedure {procedure.id!r} prints clause {clause.id!r},"
                    f" which does not say {truth.in_words}",
                    f"see `applies_when` of the clauses of the group {clause.one_of!r}",
                    SEVERITY,
                    procedure.id,
                )
