"""What a name in a page template stands for, followed through the packet model by its type hints."""

from __future__ import annotations

import functools
import operator
import types
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

TypeOf = Any
"""A type as ``typing`` writes it; ``Any`` where it cannot be known."""

_PLAIN = (str, int, float, bool, bytes)


def _origin(kind: TypeOf) -> Any:
    # By way of Any: the overloads of `get_origin` would narrow every type to a ParamSpec.
    found: Any = get_origin(kind)
    return found


def members(kind: TypeOf) -> tuple[TypeOf, ...]:
    """The types a value may have, ``None`` left out; a word known in advance is a text."""
    if _origin(kind) is Literal:
        return (str,)
    if _origin(kind) in (Union, types.UnionType):
        return tuple(member for part in get_args(kind) if part is not type(None) for member in members(part))
    return (kind,)


def union(kinds: Iterable[TypeOf]) -> TypeOf:
    """One type for several."""
    found = tuple(dict.fromkeys(member for kind in kinds for member in members(kind)))
    if not found or Any in found:
        return Any
    return functools.reduce(operator.or_, found)


def attribute(kind: TypeOf, name: str) -> TypeOf | None:
    """The type of an attribute or key; None when no member of the type has it."""
    found = [part for member in members(kind) if (part := _attribute(member, name)) is not None]
    return union(found) if found else None


def _attribute(kind: TypeOf, name: str) -> TypeOf | None:
    if kind is Any or _origin(kind) is Callable:
        return Any
    origin = _origin(kind) or kind
    if not isinstance(origin, type) or name.startswith("_"):
        return None
    if issubclass(origin, Mapping):
        return Any if hasattr(dict, name) else get_args(kind)[1] if get_args(kind) else Any
    if issubclass(origin, (tuple, list, *_PLAIN)) and not issubclass(origin, Enum):
        return Any if hasattr(origin, name) else None
    if name in hints(origin):
        return hints(origin)[name]
    found = getattr(origin, name, None)
    if isinstance(found, property) and found.fget is not None:
        return get_type_hints(found.fget).get("return", Any)
    if issubclass(origin, Enum):
        return str if name in ("name", "value") else Any if hasattr(str, name) else None
    return None if found is None else Any


def hints(kind: type) -> Mapping[str, TypeOf]:
    """The fields of a model, by name."""
    return _hints(kind)


# Read a thousand times in one check. As a function of anything: mypy takes no class for hashable.
_hints: Callable[[Any], Mapping[str, TypeOf]] = functools.cache(get_type_hints)


def known(kind: TypeOf) -> tuple[str, ...]:
    """The names that may follow the dot."""
    found: set[str] = set()
    for member in members(kind):
        origin = _origin(member) or member
        if isinstance(origin, type) and not issubclass(origin, (tuple, list, Mapping, *_PLAIN)):
            found |= {
                name for name in (*hints(origin), *vars(origin)) if not name.startswith(("_", "model_"))
            }
    return tuple(sorted(found))


def item(kind: TypeOf) -> TypeOf | None:
    """The type of what a loop meets; None when the value is not a list."""
    found = [part for member in members(kind) if (part := _item(member)) is not None]
    return union(found) if found else None


def _item(kind: TypeOf) -> TypeOf | None:
    if kind is Any:
        return Any
    origin, arguments = _origin(kind) or kind, get_args(kind)
    if not isinstance(origin, type):
        return None
    if issubclass(origin, Mapping):
        return arguments[0] if arguments else Any
    if issubclass(origin, (tuple, list)):
        return union(part for part in arguments if part is not Ellipsis) if arguments else Any
    return str if origin is str else None


def parts(kind: TypeOf, count: int) -> tuple[TypeOf, ...]:
    """The types of the parts of a pair or triple."""
    arguments = get_args(kind)
    if _origin(kind) is tuple and len(arguments) == count and Ellipsis not in arguments:
        return arguments
    return (Any,) * count


def value_of(kind: TypeOf) -> TypeOf:
    """The type of what square brackets give."""
    origin, arguments = _origin(kind), get_args(kind)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return arguments[1]
    return item(kind) or Any


def no_such_key(kind: TypeOf, key: TypeOf) -> tuple[str, ...]:
    """The keys there are, when a word known in advance is none of them; nothing when all is well."""
    origin, arguments = _origin(kind), get_args(kind)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return never_equal(arguments[0], key)
    return ()


def never_equal(kind: TypeOf, other: TypeOf) -> tuple[str, ...]:
    """The words of a closed list, when a word known in advance is none of them; nothing when all is well."""
    if _origin(other) is not Literal or not isinstance(kind, type) or not issubclass(kind, Enum):
        return ()
    words = tuple(str(member.value) for member in kind)
    return () if get_args(other)[0] in words else words


def described(kind: TypeOf) -> str:
    """A type in a few words."""
    names = [getattr(_origin(member) or member, "__name__", str(member)) for member in members(kind)]
    return " or ".join(
        "list" if name in ("tuple", "list") else "text" if name == "str" else name for name in names
    )
