"""The measure of Spanish: syllables as its spelling says them, and the two formulas."""

from __future__ import annotations

import pytest

from consent.checks.grade import Size
from consent.checks.inflesz import fernandez_huerta, inflesz, size_of, syllables
from consent.checks.readability import measure_of

# Counted by hand, by the rules of the Academy's Ortografía of 2010: a written accent or two strong vowels
# part syllables, an h does not, and i beside u never does.
SYLLABLES = {
    1: "que rey y hoy muy buey huir guion vio pie sol 1,000 33",
    2: (
        "sangre río día días guía leí oí oír país ciudad viuda ruido construir aire causa cuando "
        "agua lengua quiere guerra seguir siguió caer creer leer ahí rehusar búho baúl maíz raíz "
        "fluido hueso huevo reyes yeso tuyo limpiáis actuar hombro atlas acción nadie daño quizás "
        "según aunque aquí huyó triunfo diurno hiato huésped"
    ),
    3: (
        "aguja inyección médico líquido ácido leyeron oyeron cuidado jesuita antiguo vergüenza "
        "pingüino guitarra línea área teatro poeta héroe alcohol prohíbe prohibido ahora ahumado "
        "oído estudio estudios naciones idea ideas paraguas Paraguay actúa plaquetas rodilla "
        "transporte instrucción examen reacción desgaste espalda tendones permiso veía cohete "
        "mohoso desahucio inhalar deshielo bilingüe saúco rehúye oíais ahínco AH HIPAA"
    ),
    4: (
        "amniótico todavía cirugía aéreo cooperar experiencia europea estéreo averiguáis averigüe "
        "continúa evalúa período anestesia exosomas obstáculo ligamento reacciones aprobación "
        "creíamos vehículo averigüéis FDA IND"
    ),
    5: "articulación hialurónico ecografía ultrasonido psicología",
    6: "articulaciones osteoartritis",
    7: "antiinflamatorio",
}
CASES = [(word, count) for count, words in SYLLABLES.items() for word in words.split()]


@pytest.mark.parametrize(("word", "count"), CASES)
def test_syllables_are_those_of_spanish_spelling(word: str, count: int) -> None:
    assert syllables(word) == count


def test_more_than_a_hundred_words_were_counted_by_hand() -> None:
    assert len(CASES) > 100


@pytest.mark.parametrize(
    ("text", "words", "sentences"),
    [
        ("¿Preguntas? Llame al Dr. Ruiz.", 5, 2),
        ("La Dra. Ruiz vive en EE. UU. desde 2014.", 9, 1),
        ("Mezclado con otras cosas, es una mezcla nueva: no está aprobada.", 11, 2),
        ("Todavía no tengo 18 años", 5, 1),
        ("", 0, 0),
    ],
)
def test_words_and_sentences_are_those_of_spanish(text: str, words: int, sentences: int) -> None:
    size = size_of([text])
    assert (size.words, size.sentences) == (words, sentences)


def test_both_formulas_are_those_that_were_published() -> None:
    size = Size(words=100, sentences=10, syllables=200)
    assert inflesz(size) == pytest.approx(206.835 - 124.6 - 10)
    assert fernandez_huerta(size) == pytest.approx(206.84 - 120 - 10.2)


def test_spanish_is_never_measured_by_an_english_formula() -> None:
    spanish, english = measure_of("inflesz"), measure_of("flesch-kincaid")
    assert spanish is not None
    assert english is not None
    hard = spanish.size_of(["La administración intraarticular percutánea se efectuará ecográficamente."])
    easy = spanish.size_of(["La aguja entra. Usted no se mueve. Dura poco."])
    assert spanish.excess(hard, spanish.limit) > 0 > spanish.excess(easy, spanish.key_limit)
    assert "INFLESZ" in spanish.reads(hard, spanish.limit)
    assert english.reads(Size(10, 1, 30), 8.0) == "reads at grade 23.7; 8 is the limit"
    assert measure_of(None) is None
