"""Strangers' forms in Spanish: what they lack is reported, what they say is not; a language is a folder."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from benchmarks.strangers import Answer, answers_of, expectation_for, languages
from consent.checks.forbidden import forbidden_in
from consent.checks.paper.entry import check_pdf_bytes
from consent.checks.source.facts.wording import wording_of
from consent.forms.denial import denied_places
from consent.forms.form import FormContext
from consent.forms.languages import COMMON
from consent.forms.legible import look
from consent.forms.mixed import foreign_pages
from consent.forms.recognise import recognised
from consent.forms.signing_places import patient_signs
from consent.forms.speech import folded, speech_of, unfolded
from consent.forms.subject import other_paper, other_subject
from consent.load.library.form_languages import load_form_languages
from consent.load.library.what import What, what_is
from consent.models.findings.evidence import PaperReport
from consent.models.findings.finding import Severity
from consent.models.library.element import Element
from consent.reading.text.words import Words, words_in
from consent.resources import built_in_templates
from tests.strangers.source import Form, all_forms

FORMS = {form.name: form for form in all_forms() if form.language == "es"}
(SPANISH,) = languages()
SPEECH = speech_of(SPANISH)
WORDING = wording_of(SPANISH.claims)


def words(text: str) -> Words:
    """The words of a text as a form in Spanish has them."""
    return words_in(folded(text))


@cache
def checked(name: str) -> PaperReport:
    """Everything found in a form."""
    form = FORMS[name]
    return check_pdf_bytes(form.printed, f"{name}.pdf", expectation=expectation_for(form))


@pytest.fixture(scope="module")
def answers() -> tuple[Answer, ...]:
    """Every requirement of every form."""
    return tuple(answer for form in FORMS.values() for answer in answers_of(form, checked(form.name)))


def test_nearly_every_gap_is_reported(answers: tuple[Answer, ...]) -> None:
    gaps = [answer for answer in answers if not answer.told]
    missed = [f"{a.form.name}: {a.policy}.{a.requirement}" for a in gaps if not a.reported]
    assert len(gaps) > 500
    assert len(missed) <= 0.02 * len(gaps), missed


def test_hardly_anything_told_is_reported(answers: tuple[Answer, ...]) -> None:
    told = [answer for answer in answers if answer.told]
    alarms = [f"{a.form.name}: {a.policy}.{a.requirement}" for a in told if a.reported]
    assert len(told) > 400
    assert len(alarms) <= 0.02 * len(told), alarms


def test_the_sentence_that_tells_it_is_quoted(answers: tuple[Answer, ...]) -> None:
    quoted = [answer.quoted_rightly for answer in answers if answer.quoted_rightly is not None]
    assert sum(quoted) >= 0.95 * len(quoted)


@pytest.mark.parametrize("form", [one for one in FORMS.values() if one.forbidden], ids=lambda one: one.name)
def test_what_no_consent_may_say_is_found_in_a_form(form: Form) -> None:
    said = [one.message.lower() for one in checked(form.name).findings if one.code == "PAP307"]
    assert [one for one in form.forbidden if not any(one.lower() in message for message in said)] == []


def test_nothing_forbidden_is_found_where_nothing_is() -> None:
    found = [one for name, form in FORMS.items() if not form.forbidden for one in checked(name).findings]
    assert [one.message for one in found if one.code == "PAP307"] == []


def test_a_missing_thing_is_asked_for_in_spanish_words() -> None:
    hints = {f.field: f.hint for f in checked("es-clinica-promesas").findings if f.code == "PAP301"}
    assert any("Nadie conoce los efectos a largo plazo" in hint for hint in hints.values())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("es-honorarios", "an agreement about fees"),
        ("es-folleto-exosomas", "a leaflet"),
        ("es-hospital-cadera", ""),
    ],
)
def test_a_paper_that_is_no_consent_form_is_named(name: str, said: str) -> None:
    found = [one.message for one in checked(name).findings if "no consent form" in one.message]
    assert [said in message for message in found] == ([True] if said else [])


def test_a_form_about_something_else_is_named() -> None:
    text = words("Consiento recibir suero de vitamina. El suero de vitamina se pone en la vena.")
    assert other_subject(text, SPEECH) == "suero de vitamina"
    assert other_paper(text, SPEECH) == ""


@pytest.mark.parametrize(
    ("sentence", "word", "denied"),
    [
        ("No hay riesgos como dolor o infección.", "dolor", True),
        ("Hay riesgos como dolor o infección.", "dolor", False),
        ("No se me explicaron los riesgos.", "riesgos", True),
        ("Ningún riesgo fue mencionado.", "riesgo", True),
        ("No puedo retirar mi consentimiento.", "retirar", True),
        ("Puedo retirar mi consentimiento en cualquier momento.", "retirar", False),
        ("Si no puedo venir, puedo retirar mi consentimiento.", "retirar", False),
        ("No solo hay dolor, también infección.", "infeccion", False),
    ],
)
def test_what_a_sentence_takes_back_is_known_by_how_it_is_built(
    sentence: str, word: str, *, denied: bool
) -> None:
    text = words(sentence)
    assert (text.text.index(word) in denied_places(text, SPEECH)) is denied


@pytest.mark.parametrize(
    ("line", "sure"),
    [
        ("Firma del paciente ________ Fecha ________ Hora ________", 0.95),
        ("Firma: ________ (paciente) Fecha: ________ Hora: ________", 0.95),
        ("Firma de la paciente o su representante ______ Fecha ______", 0),
        ("Firma del médico ________ Fecha ________ Hora ________", 0),
        ("Paciente: ________ Fecha de nacimiento: ________", 0),
    ],
)
def test_a_place_to_sign_is_known_by_its_caption(line: str, sure: float) -> None:
    assert patient_signs(words(line), SPEECH).sure == sure


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("El resultado está garantizado.", True),
        ("No le garantizamos ningún resultado.", False),
        ("Los exosomas curan la artritis.", True),
        ("Nadie puede decir que los exosomas curan la artritis.", False),
        ("Los exosomas regeneran el cartílago.", True),
        ("Es un tratamiento seguro y eficaz.", True),
        ("No se ha demostrado que sea seguro y eficaz.", False),
        ("¿Es seguro y eficaz?", False),
        ("No tiene riesgos ni efectos secundarios.", True),
        ("Los exosomas están aprobados por la FDA.", True),
        ("Los exosomas no están aprobados por la FDA.", False),
        ("La lidocaína está aprobada por la FDA.", False),
        ("Su uso es legal en Florida.", True),
        ("Libero a la clínica de toda responsabilidad.", True),
        ("Su firma no libera a nadie de responsabilidad.", False),
        ("Renuncio a mi derecho a demandar.", True),
        ("Usted no renuncia a ninguno de sus derechos.", False),
        ("No podrá retirar su consentimiento.", True),
        ("Puede retirar su consentimiento cuando quiera.", False),
        ("Doña Rosa, de 62 años, volvió a bailar.", True),
        ("Nuestros pacientes dicen que vuelven a caminar.", True),
        ("Los testimonios no son prueba de que funcione.", False),
        ("Deje el vendaje y cúrese la herida con agua limpia.", False),
        ("No necesitará cirugía.", True),
        ("Es un producto revolucionario.", True),
    ],
)
def test_words_that_no_consent_may_hold_are_found_undenied(sentence: str, *, named: bool) -> None:
    found = list(forbidden_in(sentence, of_exosomes=True, wording=WORDING))
    assert bool(found) is named, found


def test_words_count_with_and_without_accents() -> None:
    wanted = unfolded(SPANISH.told.clauses["unknown-long-term"], SPANISH.words.groups)
    for text in ("Nadie sabe qué pasará años después.", "NADIE SABE QUE PASARA AÑOS DESPUES."):
        assert recognised(words(text), wanted, speech=SPEECH).sure == 0.95


def test_pages_in_another_language_are_named() -> None:
    english = (
        "You may say no at any time, and your other care will not change. The risks of this treatment are "
        "pain and infection, and it may not help you at all. We do not know what most people get out of it."
    )
    assert foreign_pages(words(english), "Spanish") == ((1, "English"),)
    assert foreign_pages(words(english), "English") == ()
    spanish = "Usted puede decir que no en cualquier momento y el resto de su atención no va a cambiar. "
    assert foreign_pages(words(spanish * 2), "English") == ((1, "Spanish"),)


def test_a_form_in_a_language_that_nobody_taught_is_not_judged() -> None:
    form = FORMS["spanish"]
    expectation = expectation_for(form)
    report = check_pdf_bytes(
        form.printed, "spanish.pdf", expectation=expectation.__class__(
            library=expectation.library,
            practice=None,
            policies=expectation.policies,
            procedures=expectation.procedures,
            as_of=expectation.as_of,
        ),
    )  # fmt: skip
    assert [f.code for f in report.findings if f.severity is Severity.ERROR] == ["PAP009"]


def test_every_element_and_clause_that_english_knows_is_known(answers: tuple[Answer, ...]) -> None:
    library = expectation_for(answers[0].form).library
    asked = {
        requirement.clause
        for policy in library.policies.values()
        for requirement in policy.value.requirements
        if requirement.clause in library.clauses
    }
    wanted = {id_ for id_ in asked if library.clauses[id_].clause.value.evidence is not None}
    assert wanted - set(SPANISH.told.clauses) == set()
    assert set(Element) - {Element.SIGNATURE} - set(SPANISH.told.elements) == set()
    assert set(SPANISH.told.clauses) - set(library.clauses) == set()


def test_another_language_is_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "forms" / "pt"
    shutil.copytree(built_in_templates() / "forms" / "es", folder)
    file = folder / "language.yaml"
    file.write_text(file.read_text("utf-8").replace("name: Spanish", "name: Portuguese"), "utf-8")
    found, findings = load_form_languages((tmp_path, built_in_templates()))
    assert findings == ()
    assert [one.name for one in found] == ["Spanish", "Portuguese"]


def test_a_language_that_is_a_folder_alone_is_known_by_its_own_common_words() -> None:
    creole = "Mwen konprann ke pa gen okenn garanti. Mwen te poze kesyon mwen yo epi mwen te jwenn repons. "
    common = {**COMMON, "Haitian Creole": frozenset(("mwen", "ke", "pa", "gen", "yo", "epi", "te"))}
    page: Any = SimpleNamespace(text=creole * 2)
    assert look([page], common).language == "Haitian Creole"
    assert look([page]).language != "Haitian Creole"
    assert foreign_pages(words(creole * 2), "English", common) == ((1, "Haitian Creole"),)
    taught = SPANISH.model_copy(update={"words": SPANISH.words.model_copy(update={"common": "mwen, ke"})})
    form = FORMS["es-hospital-cadera"]
    expectation = replace(expectation_for(form), languages=(taught,))
    context = FormContext(SimpleNamespace(pages=(page,)), expectation)  # type: ignore[arg-type]
    assert context.language is taught


def test_the_files_of_a_language_are_lists_of_words_and_no_policy() -> None:
    files = sorted((built_in_templates() / "forms" / "es").iterdir())
    assert [(file.name, what_is(file)) for file in files] == [
        ("language.yaml", What.WORDS),
        ("told.yaml", What.WORDS),
    ]


def test_a_list_that_nobody_knows_is_named_with_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "forms" / "es"
    shutil.copytree(built_in_templates() / "forms" / "es", folder)
    file = folder / "told.yaml"
    file.write_text(file.read_text("utf-8").replace("<first person>", "<primera persona>", 1), "utf-8")
    found, findings = load_form_languages((tmp_path,))
    assert found == ()
    assert [(one.place.file, bool(one.place.line)) for one in findings] == [(str(file), True)]
