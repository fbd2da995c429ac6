"""Reads what people typed. All complaints about input come from here, in one pass, and never quote a patient.

Never assembles, prints or writes.
"""

from __future__ import annotations

from consent.load.codes import CODES
from consent.load.library import load_library
from consent.load.logo import read_logo
from consent.load.plan import check_plan
from consent.load.practice import load_practice
from consent.load.record import LoadedRecords, load_records

__all__ = [
    "CODES",
    "LoadedRecords",
    "check_plan",
    "load_library",
    "load_practice",
    "load_records",
    "read_logo",
]
