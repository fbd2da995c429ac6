"""What was issued, and what became of it. It knows ids, digests and dates; no name, no birth date."""

from __future__ import annotations

from consent.register.folder import VARIABLE, register_folder
from consent.register.register import Register, open_register
from consent.register.search import Waiting

__all__ = ["VARIABLE", "Register", "Waiting", "open_register", "register_folder"]
