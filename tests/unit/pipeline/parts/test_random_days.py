"""Packets of random plans, joined from parts: veraPDF, qpdf, and the same bytes from two processes."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from consent.models.paper.packet import Edition, Packet
from tests.support.command import environment
from tests.support.office import KNEE, ROOT, SHOULDER, Office, blank, plan, record
from tests.support.verapdf import assert_conforms

SETS = (
    ("msc-exosomes", "ha-medium", "ultrasound-guidance"),
    ("amniotic-exosomes", "ha-medium", "ultrasound-guidance"),
    ("ha-medium", "ultrasound-guidance"),
    ("msc-exosomes", "amniotic-exosomes", "ha-medium", "ultrasound-guidance"),
    ("ultrasound-guidance",),
)
_PRINTED = """
import sys
from pathlib import Path
from consent.stamp import stamp
from tests.support.office import Office, record
office = Office()
Path(sys.argv[1]).write_bytes(office.pdf(office.packet(record())))
"""


def packets(office: Office, count: int, seed: int) -> list[Packet]:
    chance = random.Random(seed)
    found = []
    for number in range(count):
        where = chance.choice((SHOULDER, KNEE))
        procedures = plan(
            *chance.choice(SETS), where={**where, "laterality": chance.choice(("left", "right"))}
        )
        form = record(record_id=f"r-{number:04}", procedures=procedures)
        edition = Edition.LARGE_PRINT if number % 4 == 3 else Edition.STANDARD
        found.append(office.packet(form, edition=edition))
    return [*found, office.packet(blank(*SETS[0]))]


@pytest.fixture(scope="module")
def files(office: Office, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("joined")
    written = []
    for number, packet in enumerate(packets(office, 5, seed=20261124)):
        assert office.master(packet).whole == ""
        path = folder / f"{number}.pdf"
        path.write_bytes(office.pdf(packet))
        written.append(path)
    return written


def test_every_joined_packet_is_accessible_and_archivable(files: list[Path]) -> None:
    assert_conforms(files)


def test_every_joined_packet_is_sound(files: list[Path]) -> None:
    qpdf = shutil.which("qpdf")
    if qpdf is None:
        pytest.skip("qpdf is not installed")
    for path in files:
        done = subprocess.run([qpdf, "--check", str(path)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_two_processes_join_the_same_bytes(office: Office, tmp_path: Path) -> None:
    ours = office.pdf(office.packet(record()))
    theirs = tmp_path / "packet.pdf"
    elsewhere = environment(
        PYTHONHASHSEED="7",
        PYTHONPATH=os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        CONSENT_CACHE=str(tmp_path / "cache"),
    )
    command = [sys.executable, "-c", _PRINTED, str(theirs)]
    subprocess.run(command, check=True, cwd=ROOT, env=elsewhere)
    assert hashlib.sha256(ours).hexdigest() == hashlib.sha256(theirs.read_bytes()).hexdigest()


def test_two_sides_share_every_part_but_what_names_the_side(office: Office) -> None:
    left, right = (
        office.packet(
            record(procedures=plan("msc-exosomes", "ha-medium", where={**SHOULDER, "laterality": side}))
        )
        for side in ("left", "right")
    )
    office.master(left)
    before = office.parts.typeset
    office.master(right)
    assert office.parts.typeset == before
