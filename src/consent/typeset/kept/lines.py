"""A line that was broken once is not broken again: the same words, in the same look and the same width.

Where a line ends is asked several times of the words of a table, again for the part that is set closer, and
again for each part that says the same. WeasyPrint's answer hangs on its arguments, on the fonts and on the
properties of ``LOOK``, and on nothing else: it asks its context for a dictionary of hyphens only. Of the
layout it hands out, no object of Pango is left; it is copied, as drawing writes into it.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from tinycss2.ast import Node
from weasyprint.layout import inline, preferred
from weasyprint.text import line_break
from weasyprint.text.line_break import Layout

from consent.typeset.kept.pinned import replace

LOOK = (
    "direction",
    "font_family",
    "font_feature_settings",
    "font_kerning",
    "font_language_override",
    "font_size",
    "font_stretch",
    "font_style",
    "font_variant_alternates",
    "font_variant_caps",
    "font_variant_east_asian",
    "font_variant_ligatures",
    "font_variant_numeric",
    "font_variant_position",
    "font_variation_settings",
    "font_weight",
    "hyphenate_character",
    "hyphenate_limit_chars",
    "hyphenate_limit_zone",
    "hyphens",
    "lang",
    "letter_spacing",
    "overflow_wrap",
    "tab_size",
    "text_decoration_line",
    "white_space",
    "word_break",
    "word_spacing",
)
"""Every property that WeasyPrint reads to break a line."""
_MOST = 500_000
"""Characters of all kept lines together; a busy day of a clinic has 50,000."""

_new: Callable[[Any], Any] = object.__new__


class Lines:
    """The lines that were broken with one set of fonts."""

    def __init__(self) -> None:
        """No line yet."""
        self._looks: dict[tuple[Any, ...], int] = {}
        self._numbers = count()
        self._kept: dict[tuple[Any, ...], tuple[dict[str, Any], tuple[Any, ...]]] = {}
        self._room = _MOST

    def forget(self) -> None:
        """Keep none of them."""
        self._kept.clear()
        self._room = _MOST

    def look(self, style: Any) -> int | None:
        """The number of a style's look, the same for all styles that break lines alike; None without one."""
        values = tuple(map(style.__getitem__, LOOK))
        # A sum that is not worked out yet means something else in another place.
        if any(isinstance(value, Node) for value in values):
            return None
        try:
            return self._looks.setdefault(values, next(self._numbers))
        except TypeError:
            return None

    def get(self, key: tuple[Any, ...]) -> tuple[Any, ...] | None:
        """The broken line that was kept under this key, with a layout of its own."""
        if (kept := self._kept.get(key)) is None:
            return None
        layout = _new(Layout)
        layout.__dict__.update(kept[0])
        return (layout, *kept[1])

    def keep(self, key: tuple[Any, ...], broken: tuple[Any, ...]) -> None:
        """Keep a broken line; all lines are forgotten when there are too many."""
        if self._room < len(key[0]):
            self.forget()
        self._room -= len(key[0])
        self._kept[key] = (dict(vars(broken[0])), broken[1:])


def _keeping(plain: Any) -> Any:
    def split_first_line(
        text: str,
        style: Any,
        context: Any,
        max_width: float | None,
        justification_spacing: float,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> tuple[Any, ...]:
        given = (max_width, justification_spacing, is_line_start, minimum)
        lines: Lines | None = getattr(style.font_config, "lines", None)
        if lines is None or (look := look_of(style)) is None:
            return plain(text, style, context, *given)  # type: ignore[no-any-return]
        key = (text, look, *given)
        if (kept := lines.get(key)) is None:
            kept = plain(text, style, context, *given)
            lines.keep(key, kept)
        return kept

    return split_first_line


def look_of(style: Any) -> int | None:
    """The number of a style's look among those of its fonts, which keep lines."""
    # No style changes once its lines are asked for: a box that needs another takes a copy, without this.
    try:
        return style.look  # type: ignore[no-any-return]
    except AttributeError:
        look = style.look = style.font_config.lines.look(style)
        return look  # type: ignore[no-any-return]


KEPT = replace("split_first_line", (line_break, inline, preferred), _keeping)
"""Whether lines are kept: this is the WeasyPrint that was read."""
