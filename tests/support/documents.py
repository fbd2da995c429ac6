"""The matrix of finished files that must all be right."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product as every

from consent.models.paper.master import Master
from consent.models.paper.packet import Edition, Packet
from consent.models.people.practice import Paper
from consent.models.people.record import BlankForm, Record
from tests.support.office import Office, assisted, blank, record

FORMS: dict[str, Record | BlankForm] = {"filled": record(), "assisted": assisted(), "blank": blank()}
CASES = tuple(every(FORMS, Edition, Paper))


@dataclass(frozen=True)
class Document:
    """One finished file and what it was made from."""

    name: str
    packet: Packet
    master: Master
    pdf: bytes

    def __repr__(self) -> str:
        return self.name


def document_of(office: Office, form: str, edition: Edition, paper: Paper) -> Document:
    """One cell of the matrix; typeset once in a run."""
    packet = office.golden(FORMS[form], edition=edition, paper=paper)
    return Document(f"{form}-{edition}-{paper}", packet, office.master(packet), office.pdf(packet))
