"""Rules: each takes frozen values and yields findings. Nothing prints unless it was checked.

| room | judges |
|---|---|
| ``source`` | what people wrote, before any packet is made |
| ``packet`` | an assembled packet |
| ``document`` | an assembled authorization, refusal or withdrawal |
| ``layout`` | a typeset master |
| ``paper`` | a finished PDF of ours |
| ``forms`` | a finished PDF that somebody else made |
| ``exceptions`` | waivers |

To add a rule, write one file named after its code, with ``CODE``, ``TITLE``, ``SEVERITY``, ``REFERENCE`` and
``check``; the room finds it. Printing imports only ``packet``, ``document`` and ``layout``, and no room is
imported before one of its rules is asked for: a stranger's form needs ``forms`` alone.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from consent.checks.before_printing import check_layout, check_packet
    from consent.checks.document import DOCUMENT_RULES
    from consent.checks.layout import LAYOUT_RULES
    from consent.checks.packet import PACKET_RULES
    from consent.checks.rec101_every_glyph_prints import check as check_glyphs

__all__ = ["DOCUMENT_RULES", "LAYOUT_RULES", "PACKET_RULES", "check_glyphs", "check_layout", "check_packet"]

_HOME = {
    "DOCUMENT_RULES": ("document", "DOCUMENT_RULES"),
    "LAYOUT_RULES": ("layout", "LAYOUT_RULES"),
    "PACKET_RULES": ("packet", "PACKET_RULES"),
    "check_glyphs": ("rec101_every_glyph_prints", "check"),
    "check_layout": ("before_printing", "check_layout"),
    "check_packet": ("before_printing", "check_packet"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, inside = _HOME[name]
    return getattr(import_module(f"consent.checks.{module}"), inside)
