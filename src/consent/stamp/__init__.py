"""Masters and values to PDF bytes. The only part that writes PDF syntax by hand."""

from consent.stamp.packet import Stamp, stamp

__all__ = ["Stamp", "stamp"]
