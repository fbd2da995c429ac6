"""The example practice with the real library: builders of made-up records, and every packet typeset once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from consent import __version__
from consent.assemble import assemble
from consent.checks import check_packet
from consent.load.practice.logo import read_logo
from consent.models.findings.finding import Severity
from consent.models.library.collection import Library
from consent.models.paper.master import Master
from consent.models.paper.packet import Edition, Packet
from consent.models.paper.slots import Slot
from consent.models.people.look import DocumentKind
from consent.models.people.practice import Paper, Practice
from consent.models.people.record import BlankForm, Record
from consent.pipeline.parts.masters import master_of
from consent.pipeline.parts.store import PartStore
from consent.pipeline.remembered.memory import open_memory
from consent.pipeline.workspace import Workspace, open_workspace
from consent.stamp import stamp
from tests.support.official_forms import bound, two_pages

ROOT = Path(__file__).parents[2]
PRACTICE_FILE = ROOT / "examples" / "practice.yaml"
RECORD_FILE = ROOT / "examples" / "records" / "r-0001.yaml"
ISSUED_ON = date(2026, 11, 24)
GOLDEN_ID = "G0LDE-N0000"
EVERY_PROCEDURE = ("msc-exosomes", "amniotic-exosomes", "ha-medium", "ultrasound-guidance")
PRODUCTS = (*EVERY_PROCEDURE[:3], "prp", "prfm")
SHOULDER = {
    "body_site": "glenohumeral joint",
    "laterality": "left",
    "indication": "shoulder osteoarthritis",
}
KNEE = {"body_site": "knee joint", "laterality": "right", "indication": "knee osteoarthritis"}


def plan(*procedures: str, where: Mapping[str, str] = SHOULDER) -> list[dict[str, str]]:
    """These procedures at one place."""
    return [{"procedure": id_, **(where if id_ in PRODUCTS else {})} for id_ in procedures]


def record(**changes: Any) -> Record:
    """The example record, with some top-level fields changed."""
    data: dict[str, Any] = {
        "record_id": "r-0001",
        "patient": patient(),
        "procedures": plan("msc-exosomes", "ha-medium", "ultrasound-guidance"),
        "practitioner": "p-01",
        "scheduled_on": "2026-12-01",
    }
    return Record.model_validate({**data, **changes})


def patient(**changes: str) -> dict[str, str]:
    """The example patient, with some fields changed."""
    return {
        "given_name": "Maria",
        "family_name": "Nguyễn",
        "date_of_birth": "1961-03-09",
        "mrn": "00123456",
        **changes,
    }


def assisted() -> Record:
    """A patient for whom somebody else decides, with an interpreter."""
    return record(
        record_id="r-0002",
        representative={"name": "Jean-Luc Ångström", "authority": "health care proxy"},
        interpreter={"language": "Vietnamese", "modality": "video"},
    )


def blank(*procedures: str, where: Mapping[str, str] | None = None) -> BlankForm:
    """A form for no patient yet."""
    return BlankForm.model_validate(
        {"procedures": plan(*(procedures or EVERY_PROCEDURE), where=where or {}), "practitioner": "p-01"}
    )


class Office:
    """The example practice at work. Masters are kept, so that no packet is typeset twice in a run."""

    def __init__(self, cache: Path | None = None) -> None:
        self.workspace: Workspace = open_workspace(PRACTICE_FILE, None, "en")
        self.practice: Practice = self.workspace.practice.value
        self.library: Library = self.workspace.library
        self.roots: Sequence[Path] = self.workspace.roots
        self._logo = read_logo(self.workspace.practice)
        self._masters: dict[tuple[str, str], Master] = {}
        self.parts = PartStore(self.roots, open_memory(cache, self.roots) if cache else None)

    def __repr__(self) -> str:
        return "Office()"

    def with_practice(self, **changes: Any) -> Practice:
        """The example practice, with some top-level fields changed."""
        return Practice.model_validate({**self.practice.model_dump(), **changes})

    def with_product(self, procedure: str, **changes: Any) -> Practice:
        """The example practice with another product for one procedure."""
        products = self.practice.model_dump()["products"]
        return self.with_practice(products={**products, procedure: {**products[procedure], **changes}})

    def packet(
        self,
        form: Record | BlankForm,
        *,
        edition: Edition = Edition.STANDARD,
        paper: Paper = Paper.LETTER,
        practice: Practice | None = None,
        library: Library | None = None,
        issued_on: date = ISSUED_ON,
        design: str = "design",
        document: DocumentKind = DocumentKind.CONSENT,
    ) -> Packet:
        """The assembled packet, unchecked."""
        practice = practice or self.practice
        return assemble(
            form,
            library=library or self.library,
            practice=practice,
            issued_on=issued_on,
            edition=edition,
            paper=paper,
            logo=self._logo,
            release=__version__,
            design=design,
            document=document,
            forms={name: bound(two_pages(), name) for name in practice.official_forms},
        )

    def golden(self, form: Record | BlankForm, **look: Any) -> Packet:
        """The packet with an id that does not change with its words, so that one change is one difference."""
        packet = self.checked(form, **look)
        return replace(
            packet,
            packet_id=GOLDEN_ID,
            template_version="0.0.0-00000000",
            slots={**packet.slots, Slot.PACKET_ID: GOLDEN_ID},
        )

    def checked(self, form: Record | BlankForm, **look: Any) -> Packet:
        """The assembled packet; an error fails the test."""
        packet = self.packet(form, **look)
        assert [f for f in check_packet(packet) if f.severity is Severity.ERROR] == []
        return packet

    def master(self, packet: Packet) -> Master:
        """The packet's content, typeset with empty slots; once for each content."""
        key = (packet.content_hash, packet.template_version)
        if key not in self._masters:
            self._masters[key] = master_of(packet, self.roots, self.parts)
        return self._masters[key]

    def pdf(self, packet: Packet) -> bytes:
        """The finished file."""
        return stamp(self.master(packet), packet.slots)
