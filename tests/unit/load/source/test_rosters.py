"""Tables as schedules are really exported: other headings, whole names, codes, spoiled numbers, totals."""

from __future__ import annotations

import time

import pytest

from consent.load.rows.options import DateFormat
from consent.load.source.open import SourceOptions
from tests.support.sources import EVERYTHING, HEADINGS, ROOT, Desk, codes, record, row, table

EPIC = "Appt Date|Appt Time|Pt Last, First|DOB|MRN#|Provider|CPT|Site|Laterality|Dx|CSN"
A_VISIT = "12/01/2026|0900|Nguyen, Maria T|03/09/1961|00123456|RUIZ, ANA, MD|20610|knee|Left|M17.12|100001"


def test_a_schedule_of_another_system(desk: Desk) -> None:
    columns = desk.write('"Appt Time": null\n', "columns.yaml")
    codes_file = desk.write(
        "body_sites:\n  knee: knee joint\n"
        'indications:\n  "http://hl7.org/fhir/sid/icd-10-cm|M17*": knee osteoarthritis\n',
        "map.yaml",
    )
    options = SourceOptions(columns=columns, fhir_map=codes_file, date_format=DateFormat.MDY)
    path = desk.write(f"{EPIC}\n{A_VISIT}\n")
    with desk.open(path, options=options) as source:
        assert source.findings == ()
        (only,) = source.rows
    made = record(only)
    assert (made.record_id, made.practitioner) == ("100001", "p-01")
    assert (made.patient.given_name, made.patient.family_name) == ("Maria T", "Nguyen")
    (planned,) = made.procedures
    assert (planned.procedure, planned.body_site) == ("ha-medium", "knee joint")
    assert (planned.laterality, planned.indication) == ("left", "knee osteoarthritis")


def test_what_the_schedule_does_not_say_in_our_words_is_named(desk: Desk) -> None:
    visit = A_VISIT.replace("knee", "kneecap")
    (only,) = desk.rows(f"{EPIC}\n{visit}\n", options=SourceOptions(date_format=DateFormat.MDY))
    assert [(one.code, one.field) for one in only.findings] == [("REC022", "Site"), ("REC028", "Dx")]


# --- headings ----------------------------------------------------------------------------------------------


def test_our_own_heading_goes_before_the_word_of_another(desk: Desk) -> None:
    path = desk.write(table([*row(1), "x"], headings=[*HEADINGS, "Surgeon"]))
    with desk.open(path) as source:
        assert [(one.code, one.field) for one in source.findings] == [("REC042", "Surgeon")]
        assert record(next(source.rows)).practitioner == "p-01"


def test_two_words_for_one_field_are_not_chosen_between(desk: Desk) -> None:
    headings = [*HEADINGS[:9], "Surgeon", "scheduled_on", "Doctor"]
    findings = desk.refusal(table([*row(1), "x"], headings=headings))
    assert codes(findings) == ["REC043"]
    assert "--columns" in findings[0].hint


def test_the_columns_file_goes_before_everything(desk: Desk) -> None:
    columns = desk.write("Case: record_id\nrecord_id: null\n", "columns.yaml")
    path = desk.write(table([*row(1), "c-9"], headings=[*HEADINGS, "Case"]))
    with desk.open(path, options=SourceOptions(columns=columns)) as source:
        assert record(next(source.rows)).record_id == "c-9"


# --- names -------------------------------------------------------------------------------------------------

WHOLE = ("record_id", "Patient Name", *HEADINGS[3:])


def whole(name: str) -> str:
    cells = row(1)
    return table([cells[0], name, *cells[3:]], headings=WHOLE, delimiter="|")


@pytest.mark.parametrize(
    ("typed", "given", "family"),
    [
        ("Nguyen, Maria", "Maria", "Nguyen"),
        ("de la Cruz , Ana Sofía", "Ana Sofía", "de la Cruz"),
        ("O'Neil,J.", "J.", "O'Neil"),
        ("Suharto, -", "-", "Suharto"),
        ("Example^Ada", "Ada", "Example"),
        ("Example^Ada^Maria Eve^Jr^Mrs^MD", "Ada Maria Eve", "Example Jr"),
        ("Example^Ada^^MD", "Ada", "Example"),
    ],
)
def test_a_whole_name(desk: Desk, typed: str, given: str, family: str) -> None:
    made = record(desk.rows(whole(typed))[0])
    assert (made.patient.given_name, made.patient.family_name) == (given, family)


@pytest.mark.parametrize(
    "typed",
    [
        *("Maria Nguyen", "Nguyen,", ", Maria", "King, Jr., Martin", "Nguyen"),
        *("Nguyen^", "^Maria", "Nguyen^Maria~Le^Maria", "Ng&uyen^Maria", "Nguyen^Maria^^^^^L"),
    ],
)
def test_a_whole_name_is_not_guessed_at(desk: Desk, typed: str) -> None:
    (only,) = desk.rows(whole(typed))
    assert [(one.code, one.field) for one in only.findings] == [("REC049", "Patient Name")]
    assert "`Example, Ada`" in only.findings[0].hint
    assert typed not in repr(only.findings)


def test_names_in_columns_of_their_own_go_before_the_whole(desk: Desk) -> None:
    path = desk.write(table([*row(1), "Other Person"], headings=[*HEADINGS, "Patient"]))
    (only,) = desk.open(path).rows
    assert record(only).patient.family_name == "Example"


def test_a_missing_name_is_told_from_one_that_is_not_there(desk: Desk) -> None:
    missing, alone = desk.rows(table(row(1, given_name=""), row(2, given_name="-")))
    assert codes(missing.findings) == ["REC003"]
    assert "`-`" in missing.findings[0].hint
    assert record(alone).patient.given_name == "-"
    (neither,) = desk.rows(table(row(1, given_name="-", family_name="-")))
    assert codes(neither.findings) == ["REC039"]


# --- words and codes in cells ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("HA-Medium", ["ha-medium"]),
        ("Hyaluronic acid (HA) injection", ["ha-medium"]),
        ("20610", ["ha-medium"]),
        ("20610; 76942", ["ha-medium", "ultrasound-guidance"]),
    ],
)
def test_procedures_by_id_title_and_code(desk: Desk, typed: str, ids: list[str]) -> None:
    made = record(desk.rows(table(row(1, procedures=typed)))[0])
    assert [one.procedure for one in made.procedures] == ids


def test_an_unknown_procedure_is_said_of_its_column(desk: Desk) -> None:
    headings = [*HEADINGS[:5], "Planned Procedure", *HEADINGS[6:]]
    (only,) = desk.rows(table(row(1, procedures="HA inj"), headings=headings))
    assert [(one.code, one.field) for one in only.findings] == [("REC020", "Planned Procedure")]


@pytest.mark.parametrize(
    ("typed", "indication", "site"),
    [
        ("Shoulder Joint", "shoulder osteoarthritis", "glenohumeral joint"),
        ("GH joint", "shoulder osteoarthritis", "glenohumeral joint"),
        ("49076000", "knee osteoarthritis", "knee joint"),
        ("Knee", "knee osteoarthritis", "knee joint"),
    ],
)
def test_sites_by_plain_name_and_code(desk: Desk, typed: str, indication: str, site: str) -> None:
    (only,) = desk.rows(table(row(1, body_site=typed, indication=indication)))
    assert record(only).procedures[0].body_site == site


def test_a_word_for_two_sites_is_not_chosen_between(desk: Desk) -> None:
    (only,) = desk.rows(table(row(1, body_site="shoulder", indication="shoulder osteoarthritis")))
    assert [(one.code, one.field) for one in only.findings] == [("REC022", "body_site")]


def test_a_code_that_holds_a_side(desk: Desk) -> None:
    right = "719443008"
    by_code, agreed, differs = desk.rows(
        table(
            row(1, body_site=right, laterality=""),
            row(2, body_site=right, laterality="R"),
            row(3, body_site=right, laterality="left"),
        )
    )
    for one in (by_code, agreed):
        assert record(one).procedures[0].laterality == "right"
    assert [(one.code, one.field) for one in differs.findings] == [("REC049", "laterality")]


@pytest.mark.parametrize(
    "typed", ["Ana Ruiz", "RUIZ|ANA", "Ruiz| Ana| MD", "Dr. Ana Ruiz", "ana ruiz MD", "P-01"]
)
def test_practitioners_by_name(desk: Desk, typed: str) -> None:
    text = table(row(1, practitioner=typed.replace("|", ",")), delimiter="\t") if "|" in typed else None
    (only,) = desk.rows(text or table(row(1, practitioner=typed)))
    assert record(only).practitioner == "p-01"


@pytest.mark.parametrize("typed", ["Ruiz", "Dr. Ruiz", "Ana Maria Ruiz", "Ruiz Ana"])
def test_half_a_name_is_nobody(desk: Desk, typed: str) -> None:
    assert codes(desk.rows(table(row(1, practitioner=typed)))[0].findings) == ["REC021"]


def test_the_example_map_serves_a_table(desk: Desk) -> None:
    options = SourceOptions(fhir_map=ROOT / "examples" / "fhir-map.yaml")
    (only,) = desk.rows(
        table(row(1, procedures="INJ-HA", body_site="82169009", laterality="", practitioner="1234567893")),
        options=options,
    )
    made = record(only)
    assert [one.procedure for one in made.procedures] == ["ha-medium", "ultrasound-guidance"]
    assert (made.procedures[0].laterality, made.practitioner) == ("left", "p-01")


@pytest.mark.parametrize("typed", ["N/A", "-", "none"])
def test_no_side_is_no_side(desk: Desk, typed: str) -> None:
    (only,) = desk.rows(table(row(1, laterality=typed)))
    assert codes(only.findings) == ["REC025"]
    (filled,) = desk.rows(table(row(1, laterality=typed)), options=EVERYTHING)
    assert record(filled).procedures[0].laterality == "left"


# --- numbers that a program has spoiled --------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["1.23457E+11", "1e5", "123456.0", "'00123456", "#VALUE!", "#REF!", "######", "TBD", "null"]
)
def test_a_number_that_lost_something(desk: Desk, typed: str) -> None:
    (only,) = desk.rows(table(row(1, mrn=typed)))
    assert [(one.code, one.field) for one in only.findings] == [("REC049", "mrn")]
    assert typed not in repr(only.findings)


def test_a_number_kept_from_the_spreadsheet(desk: Desk) -> None:
    text = table(row(1)).replace("00123456", '"=""00123456"""')
    assert record(desk.rows(text)[0]).patient.mrn == "00123456"


@pytest.mark.parametrize(
    ("typed", "good"), [("#NAME?", False), ("####", False), ("Null", True), ("Nan", True)]
)
def test_a_name_is_not_what_a_spreadsheet_shows_for_none(desk: Desk, typed: str, good: bool) -> None:
    (only,) = desk.rows(table(row(1, family_name=typed)))
    assert only.refused is not good


# --- rows of nobody ----------------------------------------------------------------------------------------


def test_headings_again_and_totals_are_one_complaint_each(desk: Desk) -> None:
    total = ["Total 2", *[""] * (len(HEADINGS) - 1)]
    rows = desk.rows(table(row(1), HEADINGS, row(2), total))
    assert [codes(one.findings) for one in rows] == [[], ["REC054"], [], ["REC054"]]


def test_a_nul_costs_its_row_and_not_the_file(desk: Desk) -> None:
    rows = desk.rows(table(row(1, given_name="A\0da"), *(row(number) for number in range(2, 30))))
    assert [codes(one.findings) for one in rows[:2]] == [["REC011"], []]


def test_a_cell_without_end_is_said_to_be_too_long(desk: Desk) -> None:
    rows = desk.rows(table(row(1, given_name="A" * 150_000), row(2)))
    assert [codes(one.findings) for one in rows] == [["REC048"], []]


def test_a_number_beside_the_word_total_is_no_patient(desk: Desk) -> None:
    cells = ["Total", "7", *[""] * (len(HEADINGS) - 2)]
    (only,) = desk.rows(table(cells))
    assert codes(only.findings) == ["REC054"]
    # A patient of whom much is missing is still one.
    (only,) = desk.rows(table([*cells[:2], "Example", *cells[3:]]))
    assert set(codes(only.findings)) == {"REC003"}


@pytest.mark.parametrize("heading", ["Status", "Appt Status", "case_status"])
@pytest.mark.parametrize("status", ["Cancelled", "CANCELED - weather", "No Show", "no-show", "Rescheduled"])
def test_a_visit_that_is_off_is_not_printed(desk: Desk, heading: str, status: str) -> None:
    path = desk.write(table([*row(1), status], [*row(2), "Scheduled"], headings=[*HEADINGS, heading]))
    with desk.open(path) as source:
        assert source.findings == ()
        off, on = source.rows
    assert (codes(off.findings), on.refused) == (["REC054"], False)
    assert f"`{heading}`" in off.findings[0].message
    columns = desk.write(f"{heading}: null\n", "columns.yaml")
    with desk.open(path, options=SourceOptions(columns=columns)) as source:
        assert [one.refused for one in source.rows] == [False, False]


@pytest.mark.parametrize("typed", ["Lt.", "(L)", "LEFT ", "left\u00a0", "l"])
def test_a_side_as_it_is_scribbled(desk: Desk, typed: str) -> None:
    made = record(desk.rows(table(row(1, laterality=typed)))[0])
    assert {one.laterality for one in made.procedures} == {"left", None}


@pytest.mark.parametrize("typed", ["LLE", "Left knee", "L/R?", "1", "unspecified"])
def test_a_side_is_not_guessed(desk: Desk, typed: str) -> None:
    (only,) = desk.rows(table(row(1, laterality=typed)))
    assert [(one.code, one.field) for one in only.findings] == [("REC005", "laterality")]


@pytest.mark.parametrize(
    ("heading", "line"),
    [("Case #", '"Case #": record_id'), ("Acct No", "Acct No: record_id"), ("ID:", '"ID:": record_id')],
)
def test_the_line_to_type_into_a_columns_file_is_one(desk: Desk, heading: str, line: str) -> None:
    text = table(row(1), headings=[heading, *HEADINGS[1:]])
    _, unread = desk.refusal(text)
    assert f"`{line}`" in unread.hint
    columns = desk.write(f"{line}\n", "columns.yaml")
    assert record(desk.rows(text, options=SourceOptions(columns=columns))[0]).record_id == "r-1"


def test_ten_thousand_columns_are_not_named_one_by_one(desk: Desk) -> None:
    more = 10_000
    text = table([*row(1), *["x"] * more], headings=[*HEADINGS, *(f"x{number}" for number in range(more))])
    began = time.process_time()
    with desk.open(desk.write(text)) as source:
        assert len(source.findings) < 100
        assert source.findings[-1].message == "9,960 more columns are not read"
        assert not next(source.rows).refused
    # It was minutes, when every column was held against every field.
    assert time.process_time() - began < 20


def test_what_your_word_means_can_be_said(desk: Desk) -> None:
    (only,) = desk.rows(table(row(1, procedures="Gel shot")))
    assert "--fhir-map" in only.findings[0].hint
