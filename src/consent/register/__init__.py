"""What was issued, and what became of it. It knows ids, digests and dates; no name, no birth date."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from consent.register.folder import VARIABLE, register_folder

if TYPE_CHECKING:
    from consent.register.register import Register, open_register
    from consent.register.search import Waiting

__all__ = ["VARIABLE", "Register", "Waiting", "open_register", "register_folder"]

_HOME = {"Register": "register", "Waiting": "search", "open_register": "register"}


def __getattr__(name: str) -> Any:
    # Every command knows where the register is; few open it.
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"consent.register.{_HOME[name]}"), name)
