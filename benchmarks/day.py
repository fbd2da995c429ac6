"""A clinic's day for the benchmarks: several practitioners, sites, sides and procedures, all made up."""

from __future__ import annotations

import csv
import random
import shutil
from dataclasses import dataclass
from pathlib import Path

NAMES = (
    *("Bo Lind", "Carla Meyer", "Dev Rao", "Eva Sloan", "Finn Adler", "Gita Bose", "Hana Ito", "Ivo Kral"),
    *("Jan Maas", "Kim Noor", "Lea Ortiz", "Max Pohl", "Nia Quist", "Olaf Rask", "Pia Stern", "Raj Tandon"),
    *("Sofia Unger", "Tom Vance", "Uma Weiss"),
)
SITES = {
    "knee joint": ("knee osteoarthritis", 5),
    "hip joint": ("hip osteoarthritis", 2),
    "glenohumeral joint": ("shoulder osteoarthritis", 3),
    "rotator cuff tendon": ("rotator cuff tendinopathy", 2),
}
SETS = {
    "msc-exosomes;ha-medium;ultrasound-guidance": 4,
    "amniotic-exosomes;ha-medium;ultrasound-guidance": 2,
    "ha-medium;ultrasound-guidance": 4,
    "msc-exosomes;amniotic-exosomes;ha-medium;ultrasound-guidance": 1,
    "msc-exosomes;ultrasound-guidance": 2,
}
_HEADINGS = (
    *("record_id", "given_name", "family_name", "date_of_birth", "mrn", "preferred_language", "procedures"),
    *("body_site", "laterality", "indication", "practitioner", "scheduled_on"),
)
_PRACTITIONER = """
  - id: p-{number:02}
    name: {name}
    credentials: [MD]
    licence: California A{number:06}
    experience: >-
      Dr. {family} is trained in sports medicine.
      Dr. {family} has used ultrasound to guide joint injections since {year}.
    interests: Dr. {family} has no interest in the products.
"""


@dataclass(frozen=True)
class Day:
    """A schedule and the practice it is for."""

    schedule: Path
    practice: Path
    rows: int
    contents: int
    """How many different packets it asks for, apart from the people."""


def write_day(examples: Path, folder: Path, rows: int, *, seed: int = 7, practitioners: int = 5) -> Day:
    """Write the practice of the examples, with more practitioners, and its schedule for a day."""
    practice = folder / "practice"
    shutil.copytree(examples, practice)
    file = practice / "practice.yaml"
    told = "".join(
        _PRACTITIONER.format(number=number, name=name, family=name.split()[-1], year=2000 + number)
        for number, name in enumerate(NAMES[: practitioners - 1], 2)
    )
    before, found, after = file.read_text("utf-8").partition("\n# The product you use")
    if not found:
        raise SystemExit("examples/practice.yaml has changed: where do its practitioners end?")
    file.write_text(f"{before}{told}{found}{after}", "utf-8")
    schedule = folder / "day.csv"
    contents = _write_schedule(schedule, rows, random.Random(seed), practitioners)  # noqa: S311 - made-up people
    return Day(schedule, file, rows, contents)


def _write_schedule(path: Path, rows: int, chance: random.Random, practitioners: int) -> int:
    sites, weights = list(SITES), [weight for _, weight in SITES.values()]
    contents = set()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADINGS)
        for number in range(rows):
            site = chance.choices(sites, weights)[0]
            procedures = chance.choices(list(SETS), list(SETS.values()))[0]
            side = chance.choice(["left", "right"])
            practitioner = f"p-{chance.randint(1, practitioners):02}"
            contents.add((site, procedures, side, practitioner))
            born = f"{chance.randint(1935, 1999)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            person = (
                f"d-{number:05}",
                "Ilse",
                f"Quandt{number}",
                born,
                f"{chance.randrange(10**8):08}",
                "en",
            )
            where = (site, side, SITES[site][0])
            writer.writerow((*person, procedures, *where, practitioner, "2026-12-04"))
    return len(contents)
