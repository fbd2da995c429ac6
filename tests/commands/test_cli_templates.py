"""A practice's own templates: added without Python, and refused with the line of the typo."""

from __future__ import annotations

import shutil

import pytest

from tests.support.command import OF_PRACTICE, ON, Command, refused
from tests.support.office import PRACTICE_FILE, ROOT
from tests.support.pages import all_text
from tests.support.records import record_text, write

SHORT_BLANK = ("render", "--blank", "--procedure", "ultrasound-guidance", *OF_PRACTICE, *ON)


OWN_SITE = "body_sites: [{name: calf muscle, plain_name: calf muscle, sided: true}]\n"
FIFTH = """\
id: dry-needling
version: 1.0.0
title: Dry needling
owner: Example clinic
reviewed_on: 2026-11-01
review_by: 2027-11-01
order: 50
name: dry needling of a muscle
body_sites:
  - calf muscle
key_facts:
  what: A thin needle goes into a tight muscle.
  reasons_for: [The muscle may loosen.]
  reasons_against: [It may do nothing.]
nature: [A thin needle goes into a tight muscle. Nothing is injected.]
steps: [{phase: clean, text: We clean the skin.}, {phase: inject, text: We put the needle in.}]
duration: Ten minutes.
benefits:
  - {benefit: Less tightness, likelihood: Not known., evidence: Small studies., level: uncontrolled,
     reviewed_on: 2026-11-01}
risks:
  - {id: bruise, name: Bruise, what_it_means: The calf may turn purple., severity: minor,
     likelihood: Not known}
alternatives:
  - {id: no-treatment, name: No treatment, benefit: No needle., risk: It may stay tight.}
  - {id: clinical-trial, name: A clinical trial, benefit: Close watching., risk: Not known.}
recovery: [{when: That day, what: The muscle may ache.}]
aftercare: [Drink water.]
warning_signs: [{sign: Fever, when: Any time, action: call-now}]
"""
CLAUSE = """\
---
id: parking
version: 1.0.0
title: Parking
kind: information
section: people
order: 99
owner: Example clinic
reviewed_on: 2026-11-01
review_by: 2027-11-01
acknowledgement: initials
---

Please have someone **drive** you home from {{ practice.name }}.
"""


def test_a_fifth_procedure_and_a_new_clause_need_no_python(consent: Command) -> None:
    own = consent.folder / "own"
    write(own / "procedures" / "dry-needling.yaml", FIFTH)
    write(own / "anatomy" / "ours.yaml", OWN_SITE)
    write(own / "clauses" / "en" / "parking.md", CLAUSE)
    write(own / "styles" / "practice.css", 'h1::after { content: " (house style)"; }')
    text = record_text().replace(
        "{procedure: ultrasound-guidance}",
        "{procedure: ultrasound-guidance}\n"
        "  - {procedure: dry-needling, body_site: calf muscle, laterality: right}",
    )
    record = write(consent.folder / "r.yaml", text)
    outcome = consent("render", record, *OF_PRACTICE, *ON, "--templates", own)
    assert outcome.code == 0, outcome.stderr
    words = all_text(outcome.files[outcome.pdfs[0]])
    assert "Dry needling. A thin needle goes into a tight muscle." in words
    assert "right calf" in words
    assert "The calf may turn purple." in words
    assert "Parking Please have someone drive you home from Harbor Point Orthopedics." in words
    assert "Consent: key information (house style)" in words
    assert "dry-needling" in consent("list", "procedures", "--templates", own).stdout
    assert "Parking" in consent("show", "parking", "--templates", own).stdout


def test_a_file_of_the_same_name_replaces_the_built_in_one(consent: Command) -> None:
    built_in = (ROOT / "templates/clauses/en/no-guarantee.md").read_text()
    own = consent.folder / "templates"
    write(own / "clauses/en/no-guarantee.md", built_in.replace("We cannot guarantee", "Nobody can promise"))
    shutil.copy(PRACTICE_FILE, consent.folder)
    shutil.copy(PRACTICE_FILE.with_name("logo.svg"), consent.folder)
    outcome = consent("render", consent.record(), *ON)
    words = all_text(outcome.files[outcome.pdfs[0]])
    assert "Nobody can promise any result." in words
    assert "We cannot guarantee" not in words


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<p>fine</p>\n{% if packet.blank %}\n<p>never closed</p>\n", "decision.html.j2:"),
        ("<p>fine</p>\n{{ packet.titel }}\n", "decision.html.j2:2:"),
        ("<p>fine</p>\n\n{{ nothing_of_that_name }}\n", "decision.html.j2:3:"),
        ("<p>fine</p>\n{{ none }}\n", "decision.html.j2:2:"),
        ("<p>fine</p>\n{% set x = namespace(y=none) %}\n{{ x.y }}\n", "decision.html.j2:3:"),
        ("<p>fine</p>\n{{ packet.__class__ }}\n", "decision.html.j2:2:"),
        ("<p>fine</p>\n{{ packet.issued_on }}\n", "packet.issued_on differs between packets"),
        ("<p>fine</p>\n{{ packet['packet_id'] }}\n", "packet.packet_id differs between packets"),
        ("<p>fine</p>\n{{ packet | attr('slots') }}\n", "packet.slots differs between packets"),
        ("<p>fine</p>\n{{ 1 + 'one' }}\n", "decision.html.j2:2:"),
        ("<p>fine</p>\n{% include 'no-such-page.html.j2' %}\n", "no-such-page.html.j2"),
    ],
    ids=[
        "syntax",
        "attribute",
        "name",
        "none",
        "a-none-value",
        "sandbox",
        "date",
        "packet-id",
        "slots",
        "type",
        "include",
    ],
)
def test_a_typo_in_a_page_is_an_error_with_its_line(consent: Command, page: str, said: str) -> None:
    own = consent.folder / "own"
    write(own / "pages" / "sections" / "decision.html.j2", page)
    refused(consent("render", consent.record(), *OF_PRACTICE, *ON, "--templates", own), said)


@pytest.mark.parametrize(
    ("css", "said"),
    [
        ("h1 { colour: red }", "colour"),
        ("h1 { color: rde }", "color"),
        ("h1 { background: url(logo-that-is-not-there.png) }", "logo-that-is-not-there.png"),
        ("h1 { background: url(https://example.com/a.png) }", "example.com"),
        ("h1 { background: url(/etc/hostname) }", "/etc/hostname"),
        ("@import url(other.css);", "other.css"),
    ],
)
def test_bad_css_is_an_error_and_no_packet(consent: Command, css: str, said: str) -> None:
    own = consent.folder / "own"
    write(own / "styles" / "practice.css", css)
    refused(consent("render", consent.record(), *OF_PRACTICE, *ON, "--templates", own), said)


def test_a_missing_logo_is_an_error_and_no_packet(consent: Command) -> None:
    shutil.copy(PRACTICE_FILE, consent.folder)
    refused(consent("render", consent.record(), *ON), "practice.yaml:7:7: error PRA", "logo.svg")


@pytest.mark.parametrize("folder", ["not-there", "empty"])
def test_a_folder_without_templates_is_refused(consent: Command, folder: str) -> None:
    (consent.folder / "empty").mkdir()
    refused(consent(*SHORT_BLANK, "--templates", folder), "--templates", folder)
