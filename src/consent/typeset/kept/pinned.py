"""Replaces functions of the one WeasyPrint whose inside we know; any other is left as it is."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import weasyprint

VERSION = "70.0"
"""The version that was read. Another may break lines by what the keys of the kept ones do not hold."""


def replace(name: str, modules: tuple[ModuleType, ...], by: Callable[[Any], Any]) -> bool:
    """Put ``by(function)`` in the place of the function that these modules know by ``name``.

    False, with nothing replaced, where WeasyPrint is another or they do not all know the same one.
    """
    if weasyprint.__version__ != VERSION:
        return False
    found = [vars(module).get(name) for module in modules]
    if found[0] is None or any(one is not found[0] for one in found):
        return False
    instead = by(found[0])
    for module in modules:
        setattr(module, name, instead)
    return True
