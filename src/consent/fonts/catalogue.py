"""Every font family of the product, in the fixed order in which they are tried."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from consent.errors import ResourceError

_STATIC = ("rendercv_fonts", "rendercv-fonts", "Noto Sans")
_VARIABLE = ("manimgx_fonts", "manimgx-fonts", "")


@dataclass(frozen=True)
class Family:
    """One font family: a CSS name and its files."""

    name: str
    """As CSS knows it, for example ``Consent Arabic``."""
    stem: str
    """How its file names begin, for example ``NotoSansArabic``."""
    variable: bool
    """One file whose weight is chosen, or one file for each weight."""
    italics: bool = False

    def path(self, *, bold: bool = False, italic: bool = False) -> Path:
        """The font file for this style."""
        package, distribution, folder = _VARIABLE if self.variable else _STATIC
        if self.variable:
            name = f"{self.stem}[wght].ttf"
        else:
            style = ("Bold" if bold else "") + ("Italic" if italic and self.italics else "")
            name = f"{self.stem}-{style or 'Regular'}.ttf"
        path = _package_folder(package, distribution) / folder / name
        if not path.is_file():
            raise ResourceError(
                f"the font file {name} is missing", hint=f"pip install --force-reinstall {distribution}"
            )
        return path


@cache
def _package_folder(package: str, distribution: str) -> Path:
    # Located, never imported: one of these packages does work at import.
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ResourceError(f"the font package {distribution} is missing", hint=f"pip install {distribution}")
    return Path(spec.submodule_search_locations[0])


BASE = Family("Consent", "NotoSans", variable=False, italics=True)
"""Latin, Greek and Cyrillic: what every page is set in."""

_SCRIPTS = (
    "Arabic",
    "Armenian",
    "Bengali",
    "Devanagari",
    "Ethiopic",
    "Georgian",
    "Gujarati",
    "Gurmukhi",
    "Hebrew",
    "Kannada",
    "Khmer",
    "Lao",
    "Malayalam",
    "Myanmar",
    "Oriya",
    "Sinhala",
    "Tamil",
    "Telugu",
    "Thai",
    "Symbols",
)

CHINESE = Family("Consent SC", "NotoSansSC", variable=False)
JAPANESE = Family("Consent JP", "NotoSansJP", variable=False)
KOREAN = Family("Consent KR", "NotoSansKR", variable=False)

FAMILIES: tuple[Family, ...] = (
    BASE,
    *(Family(f"Consent {script}", f"NotoSans{script}", variable=True) for script in _SCRIPTS),
    CHINESE,
    JAPANESE,
    KOREAN,
)
"""The order in which a glyph is looked for."""
