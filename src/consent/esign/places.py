"""The places of a finished file, for a service that knows nothing of PDF forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from consent.errors import SealError
from consent.esign.roles import role_of, signers_in
from consent.load.record.esign_tags import TAG
from consent.models.paper.master import FieldKind
from consent.models.register.duties import SEAL, duty_of, kind_of
from consent.models.register.scanned import Duty
from consent.reading.compared.answers import Answer, answers_of
from consent.reading.read import read_sheets
from consent.reading.safe.opened import opened_soundly


@dataclass(frozen=True, slots=True)
class AskedPlace:
    """Where somebody is to write. Points from the top left of the page."""

    name: str
    kind: FieldKind
    label: str
    role: str
    required: bool
    page: int
    """Counted from 1."""
    x: float
    y: float
    width: float
    height: float
    page_width: float
    page_height: float

    @property
    def signing_date(self) -> bool:
        """Whether the service may put the day of signing there."""
        return self.kind is FieldKind.DATE and self.name.endswith("-date")


def places_of(data: bytes) -> tuple[AskedPlace, ...]:
    """Every empty place but the seal's and those to refuse: who refuses declines in the service.

    Raises:
        SealError: a page has words that a service would take for a place to sign, or nobody is to sign.
        UnreadableError: the file cannot be read.
    """
    for page in read_sheets(data, "").pages:
        if TAG.search(page.text):
            raise SealError(
                f"page {page.number} has words that a signing service would take for a place to sign",
                hint="find the braces, brackets or slashes in your clauses or practice.yaml, and write it"
                " without them",
            )
    with opened_soundly(data) as pdf:
        answers = answers_of(pdf)
        boxes = [[float(edge) for edge in page.mediabox] for page in pdf.pages]
    found = tuple(_places(answers, boxes))
    if not any(place.kind is FieldKind.SIG for place in found):
        raise SealError("there is no empty place to sign in it", hint="hand over the packet as it was issued")
    return found


def _places(answers: dict[str, Answer], boxes: list[list[float]]) -> Iterator[AskedPlace]:
    signers = signers_in(one.own_name for one in answers.values() if one.kind == "/Sig")
    for one in answers.values():
        kind = kind_of(one.own_name, one.kind, one.flags)
        duty = duty_of(one.own_name, kind)
        if one.filled or one.own_name == SEAL or duty is Duty.REFUSAL:
            continue
        left, bottom, right, top = boxes[one.page - 1]
        is_text = kind in (FieldKind.TEXT, FieldKind.MULTILINE, FieldKind.CHECK)
        yield AskedPlace(
            name=one.own_name,
            kind=kind,
            label=one.tooltip,
            role=role_of(one.own_name, is_text, signers),
            required=duty is Duty.REQUIRED,
            page=one.page,
            x=one.box[0] - left,
            y=top - one.box[3],
            width=one.box[2] - one.box[0],
            height=one.box[3] - one.box[1],
            page_width=right - left,
            page_height=top - bottom,
        )
