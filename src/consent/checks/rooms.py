"""The rules of a room: its modules that are named after a code. A rule is named once, by its file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

_RULE = re.compile(r"[a-z]{3}\d{3}_\w+")


def rules_in(room: str, path: Sequence[str]) -> tuple[ModuleType, ...]:
    """The rules in a package, by code: call it with the package's ``__name__`` and ``__path__``.

    Each has ``CODE``, ``TITLE``, ``SEVERITY``, ``REFERENCE`` and ``check``; a test holds every one to that.
    """
    names = sorted(module.name for module in iter_modules(path) if _RULE.fullmatch(module.name))
    return tuple(import_module(f"{room}.{name}") for name in names)
