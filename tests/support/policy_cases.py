"""The examples of each policy, as data: a plan, some facts, and which requirements apply and are met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Literal

import yaml
from pydantic import Field

from consent.load.library.survey import load_library
from consent.models.base import Model
from consent.models.library.collection import Library
from consent.models.library.element import Element
from consent.models.paper.packet import Packet
from consent.models.people.practice import Practice
from consent.models.people.record import BlankForm, Record
from consent.models.people.use import Use
from tests.support.office import ISSUED_ON, KNEE, ROOT, SHOULDER, Office, blank, plan, record

FOLDER = ROOT / "tests" / "cases" / "policies"
_FRONT = """---
id: {id}
version: 1.0.0
title: Supplied by the practice
kind: notice
section: notices
order: 10
include: on-requirement
dictated: true
show_title: false
owner: Example counsel
reviewed_on: 2026-11-23
review_by: 2027-11-23
---

Made-up words in the place of the statute's.
"""
EVERYWHERE = {"receives-ffa": False, "representative-may-sign": False}
"""What every practice in the US has to record; an example says so only where it matters."""
_ELECTED = {"decided_by": "Example counsel", "decided_on": "2026-11-02", "reason": "Made up."}


class Case(Model):
    """One example. It passes unless ``missing`` or ``refused`` says otherwise."""

    name: str
    jurisdiction: str = "US-KS"
    policies: tuple[str, ...] = ()
    elections: Mapping[str, bool] = Field(default_factory=dict)
    credentials: tuple[str, ...] = ("MD",)
    ind: bool = False
    use: Use | None = None
    pma: bool = True
    official_forms: tuple[str, ...] = ()
    supplied: tuple[str, ...] = ()
    """Clauses the practice has written in its own templates folder."""
    procedures: tuple[str, ...] = ("msc-exosomes",)
    where: Literal["knee", "shoulder", "blank"] = "knee"
    issued_on: str = ISSUED_ON.isoformat()
    applies: tuple[str, ...] = ()
    """The requirements of this policy that apply: these and no others."""
    without_clause: str = ""
    without_element: Element | None = None
    missing: tuple[str, ...] = ()
    """The requirements that are then not met: these and no others."""
    refused: str = ""
    """What the practice is told when it cannot use the policy."""


class Cases(Model):
    """The examples of one policy."""

    policy: str
    cases: tuple[Case, ...]


@cache
def all_cases() -> Mapping[str, Cases]:
    """The examples of every policy that has any."""
    files = sorted(FOLDER.glob("*.yaml"))
    loaded = (Cases.model_validate(yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)) for path in files)
    found = {cases.policy: cases for cases in loaded}
    assert [*found] == [path.stem for path in files]
    return found


def each_case() -> Iterator[tuple[str, Case]]:
    """Every example with the id of its policy."""
    for policy, cases in all_cases().items():
        for case in cases.cases:
            yield policy, case


def typed(policy: str, case: Case, office: Office) -> dict[str, Any]:
    """The practice file of an example."""
    data = office.practice.model_dump(mode="json")
    for id_, product in data["products"].items():
        product["ind_number"] = "123456" if case.ind and id_ != "ha-medium" else None
        product["pma_number"] = "P000000" if case.pma and id_ == "ha-medium" else None
    data["practitioners"][0]["credentials"] = list(case.credentials)
    named = () if office.library.policies[policy].value.jurisdiction else (policy,)
    data |= {
        "logo": None,
        "jurisdiction": case.jurisdiction,
        "policies": [*named, *case.policies],
        "elections": {
            name: {**_ELECTED, "value": value} for name, value in {**EVERYWHERE, **case.elections}.items()
        },
        "official_forms": {name: {"file": f"{name}.pdf", "sha256": "0" * 64} for name in case.official_forms},
    }
    return data


def packet_of(policy: str, case: Case, office: Office) -> Packet:
    """The packet of an example."""
    practice = Practice.model_validate(typed(policy, case, office))
    library = library_with(case.supplied, tuple(office.roots))
    return office.packet(
        form_of(case), practice=practice, library=library, issued_on=date.fromisoformat(case.issued_on)
    )


def form_of(case: Case) -> Record | BlankForm:
    """The plan of an example."""
    if case.where == "blank":
        return blank(*case.procedures)
    where = KNEE if case.where == "knee" else SHOULDER
    return record(procedures=plan(*case.procedures, where=where), use=case.use)


@cache
def library_with(supplied: tuple[str, ...], roots: tuple[Path, ...]) -> Library:
    """The built-in library and clauses that a practice has written."""
    overlay = Path(mkdtemp())
    folder = overlay / "clauses" / "en"
    folder.mkdir(parents=True)
    for id_ in supplied:
        (folder / f"{id_}.md").write_text(_FRONT.format(id=id_), "utf-8")
    return load_library([overlay, *roots])
