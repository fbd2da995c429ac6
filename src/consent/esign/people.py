"""Who signs in each role: a name and an address, or a stand-in to be filled in before the request is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from consent.errors import SealError
from consent.esign.roles import ORDER

_SHAPE = "one line for each, such as `patient: {name: Ada Example, email: ada@example.org}`"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is asked to sign."""

    role: str
    name: str = field(repr=False)
    email: str = field(repr=False)
    is_stand_in: bool = False

    @property
    def title(self) -> str:
        """The role as people read it."""
        return self.role.replace("-", " ").capitalize()


def people_in(file: Path | None) -> dict[str, Person]:
    """Who signs, by role; nobody when no file is named.

    Raises:
        SealError: the file is not of that shape. It never repeats what stands in it.
    """
    if file is None:
        return {}
    try:
        told = yaml.safe_load(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        raise SealError(f"{file} cannot be read as YAML", hint=_SHAPE) from None
    if not isinstance(told, Mapping) or not all(_is_person(one) for one in told.values()):
        raise SealError(f"{file} is not a list of people", hint=_SHAPE)
    unknown = [str(role) for role in told if role not in ORDER]
    if unknown:
        raise SealError(f"{file}: there is no role {unknown[0]!r}", hint=f"one of: {', '.join(ORDER)}")
    return {role: Person(role, one["name"], one["email"]) for role, one in told.items()}


def signers(roles: Sequence[str], known: Mapping[str, Person]) -> tuple[Person, ...]:
    """One for each role, in the order they sign."""
    return tuple(known.get(role) or _stand_in(role) for role in ORDER if role in roles)


def _stand_in(role: str) -> Person:
    return Person(role, f"NAME-OF-{role.upper()}", f"EMAIL-OF-{role.upper()}", is_stand_in=True)


def _is_person(one: object) -> bool:
    if not isinstance(one, Mapping) or set(one) != {"name", "email"}:
        return False
    return all(isinstance(text, str) and text.strip() for text in one.values()) and "@" in one["email"]
