"""The patterns by which pages are parsed, each made once.

tinyhtml5 means to keep them, but keeps each under itself and looks for it under its letters
(``findings/tinyhtml5-makes-its-patterns-anew.sh``): it spelled the same six out ten thousand times a page.
"""

from __future__ import annotations

import re

from weasyprint import tinyhtml5

VERSION = "2.1.0"
"""The version that was read."""


class Patterns(dict[tuple[frozenset[str], bool], re.Pattern[str]]):
    """Runs of letters up to any of some, or with ``opposite`` made of them, under those letters."""

    def __missing__(self, key: tuple[frozenset[str], bool]) -> re.Pattern[str]:
        """Make the pattern that is asked for the first time."""
        letters, opposite = key
        spelled = "".join(f"\\x{ord(letter):02x}" for letter in letters)
        pattern = self[key] = re.compile(f"[{'' if opposite else '^'}{spelled}]+")
        return pattern


KEPT = tinyhtml5.__version__ == VERSION and hasattr(tinyhtml5.inputstream, "characters_until_regex")
"""Whether patterns are kept: this is the tinyhtml5 that was read."""
if KEPT:
    tinyhtml5.inputstream.characters_until_regex = Patterns()
