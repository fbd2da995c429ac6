"""The rules of a room and its rooms: modules named after a code. A rule is named once, by its file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType

_RULE = re.compile(r"[a-z]{3}\d{3}_\w+")


def rules_in(room: str, path: Sequence[str]) -> tuple[ModuleType, ...]:
    """The rules in a package and its rooms, by code: call it with its ``__name__`` and ``__path__``.

    Each has ``CODE``, ``TITLE``, ``SEVERITY``, ``REFERENCE`` and ``check``; a test holds every one to that.
    """
    names = (module.name for module in walk_packages(path, f"{room}.") if not module.ispkg)
    return tuple(import_module(name) for name in sorted(filter(_is_rule, names), key=_code))


def count(*rooms: str) -> int:
    """How many rules some rooms hold, by the names of their files: none of them is imported."""
    files = (file for room in rooms for file in (Path(__file__).parent / room).rglob("*.py"))
    return sum(_is_rule(file.stem) for file in files)


def _is_rule(module: str) -> bool:
    return _RULE.fullmatch(_code(module)) is not None


def _code(module: str) -> str:
    return module.rpartition(".")[2]
