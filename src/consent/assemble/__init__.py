"""record + library + practice + policies + issued_on → Packet. Pure: no clock, disk or network."""

from consent.assemble.packet import assemble
from consent.assemble.twin import twin_of

__all__ = ["assemble", "twin_of"]
