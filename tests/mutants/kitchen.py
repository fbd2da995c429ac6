"""Good packets of every kind, and the same packets spoilt on the way: words, style, data."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any
from unittest import mock

from consent import __version__
from consent.assemble import assemble, content_values, twin_of
from consent.errors import StampError, TypesetError
from consent.load.library.survey import load_library
from consent.load.practice.logo import read_logo
from consent.load.practice.read import load_practice
from consent.models.paper.bound_form import BoundForm
from consent.models.paper.master import Master
from consent.models.paper.packet import Edition, Packet
from consent.models.paper.part import Frame, Part
from consent.models.paper.slots import SENTINELS, Slot
from consent.models.people.look import Look
from consent.models.people.practice import Paper, Practice
from consent.models.people.record import BlankForm, Record
from consent.pipeline.parts import joining
from consent.pipeline.parts.facing import page_of
from consent.pipeline.parts.store import PartStore, ToSet
from consent.pipeline.remembered.memory import open_memory
from consent.resources import template_roots
from consent.stamp import stamp
from consent.typeset import typeset
from consent.typeset.html import Page, render_html
from tests.support.official_forms import TEXAS, bound, in_texas, two_pages
from tests.support.processes.lending import larder

ROOT = Path(__file__).parents[2]
ISSUED_ON = date(2026, 11, 24)
SHOULDER = {"body_site": "glenohumeral joint", "laterality": "left", "indication": "shoulder osteoarthritis"}
Edit = Callable[[str], str]


def _as_it_is(text: str) -> str:
    return text


class Oven(PartStore):
    """Parts at hand. A spoilt style is kept from those that have nothing it could speak of."""

    spoilt_style = ""

    def parts(self, wanted: Sequence[ToSet]) -> tuple[Part, ...]:
        """These parts, in their styles."""
        return super().parts([self._in_its_styles(one) for one in wanted])

    def frames(self, wanted: Sequence[ToSet]) -> tuple[Frame, ...]:
        """Head and foot, in their styles."""
        return super().frames([self._in_its_styles(one) for one in wanted])

    def _in_its_styles(self, one: ToSet) -> ToSet:
        if _may_speak_of(self.spoilt_style, one.html):
            return one
        return replace(one, stylesheets=tuple(css for css in one.stylesheets if css != self.spoilt_style))


def _may_speak_of(css: str, html: str) -> bool:
    """Whether a rule may apply there: no page lacks all that its selector names."""
    if "@" in css:
        return True
    selectors = [one for rule in re.findall(r"([^{}]+){", css) for one in rule.split(",")]
    return any(all(name in html for name in re.findall(r"[#.]([\w-]+)", one)) for one in selectors)


def _oven(roots: tuple[Path, ...]) -> Oven:
    return Oven(roots, open_memory(larder[0], roots) if larder else None)


class Kitchen:
    """The example practice, its library, and a stove."""

    def __init__(self) -> None:
        practice_file = ROOT / "examples" / "practice.yaml"
        self.roots: Sequence[Path] = template_roots(None, practice_file.parent)
        self.library = load_library(self.roots)
        self.loaded_practice = load_practice(practice_file, self.library)
        self.practice: Practice = self.loaded_practice.value
        self._logo = read_logo(self.loaded_practice)
        self._ovens = cache(_oven)

    @property
    def parts(self) -> PartStore:
        """Those at hand."""
        return self._ovens(tuple(self.roots))

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
        """The finished file, its page, style or twin spoilt on the way, or with templates searched first.

        It goes the packets' usual road: what is not spoilt is typeset once for all.
        """
        html, twin = html or _as_it_is, twin or _as_it_is
        oven = self._ovens((overlay, *self.roots) if overlay else tuple(self.roots))
        sentinels = {slot: SENTINELS[slot] for slot in packet.slots}

        def spoilt(*asked: Any, **how: Any) -> Page:
            page = page_of(*asked, **how)
            return Page(html(page.html), (*page.stylesheets, *filter(None, [css])))

        try:
            with (
                mock.patch.object(joining, "page_of", spoilt),
                mock.patch.object(joining, "twin_of", lambda *told: twin(twin_of(*told))),
                mock.patch.object(oven, "spoilt_style", css),
            ):
                master = joining.joined(packet, oven, sentinels)
        except (TypesetError, StampError):
            master = self._whole(packet, oven.roots, html, css, twin)
        return stamp(master, {**packet.slots, **(slots or {})})

    def cook_whole(self, packet: Packet, *, css: str = "", overlay: Path | None = None) -> bytes:
        """The finished file, typeset in one piece as pages are that cannot be cut at their parts."""
        roots = (overlay, *self.roots) if overlay else tuple(self.roots)
        return stamp(self._whole(packet, roots, css=css), packet.slots)

    def _whole(
        self,
        packet: Packet,
        roots: tuple[Path, ...],
        html: Edit = _as_it_is,
        css: str = "",
        twin: Edit = _as_it_is,
    ) -> Master:
        sentinels = {slot: SENTINELS[slot] for slot in packet.slots}
        page = render_html(packet, {**content_values(packet), **sentinels}, roots)
        return typeset(
            html(page.html),
            stylesheets=[*page.stylesheets, css],
            roots=roots,
            issued_on=packet.issued_on,
            twin=twin(twin_of(packet, sentinels)),
            slots=sentinels,
            forms=packet.official_forms,
        )


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
