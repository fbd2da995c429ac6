"""``consent translations``: a third language is a folder, and what a translator sends back is taken whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from consent.cli import Exit
from consent.models.library.printed import clause_hash, units_of
from tests.support.command import Command
from tests.support.spanish import english_library

LANGUAGE = """id: fr-CA
name: français
english_name: French
tag: fr-CA
locale: fr_CA
joiners: {and: [{word: et}], or: [{word: ou}], comma_before: false}
held:
  numbers: {deux: 2, trois: 3}
  negations: [pas, aucun*]
"""
ROW = "risks.platelet-soreness.what_it_means"
FRENCH = "Cela peut durer de 2 jours à {} semaines."


@pytest.fixture
def french(consent: Command) -> Path:
    """A practice's templates with a clause and a sentence in a language that nobody has heard of here."""
    folder = consent.folder / "templates" / "translations" / "fr-CA"
    clause = english_library().clauses["no-guarantee"].clause.value
    row = next(one for one in units_of(english_library().procedures["prp"].value) if one.at == ROW)
    files = {
        "language.yaml": LANGUAGE,
        "clauses/no-guarantee.md": f'---\nid: no-guarantee\nof: {clause.version}\nenglish: "'
        f'{clause_hash(clause)}"\ntitle: Aucune garantie\n---\n\nAucun résultat garanti. Mieux, pareil ou '
        "pire. Un autre traitement peut suivre.\n",
        "procedures/prp.yaml": f'of: procedures/prp\ntexts:\n  - at: {ROW}\n    english: "{row.english}"\n'
        f"    text: {FRENCH.format(2)}\n",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return consent.folder / "templates"


def test_a_third_language_is_a_folder_that_goes_out_and_comes_back(consent: Command, french: Path) -> None:
    on = ("--templates", french)
    state = consent("translations", "state", "fr-CA", "--format", "json", *on)
    assert state.code == Exit.FOUND
    states = {(one["file"], one["text"]): one["state"] for one in json.loads(state.stdout)["fr-CA"]}
    drafts = {key for key, said in states.items() if said == "draft"}
    assert drafts == {
        ("clauses/no-guarantee", "title"), ("clauses/no-guarantee", "body"), ("procedures/prp", ROW),
    }  # fmt: skip
    assert set(states.values()) == {"draft", "missing"}

    assert consent("translations", "export", "fr-CA", "--state", "draft", "-o", "fr.xlf", *on).code == 0
    file = consent.folder / "fr.xlf"
    right = file.read_text("utf-8")
    better = right.replace("Aucune garantie", "Aucune promesse")
    back = ("translations", "import", "fr.xlf", "--into", "mine", *on)

    # One wrong number, and the right title beside it is not written either.
    file.write_text(better.replace(FRENCH.format(2), FRENCH.format(3)), "utf-8")
    wrong = consent(*back)
    assert wrong.code == Exit.COULD_NOT_RUN
    assert "TRN102" in wrong.stderr
    assert wrong.files == {}

    file.write_text(better, "utf-8")
    taken = consent(*back)
    assert taken.code == Exit.DONE
    assert [path.as_posix() for path in taken.files] == ["mine/translations/fr-CA/clauses/no-guarantee.md"]
    assert b"title: Aucune promesse" in next(iter(taken.files.values()))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("translations", "en"), "written in English"),
        (("translations", "export", "es", "-o", "es.doc"), ".xlf, .xliff or .csv"),
        (("translations", "import", "es.csv", "--into", "x"), "--language"),
        (("translations", "import", "es.csv", "--into", "x", "--reviewed-by", "Ana"), "--credentials"),
    ],
)
def test_what_cannot_be_meant_is_refused(consent: Command, arguments: tuple[str, ...], said: str) -> None:
    table = "file,text,state,english,translation\n"
    (consent.folder / "es.csv").write_text(table, "utf-8")
    outcome = consent(*arguments)
    assert outcome.code == Exit.COULD_NOT_RUN
    assert said in outcome.stderr
    assert outcome.files == {}
