"""A packet as it was issued, with the register that knows it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from consent.models.paper.slots import Slot
from consent.models.people.record import BlankForm, Record
from consent.models.register.issue import Printed, Wanted
from consent.register import open_register
from consent.stamp import stamp
from tests.support.office import ISSUED_ON, Office


@dataclass(frozen=True)
class IssuedPacket:
    """What stands in a practice's folder after printing."""

    packet_id: str
    path: Path
    register: Path
    pdf: bytes = field(repr=False)


def issue(office: Office, folder: Path, form: Record | BlankForm) -> IssuedPacket:
    """Print one packet into the folder and note it in the register there."""
    packet = office.checked(form)
    master = office.master(packet)
    pdf = stamp(master, packet.slots)
    path = folder / f"{packet.packet_id}.pdf"
    path.write_bytes(pdf)
    record_id = form.record_id if isinstance(form, Record) else ""
    mrn = form.patient.mrn if isinstance(form, Record) else ""
    with open_register(folder / "register") as register:
        wanted = Wanted(
            packet.packet_id,
            record_id,
            mrn,
            packet.content_hash,
            ISSUED_ON,
            None,
            {Slot.PACKET_ID: packet.packet_id},
        )
        assert register.begin([wanted]) == [""]
        kept = register.masters.keep(master.to_bytes())
        sha256 = hashlib.sha256(pdf).hexdigest()
        register.complete(
            [Printed(packet.packet_id, "", sha256, len(pdf), master.pages, kept, str(path), "r.yaml")]
        )
    return IssuedPacket(packet.packet_id, path, folder / "register", pdf)
