"""The style sheet that brings the shipped fonts into a page, and nothing else."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import lru_cache

from consent.fonts import BASE, FAMILIES, Family, Style, load_face
from consent.fonts.coverage import needed_families

SCHEME = "consent-font"
# WeasyPrint's hollow and square bullets are in no font but the Chinese one.
_BULLETS = "ul ul, ol ul { list-style-type: disc }"
_CSS_ESCAPE = re.compile(r"\\([0-9A-Fa-f]{1,6})")
_UPRIGHT = (Style(), Style(bold=True))
_ALL = (*_UPRIGHT, Style(italic=True), Style(bold=True, italic=True))


def font_css(page: str, stylesheets: Iterable[str] = ()) -> str:
    """The @font-face rules a page needs, and the font stack on its root element."""
    words = html.unescape(page) + "".join(map(_letters, stylesheets))
    families = needed_families(words)
    if BASE not in families:
        families = (BASE, *families)
    rules = [_rule(family, style) for family in families for style in (_ALL if family.italics else _UPRIGHT)]
    stack = ", ".join(f'"{family.name}"' for family in families)
    return "\n".join((*rules, f"html {{ font-family: {stack} }}", _BULLETS))


def font_data(url: str) -> bytes:
    """The font behind a ``consent-font:`` address."""
    _, _, rest = url.partition(":")
    stem, _, style = rest.partition("/")
    family = next(family for family in FAMILIES if family.stem == stem)
    return load_face(family, Style(bold="bold" in style, italic="italic" in style)).data


def _rule(family: Family, style: Style) -> str:
    name = f"{'bold' if style.bold else ''}{'italic' if style.italic else ''}" or "regular"
    return (
        f'@font-face {{ font-family: "{family.name}"; src: url("{SCHEME}:{family.stem}/{name}"); '
        f"font-weight: {700 if style.bold else 400}; font-style: {'italic' if style.italic else 'normal'} }}"
    )


@lru_cache(maxsize=64)
def _letters(css: str) -> str:
    """Each character of a style sheet once."""
    return "".join(sorted(set(_CSS_ESCAPE.sub(_unescape, css))))


def _unescape(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if code < 0x110000 else ""
