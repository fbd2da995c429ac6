"""What the gate says of a practice's own translation."""

from __future__ import annotations

from pathlib import Path

from consent.gate.translations import asked_languages, check_translations
from consent.models.findings.finding import Finding, Severity
from consent.models.library.printed import clause_hash, units_of
from consent.models.place import Source, Sourced
from consent.resources import built_in_templates
from consent.translate.faults import About
from consent.translate.held import CODES
from tests.support.office import Office
from tests.support.spanish import english_library

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


def test_each_kind_of_fault_has_a_code_of_its_own() -> None:
    assert set(CODES) == set(About)
    assert len(set(CODES.values())) == len(CODES)


def test_a_practice_is_asked_for_the_languages_it_prints_in(office: Office) -> None:
    roots = (built_in_templates(),)
    practice = Sourced(office.practice.but(languages=("en",)), Source("practice.yaml"))
    assert asked_languages("en", practice, roots) == ()
    assert asked_languages("es", practice, roots) == ("es",)
    assert asked_languages("en", None, roots) == ("es",)
