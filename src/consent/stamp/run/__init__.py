"""One file for the print room: thousands of packets, what they share stored once."""

from consent.stamp.run.print_run import PrintRun

__all__ = ["PrintRun"]
