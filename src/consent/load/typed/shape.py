"""Which model stands at a path, and which keys it knows."""

from __future__ import annotations

from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from consent.models.place import Path


def known_keys(model: type[BaseModel], path: Path) -> tuple[str, ...]:
    """The keys that may be typed in the mapping at a path; empty when any may."""
    found = _step(model, path)
    return tuple(field.alias or name for name, field in found.model_fields.items()) if found else ()


def known_part(model: type[BaseModel], path: Path) -> Path:
    """A path up to the first key the model does not know; safe to show where keys may be secret."""
    for length, part in enumerate(path):
        if isinstance(part, str) and part not in known_keys(model, path[:length]):
            return path[:length]
    return path


def dotted(path: Path) -> str:
    """A path as people write it: ``procedures[0].body_site``."""
    name = ""
    for part in path:
        if isinstance(part, int):
            name += f"[{part}]"
        else:
            name += f".{part}" if name else part
    return name


def _step(annotation: Any, path: Path) -> type[BaseModel] | None:
    annotation = _bare(annotation)
    is_model = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    if not path:
        return annotation if is_model else None
    head, rest = path[0], path[1:]
    if is_model:
        field = next((f for name, f in annotation.model_fields.items() if (f.alias or name) == head), None)
        return _step(field.annotation, rest) if field else None
    if get_origin(annotation) is tuple:
        return _step(get_args(annotation)[0], rest)
    if get_origin(annotation) is dict:
        return _step(get_args(annotation)[1], rest)
    return None


def _bare(annotation: Any) -> Any:
    """The type without ``Annotated`` and without ``| None``."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, UnionType):
        members = [member for member in get_args(annotation) if member is not type(None)]
        return _bare(members[0])
    return annotation
