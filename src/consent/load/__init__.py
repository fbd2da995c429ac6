"""Reads what people typed. All complaints about input come from here, in one pass, and never quote a patient.

Never assembles, prints or writes.
"""

from __future__ import annotations

from consent.load.baseline import read_baseline
from consent.load.codes import CODES
from consent.load.library import load_library, survey_library
from consent.load.logo import read_logo
from consent.load.plan import check_plan
from consent.load.practice import load_practice
from consent.load.record import LoadedRecords, load_records
from consent.load.sources import read_pages, read_texts
from consent.load.waivers import WAIVERS_FILE, load_waivers
from consent.load.words import load_words

__all__ = [
    "CODES",
    "WAIVERS_FILE",
    "LoadedRecords",
    "check_plan",
    "load_library",
    "load_practice",
    "load_records",
    "load_waivers",
    "load_words",
    "read_baseline",
    "read_logo",
    "read_pages",
    "read_texts",
    "survey_library",
]
