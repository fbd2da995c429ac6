"""Names and words from strangers' files must not steer a terminal, nor stop a report from being written."""

from __future__ import annotations

import re

_WILD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters, and what Python puts for the bytes of a name that is not UTF-8."""


def tame(text: str) -> str:
    """The text with a mark in place of each of them."""
    return _WILD.sub("\N{REPLACEMENT CHARACTER}", text)


def tame_json(text: str) -> str:
    """JSON that says the same, with each of them spelled out."""
    return _WILD.sub(lambda wild: f"\\u{ord(wild[0]):04x}", text)
