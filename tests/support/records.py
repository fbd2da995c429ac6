"""Record files as people type them."""

from __future__ import annotations

from pathlib import Path


def record_text(record_id: str = "r-1", **changes: str) -> str:
    """A record in YAML with the shortest plan; a change replaces the words after one key."""
    words = {
        "given_name": "Zoë",
        "family_name": "Müller",
        "date_of_birth": "1950-01-31",
        "mrn": '"0042"',
        "practitioner": "p-01",
        "scheduled_on": "2026-12-01",
        "planned": "{procedure: ultrasound-guidance}",
        **changes,
    }
    return (
        f"record_id: {record_id}\n"
        "patient:\n"
        f"  given_name: {words['given_name']}\n"
        f"  family_name: {words['family_name']}\n"
        f"  date_of_birth: {words['date_of_birth']}\n"
        f"  mrn: {words['mrn']}\n"
        f"procedures:\n  - {words['planned']}\n"
        f"practitioner: {words['practitioner']}\n"
        f"scheduled_on: {words['scheduled_on']}\n"
    )


def write(path: Path, text: str) -> Path:
    """A text file, in folders of its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path
