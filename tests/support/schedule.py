"""Schedules of made-up patients as CSV files, and what a batch leaves in a folder."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

MARKER = "Zyxomma"
"""In every patient's name; it may appear in packets and nowhere else."""
_COLUMNS = (
    "record_id",
    "given_name",
    "family_name",
    "date_of_birth",
    "mrn",
    "preferred_language",
    "procedures",
    "body_site",
    "laterality",
    "indication",
    "practitioner",
    "scheduled_on",
)


def row(number: int, **changes: str) -> dict[str, str]:
    """One row; a short packet unless changed."""
    return {
        "record_id": f"r-{number:04d}",
        "given_name": ("Ana", "Zoë", "Łukasz", "Björk")[number % 4],
        "family_name": f"{MARKER}-{chr(65 + number % 26)}ović",
        "date_of_birth": f"19{40 + number % 50}-0{1 + number % 9}-1{number % 9}",
        "mrn": f"{number:08d}",
        "preferred_language": "en",
        "procedures": "ultrasound-guidance",
        "practitioner": "p-01",
        "scheduled_on": "2026-12-01",
        **changes,
    }


def rows(count: int) -> list[dict[str, str]]:
    """So many rows."""
    return [row(number) for number in range(count)]


def write_csv(path: Path, found: Iterable[Mapping[str, str]]) -> Path:
    """Write a schedule."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _COLUMNS)
        writer.writeheader()
        writer.writerows(found)
    return path


def manifest(folder: Path) -> list[dict[str, Any]]:
    """The lines of a batch's manifest."""
    return [json.loads(line) for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines()]


def packets(folder: Path) -> dict[str, bytes]:
    """Every finished packet by name."""
    return {path.stem: path.read_bytes() for path in (folder / "packets").glob("*.pdf")}


def litter(folder: Path) -> list[str]:
    """Files that belong to nothing finished."""
    return sorted(path.name for path in folder.rglob("*.part"))
