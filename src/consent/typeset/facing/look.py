"""How English beside the words of a page looks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from consent.models.people.look import Edition
from consent.typeset.html import design_digest, read_style


def facing_design(roots: Sequence[Path]) -> str:
    """SHA-256 of all that decides how it looks."""
    return design_digest(roots, ("pages", "styles", "facing"))


def facing_styles(roots: Sequence[Path], edition: Edition) -> tuple[str, ...]:
    """The style sheets that follow those of the packet."""
    return tuple(read_style(roots, f"facing/{name}.css") for name in ("facing", f"facing-{edition}"))
