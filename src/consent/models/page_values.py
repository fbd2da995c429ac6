"""The names a page template may use, and what each one is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypedDict

from consent.models.bound_form import PrintedForm
from consent.models.clause import Signer
from consent.models.packet import Packet
from consent.models.packet_rows import Picture
from consent.models.rows import Action, RiskSeverity
from consent.models.slots import Slot


class PageValues(TypedDict):
    """What ``packet.html.j2`` is rendered with."""

    packet: Packet
    slots: Mapping[Slot, str]
    spelled: frozenset[Slot]
    long_names: bool
    base_size: float
    logo_url: str | None
    official_forms: tuple[PrintedForm, ...]
    severities: Mapping[RiskSeverity, str]
    actions: Mapping[Action, str]
    signer_titles: Mapping[Signer, str]
    qr_code: Callable[[str], str]
    dots: Callable[[Picture, str], str]
