"""Reads what people typed. All complaints about input come from here, in one pass, and never quote a patient.

Never assembles, prints or writes. A name is imported when it is first used: a list of procedures
should not wait for the models of a record.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from consent.load.baseline import read_baseline
    from consent.load.codes import CODES
    from consent.load.heads import read_heads
    from consent.load.library import load_library, survey_library
    from consent.load.logo import read_logo
    from consent.load.official_form import read_forms
    from consent.load.plan import check_plan
    from consent.load.practice import load_practice
    from consent.load.record import LoadedRecords, load_people, load_records
    from consent.load.sources import read_pages, read_texts
    from consent.load.waivers import WAIVERS_FILE, load_waivers
    from consent.load.words import load_words

__all__ = [
    "CODES",
    "WAIVERS_FILE",
    "LoadedRecords",
    "check_plan",
    "load_library",
    "load_people",
    "load_practice",
    "load_records",
    "load_waivers",
    "load_words",
    "read_baseline",
    "read_forms",
    "read_heads",
    "read_logo",
    "read_pages",
    "read_texts",
    "survey_library",
]

_HOME = {
    "CODES": "codes",
    "WAIVERS_FILE": "waivers",
    "LoadedRecords": "record",
    "check_plan": "plan",
    "load_library": "library",
    "load_people": "record",
    "load_practice": "practice",
    "load_records": "record",
    "load_waivers": "waivers",
    "load_words": "words",
    "read_baseline": "baseline",
    "read_forms": "official_form",
    "read_heads": "heads",
    "read_logo": "logo",
    "read_pages": "sources",
    "read_texts": "sources",
    "survey_library": "library",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"consent.load.{_HOME[name]}"), name)
