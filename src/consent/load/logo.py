"""Reads the practice's logo once, so that no page template ever opens a file beside the records."""

from __future__ import annotations

import base64
from pathlib import Path

from consent.models.place import Sourced
from consent.models.practice import Practice

_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


def read_logo(practice: Sourced[Practice]) -> str | None:
    """The logo as a ``data:`` URL, or none. ``load_practice`` has looked at the file."""
    if practice.value.logo is None:
        return None
    path = Path(practice.source.file).parent / practice.value.logo
    data = base64.b64encode(path.read_bytes()).decode()
    return f"data:{_TYPES[path.suffix.lower()]};base64,{data}"
