"""The colour profile that PDF/A asks for: sRGB in half a kilobyte."""

from __future__ import annotations

import struct
from typing import Any

from consent.typeset.finish.objects import by_reference

_D50 = (0.9642, 1.0, 0.8249)
_COLUMNS = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
"""IEC 61966-2-1 primaries, adapted to D50."""
_TO_D50 = (1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168)
"""How D65 was adapted (Bradford)."""
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
_HEAD = 128
_VERSION = 0x04200000
_DATE = (2015, 2, 15, 0, 0, 0)


def shrink_profile(pdf: Any) -> None:
    """Put our profile in the place of WeasyPrint's, which says the same in six times the space."""
    for intent in pdf.catalog.get("OutputIntents", ()):
        stream = by_reference(pdf)[intent["DestOutputProfile"]]
        stream.stream, stream.compress = [srgb_profile()], True


def srgb_profile() -> bytes:
    """An ICC profile of version 4 for a display that shows sRGB."""
    curve = b"para" + struct.pack(">IHH", 0, 3, 0) + _fixed(*_CURVE)
    tags = {
        b"desc": _words("sRGB"),
        b"cprt": _words("CC0"),
        b"wtpt": _point(_D50),
        b"chad": b"sf32" + bytes(4) + _fixed(*_TO_D50),
        **{name: _point(column) for name, column in _COLUMNS.items()},
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    start = _HEAD + 4 + 12 * len(tags)
    places: dict[bytes, int] = {}
    body = b""
    for data in tags.values():
        if data not in places:
            places[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
    table = b"".join(name + struct.pack(">II", places[data], len(data)) for name, data in tags.items())
    head = struct.pack(">I4xI", start + len(body), _VERSION) + b"mntrRGB XYZ "
    head += struct.pack(">6H", *_DATE) + b"acsp"
    head = head.ljust(68, b"\0") + _fixed(*_D50)
    return head.ljust(_HEAD, b"\0") + struct.pack(">I", len(tags)) + table + body


def _fixed(*values: float) -> bytes:
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _point(values: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(*values)


def _words(text: str) -> bytes:
    data = text.encode("utf-16-be")
    return b"mluc" + struct.pack(">III", 0, 1, 12) + b"enUS" + struct.pack(">II", len(data), 28) + data
