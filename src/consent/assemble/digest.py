"""The digest of a packet's content: one canonical form, whatever made the values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache, partial
from json.encoder import encode_basestring
from typing import Any

from pydantic import BaseModel

from consent.made_once import MadeOnce
from consent.models.library.policy import Requirement
from consent.models.paper.packet import AppliedRequirement
from consent.models.paper.packet_rows import ClauseText, GuidanceText, ProcedureText, StepRow
from consent.models.place import Place

_SHARED = (AppliedRequirement, ClauseText, GuidanceText, ProcedureText, Requirement, StepRow)
"""What packets have in common, the very same objects."""
_TEXTS: MadeOnce[str] = MadeOnce(8192)


def content_digest(parts: object) -> str:
    """SHA-256 of values in a canonical form, JSON with sorted keys; places in files do not count."""
    return hashlib.sha256(_text(parts).encode()).hexdigest()


def _text(value: object) -> str:
    # Most of what a packet holds, and asked for thousands of values of each packet.
    if type(value) is str:
        return encode_basestring(value)
    return _writer(type(value))(value)  # type: ignore[arg-type]  # a class can be hashed, whatever mypy says


@cache
def _writer(kind: type) -> Callable[[Any], str]:
    """How a value of some type is written; found out once for each type."""
    if issubclass(kind, Enum):
        return lambda value: _text(value.value)
    if issubclass(kind, Place):
        return lambda _: "null"
    if issubclass(kind, bytes):
        return lambda value: _text(hashlib.sha256(value).hexdigest())
    names = tuple(kind.model_fields) if issubclass(kind, BaseModel) else _fields(kind)
    if names is not None:
        keys = tuple((name, f"{encode_basestring(name)}:") for name in sorted(names))
        write = partial(_named, keys)
        if issubclass(kind, _SHARED):
            return lambda value: _TEXTS.made((value,), None, partial(write, value))
        return write
    if issubclass(kind, Mapping):
        return _table
    if issubclass(kind, frozenset | set):
        return lambda value: _text(sorted(map(_word, value)))
    if issubclass(kind, tuple | list):
        return lambda value: f"[{','.join([_text(item) for item in value])}]"
    return (lambda value: _text(value.isoformat())) if issubclass(kind, date) else json.dumps


def _fields(kind: type) -> tuple[str, ...] | None:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None


def _named(keys: Iterable[tuple[str, str]], value: object) -> str:
    return f"{{{','.join([key + _text(getattr(value, name)) for name, key in keys])}}}"


def _table(value: Mapping[object, object]) -> str:
    items = sorted((_word(key), _text(item)) for key, item in value.items())
    return f"{{{','.join([f'{encode_basestring(key)}:{item}' for key, item in items])}}}"


def _word(value: object) -> str:
    return str(value.value) if isinstance(value, Enum) else str(value)
