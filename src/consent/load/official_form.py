"""An authority's own form: the very file that was pinned, or none."""

from __future__ import annotations

import hashlib
from pathlib import Path

from consent.load.beside import is_inside

_LIMIT = 20_000_000
_ALLOWED = "save the form as the authority publishes it, in the folder of the practice file"


def wrong_with_form(name: str, sha256: str, folder: Path) -> tuple[str, str] | None:
    """What is wrong with the file of an official form and what to do; None when it is the pinned one."""
    path = folder / name
    if not is_inside(path, folder):
        return "it is outside the folder of the practice file", _ALLOWED
    if not path.is_file():
        return f"there is no file `{name}` beside the practice file", _ALLOWED
    try:
        with path.open("rb") as file:
            content = file.read(_LIMIT + 1)
    except OSError as error:
        return f"it cannot be read: {error.strerror}", "give yourself read permission, or copy the file anew"
    if len(content) > _LIMIT:
        return "it is larger than 20 MB", _ALLOWED
    if not content.startswith(b"%PDF-"):
        return "it is not a PDF", _ALLOWED
    if hashlib.sha256(content).hexdigest() != sha256:
        hint = "get the form anew from the authority, compare, and only then write the new `sha256:`"
        return "it is not the file that `sha256:` pins; the form may not be altered", hint
    return None
