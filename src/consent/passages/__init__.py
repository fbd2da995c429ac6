"""What a packet or a library says, passage by passage. Pure."""

from __future__ import annotations

from consent.passages.of_library import passages_of_library
from consent.passages.of_packet import passages_of_packet

__all__ = ["passages_of_library", "passages_of_packet"]
