"""Tears one thing out of an assembled packet, to see whether somebody notices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from consent.models.library.clause import Signer
from consent.models.library.element import Element
from consent.models.library.rows import RiskSeverity
from consent.models.paper.packet import Packet
from consent.models.paper.packet_rows import ClauseText, GuidanceText, ProcedureText


def without_clause(packet: Packet, id_: str) -> Packet:
    """The packet with a clause torn out wherever it stands."""

    def keep(clauses: tuple[ClauseText, ...]) -> tuple[ClauseText, ...]:
        return tuple(clause for clause in clauses if clause.id != id_)

    key = packet.key_information
    torn = replace(
        packet,
        key_information=replace(key, status=keep(key.status), choice=keep(key.choice)),
        sections=tuple(replace(s, clauses=keep(s.clauses)) for s in packet.sections),
        consent=keep(packet.consent),
        signatures=tuple(
            replace(b, statements=keep(b.statements), notices=keep(b.notices)) for b in packet.signatures
        ),
        refusal=keep(packet.refusal),
        patient_copy=keep(packet.patient_copy),
    )
    assert torn != packet, f"the packet has no clause {id_}"
    return torn


def without_element(packet: Packet, element: Element) -> Packet:
    """The packet with what an element is held against torn out wherever it stands."""
    torn = _TEAR[element](packet)
    assert torn != packet, f"the packet does not tell the {element}"
    return torn


def _guidance(change: Callable[[GuidanceText], GuidanceText]) -> Callable[[Packet], Packet]:
    return lambda packet: replace(packet, guidance=change(packet.guidance))


def _alternatives(gone: Callable[[str], bool]) -> Callable[[Packet], Packet]:
    return _guidance(lambda g: replace(g, alternatives=tuple(a for a in g.alternatives if not gone(a.id))))


def _procedures(change: Callable[[ProcedureText], ProcedureText]) -> Callable[[Packet], Packet]:
    return lambda packet: replace(packet, procedures=tuple(change(p) for p in packet.procedures))


def _benefits(**changes: Any) -> Callable[[Packet], Packet]:
    return _guidance(lambda g: replace(g, benefits=tuple(replace(b, **changes) for b in g.benefits)))


def _without_maker(procedure: ProcedureText) -> ProcedureText:
    return (
        procedure
        if procedure.product is None
        else replace(procedure, product=replace(procedure.product, manufacturer=""))
    )


_GRAVE = (RiskSeverity.SERIOUS, RiskSeverity.LIFE_THREATENING)
_DECIDE = (Signer.PATIENT, Signer.REPRESENTATIVE)
_TEAR: dict[Element, Callable[[Packet], Packet]] = {
    Element.FACILITY: lambda p: replace(p, letterhead=replace(p.letterhead, name="")),
    Element.PRACTITIONER: lambda p: replace(p, practitioner=replace(p.practitioner, name="")),
    Element.KEY_INFORMATION: lambda p: replace(
        p, key_information=replace(p.key_information, reasons_against=())
    ),
    Element.DIAGNOSIS: lambda p: replace(
        p, proposed=tuple(replace(line, indication="") for line in p.proposed)
    ),
    Element.NATURE: lambda p: replace(p, steps=()),
    Element.SITE: lambda p: replace(
        p, proposed=tuple(replace(line, site="", site_open=False) for line in p.proposed)
    ),
    Element.PRODUCT: _procedures(_without_maker),
    Element.BENEFITS: _guidance(lambda g: replace(g, benefits=())),
    Element.LIKELIHOOD: _benefits(likelihood=""),
    Element.EVIDENCE_LEVEL: _benefits(level=""),
    Element.RISKS: _guidance(lambda g: replace(g, risks=())),
    Element.SERIOUS_RISKS: _guidance(
        lambda g: replace(g, risks=tuple(r for r in g.risks if r.severity not in _GRAVE))
    ),
    Element.ALTERNATIVES: _alternatives(lambda id_: id_ not in ("no-treatment", "clinical-trial")),
    Element.CLINICAL_TRIAL: _alternatives(lambda id_: id_ == "clinical-trial"),
    Element.NO_TREATMENT: _alternatives(lambda id_: id_ == "no-treatment"),
    Element.RECOVERY: _guidance(lambda g: replace(g, recovery=())),
    Element.WARNING_SIGNS: _guidance(lambda g: replace(g, warning_signs=())),
    Element.SIGNATURE: lambda p: replace(
        p, signatures=tuple(b for b in p.signatures if b.signer not in _DECIDE)
    ),
}
