"""One sentence and one hint for each way a value can be wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from consent.load.codes import Common
from consent.load.typed.examples import example
from consent.load.typed.shape import dotted
from consent.models.place import Path
from consent.suggest import choices, did_you_mean

_CHOICE = re.compile(r"'([^']*)'")
_LIST = "write each item on a line of its own that begins with `- `"
_MAPPING = "write `key: value` lines, with a space after the colon"

_FORMS: Mapping[str, str] = {
    "record_id": "use at most 64 letters, digits, dots, hyphens and underscores; never a patient's name",
    "preferred_language": "write a language code such as `en`, `es` or `zh-Hans`",
    "jurisdiction": "write a country or a state such as `US` or `US-CA`",
    "ind_number": 'write five or six digits in quotes, for example `ind_number: "123456"`, or `null`',
    "pma_number": "write P and six digits, for example `pma_number: P110005`, or `null`",
    "approval_number": "write NDA, ANDA or BLA and six digits, for example `approval_number: NDA 012345`",
    "sha256": "write the 64 digits and letters that `sha256sum FILE` prints, in lower case",
    "version": "write three numbers, for example `version: 1.0.0`",
}
_ID_FORM = "use lower-case letters and digits joined by hyphens, for example `some-id`"

_LIMITS: Mapping[str, tuple[str, str]] = {
    "greater_than": ("more than", "gt"),
    "greater_than_equal": ("at least", "ge"),
    "less_than": ("less than", "lt"),
    "less_than_equal": ("at most", "le"),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """What is wrong with a value, and what to type."""

    number: Common
    message: str
    hint: str = ""


def word(kind_of_error: str, path: Path, value: Any, context: Mapping[str, Any], *, quote: bool) -> Wording:
    """The wording for one of pydantic's error types; ``quote`` allows repeating what was typed."""
    name = dotted(path)
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    if kind_of_error == "value_error":
        return _broken_rule(name, key, value, str(context.get("error", "")))
    if kind_of_error in ("enum", "literal_error"):
        return _no_choice(name, value, _CHOICE.findall(str(context.get("expected", ""))), quote=quote)
    if kind_of_error in _LIMITS:
        words, limit = _LIMITS[kind_of_error]
        return Wording(
            Common.MALFORMED, f"`{name}` must be {words} {context[limit]:g}", f"change the number in `{key}`"
        )
    if kind_of_error == "string_pattern_mismatch":
        return Wording(Common.MALFORMED, f"`{name}` has the wrong form", _FORMS.get(key, _ID_FORM))
    if kind_of_error == "string_too_long":
        limit = context["max_length"]
        return Wording(Common.MALFORMED, f"`{name}` is longer than {limit} characters", "shorten it")
    if kind_of_error == "too_short":
        return Wording(
            Common.MALFORMED,
            f"`{name}` needs at least {context['min_length']} item",
            f"write `{example(key)}`",
        )
    return _wrong_type(kind_of_error, name, key, value)


def _broken_rule(name: str, key: str, value: Any, rule: str) -> Wording:
    """The models' own rules: their sentence is the message."""
    if rule == "write the date as YYYY-MM-DD":
        if value is None:
            return Wording(
                Common.WRONG_TYPE, f"`{name}` is empty", f"write a date, for example `{example(key)}`"
            )
        hint = f"write it as YYYY-MM-DD, for example `{example(key)}`"
        return Wording(Common.MALFORMED, f"`{name}` is not a date", hint)
    if rule == "there is no such day in the calendar":
        return Wording(
            Common.MALFORMED, f"`{name}`: {rule}", "check the month and the day; the order is YYYY-MM-DD"
        )
    if rule == "write something, not an empty text" and name == "body":
        return Wording(Common.MALFORMED, "the clause has no wording", "write it below the second `---` line")
    if rule == "write something, not an empty text":
        return Wording(
            Common.MALFORMED, f"`{name}` is empty", f"write something, for example `{example(key)}`"
        )
    return Wording(Common.CONTRADICTION, f"`{name}`: {rule}" if name else rule)


def _no_choice(name: str, value: Any, known: list[str], *, quote: bool) -> Wording:
    if isinstance(value, str) and value:
        typed = f"`{name}`: `{value}`" if quote and len(value) < 60 else f"`{name}`"
        return Wording(
            Common.NO_SUCH_CHOICE, f"{typed} is not one of the choices", did_you_mean(value, known)
        )
    return Wording(Common.NO_SUCH_CHOICE, f"`{name}` {_read_as(value)}", choices(known))


def _wrong_type(kind_of_error: str, name: str, key: str, value: Any) -> Wording:
    if kind_of_error == "string_type":
        message, hint = _no_text(key, value)
    elif kind_of_error in ("tuple_type", "list_type"):
        message, hint = ("is empty" if value is None else "needs a list"), _LIST
    elif kind_of_error in ("model_type", "dict_type", "model_attributes_type"):
        message, hint = ("is empty" if value is None else f"needs a mapping, not a {_shape(value)}"), _MAPPING
    elif kind_of_error == "several_forms":
        message = "needs a text or a list of texts"
        hint = f"write `{key}: word` or `{key}: [word, word]`"
    else:
        unknown = ("is not valid", f"write for example `{example(key)}`")
        message, hint = _NEEDED.get(kind_of_error.partition("_")[0], unknown)
        hint = hint.format(key=key) if "{key}" in hint else hint
    return Wording(Common.WRONG_TYPE, f"`{name}` {message}", hint)


_NEEDED: Mapping[str, tuple[str, str]] = {
    "int": ("needs a whole number", "write the number without quotes, for example `{key}: 10`"),
    "float": ("needs a number", "write the number without quotes, for example `{key}: 14`"),
    "bool": ("needs true or false", "write `{key}: true` or `{key}: false`, without quotes"),
}


def _no_text(key: str, value: Any) -> tuple[str, str]:
    if value is None:
        return "is empty", f"write a text, for example `{example(key)}`"
    if isinstance(value, (bool, int, float)):
        return _read_as(value), f"put it in quotes, for example `{_in_quotes(key)}`"
    return (
        f"needs one text, not a {_shape(value)}",
        "put a text that holds `: ` or begins with `- ` in quotes",
    )


def _read_as(value: Any) -> str:
    if value is None or value == "":
        return "is empty"
    if isinstance(value, bool):
        return "was read as true or false"
    if isinstance(value, (int, float)):
        return "was read as a number"
    return f"is a {_shape(value)}"


def _shape(value: Any) -> str:
    if isinstance(value, dict):
        return "mapping"
    return "list" if isinstance(value, list) else "single value"


def _in_quotes(key: str) -> str:
    shown = example(key)
    return shown if '"' in shown else shown.replace(": ", ': "', 1) + '"'
