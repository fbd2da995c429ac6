"""HTML in, master out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from consent.models.paper.bound_form import BoundForm
from consent.models.paper.master import Master
from consent.models.paper.slots import SENTINELS, Slot


def typeset(
    html: str,
    *,
    issued_on: date,
    stylesheets: Sequence[str] = (),
    roots: Sequence[Path] = (),
    twin: str | None = None,
    slots: Mapping[Slot, str] = SENTINELS,
    forms: Sequence[BoundForm] = (),
) -> Master:
    """Typeset a page whose slots hold sentinels, or, with no slots, a page that holds the values themselves.

    ``issued_on`` is the day in the metadata, unless there is a sentinel for it.
    ``forms`` are drawn where the page holds places for them.
    Relative references resolve against the first root, and nothing outside the roots can be read.
    Anything WeasyPrint would merely warn about is a :class:`~consent.errors.TypesetError`.
    """
    # WeasyPrint takes half a second to import: not before there is something to typeset.
    from consent.typeset import engine
    from consent.typeset.compile import compile_master
    from consent.typeset.finish.languages import inner_languages
    from consent.typeset.fonts import font_css

    with engine.strict():
        styles = engine.read_styles((font_css(html, stylesheets), *stylesheets), roots)
        document = engine.lay_out(html, styles)
        with inner_languages():
            pdf = engine.paint(document)
    return compile_master(document, pdf, sentinels=slots, twin=twin, issued_on=issued_on, forms=forms)


def is_rigid(render: Callable[[Mapping[Slot, str]], Master]) -> bool:
    """Whether values of another length would leave every other mark on the paper where it is."""
    once = render(SENTINELS)
    twice = render({slot: sentinel * 2 for slot, sentinel in SENTINELS.items()})
    words = {"info": once.info, "xmp": once.xmp, "twin": once.twin, "sentinels": once.sentinels}
    return once == twice.model_copy(update=words)
