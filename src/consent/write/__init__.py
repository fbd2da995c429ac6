"""bytes → a file, whole or not at all."""

from consent.write.cache import Cache, cache_folder
from consent.write.packet_file import write_packet

__all__ = ["Cache", "cache_folder", "write_packet"]
