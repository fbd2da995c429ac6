"""A picture of how likely something is: so many black dots of a hundred, or of a thousand."""

from __future__ import annotations

from markupsafe import Markup

from consent.models.paper.packet_rows import Picture

_ACROSS = {100: 10, 1000: 100}
"""Dots in a row of the picture, by how many there are."""
_ALMOST_NOTHING = "0.01"
"""A dash this long with round ends is a dot; some printers leave out one of no length."""


def dots(picture: Picture, words: str) -> Markup:
    """The picture as a figure; ``words`` are what is read aloud.

    Dots up to the lower number are black, those up to the upper number are rings, and the rest are
    faint. Half a person is drawn as a ring too.
    """
    across = _ACROSS[picture.per]
    black, ringed = int(picture.low + 0.001), max(round(picture.high), 1)
    inside = [
        _lines(0, picture.per, across, "#c4c4c4", 0.36),
        _lines(0, black, across, "#000", 0.78),
        # A ring is a black dot with a smaller white one on it: a picture may have hundreds of them.
        _lines(black, ringed, across, "#000", 0.8),
        _lines(black, ringed, across, "#fff", 0.48),
    ]
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="dots dots-{per}" viewBox="0 0 {wide} {tall}">'
        "<title>{words}</title>{inside}</svg>"
    ).format(
        per=picture.per,
        wide=across,
        tall=picture.per // across,
        words=words,
        inside=Markup("".join(inside)),  # noqa: S704  # numbers only
    )


def _lines(first: int, last: int, across: int, colour: str, thick: float) -> str:
    """Rows of dots from one number to another, each row one dashed line."""
    if first >= last:
        return ""
    rows = []
    for row in range(first // across, -(-last // across)):
        start, end = max(first - row * across, 0), min(last - row * across, across)
        rows.append(f"M{start + 0.5:g} {row + 0.5:g}H{end - 0.5 + 0.02:g}")
    return (
        f'<path d="{"".join(rows)}" fill="none" stroke="{colour}" stroke-width="{thick:g}"'
        f' stroke-linecap="round" stroke-dasharray="{_ALMOST_NOTHING} {1 - float(_ALMOST_NOTHING):g}"/>'
    )
