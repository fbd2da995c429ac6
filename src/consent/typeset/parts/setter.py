"""Typesets parts and frames of one look: fonts and style sheets are read once for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from consent.errors import TypesetError
from consent.models.paper.bound_form import BoundForm
from consent.models.paper.part import Frame, Part
from consent.models.paper.slots import SENTINELS, Slot
from consent.typeset import engine
from consent.typeset.finish.languages import inner_languages
from consent.typeset.fonts import font_css
from consent.typeset.parts.copyfit import fitted
from consent.typeset.parts.frame import make_frame
from consent.typeset.parts.part import make_part
from consent.typeset.parts.unfonted import without_fonts
from consent.uncollected import uncollected

_MARGIN_BOX = re.compile(r"@((?:top|bottom|left|right)-[a-z-]+)")
_NOTHING = "{ background: none !important; border: none !important }"
_NOTHING_BEHIND = f"@page {_NOTHING} html, body, main {_NOTHING}"
"""A frame is drawn over its page."""


class Setter:
    """Keeps what was read for the style sheets it has met."""

    def __init__(self, roots: Sequence[Path]) -> None:
        self._roots = tuple(roots)
        self._known: dict[tuple[str, ...], engine.Styles] = {}

    def part(
        self,
        name: str,
        html: str,
        stylesheets: Sequence[str],
        *,
        sentinels: Mapping[Slot, str],
        forms: Sequence[BoundForm] = (),
        prefix: str,
    ) -> Part:
        """Typeset one part; ``prefix`` begins the names of its heading cells.

        Raises:
            TypesetError: WeasyPrint complains, or a slot moves what stands beside it.
            NotInPartsError: it cannot be typeset on its own.
        """
        # A part is small, and looking for garbage meanwhile takes a sixth of the time.
        with uncollected():
            with self._strict():
                styles = self._styles(html, (*stylesheets, _without_margins(stylesheets)))
                document = engine.lay_out(html, styles)
                document = fitted(document, html, stylesheets, lambda one: engine.lay_out(one, styles))
                with inner_languages(), without_fonts():
                    pdf = engine.paint(document)
            return make_part(name, document, pdf, sentinels=sentinels, forms=forms, prefix=prefix)

    def frame(
        self, kind: str, html: str, stylesheets: Sequence[str], *, sentinels: Mapping[Slot, str]
    ) -> Frame:
        """Typeset head and foot of the pages of one type; errors as of ``part``."""
        with uncollected():
            with self._strict(), without_fonts():
                document = engine.lay_out(html, self._styles(html, (*stylesheets, _NOTHING_BEHIND)))
                pdf = engine.paint(document)
            day = SENTINELS[Slot.ISSUED_DAY]
            return make_frame(kind, document, pdf, sentinels=sentinels, day=day)

    @contextmanager
    def _strict(self) -> Iterator[None]:
        try:
            with engine.strict():
                yield
        except TypesetError:
            # What was read or worked out once does not complain again.
            self._known.clear()
            raise

    def _styles(self, html: str, stylesheets: tuple[str, ...]) -> engine.Styles:
        sheets = (font_css(html, stylesheets), *stylesheets)
        if sheets not in self._known:
            self._known[sheets] = engine.read_styles(sheets, self._roots)
        return self._known[sheets]


def _without_margins(stylesheets: Sequence[str]) -> str:
    """Leaves the margins of a part's pages empty: head and foot are drawn when it is joined."""
    boxes = sorted({box for css in stylesheets for box in _MARGIN_BOX.findall(css)})
    return "@page {%s}" % " ".join(f"@{box} {{ content: none !important }}" for box in boxes)  # noqa: UP031
