"""In which language a record prints, and what follows from that."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from consent.cli import Exit
from consent.load.record.checks import check_person
from consent.load.record.draft import draft_of
from consent.models.people.look import Look
from consent.models.place import Source
from consent.pipeline.batch.plans import Plans
from consent.pipeline.preparing import Assembler
from tests.support.command import Command
from tests.support.office import ISSUED_ON, Office, patient, record
from tests.support.spanish import spanish_library


@pytest.fixture(scope="module")
def plans(office: Office) -> Plans:
    workspace = replace(office.workspace, others={"es": spanish_library().library})
    return Plans(Assembler(workspace, Look(ISSUED_ON), None, "design", {}))


@pytest.mark.parametrize(
    ("preferred", "printed"), [("en", "en"), ("es", "es"), ("es-MX", "es"), ("vi", "en"), ("est", "en")]
)
def test_a_record_prints_in_the_language_it_prefers_if_the_practice_does(
    plans: Plans, preferred: str, printed: str
) -> None:
    form = record(patient={**patient(), "preferred_language": preferred})
    assert plans.assembler.workspace.language_of(form) == printed
    assert plans.bare(form).patient.preferred_language == printed


def test_rows_share_a_plan_within_a_language_only(plans: Plans) -> None:
    first, new = plans.of(record())
    spanish, other = plans.of(record(patient={**patient(), "preferred_language": "es"}))
    again, once_more = plans.of(record(patient={**patient(), "preferred_language": "es-US"}))
    assert (new, other, once_more) == (True, True, False)
    assert spanish is again
    assert first is not spanish


def test_each_language_has_an_id_and_a_hash_of_its_own(plans: Plans) -> None:
    english = plans.assembler(record())
    spanish = plans.assembler(record(patient={**patient(), "preferred_language": "es"}))
    assert (english.language, spanish.language) == ("en", "es")
    assert english.content_hash != spanish.content_hash
    assert english.packet_id != spanish.packet_id


@pytest.mark.parametrize(("printed", "warned"), [(("en",), True), (("en", "es"), False)])
def test_who_reads_the_packet_needs_no_interpreter_for_it(printed: tuple[str, ...], warned: bool) -> None:
    draft = draft_of({"patient": {"preferred_language": "es"}})
    found = check_person(draft, Source("r.yaml"), issued_on=ISSUED_ON, languages=printed)
    assert ("REC036" in [one.code for one in found]) == warned


def test_a_new_practice_is_explained_in_its_language(consent: Command) -> None:
    assert consent("init", "plain").code == Exit.DONE
    assert consent("init", "spanish", "--language", "es").code == Exit.DONE
    plain, spanish = (
        (consent.folder / name / "practice.yaml").read_text("utf-8") for name in ("plain", "spanish")
    )
    assert yaml.safe_load(spanish) == {**yaml.safe_load(plain), "languages": ["es"]}
    comments = set(re.findall(r"# (?!yaml-language)(.*)", plain))
    assert comments
    assert comments & set(re.findall(r"# (?!yaml-language)(.*)", spanish)) == set()


def test_a_practice_in_no_language_there_is_names_the_nearest(consent: Command, tmp_path: Path) -> None:
    outcome = consent("init", "new", "--language", "ess")
    assert outcome.code == Exit.COULD_NOT_RUN
    assert "`es`" in outcome.stderr
    assert not (consent.folder / "new").exists()


@pytest.mark.parametrize("side", ["left {site}", "right {site}", "left and right {site}"])
def test_a_side_agrees_with_every_body_site_in_spanish(side: str) -> None:
    library = spanish_library().library
    ending = {"left {site}": "lado izquierdo", "right {site}": "lado derecho"}.get(side, "ambos lados")
    for name in library.anatomy.body_sites:
        site = library.anatomy.printed_site(name)
        assert library.catalogue.say(side, site=site) == f"{site}, {ending}"
    for one in ("Left", "Right"):
        assert library.catalogue.say("{side} side", side=library.catalogue.say(one)).endswith(
            ("izquierdo", "derecho")
        )
