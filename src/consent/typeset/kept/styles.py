"""Elements with the same rules and the same parent's style have one computed style, in all pages of a look.

WeasyPrint works a style's values out as they are asked for, some hundred for each element; it shares them
within a page, but never between elements with an id. What a value hangs on is the rules, the parent, and for
some units the first page: where such a unit, or what writes into a style, may stand, nothing is kept.
"""

from __future__ import annotations

import re
from typing import Any

from weasyprint import css

from consent.typeset.kept.pinned import replace

_UNSURE = re.compile(r"\d[lsdp]?v(?:w|h|i|b|min|max)\b|\bleader\s*\(|<style\b", re.IGNORECASE)
"""A unit of the page's size; a row of dots, which writes into its neighbours' style; rules of one page."""
_TYPED = frozenset({"anchor", "lang"})
"""What WeasyPrint makes of an attribute, for each element anew: words. All else is a value of a rule."""
_ROOTS = frozenset({"html", "body"})
"""Elements whose ``overflow`` WeasyPrint hands to the page and then takes from them."""
_MOST = 2_000
"""Styles; a busy day of a clinic has some three hundred, of 10 kB each."""


def is_unsure(text: str) -> bool:
    """Whether styles of a page may hang on more than its rules. In doubt, they do."""
    return bool(_UNSURE.search(text))


class KeptStyles:
    """The computed styles of all pages so far."""

    def __init__(self) -> None:
        """No style yet."""
        self._kept: dict[tuple[Any, ...], Any] = {}

    def forget(self) -> None:
        """Keep none of them."""
        self._kept.clear()

    def key(self, element: Any, parent: Any, cascaded: Any, *told: Any) -> tuple[Any, ...] | None:
        """What decides the computed style; None where that cannot be told.

        Rules are told apart by the identity of their values, and parents by their own, as who is kept keeps
        both of them.
        """
        if (parent is not None and not hasattr(parent, "is_kept")) or element.get("style") is not None:
            return None
        if element.tag in _ROOTS and any("overflow" in name for name in cascaded):
            return None
        rules = (
            (name, value if name in _TYPED else id(value), weight)
            for name, (value, weight) in cascaded.items()
        )
        return (id(parent), *told, *rules)

    def get(self, key: tuple[Any, ...]) -> Any:
        """The style under this key, or None."""
        return self._kept.get(key)

    def keep(self, key: tuple[Any, ...], style: Any) -> None:
        """Keep a style; all are forgotten when there are too many."""
        if len(self._kept) >= _MOST:
            self.forget()
        style.is_kept = True
        self._kept[key] = style


def _keeping(plain: Any) -> Any:
    class KeepingStyleFor(plain):  # type: ignore[misc]  # it has no types
        """The styles of one page."""

        def __init__(self, html: Any, *rest: Any) -> None:
            self._kept: KeptStyles | None = getattr(html, "kept_styles", None)
            super().__init__(html, *rest)

        def set_computed_styles(
            self,
            element: Any,
            parent: Any,
            root: Any = None,
            pseudo_type: str | None = None,
            base_url: str | None = None,
            target_collector: Any = None,
        ) -> None:
            told = (pseudo_type, base_url)
            # The styles of a page and its margins are written into.
            key = None
            if self._kept is not None and hasattr(element, "tag"):
                above = None if parent is None else self._computed_styles[parent, None]
                cascaded = self._cascaded_styles.get((element, pseudo_type), {})
                key = self._kept.key(element, above, cascaded, *told)
            if key is None or self._kept is None or (style := self._kept.get(key)) is None:
                super().set_computed_styles(element, parent, root, *told, target_collector)
                if key is not None and self._kept is not None:
                    self._kept.keep(key, self._computed_styles[element, pseudo_type])
                return
            self._computed_styles[element, pseudo_type] = style
            if target_collector and style["anchor"]:
                target_collector.collect_anchor(style["anchor"])

    return KeepingStyleFor


KEPT = replace("StyleFor", (css,), _keeping)
"""Whether styles are kept: this is the WeasyPrint that was read."""
