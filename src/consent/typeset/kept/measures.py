"""Margins, paddings, sizes and the height of a line, which few styles leave to the box around them.

WeasyPrint asks for some twenty values each time it looks at a box. Where none of a style's is a share of
something, they are worked out once for the style.
"""

from __future__ import annotations

from typing import Any

from weasyprint.css import computed_values, units
from weasyprint.layout import absolute, block, column, float, grid, inline, page, percent, table  # noqa: A004
from weasyprint.text import line_break

from consent.typeset.kept.pinned import replace

_SIDES = ("top", "right", "bottom", "left")
LENGTHS = (
    *(f"margin_{side}" for side in _SIDES),
    *(f"padding_{side}" for side in _SIDES),
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
)
_BORDERS = tuple(f"border_{side}_width" for side in _SIDES)
_AT_LEAST = ("min_width", "min_height")


def measures_of(style: Any) -> dict[str, Any] | None:
    """What ``resolve_percentages`` sets on every box of this style; None where it depends on the box."""
    if style["box_sizing"] != "content-box":
        return None
    measures: dict[str, Any] = {}
    for name in LENGTHS:
        value = style[name]
        if value is None or value == "auto":
            measures[name] = 0 if value == "auto" and name in _AT_LEAST else value
        elif getattr(value, "unit", None) == "px":
            measures[name] = value.value
        else:
            return None
    return measures | {name: style[name] for name in _BORDERS}


def _measuring(plain: Any) -> Any:
    def resolve_percentages(box: Any, containing_block: Any) -> None:
        style = box.style
        # No style changes once its boxes are laid out: a box that needs another takes a copy, without this.
        try:
            measures = style.measures
        except AttributeError:
            keeps = hasattr(style.font_config, "lines")
            measures = style.measures = measures_of(style) if keeps else None
        if measures is None:
            plain(box, containing_block)
        elif style["border_collapse"] == "collapse":
            # The table has decided the borders of its cells.
            own = vars(box)
            own.update(measures | {name: own[name] for name in _BORDERS if name in own})
        else:
            vars(box).update(measures)

    return resolve_percentages


def _struts(plain: Any) -> Any:
    def strut(style: Any) -> tuple[float, float]:
        try:
            return style.strut  # type: ignore[no-any-return]
        except AttributeError:
            found = plain(style)
            if hasattr(style.font_config, "lines"):
                style.strut = found
            return found  # type: ignore[no-any-return]

    return strut


_ASKING = (percent, inline, page, float, grid, absolute, block, column, table)
KEPT = replace("resolve_percentages", _ASKING, _measuring)
"""Whether measures are kept: this is the WeasyPrint that was read."""
KEPT_STRUTS = replace("strut", (line_break, inline, units, computed_values), _struts)
"""Whether heights of lines are kept."""
