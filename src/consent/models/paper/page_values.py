"""The names a page template may use, and what each one is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypedDict

from consent.models.library.clause import Signer
from consent.models.library.rows import Action, RiskSeverity
from consent.models.paper.bound_form import PrintedForm
from consent.models.paper.packet import Packet
from consent.models.paper.packet_rows import Picture
from consent.models.paper.slots import Slot


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
    qr_code: Callable[[str, str], str]
    dots: Callable[[Picture, str], str]
    lang: str
    _: Callable[..., str]
    counted: Callable[[str, str, int], str]
    listed: Callable[[Sequence[str]], str]
    number: Callable[[int], str]
    day: Callable[[date], str]
