"""Headings, rows, subjects and signatures: what stands near is not always about the same thing."""

from __future__ import annotations

import pytest

from consent.forms.recognise import recognised
from consent.forms.signing_places import patient_signs, signing_places
from consent.models.library.recognition import Recognition, Several
from consent.reading.text.words import words_in
from tests.unit.forms.test_recognise import words_from

STATUS = Recognition(all_of=("exosome*", "<no> … <approve>", "FDA"), within=30)
RISKS = Recognition(
    all_of=(("risk*",), Several(at_least=2, of=("infect*", "bleed*", "clot", "clots"))),
    unless=("<of other care>",),
    not_under=("alternative*", "other choices"),
)
CHOICES = Recognition(all_of=("alternative*", Several(at_least=2, of=("surgery", "exercise"))), led=True)
MAKER = Recognition(all_of=("~made by",))


def test_a_heading_keeps_two_statements_apart() -> None:
    apart = (
        "<p>Exosomes are natural messengers</p><h2>Our machines</h2><p>This laser is not approved by FDA.</p>"
    )
    together = "<p>Exosomes are natural messengers</p><p>They are not approved by FDA.</p>"
    assert recognised(words_from(apart), STATUS).sure < 0.5
    assert recognised(words_from(together), STATUS).sure == 0.95


@pytest.mark.parametrize(
    "heading",
    ["<h2>Our lasers</h2>", "<p><b>Lasers.</b></p>", "<p>OUR LASERS</p>", "<p>4. Our lasers: new</p>"],
)
def test_every_kind_of_heading_is_one(heading: str) -> None:
    words = words_from(f"<p>Exosomes are natural.</p>{heading}<p>They are as people say.</p>")
    assert words.part[words.text.index("lasers")] > words.part[words.text.index("natural")]


def test_a_line_of_a_paragraph_is_no_heading() -> None:
    words = words_from(
        "<p>Exosomes come from cells that were grown in a dish and then were filtered.</p>" * 3
    )
    assert len(set(words.part)) == 1
    assert len(set(words.sentence)) == 3


def test_each_row_of_a_table_is_a_sentence() -> None:
    rows = "<tr><td>pain</td><td>often</td></tr><tr><td>infection</td><td>not known</td></tr>"
    words = words_from(f"<table>{rows}</table>", "td { width: 2in } table { border-spacing: 20pt }")
    assert words.sentence[words.text.index("pain")] == words.sentence[words.text.index("often")]
    assert words.sentence[words.text.index("often")] < words.sentence[words.text.index("infection")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<p>Risks are infection and bleeding.</p>", True),
        ("<p>Surgery has risks such as infection and bleeding.</p>", False),
        ("<p>The risks of knee replacement are infection and bleeding.</p>", False),
        ("<h2>Alternatives</h2><p>There the risks are infection and bleeding.</p>", False),
        ("<h2>Risks and alternatives</h2><p>The risks are infection and bleeding.</p>", True),
    ],
)
def test_the_risks_of_other_treatments_are_not_those_of_this_one(text: str, told: bool) -> None:
    assert (recognised(words_from(text), RISKS).sure == 0.95) is told


def test_what_is_led_comes_after() -> None:
    after = "<p>Alternatives are these. Exercise or surgery.</p>"
    before = "<p>Stop exercise. Surgery is off. Alternatives are none.</p>"
    assert recognised(words_from(after), CHOICES).sure == 0.95
    assert recognised(words_from(before), CHOICES).sure == 0


def test_a_name_must_follow() -> None:
    assert recognised(words_from("<p>It is made by Halcyon.</p>"), MAKER).sure == 0.95
    assert recognised(words_from("<p>It is made by a good laboratory.</p>"), MAKER).sure == 0


RULE = "______________"


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        (f"Patient's signature {RULE} Date {RULE} Time {RULE}", 0.95),
        (f"PATIENT OR REPRESENTATIVE: {RULE} DATE: {RULE} HOUR: {RULE}", 0.95),
        (f"Signature of the patient or guardian {RULE} Date {RULE} Time {RULE} AM/PM", 0.95),
        (f"Patient {RULE} (sign) ____/____/____ ____:____", 0.95),
        (f"On {RULE} of {RULE} of 20____, at ____ hours. Signature of the patient {RULE}", 0.95),
        (f"Patient's signature {RULE} Date {RULE}. You may stop at any time.", 0.0),
        (f"Witness signature {RULE} Date {RULE} Time {RULE} Client name (print) {RULE}", 0.0),
        (f"Physician's signature {RULE} Date {RULE} Time {RULE}", 0.0),
        (f"Patient: {RULE} Date of birth: {RULE} Time of visit: {RULE}", 0.0),
    ],
)
def test_the_patient_signs_with_date_and_time(text: str, sure: float) -> None:
    assert patient_signs(words_from(f"<p>{text}</p>")).sure == sure


def test_date_and_time_belong_to_the_nearest_signer() -> None:
    words = words_from(
        f"<p>Patient's signature {RULE}</p><p>Witness's signature {RULE} Date {RULE} Time {RULE}</p>"
    )
    found = {place.by_patient: (place.dated, place.timed) for place in signing_places(words)}
    assert found == {True: (False, False), False: (True, True)}


@pytest.mark.parametrize(
    ("line", "by_patient"),
    [
        ("Practitioner: ____________ Date: ________ Time: ________", False),
        ("Physician ____________ Date ________", False),
        ("Witness: ____________ Date: ________", False),
        ("Patient: ____________ Date: ________ Time: ________", True),
        ("Signature: ____________ Date: ________", True),
    ],
)
def test_a_bare_name_over_a_line_with_a_date_is_a_place_to_sign(line: str, by_patient: bool) -> None:
    places = signing_places(words_in(line))
    assert [place.by_patient for place in places] == [by_patient]
