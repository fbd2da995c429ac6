"""What people are told about a code that has no module of its own: why it matters, what to do.

The words are data, in ``told/``: 001 to 019 once for all kinds of files, the others by code. They come with
the program; a code without words is a programming error, and a test holds that there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

_EVERY_KIND = "every_kind.yaml"
_BY_CODE = ("files.yaml", "records.yaml", "translations.yaml")
_LAST_OF_EVERY_KIND = 19


@dataclass(frozen=True, slots=True)
class Told:
    """The words about one code."""

    why: str
    do: str
    reference: str = ""


def told(code: str) -> Told:
    """The words about a code such as ``REC055``.

    Raises:
        KeyError: nobody has written any.
    """
    own = _by_code().get(code)
    if own is not None:
        return own
    number = int(code[3:])
    if number > _LAST_OF_EVERY_KIND:
        raise KeyError(code)
    return _every_kind()[number]


@cache
def _by_code() -> Mapping[str, Told]:
    return {code: Told(**words) for name in _BY_CODE for code, words in _read(name).items()}


@cache
def _every_kind() -> Mapping[int, Told]:
    return {int(number): Told(**words) for number, words in _read(_EVERY_KIND).items()}


def _read(name: str) -> Mapping[str, Mapping[str, str]]:
    text = (files("consent.gate") / "told" / name).read_text("utf-8")
    read: Mapping[str, Mapping[str, str]] = yaml.safe_load(text)
    return read
