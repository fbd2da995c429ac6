"""JSON as FHIR needs it: in UTF-8, and no key twice, for the second would silently win."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from consent.load.codes import Common, Kind, code
from consent.load.rows.codes import ENCODING


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why bytes cannot be read; holds nothing of them."""

    code: str
    message: str
    hint: str


_ENCODING = Trouble(
    ENCODING, "the text is not UTF-8", "FHIR is always UTF-8: export it again, or save it as UTF-8"
)
_TWICE = Trouble(
    code(Kind.RECORD, Common.DUPLICATE_KEY),
    "a key is written twice in one object, so that it is unclear which value counts",
    "export it again, or remove one of the two",
)
_SYNTAX = Trouble(
    code(Kind.RECORD, Common.SYNTAX),
    "this is not valid JSON",
    "export it again; it may have been cut off. An NDJSON file has one whole resource on each line",
)


class _TwiceError(Exception):
    """A key comes twice."""


def parsed(raw: bytes) -> tuple[Any, Trouble | None]:
    """The value, or why there is none."""
    trouble = _SYNTAX
    try:
        return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_once), None
    except UnicodeDecodeError:
        trouble = _ENCODING
    except _TwiceError:
        trouble = _TWICE
    except (ValueError, RecursionError):
        trouble = _SYNTAX
    return None, trouble


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _TwiceError
    return found
