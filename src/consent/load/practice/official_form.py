"""An authority's own form: the very file that was pinned, and one that can stand in a packet, or none."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from consent import official
from consent.load.practice.beside import is_inside
from consent.models.paper.bound_form import BoundForm
from consent.models.people.practice import Practice
from consent.models.place import Sourced

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
    try:
        official.pages_of(content)
    except official.UnusableFormError as error:
        return error.message, error.hint
    return None


def read_forms(practice: Sourced[Practice]) -> Mapping[str, BoundForm]:
    """The practice's official forms, by id. ``load_practice`` has looked at the files."""
    folder = Path(practice.source.file).parent
    found = {}
    for id_, form in practice.value.official_forms.items():
        content = (folder / form.file).read_bytes()
        place = practice.at("official_forms", id_)
        found[id_] = BoundForm(id_, form.sha256, official.pages_of(content), content, place)
    return found
