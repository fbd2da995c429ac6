"""Official forms: an authority's PDF is judged, read and taken apart, to stand in a packet.

The only part besides the checks that reads PDFs with a library, and it loads one only when there is a form.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from consent.official.carry import carried
    from consent.official.dated import changed_on
    from consent.official.judge import pages_of
    from consent.official.parts import CarriedPage, PlainObject, UnusableFormError

__all__ = ["CarriedPage", "PlainObject", "UnusableFormError", "carried", "changed_on", "pages_of"]

_HOME = {
    "CarriedPage": "parts",
    "PlainObject": "parts",
    "UnusableFormError": "parts",
    "carried": "carry",
    "changed_on": "dated",
    "pages_of": "judge",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"consent.official.{_HOME[name]}"), name)
