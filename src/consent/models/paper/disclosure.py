"""Where a packet tells an element: what a requirement without a clause is held against."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol, TypeVar

from consent.models.library.clause import Signer
from consent.models.library.element import Element
from consent.models.library.rows import RiskSeverity
from consent.models.paper.packet import Packet
from consent.models.paper.packet_rows import AlternativeRow, BenefitRow, GuidanceText, ProcedureText

KEY_PAGE = "key-information"
"""The id of the first page."""
_VISIT = "visit"
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
        if element is Element.SITE:
            if procedure.product is not None:
                yield Told(procedure.id, (KEY_PAGE,) if _has_site(procedure, packet) else ())
        elif element is Element.PRODUCT:
            if procedure.product is not None:
                yield Told(procedure.id, (_VISIT,) if _names_product(procedure) else ())
        elif element is Element.NATURE:
            steps = any(procedure.anchor in row.procedures for row in packet.steps)
            yield Told(procedure.id, (_VISIT,) if procedure.nature and steps else ())
        else:
            part, asked = _IN_TABLES[element]
            yield Told(procedure.id, (part,) if asked(packet.guidance, procedure.anchor) else ())


class _Row(Protocol):
    """A row that knows which procedures it is about."""

    @property
    def procedures(self) -> tuple[str, ...]: ...


_R = TypeVar("_R", bound=_Row)


def _own(rows: Sequence[_R], anchor: str) -> list[_R]:
    return [row for row in rows if anchor in row.procedures]


def _alternative(wanted: Callable[[AlternativeRow], bool]) -> Callable[[GuidanceText, str], bool]:
    return lambda text, anchor: any(
        wanted(row) and bool(row.benefit) and bool(row.risk) for row in _own(text.alternatives, anchor)
    )


def _of_each_benefit(wanted: Callable[[BenefitRow], str]) -> Callable[[GuidanceText, str], bool]:
    def all_say(text: GuidanceText, anchor: str) -> bool:
        rows = _own(text.benefits, anchor)
        return bool(rows) and all(wanted(row) for row in rows)

    return all_say


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
_IN_TABLES: Mapping[Element, tuple[str, Callable[[GuidanceText, str], bool]]] = MappingProxyType(
    {
        Element.BENEFITS: ("evidence", lambda text, anchor: bool(_own(text.benefits, anchor))),
        Element.LIKELIHOOD: ("evidence", _of_each_benefit(lambda row: row.likelihood)),
        Element.EVIDENCE_LEVEL: ("evidence", _of_each_benefit(lambda row: row.level)),
        Element.RISKS: ("risks", lambda text, anchor: bool(_own(text.risks, anchor))),
        Element.SERIOUS_RISKS: (
            "risks",
            lambda text, anchor: any(row.severity in _GRAVE for row in _own(text.risks, anchor)),
        ),
        Element.ALTERNATIVES: ("choices", _alternative(lambda row: row.id not in _NOT_A_TREATMENT)),
        Element.CLINICAL_TRIAL: ("choices", _alternative(lambda row: row.id == "clinical-trial")),
        Element.NO_TREATMENT: ("choices", _alternative(lambda row: row.id == "no-treatment")),
        Element.RECOVERY: ("afterwards", lambda text, anchor: bool(_own(text.recovery, anchor))),
        Element.WARNING_SIGNS: ("afterwards", lambda text, anchor: bool(_own(text.warning_signs, anchor))),
    }
)
"""The part of the packet whose table tells it, and whether it does for one procedure."""
