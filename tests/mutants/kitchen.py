"""Good packets of every kind, and the same packets spoilt on the way: words, style, data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from consent import __version__
from consent.assemble import assemble, content_values, twin_of
from consent.load.library.survey import load_library
from consent.load.practice.logo import read_logo
from consent.load.practice.read import load_practice
from consent.models.paper.bound_form import BoundForm
from consent.models.paper.packet import Edition, Packet
from consent.models.paper.slots import SENTINELS, Slot
from consent.models.people.look import Look
from consent.models.people.practice import Paper, Practice
from consent.models.people.record import BlankForm, Record
from consent.resources import template_roots
from consent.stamp import stamp
from consent.typeset import typeset
from consent.typeset.html import render_html
from tests.support.official_forms import TEXAS, bound, in_texas, two_pages

ROOT = Path(__file__).parents[2]
ISSUED_ON = date(2026, 11, 24)
SHOULDER = {"body_site": "glenohumeral joint", "laterality": "left", "indication": "shoulder osteoarthritis"}
Edit = Callable[[str], str]


class Kitchen:
    """The example practice, its library, and a stove."""

    def __init__(self) -> None:
        practice_file = ROOT / "examples" / "practice.yaml"
        self.roots: Sequence[Path] = template_roots(None, practice_file.parent)
        self.library = load_library(self.roots)
        self.loaded_practice = load_practice(practice_file, self.library)
        self.practice: Practice = self.loaded_practice.value
        self._logo = read_logo(self.loaded_practice)

    def assemble(
        self,
        form: Record | BlankForm,
        issued_on: date = ISSUED_ON,
        edition: Edition = Edition.STANDARD,
        paper: Paper = Paper.LETTER,
        practice: Practice | None = None,
        forms: Mapping[str, BoundForm] = MappingProxyType({}),
    ) -> Packet:
        """The packet before it is typeset."""
        return assemble(
            form,
            library=self.library,
            practice=practice or self.practice,
            issued_on=issued_on,
            edition=edition,
            paper=paper,
            logo=self._logo,
            release=__version__,
            design="design",
            forms=forms,
        )

    def again(self, form: Record | BlankForm, look: Look) -> Packet:
        """The packet of a form, looking as a file says."""
        return self.assemble(form, look.issued_on, look.edition, look.paper)

    def cook(
        self,
        packet: Packet,
        *,
        html: Edit | None = None,
        css: str = "",
        twin: Edit | None = None,
        slots: Mapping[Slot, str] | None = None,
        overlay: Path | None = None,
    ) -> bytes:
        """The finished file, its page, style or twin spoilt on the way, or with templates searched first."""
        roots = (overlay, *self.roots) if overlay else self.roots
        sentinels = {slot: SENTINELS[slot] for slot in packet.slots}
        page = render_html(packet, {**content_values(packet), **sentinels}, roots)
        words = twin_of(packet, sentinels)
        master = typeset(
            html(page.html) if html else page.html,
            stylesheets=[*page.stylesheets, css],
            roots=roots,
            issued_on=packet.issued_on,
            twin=twin(words) if twin else words,
            slots=sentinels,
            forms=packet.official_forms,
        )
        return stamp(master, {**packet.slots, **(slots or {})})


@cache
def kitchen() -> Kitchen:
    """One for all tests of a run."""
    return Kitchen()


def record(*procedures: str, **changes: Any) -> Record:
    """A made-up patient, with these procedures at the left shoulder."""
    sited = [{"procedure": id_, **({} if id_ == "ultrasound-guidance" else SHOULDER)} for id_ in procedures]
    data: dict[str, Any] = {
        "record_id": "r-0001",
        "patient": {
            "given_name": "Maria",
            "family_name": "Nguyễn",
            "date_of_birth": "1961-03-09",
            "mrn": "00123456",
        },
        "procedures": sited,
        "practitioner": "p-01",
        "scheduled_on": "2026-12-01",
    }
    return Record.model_validate({**data, **changes})


def blank(*procedures: str) -> BlankForm:
    """A form for no patient yet."""
    return BlankForm.model_validate(
        {"procedures": [{"procedure": id_} for id_ in procedures], "practitioner": "p-01"}
    )


@cache
def packet_of(kind: str) -> Packet:
    """A good packet by the name of its kind."""
    stove = kitchen()
    msc, ha, scan = "msc-exosomes", "ha-medium", "ultrasound-guidance"
    everything = (msc, "amniotic-exosomes", ha, scan)
    match kind:
        case "small":
            return stove.assemble(record(msc))
        case "usual":
            return stove.assemble(record(msc, ha, scan))
        case "scan":
            return stove.assemble(record(scan))
        case "blank":
            return stove.assemble(blank(*everything))
        case "large":
            return stove.assemble(record(msc), edition=Edition.LARGE_PRINT)
        case "a4":
            return stove.assemble(record(ha), paper=Paper.A4)
        case "texas":
            forms = {TEXAS: bound(two_pages())}
            return stove.assemble(record(msc), practice=in_texas(stove.practice), forms=forms)
        case "assisted":
            return stove.assemble(
                record(
                    ha,
                    representative={"name": "Jean-Luc Ångström", "authority": "health care proxy"},
                    interpreter={"language": "Vietnamese", "modality": "video"},
                )
            )
        case _:
            raise KeyError(kind)


KINDS = ("small", "usual", "scan", "blank", "large", "a4", "assisted", "texas")


@cache
def pdf_of(kind: str) -> bytes:
    """A good file by the name of its kind."""
    return kitchen().cook(packet_of(kind))


def changed(packet: Packet, **values: Any) -> Packet:
    """The packet with some fields changed, as a faulty library would have made it."""
    return replace(packet, **values)
