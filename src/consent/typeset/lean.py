"""WeasyPrint's own style sheet for HTML, without rules that apply to every element and change none of ours.

Six of them are for notes and the marks of lists, and cost a computed style each for every element of a page;
a score ask every element for the direction of its writing.
"""

from __future__ import annotations

import re

_NEEDED = re.compile(r"footnote|note\(|::?marker|list-item|\bdir\s*=|\[\s*dir\b", re.IGNORECASE)
"""What only the whole sheet serves: notes, marks of what is no item of a list, a direction of writing."""
_NOTES = ("::footnote-", "::note-")
_MARK = "::marker "
_DIRECTED = "[dir"


def needs_all(text: str) -> bool:
    """Whether a page or a style sheet may hang on a rule that ``lean`` leaves out. In doubt, it does."""
    return bool(_NEEDED.search(text))


def lean(sheet: str) -> str:
    """WeasyPrint's sheet, a rule a line as it is written, without those rules."""
    return "\n".join(kept for line in sheet.splitlines() if (kept := _kept(line)) is not None)


def _kept(line: str) -> str | None:
    if line.startswith(_NOTES) or _DIRECTED in line:
        return None
    return f"li{line}" if line.startswith(_MARK) else line
