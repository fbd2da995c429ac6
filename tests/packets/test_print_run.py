"""Print runs of the real pages: the name of the copy covers nothing, and every page stays as it is."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from consent.models.paper.master import Master
from consent.models.paper.packet import Packet
from consent.models.paper.print_run import Copy
from consent.models.paper.slots import Slot
from consent.models.people.look import Edition
from consent.pipeline.parts.masters import slow_master_of
from consent.stamp import stamp
from consent.stamp.run import PrintRun
from tests.support.office import ISSUED_ON, Office, patient, plan, record
from tests.support.readers.runs import Viewer

LONG = {
    Edition.STANDARD: "Ann-Marie de la Cruz " * 9 + "Lee",
    Edition.LARGE_PRINT: "Ann-Marie de la Cruz y Hohenzollern",
}


@pytest.fixture(scope="module")
def office() -> Office:
    return Office()


def normal(office: Office, edition: Edition) -> tuple[Packet, Master]:
    packet = office.golden(record(procedures=plan("msc-exosomes")), edition=edition)
    return packet, office.master(packet)


def long_name(office: Office, edition: Edition) -> tuple[Packet, Master]:
    names = patient(given_name=LONG[edition], family_name=LONG[edition])
    form = record(patient=names, procedures=plan("msc-exosomes"))
    packet = office.golden(form, edition=edition)
    return packet, slow_master_of(packet, office.roots)


@pytest.mark.parametrize("edition", list(Edition))
@pytest.mark.parametrize("made", [normal, long_name])
def test_the_name_of_the_copy_stands_clear_of_everything(
    office: Office, made: Callable[[Office, Edition], tuple[Packet, Master]], edition: Edition
) -> None:
    packet, master = made(office, edition)
    pdf = bytearray()
    run = PrintRun(pdf.extend, issued_on=ISSUED_ON, copies=[Copy.PATIENT])
    run.add(master, packet.slots, edition=edition)
    run.finish()
    marked, single = Viewer(bytes(pdf)), Viewer(stamp(master, {**packet.slots, Slot.ISSUE: "a"}))
    for page in range(master.pages):
        assert marked.text(page).count("Patient copy") == single.text(page).count("Patient copy") + 1
        before, after = single.pixels(page, 72) < 250, marked.pixels(page, 72) < 250
        assert (after >= before).all()
        rows, columns = (np.flatnonzero((after & ~before).any(axis=axis)) for axis in (1, 0))
        assert len(rows) * len(columns) > 100
        # White all around, by a point at least.
        around = before[max(rows[0] - 1, 0) : rows[-1] + 2, columns[0] - 1 : columns[-1] + 2]
        assert not around.any(), f"page {page + 1}"
        sides = (rows[0], before.shape[0] - rows[-1], columns[0], before.shape[1] - columns[-1])
        assert min(sides) >= 10
