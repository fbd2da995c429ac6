"""bytes → a file, whole or not at all."""

from consent.write.packet_file import write_packet

__all__ = ["write_packet"]
