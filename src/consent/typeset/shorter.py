"""The same drawing in fewer bytes: what a page's operators say twice is said once."""

from __future__ import annotations

import re

_SHOWN = re.compile(rb"^\[(?:<[0-9a-f]+>|-?[0-9.]+)*\] TJ$", re.MULTILINE)
_STAYS = re.compile(rb">0(?:<|(\]))")
"""Between two glyphs, a movement by nothing."""
_SQUARE = re.compile(rb"^(\d{1,4}) (\d{1,4}) m\n(\d{1,4}) \2 l\n\3 (\d{1,4}) l\n\1 \4 l\nh$", re.MULTILINE)
"""A rectangle drawn side by side, as each module of a QR code is."""
_PLACED = re.compile(rb"^(?:-?\d+(?:\.\d+)? )+(?:re|m|l|c|Tm)$", re.MULTILINE)
_FINE = re.compile(rb"-?\d+\.\d{4,}")
"""Finer than a thousandth of a point, which nobody prints."""


def shorter(operators: bytes) -> bytes:
    """A stream that paints the same and holds the same text; places are to a thousandth of a point."""
    joined = _SHOWN.sub(lambda match: _STAYS.sub(_closed, match[0]), operators)
    placed = _PLACED.sub(lambda match: _FINE.sub(_rounded, match[0]), joined)
    return _SQUARE.sub(_rectangle, placed)


def _rounded(match: re.Match[bytes]) -> bytes:
    number = f"{float(match[0]):.3f}".rstrip("0").rstrip(".")
    return b"0" if number == "-0" else number.encode()


def _closed(match: re.Match[bytes]) -> bytes:
    return b">]" if match[1] else b""


def _rectangle(match: re.Match[bytes]) -> bytes:
    left, top, right, bottom = map(int, match.groups())
    return b"%d %d %d %d re" % (left, top, right - left, bottom - top)
