"""The content of a stream, but never more of it than anybody could need."""

from __future__ import annotations

import zlib

import pikepdf


def content_of(stream: pikepdf.Stream, most: int) -> bytes | None:
    """The bytes of a stream, unpacked; None when there are more than ``most``, or they cannot be unpacked."""
    packed = stream.read_raw_bytes()
    if "/Filter" not in stream:
        return packed if len(packed) <= most else None
    # Unpacked in one piece, a few kilobytes may fill the memory.
    if stream["/Filter"] != pikepdf.Name.FlateDecode or "/DecodeParms" in stream:
        return None
    try:
        content = zlib.decompressobj().decompress(packed, most + 1)
    except zlib.error:
        return None
    return content if len(content) <= most else None
