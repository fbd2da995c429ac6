"""Masters and values to PDF bytes. The only part that writes PDF syntax by hand."""

from consent.stamp.packet import check_fit, stamp

__all__ = ["check_fit", "stamp"]
