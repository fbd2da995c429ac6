from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from consent.models.findings.finding import Severity
from consent.models.people.age import age_on
from consent.models.people.record import Laterality, Record

if TYPE_CHECKING:
    from tests.unit.load.conftest import Clinic

POSITIVE = Path(__file__).parents[2] / "data" / "positive" / "records"


def only(clinic: Clinic, name: str) -> Record:
    (record,) = clinic.records(POSITIVE / name).records
    return record.value


def test_a_record_loads_as_it_was_typed(clinic: Clinic) -> None:
    record = only(clinic, "plain.yaml")
    assert record.record_id == "r-0001"
    assert record.patient.mrn == "00123456"
    assert record.patient.date_of_birth == date(1961, 3, 9)
    assert [planned.procedure for planned in record.procedures] == ["gel", "scan"]
    assert record.procedures[0].laterality is Laterality.LEFT
    assert record.representative is None


@pytest.mark.parametrize(
    ("name", "given", "family"),
    [
        ("angle-brackets-and-braces.yaml", "<b>Ada</b>", "{ practice.name } {% x %}"),
        ("right-to-left.yaml", "\u200fמרים", "الأحمد"),
        ("combining-marks.yaml", "Nguye\u0302\u0303n", "Z\u0361oe"),
        ("cjk-and-emoji.yaml", "李小龍 \U00020000", "👩‍⚕️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿"),
        ("two-hundred-characters.yaml", "ab cd ef g" * 20, "Example"),
        ("words-that-other-yaml-readers-change.yaml", "yes", "on"),
        ("escaped-emoji-and-tabs.json", "Ada 😀", "a/b"),
        ("windows-line-ends.yaml", "Ada", "Example"),
        ("bom.yaml", "Ada", "Example"),
    ],
)
def test_an_odd_name_loads_as_it_was_typed(clinic: Clinic, name: str, given: str, family: str) -> None:
    patient = only(clinic, name).patient
    assert (patient.given_name, patient.family_name) == (given, family)


@pytest.mark.parametrize(
    "name",
    [
        "ANDRÉ’S",
        "JOSÉ\u00a0LUIS",
        "JOÃO",
        "Â",
        "Ñandú",
        "«É»",
        "שָׂרָה",
        "Ọkọ́ńkwọ̀",
        "မြတ်ဆွေ",
        "ক্ষ্ম্য",
        "ω\u0314\u0342\u0345",
    ],
)
def test_a_name_with_accents_is_not_taken_for_a_spoiled_one(
    clinic: Clinic, name: str, tmp_path: Path
) -> None:
    path = tmp_path / "r.yaml"
    path.write_text((POSITIVE / "plain.yaml").read_text("utf-8").replace("Ada", name), "utf-8")
    assert clinic.records(path).records[0].value.patient.given_name == name


def test_a_decomposed_name_is_not_composed(clinic: Clinic) -> None:
    given = only(clinic, "combining-marks.yaml").patient.given_name
    assert given != unicodedata.normalize("NFC", given)


def test_records_of_a_list_know_their_own_places(clinic: Clinic) -> None:
    first, second = clinic.records(POSITIVE / "list-of-two.yaml").records
    assert (first.value.record_id, second.value.record_id) == ("r-0001", "r-0002")
    assert (first.at("patient", "mrn").line, second.at("patient", "mrn").line) == (6, 17)
    assert second.at("procedures", 0, "body_site").column == 35


def test_records_keep_the_order_they_were_given_in(clinic: Clinic, tmp_path: Path) -> None:
    plain = (POSITIVE / "plain.yaml").read_text(encoding="utf-8")
    paths = []
    for name in ("b", "c", "a"):
        path = tmp_path / f"{name}.yaml"
        path.write_text(plain.replace("r-0001", name), encoding="utf-8")
        paths.append(path)
    assert [record.value.record_id for record in clinic.records(*paths).records] == ["b", "c", "a"]


def test_the_same_id_in_two_files_is_refused(clinic: Clinic) -> None:
    paths = (POSITIVE / "bom.yaml", POSITIVE / "plain.yaml")
    (finding,) = clinic.complaints(*paths)
    assert finding.code == "REC037"
    assert finding.message == f"another record has this `record_id`: {paths[0]}:1:12"
    assert finding.place.file == str(paths[1])


def test_a_warning_does_not_stop_a_record(clinic: Clinic) -> None:
    loaded = clinic.records(POSITIVE.parents[1] / "negative/records/in-the-past.yaml")
    assert [(finding.code, finding.severity) for finding in loaded.warnings] == [("REC034", Severity.WARNING)]
    assert len(loaded.records) == 1


def test_a_sign_language_interpreter_needs_no_other_language(clinic: Clinic, tmp_path: Path) -> None:
    path = tmp_path / "record.yaml"
    plain = (POSITIVE / "plain.yaml").read_text(encoding="utf-8")
    path.write_text(plain + "interpreter: {language: American Sign Language, modality: in-person}\n")
    assert clinic.complaints(path) == ()


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2008, 12, 1), date(2026, 12, 1), 18),
        (date(2008, 12, 2), date(2026, 12, 1), 17),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2026, 1, 1), date(2026, 1, 1), 0),
    ],
)
def test_age_is_counted_in_full_years(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age
