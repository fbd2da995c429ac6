"""Made-up schedules of any length for the benchmarks, the same each time."""

from __future__ import annotations

import csv
import random
from pathlib import Path

GIVEN = ("Maria", "Zoë", "Łukasz", "José", "Björk", "Θεοδώρα", "Иван", "Linh", "Mehmet", "Fatima", "Nguyễn")
FAMILY = ("Müller", "O'Neill", "García", "Ångström", "Dvořák", "Kowalski", "Иванов", "Çelik", "Papadopoulos")
_SHOULDER = ("glenohumeral joint", "left", "shoulder osteoarthritis")
_HEADINGS = (
    *("record_id", "given_name", "family_name", "date_of_birth", "mrn", "procedures"),
    *("body_site", "laterality", "indication", "practitioner", "scheduled_on"),
)


SHORT_RECORD = """\
record_id: r-0002
patient: {given_name: Maria, family_name: Nguyen, date_of_birth: 1961-03-09, mrn: "00123456"}
procedures: [{procedure: ultrasound-guidance}]
practitioner: p-01
scheduled_on: 2026-12-01
"""
"""With the templates of ``short_packet/``, a packet of seven pages."""


def write_schedule(path: Path, count: int, procedures: str) -> Path:
    """A CSV file with so many rows, each with names and numbers of its own."""
    chance = random.Random(count)  # noqa: S311 - made-up patients
    where = _SHOULDER if procedures != "ultrasound-guidance" else ("", "", "")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADINGS)
        for number in range(count):
            family = "-".join(chance.sample(FAMILY, chance.choice((1, 1, 2))))
            born = f"{chance.randint(1935, 2005)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            mrn = f"{chance.randrange(10**8):08}"
            row = (f"r-{number:07}", chance.choice(GIVEN), family, born, mrn, procedures, *where)
            writer.writerow((*row, "p-01", "2026-12-01"))
    return path
