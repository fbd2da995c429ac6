"""Errors put into good Spanish: each is named, and the good Spanish is not complained of."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
import yaml

from consent.models.library.language import Language
from consent.translate.faults import About, faults
from consent.translate.held import check_words
from tests.support.spanish import spanish_library

TEMPLATES = Path(__file__).parents[3] / "templates"

SEEDED = [
    ("numbers", "Plan on 30 minutes or more in all.", "Calcule 30 minutos o más en total.", "30 → 20"),
    ("numbers", "About 2 of 100 points better.", "Unos 2 de 100 puntos mejor.", "2 → 3"),
    ("numbers", "24 large trials, 8,997 people.", "24 estudios grandes, 8,997 personas.", "8,997 → 8,979"),
    ("numbers", "Fewer than 1 in 1,000.", "Menos de 1 de cada 1,000.", "1,000 → 100"),
    ("numbers", "two small studies (51 and 65 people)", "dos estudios (51 y 65 personas)", "dos → tres"),
    ("numbers", "two small studies (51 and 65 people)", "dos estudios (51 y 65 personas)", "65 → 56"),
    ("numbers", "It lasts from 2 days to 2 weeks.", "Dura de 2 días a dos semanas.", "dos → tres"),
    ("numbers", "Some 0.5 mL is injected.", "Se inyectan unos 0.5 mL.", "0.5 → 5"),
    ("numbers", "Call 1-800-332-1088.", "Llame al 1-800-332-1088.", "1088 → 1008"),
    ("numbers", "In 2019 people got sick.", "En 2019 hubo personas enfermas.", "2019 → 2009"),
    ("numbers", "Wait eleven days.", "Espere once días.", "once → doce"),
    ("negations", "It is not approved by FDA.", "No está aprobado por la FDA.", "No está → Está"),
    ("negations", "No one knows how often.", "Nadie sabe con qué frecuencia.", "Nadie sabe → Se sabe"),
    ("negations", "Do not drive today.", "No maneje hoy.", "No maneje → Maneje"),
    ("negations", "We never sell your data.", "Nunca vendemos sus datos.", "Nunca vendemos → Vendemos"),
    ("negations", "You can leave without a reason.", "Puede irse sin dar un motivo.", "sin dar → al dar"),
    ("negations", "It may help. It is not a cure.", "Puede ayudar. No es una cura.", "No es → Es"),
    ("negations", "Nothing else may change.", "Nada más puede cambiar.", "Nada más → Todo"),
    ("negations", "None of them was tested.", "Ninguno se probó.", "Ninguno → Alguno"),
    ("negations", "You may walk. Rest at night.", "Puede caminar. Descanse de noche.", "Puede → No puede"),
    ("sides", "It goes into your left knee.", "Va en su rodilla izquierda.", "izq… → derecha"),
    ("sides", "It goes into your right hip.", "Va en su cadera derecha.", "derecha → izquierda"),
    ("sides", "Mark left or right.", "Marque izquierda o derecha.", "izquierda → derecha"),
    ("sides", "The knee on the left side is sore.", "Le duele la rodilla izquierda.", " izquierda → "),
    ("sides", "The knee is sore.", "Le duele la rodilla.", "rodilla → rodilla izquierda"),
    ("names", "We use Synvisc-One in the knee.", "Usamos Synvisc-One en la rodilla.", "Synvisc → Sinvisc"),
    ("names", "Ask FDA about it.", "Pregunte a la FDA.", "FDA → FDE"),
    ("names", "Report it to MedWatch.", "Avise a MedWatch.", "MedWatch → MedVigía"),
    ("names", "The kit is made by Arthrex Labs.", "El kit es de Arthrex Labs.", "Arthrex → Artrex"),
    ("names", "It holds PRP and no cells.", "Tiene PRP y ninguna célula.", "PRP → PRF"),
]  # fmt: skip
SEEDED = [(a, e, s, c.replace("izq…", "izquierda")) for a, e, s, c in SEEDED]


@cache
def spanish() -> Language:
    head = yaml.safe_load((TEMPLATES / "translations" / "es" / "language.yaml").read_text("utf-8"))
    return Language.model_validate_json(json.dumps(head))


def test_thirty_errors_are_seeded() -> None:
    assert len(SEEDED) == 30


@pytest.mark.parametrize(("about", "english", "good", "change"), SEEDED, ids=lambda one: str(one)[:40])
def test_good_spanish_passes_and_the_same_with_an_error_is_named(
    about: str, english: str, good: str, change: str
) -> None:
    assert list(faults(english, good, spanish())) == []
    old, new = change.split(" → ") if not change.endswith("→ ") else (change.removesuffix(" → "), "")
    assert old in good
    found = list(faults(english, good.replace(old, new, 1), spanish()))
    assert About(about) in [one.about for one in found]
    assert all(one.message and one.hint for one in found)


@pytest.mark.parametrize(
    ("english", "translated", "about"),
    [
        ("Call {{ practice.phone }}.", "Llame ya.", "placeholders"),
        ("Call us.", "Llame al {{ practice.phone }}.", "placeholders"),
        ("page {number} of {pages}", "página {numero} de {pages}", "placeholders"),
        ("Fever [B3].", "Fiebre.", "placeholders"),
        ("You may:\n\n- stop\n- ask", "Usted puede:\n\n- parar y preguntar", "shape"),
    ],
)
def test_what_is_no_word_stays_as_it_is(english: str, translated: str, about: str) -> None:
    assert [one.about for one in faults(english, translated, spanish())][:1] == [About(about)]


@pytest.mark.parametrize(
    ("english", "translated"),
    [
        ("You have the right to stop.", "Usted tiene derecho a parar."),
        ("Whom to ask about your rights.", "A quién preguntar sobre sus derechos."),
        ("What is left over is thrown away.", "Lo que sobra se tira."),
        ("The needle reaches the right spot.", "La aguja llega al lugar correcto."),
        ("Both knees.", "Las dos rodillas."),
        ("Once a day.", "Una vez al día."),
        ("HA is a gel.", "El ácido hialurónico es un gel."),
        ("A study in Iceland, in March.", "Un estudio en Islandia, en marzo."),
        ("This is unapproved.", "Esto no está aprobado."),
        ("Your use is off-label.", "Su uso no está indicado en la etiqueta."),
        ("THIS NOTICE MUST BE GIVEN.", "ESTE AVISO SE DEBE DAR."),
    ],
)
def test_what_is_said_otherwise_in_spanish_is_no_error(english: str, translated: str) -> None:
    assert list(faults(english, translated, spanish())) == []


@pytest.mark.parametrize(
    ("english", "good", "bad"),
    [
        ("Keep this packet.", "Guarde este paquete.", "Guarde estos documentos."),
        ("Know the warning signs.", "Conozca las señales de alerta.", "Conozca las señales de alarma."),
        ("The shot may hurt.", "La inyección puede doler.", "El pinchazo puede doler."),
        ("The cells are from a donor.", "Las células son de un donante.", "Las células son de un donador."),
    ],
)
def test_one_thing_has_one_word(english: str, good: str, bad: str) -> None:
    assert list(faults(english, good, spanish())) == []
    assert [one.about for one in faults(english, bad, spanish())] == [About.TERMS]


def test_what_a_form_is_called_in_english_is_no_term() -> None:
    english = "Its name is “Treatment Consent.” Sign it."
    assert list(faults(english, "Se llama “Treatment Consent”. Fírmelo.", spanish())) == []


@pytest.mark.parametrize(
    ("about", "english", "good", "bad"),
    [
        ("numbers", "It takes about 15 minutes.", "Toma unos 15 minutos.", "Toma unas 15 horas."),
        ("numbers", "Wait two weeks.", "Espere dos semanas.", "Espere dos días."),
        ("numbers", "10 minutes in 2 hours.", "Hielo 10 minutos cada 2 horas.", "10 horas cada 2."),
        ("numbers", "A fever of 101 °F.", "Fiebre de 101 °F.", "Fiebre de 101 °C."),
        ("numbers", "Take 500 mg.", "Tome 500 mg.", "Tome 500 g."),
        ("numbers", "Twenty-one people took part.", "Participaron veintiún personas.", "Fueron veintidós."),
        ("sides", "Left, then right.", "Izquierda, luego derecha.", "Derecha, luego izquierda."),
        ("negations", "This is unproven.", "Esto no está comprobado.", "Esto está comprobado."),
        ("negations", "It is unlikely.", "Es poco probable.", "Es probable."),
        ("names", "Ask in California.", "Pregunte en California.", "Pregunte en Texas."),
        ("names", "See www.fda.gov/medwatch.", "Vea www.fda.gov/medwatch.", "Vea www.fda.com/medwatch."),
        ("terms", "Less pain.", "Menos dolor.", "Más dolor."),
        ("terms", "It may harm you.", "Puede hacerle daño.", "Le hará daño."),
        ("terms", "At least 6 people died.", "Murieron al menos 6 personas.", "Murieron hasta 6 personas."),
        ("terms", "Both sides.", "Ambos lados.", "Un lado."),
    ],
)  # fmt: skip
def test_what_is_left_to_be_misread_is_named(about: str, english: str, good: str, bad: str) -> None:
    assert list(faults(english, good, spanish())) == []
    assert About(about) in [one.about for one in faults(english, bad, spanish())]


@pytest.mark.parametrize(
    ("english", "translated"),
    [
        ("2 to 3 days", "de 2 a 3 días"),
        ("Within 48 hours", "En 48 horas"),
        ("a 15-minute shot", "una inyección de 15 minutos"),
        ("Left or right side.", "Lado izquierdo o derecho."),
    ],
)
def test_an_amount_is_the_same_however_it_is_joined(english: str, translated: str) -> None:
    assert list(faults(english, translated, spanish())) == []


FRENCH = Language.model_validate(
    {
        "id": "fr", "name": "français", "english_name": "French", "tag": "fr-FR", "locale": "fr_FR",
        "held": {"numbers": {"deux": 2}, "negations": ["pas", "sans"]},
    }
)  # fmt: skip
THOUSAND = "Fewer than 12 in 1,000 people."


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f"])
def test_thousands_are_parted_by_any_space_where_the_language_parts_them_so(space: str) -> None:
    french = f"Moins de 12 sur 1{space}000 personnes."
    assert list(faults(THOUSAND, french, FRENCH)) == []
    assert [one.about for one in faults(THOUSAND, french.replace("000", "500"), FRENCH)] == [About.NUMBERS]


@pytest.mark.parametrize(
    ("english", "good", "bad"),
    [
        (
            "Not sure? Ask. It may help.",
            "Pas sûr\u00a0? Demandez. À vous.",
            "Sûr\u00a0? Demandez. À vous sans.",
        ),
        (
            "You may rest. It is not a cure.",
            "Reposez-vous. Être soigné, pas guéri.",
            "Pas de repos. Être guéri.",
        ),
    ],
)
def test_a_sentence_may_begin_with_any_capital(english: str, good: str, bad: str) -> None:
    assert list(faults(english, good, FRENCH)) == []
    assert About.NEGATIONS in [one.about for one in faults(english, bad, FRENCH)]


def test_no_word_of_the_built_in_spanish_differs_from_its_english() -> None:
    surveyed = spanish_library()
    found = check_words(surveyed.states, surveyed.translation.language)
    assert [f"{one.place}: {one.code} {one.message}" for one in found] == []
