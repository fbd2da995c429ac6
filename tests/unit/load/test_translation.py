"""The library in another language: which words are whose, what is stale, what is missing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from consent.errors import InputError, ResourceError
from consent.load.translation.apply import translated
from consent.load.translation.opened import load_in, survey_in
from consent.load.translation.undone import undone
from consent.models.library.anatomy import Anatomy
from consent.models.library.collection import Library
from consent.models.library.printed import clause_hash
from consent.models.library.translation import State, UnitState
from consent.models.place import Sourced
from consent.resources import built_in_templates
from tests.support.spanish import english_library, spanish_library

CLAUSES = sorted(english_library().clauses)
SEEDED = CLAUSES[:: len(CLAUSES) // 40][:40]
CHANGES = (" more", ".", "x", "\n\nAnother paragraph.")


def with_clause(library: Library, id_: str, **words: str) -> Library:
    """The library with other English words in a clause."""
    loaded = library.clauses[id_]
    clause = Sourced(loaded.clause.value.but(**words), loaded.clause.source)
    return replace(library, clauses={**library.clauses, id_: replace(loaded, clause=clause)})


def stale(states: tuple[UnitState, ...]) -> set[str]:
    return {one.owner for one in states if one.state in (State.STALE, State.MISSING)}


def test_forty_changes_are_seeded() -> None:
    assert len(SEEDED) == 40


@pytest.mark.parametrize(("id_", "number"), [(id_, number) for number, id_ in enumerate(SEEDED)])
def test_a_changed_english_clause_turns_its_own_translation_stale_and_no_other(id_: str, number: int) -> None:
    clause = english_library().clauses[id_].clause.value
    clauses = replace(english_library(), procedures={}, shared={}, policies={}, anatomy=Anatomy())
    changed = with_clause(clauses, id_, body=clause.body + CHANGES[number % len(CHANGES)])
    assert stale(translated(changed, spanish_library().translation)[1]) == {f"clauses/{id_}"}


def test_nothing_is_stale_that_was_not_changed() -> None:
    assert stale(spanish_library().states) == set()


def test_a_row_that_is_put_in_leaves_the_others_as_they_were() -> None:
    library = english_library()
    one = library.procedures["prp"]
    new = one.value.nature[0].model_copy(update={"text": "A sentence nobody has translated."})
    changed = one.value.but(nature=(new, *one.value.nature))
    changed_library = replace(library, procedures={**library.procedures, "prp": Sourced(changed, one.source)})
    _, states = translated(changed_library, spanish_library().translation)
    undone_now = [unit for unit in states if unit.state in (State.MISSING, State.STALE)]
    assert {(unit.owner, unit.english) for unit in undone_now} == {
        ("procedures/prp", "A sentence nobody has translated.")
    }


def test_only_printed_words_are_replaced() -> None:
    english, spanish = english_library(), spanish_library().library
    for id_, one in spanish.procedures.items():
        before, after = english.procedures[id_].value, one.value
        assert after.title != before.title
        assert (after.product, after.version, after.codes, after.body_sites) == (
            before.product and before.product.but(description=after.product.description),  # type: ignore[union-attr]
            before.version,
            before.codes,
            before.body_sites,
        )
        assert [risk.chance for risk in after.risks] == [risk.chance for risk in before.risks]
    assert spanish.anatomy.printed_site("knee joint") != english.anatomy.printed_site("knee joint")
    assert spanish.language == "es"


def test_dictated_words_stay_english_and_are_explained() -> None:
    english, spanish = english_library(), spanish_library().library
    dictated = [one for one in spanish.clauses.values() if one.clause.value.dictated]
    assert dictated
    for one in dictated:
        assert one.clause.value == english.clauses[one.clause.value.id].clause.value
        assert one.gloss
        assert one.gloss_title


def test_a_translated_word_says_where_it_stands() -> None:
    one = spanish_library().library.clauses["costs"].clause
    assert Path(one.at("body").file).parts[-4:] == ("translations", "es", "clauses", "costs.md")
    assert Path(one.at("kind").file).parts[-3:] == ("clauses", "en", "costs.md")


def test_a_half_translated_library_names_all_that_is_missing() -> None:
    translation = replace(spanish_library().translation, clauses={}, texts={})
    _, states = translated(english_library(), translation)
    named = " ".join(one.message for one in undone(states, translation.language))
    for owner in {one.owner for one in states if one.state is State.MISSING}:
        assert owner in named
    assert len(stale(states)) > len(CLAUSES)


def test_fixed_words_that_a_language_lacks_are_all_named_at_once() -> None:
    translation = replace(spanish_library().translation, pages=())
    _, states = translated(english_library(), translation)
    (finding,) = undone(states, translation.language)
    assert finding.code == "TRN021"
    assert finding.message.startswith("pages (")
    assert "`translations/es/pages.yaml`" in finding.hint
    missing = [one for one in states if one.state is State.MISSING]
    assert len(missing) == len(translation.wanted[0].value.texts) > 100


def overlay_with(tmp_path: Path, english: str, spanish: str = "") -> Path:
    """A practice's own wording of one clause, with a translation of its own or without."""
    built_in = built_in_templates()
    text = (built_in / "clauses" / "en" / "no-guarantee.md").read_text("utf-8")
    body = english_library().clauses["no-guarantee"].clause.value.body
    mine = tmp_path / "clauses" / "en" / "no-guarantee.md"
    mine.parent.mkdir(parents=True)
    mine.write_text(text.replace(body, english), "utf-8")
    if spanish:
        theirs = built_in / "translations" / "es" / "clauses" / "no-guarantee.md"
        head = theirs.read_text("utf-8").split("---")[1]
        old = clause_hash(english_library().clauses["no-guarantee"].clause.value)
        clause = english_library().clauses["no-guarantee"].clause.value.but(body=english)
        file = tmp_path / "translations" / "es" / "clauses" / "no-guarantee.md"
        file.parent.mkdir(parents=True)
        file.write_text(f"---{head.replace(old, clause_hash(clause))}---\n\n{spanish}\n", "utf-8")
    return tmp_path


def test_a_practices_own_clause_wants_a_translation_of_its_own(tmp_path: Path) -> None:
    overlay = overlay_with(tmp_path, "Nobody here promises anything.")
    roots = (overlay, built_in_templates())
    with pytest.raises(InputError) as caught:
        load_in(roots, "es")
    (finding,) = caught.value.findings
    assert finding.code == "TRN020"
    assert "clauses/no-guarantee" in finding.message


def test_a_practices_own_translation_goes_before_the_built_in_one(tmp_path: Path) -> None:
    overlay = overlay_with(tmp_path, "Nobody here promises anything.", "Aquí nadie promete nada.")
    changed = with_clause(english_library(), "no-guarantee", body="Nobody here promises anything.")
    surveyed, findings = survey_in((overlay, built_in_templates()), "es", changed)
    assert findings == ()
    assert surveyed is not None
    assert surveyed.library.clauses["no-guarantee"].clause.value.body == "Aquí nadie promete nada."
    assert stale(surveyed.states) == set()


@pytest.mark.parametrize(("typed", "nearest"), [("ess", "es"), ("xx", "choose one of: `en`, `es`")])
def test_an_unknown_language_names_the_nearest(typed: str, nearest: str) -> None:
    with pytest.raises(ResourceError) as caught:
        survey_in((built_in_templates(),), typed, english_library())
    assert typed in caught.value.message
    assert nearest in (caught.value.hint or "")
