"""What the gate says of a practice's own translation."""

from __future__ import annotations

from pathlib import Path

from consent.gate.question import Question
from consent.gate.run import run
from consent.gate.translations import asked_languages, check_translations
from consent.gate.unread import unread
from consent.load.library.words import load_words
from consent.models.findings.finding import Finding, Severity
from consent.models.library.held_words import HeldWords
from consent.models.library.printed import clause_hash, units_of
from consent.models.library.sources import Words
from consent.models.place import Source, Sourced
from consent.resources import built_in_templates
from consent.translate.faults import About
from consent.translate.held import CODES
from tests.support.office import ISSUED_ON, Office
from tests.support.spanish import english_library, spanish_library

ROW = "risks.platelet-soreness.what_it_means"
GUARANTEE = english_library().clauses["no-guarantee"].clause.value


def found(roots: tuple[Path, ...]) -> list[Finding]:
    return list(check_translations(english_library(), roots, ["es"]).findings)


def written(folder: Path, name: str, text: str) -> None:
    path = folder / "translations" / "es" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def clause(id_: str, body: str, english: str, signed: str = "null") -> str:
    return (
        f'---\nid: {id_}\nof: {GUARANTEE.version}\nenglish: "{english}"\ntitle: Sin garantía\n'
        f"reviewed_by: {signed}\n---\n\n{body}\n"
    )


def test_of_the_built_in_spanish_only_its_signature_is_missing() -> None:
    (finding,) = found((built_in_templates(),))
    assert (finding.code, finding.severity) == ("TRN023", Severity.WARNING)
    assert Path(finding.place.file).parts[-3:] == ("translations", "es", "language.yaml")


def test_what_is_old_wrong_or_of_nothing_is_named(tmp_path: Path) -> None:
    written(tmp_path, "clauses/no-such-clause.md", clause("no-such-clause", "Nada.", "0" * 16))
    written(tmp_path, "clauses/no-guarantee.md", clause("no-guarantee", "No garantizamos nada.", "0" * 16))
    row = next(one for one in units_of(english_library().procedures["prp"].value) if one.at == ROW)
    text = f'texts:\n  - {{at: {ROW}, english: "{row.english}", text: Puede durar de 2 días a 3 semanas.}}\n'
    written(tmp_path, "procedures/prp.yaml", f"of: procedures/prp\n{text}")
    findings = found((tmp_path, built_in_templates()))
    named = {(one.code, Path(one.place.file).name) for one in findings if one.code != "TRN023"}
    assert named == {
        ("TRN020", "no-guarantee.md"),
        ("TRN022", "no-such-clause.md"),
        ("TRN102", "prp.yaml"),
    }


def test_who_signs_is_asked_for_no_more_and_nothing_wrong_is_excused_by_it(tmp_path: Path) -> None:
    signed = "{name: Eva Díaz, credentials: MD, date: 2026-11-02}"
    body = "Garantizamos el resultado. Puede sentirse igual. Puede que necesite otro tratamiento."
    written(tmp_path, "clauses/no-guarantee.md", clause("no-guarantee", body, clause_hash(GUARANTEE), signed))
    surveyed = found((tmp_path, built_in_templates()))
    assert [one.code for one in surveyed if Path(one.place.file).name == "no-guarantee.md"] == ["TRN103"]


def test_rules_that_cannot_read_a_language_are_named_with_what_they_lack() -> None:
    words, _ = load_words((built_in_templates(),), "es")
    tongue = spanish_library().translation.language
    assert list(unread(tongue, words, "language.yaml")) == []
    bare = tongue.but(readability=None, out_of=(), held=HeldWords())
    claims = "CLS111, CLS112, CLS113, CLS114, CLS115, CLS116, CLS117, RSK102, RSK103"
    said = {one.message for one in unread(bare, Words(), "language.yaml")}
    assert said == {
        f"{claims} cannot read Spanish: there is no `claims:` in words/es.yaml",
        "PAP225 cannot read Spanish: there is no `page_words:` in words/es.yaml",
        "PAP226 cannot read Spanish: there is no `labels:` in words/es.yaml",
        "RDB103, RDB110, RDB111 cannot read Spanish: there is no `readability:` in language.yaml",
        "RSK104 cannot read Spanish: there is no `out_of:` in language.yaml",
        "TRN102 cannot read Spanish: there is no `numbers:` under `held:` in language.yaml",
        "TRN103 cannot read Spanish: there is no `negations:` under `held:` in language.yaml",
        "TRN104 cannot read Spanish: there is no `left:` under `held:` in language.yaml",
        "TRN104 cannot read Spanish: there is no `right:` under `held:` in language.yaml",
    }


def test_no_language_says_that_it_takes_more_words_than_it_does() -> None:
    surveyed = spanish_library()
    first = [one for one in surveyed.states if "/key-" in one.owner or one.at.startswith("key_facts")]
    english = sum(len(one.english.split()) for one in first)
    said = sum(len(one.text.split()) for one in first)
    assert 1 < surveyed.translation.language.length <= said / english


def test_a_false_sentence_of_a_translation_is_named_whatever_language_was_asked_for(tmp_path: Path) -> None:
    body = "Los exosomas curan la artritis. Puede sentirse igual. Quizá necesite otro tratamiento."
    written(tmp_path, "clauses/no-guarantee.md", clause("no-guarantee", body, clause_hash(GUARANTEE)))
    path = tmp_path / "translations" / "es" / "clauses" / "no-guarantee.md"
    question = Question(paths=(path,), as_of=ISSUED_ON)
    outcome = run(question, {})
    assert "CLS111" in {one.finding.code for one in outcome.judged}


def test_each_kind_of_fault_has_a_code_of_its_own() -> None:
    assert set(CODES) == set(About)
    assert len(set(CODES.values())) == len(CODES)


def test_a_practice_is_asked_for_the_languages_it_prints_in(office: Office) -> None:
    roots = (built_in_templates(),)
    practice = Sourced(office.practice.but(languages=("en",)), Source("practice.yaml"))
    assert asked_languages("en", practice, roots) == ()
    assert asked_languages("es", practice, roots) == ("es",)
    assert asked_languages("en", None, roots) == ("es",)
