"""How likely something is, in the numbers of the language that it is said in."""

from __future__ import annotations

import pytest

from consent.assemble.chances import denominator
from consent.models.library.catalogue import ENGLISH, Catalogue
from consent.models.library.language import Language
from consent.models.library.rows import Chance

LEADING = "in; out of; in every; out of every"


def speaking(locale: str, leading: str) -> Catalogue:
    tongue = Language(id="xx", name="x", english_name="X", tag="xx", locale=locale)
    return Catalogue({LEADING: leading}, complete=False, tongue=tongue)


SPANISH, FRENCH = speaking("es_US", "de; de cada"), speaking("fr_FR", "sur")
GERMAN = speaking("de_DE", "von; von je")


@pytest.mark.parametrize(
    ("catalogue", "sentence", "per"),
    [
        (ENGLISH, "It hurt 72 in 1,000 people.", 1000),
        (ENGLISH, "It hurt 72 in every 1000 people.", 1000),
        (ENGLISH, "A study in 1,000,000 people.", 100),
        (ENGLISH, "It hurt 7 in 100 people.", 100),
        (SPANISH, "A 72 de cada 1,000 personas.", 1000),
        (SPANISH, "Un estudio de 1,000,000 personas.", 100),
        (FRENCH, "Chez 72 personnes sur 1\u202f000.", 1000),
        (FRENCH, "Chez 72 personnes sur 1 000.", 1000),
        (FRENCH, "Une étude sur 1 000 000 personnes.", 100),
        (GERMAN, "Bei 72 von 1.000 Menschen.", 1000),
        (GERMAN, "Bei 72 von 1.000.000 Menschen.", 100),
    ],
)
def test_a_sentence_that_counts_in_a_thousand_makes_all_count_so(
    catalogue: Catalogue, sentence: str, per: int
) -> None:
    assert denominator((Chance(low=2, per=100),), [sentence], catalogue) == per


def test_what_is_rarer_than_one_in_a_hundred_is_counted_in_a_thousand() -> None:
    assert denominator((Chance(low=9, per=1000),)) == 1000
    assert denominator((Chance(low=10, per=1000),)) == 100
