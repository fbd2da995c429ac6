"""Where a packet tells an element: what a requirement without a clause is held against."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from consent.models.clause import Signer
from consent.models.element import Element
from consent.models.packet import AlternativeRow, GuidanceText, Packet, ProcedureText
from consent.models.rows import RiskSeverity

KEY_PAGE = "key-information"
"""The id of the first page."""
_GRAVE = frozenset({RiskSeverity.SERIOUS, RiskSeverity.LIFE_THREATENING})
_NOT_A_TREATMENT = frozenset({"no-treatment", "clinical-trial"})


@dataclass(frozen=True, slots=True)
class Told:
    """Whether an element is told of one procedure, and where."""

    procedure: str
    """The id of the procedure; empty for something said once for the whole packet."""
    regions: tuple[str, ...]
    """Ids of the parts of the page that tell it; none when it is missing."""


def told(element: Element, packet: Packet) -> tuple[Told, ...]:
    """One answer for each procedure concerned, or a single one for the packet."""
    if element in _OF_THE_PACKET:
        return (Told("", _OF_THE_PACKET[element](packet)),)
    return tuple(_of_procedures(element, packet))


def _of_procedures(element: Element, packet: Packet) -> Iterator[Told]:
    for procedure in packet.procedures:
        if element in _IN_GUIDANCE:
            asked = _IN_GUIDANCE[element]
            parts = _guidance_of(procedure, packet)
            yield Told(procedure.id, tuple(region for region, part in parts if asked(part)))
        elif element is Element.SITE:
            if procedure.product is not None:
                yield Told(procedure.id, (KEY_PAGE,) if _has_site(procedure, packet) else ())
        elif element is Element.PRODUCT:
            if procedure.product is not None:
                yield Told(procedure.id, (procedure.anchor,) if _names_product(procedure) else ())
        else:
            asked_of = _IN_PROCEDURE[element]
            yield Told(procedure.id, (procedure.anchor,) if asked_of(procedure) else ())


def _guidance_of(procedure: ProcedureText, packet: Packet) -> Iterator[tuple[str, GuidanceText]]:
    """The procedure's own tables and those of the shared parts it names."""
    yield procedure.anchor, procedure.guidance
    for part in packet.shared:
        if part.title in procedure.shares:
            yield part.anchor, part.guidance


def _alternative(wanted: Callable[[AlternativeRow], bool]) -> Callable[[GuidanceText], bool]:
    return lambda part: any(wanted(row) and bool(row.benefit) and bool(row.risk) for row in part.alternatives)


def _has_site(procedure: ProcedureText, packet: Packet) -> bool:
    return any(line.anchor == procedure.anchor and (line.site or line.site_open) for line in packet.proposed)


def _names_product(procedure: ProcedureText) -> bool:
    product = procedure.product
    return product is not None and all((product.name, product.manufacturer, product.source_material))


def _key_information(packet: Packet) -> tuple[str, ...]:
    key = packet.key_information
    return (KEY_PAGE,) if key.what and key.reasons_for and key.reasons_against else ()


def _signature(packet: Packet) -> tuple[str, ...]:
    decides = (Signer.PATIENT, Signer.REPRESENTATIVE)
    return tuple(f"sign-{block.anchor}" for block in packet.signatures if block.signer in decides)


_OF_THE_PACKET: Mapping[Element, Callable[[Packet], tuple[str, ...]]] = MappingProxyType(
    {
        Element.FACILITY: lambda packet: (KEY_PAGE,) if packet.letterhead.name else (),
        Element.PRACTITIONER: lambda packet: (KEY_PAGE,) if packet.practitioner.name else (),
        Element.DIAGNOSIS: lambda packet: (KEY_PAGE,) if any(p.indication for p in packet.proposed) else (),
        Element.KEY_INFORMATION: _key_information,
        Element.SIGNATURE: _signature,
    }
)
_IN_PROCEDURE: Mapping[Element, Callable[[ProcedureText], bool]] = MappingProxyType(
    {
        Element.NATURE: lambda procedure: bool(procedure.nature and procedure.steps),
        Element.BENEFITS: lambda procedure: bool(procedure.benefits),
        Element.LIKELIHOOD: lambda p: bool(p.benefits) and all(row.likelihood for row in p.benefits),
        Element.EVIDENCE_LEVEL: lambda p: bool(p.benefits) and all(row.level for row in p.benefits),
    }
)
_IN_GUIDANCE: Mapping[Element, Callable[[GuidanceText], bool]] = MappingProxyType(
    {
        Element.RISKS: lambda part: bool(part.risks),
        Element.SERIOUS_RISKS: lambda part: any(row.severity in _GRAVE for row in part.risks),
        Element.ALTERNATIVES: _alternative(lambda row: row.id not in _NOT_A_TREATMENT),
        Element.CLINICAL_TRIAL: _alternative(lambda row: row.id == "clinical-trial"),
        Element.NO_TREATMENT: _alternative(lambda row: row.id == "no-treatment"),
        Element.RECOVERY: lambda part: bool(part.recovery),
        Element.WARNING_SIGNS: lambda part: bool(part.warning_signs),
    }
)
