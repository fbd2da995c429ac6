"""A visit number where a table has none: the same for the same visit, and nobody's number."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_quoted = json.encoder.encode_basestring_ascii
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = tuple(first + second for first in _LETTERS for second in _LETTERS)
_SHIFTS = tuple(range(70, -1, -10))
"""Of 80 bits, ten at a time: what ``base64.b32encode`` gives, which is dearer than the digest itself."""


def visit_number(
    who: Iterable[str], plan: str, times: Iterable[str], day: Iterable[str], scheduled_on: str | None
) -> str:
    """The number of a visit: whose, what (as ``plan_told``), and when as typed and as understood."""
    told = f"[{_listed(who)}, {plan}, {_listed(times)}, {_listed(day)}, {_quoted(str(scheduled_on))}]"
    digest = int.from_bytes(hashlib.sha256(told.encode()).digest()[:10], "big")
    return "v-" + "".join([_PAIRS[digest >> shift & 1023] for shift in _SHIFTS])


def plan_told(procedures: Sequence[Mapping[str, Any]] | None) -> str:
    """What is planned, as the number tells it."""
    return _listed(str(sorted(item.items())) for item in procedures or ())


def _listed(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(_quoted, texts))}]"
