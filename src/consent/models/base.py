"""What all nouns share: frozen, closed to unknown keys, silent about values in errors."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints

# pydantic by itself takes seconds since 1970 for a date, and a time of day at its end.
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Model(BaseModel):
    """Base of every noun."""

    model_config = ConfigDict(
        # A command reads with few of its nouns; each builds what reads it when that is first done.
        defer_build=True,
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
        str_strip_whitespace=False,
    )

    def but(self, **values: Any) -> Self:
        """The same with other values, each of which is known to fit its field: nothing is looked at again.

        What ``model_copy`` does, without the copies of copies that make it the dearest step of reading a row.
        """
        made = object.__new__(type(self))
        put = object.__setattr__
        put(made, "__dict__", {**self.__dict__, **values})
        put(made, "__pydantic_fields_set__", self.__pydantic_fields_set__ | values.keys())
        put(made, "__pydantic_extra__", None)
        put(made, "__pydantic_private__", None)
        return made


def _only_iso(value: object) -> object:
    # pydantic would read the integer 19610309 as a Unix timestamp.
    if isinstance(value, date) and type(value) is date:
        return value
    if not isinstance(value, str) or not _ISO_DATE.fullmatch(value):
        raise ValueError("write the date as YYYY-MM-DD")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("there is no such day in the calendar") from None


Date = Annotated[date, BeforeValidator(_only_iso)]
"""A calendar date, typed YYYY-MM-DD and nothing else."""

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""Lower-case words joined by hyphens; a file's stem equals the id inside it."""


def _has_ink(value: str) -> str:
    if not value.strip():
        raise ValueError("write something, not an empty text")
    return value


Text = Annotated[str, AfterValidator(_has_ink)]
"""Words that will be printed; never empty."""

Version = Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]
"""major.minor.patch; raise it whenever a printed word changes."""


def fixed(english: str) -> str:
    """The words themselves: marks what the program says later, for whoever collects it for translators."""
    return english
