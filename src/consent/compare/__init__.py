"""Whose wording changed: two sets of passages, what differs, and whether who signed must sign again."""

from __future__ import annotations

from consent.compare.compared import compare

__all__ = ["compare"]
