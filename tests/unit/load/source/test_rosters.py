"""Tables as schedules are really exported: other headings, whole names, codes, spoiled numbers, totals."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from consent.load.library.schedule_words import load_schedule_words
from consent.load.rows.options import DateFormat
from consent.load.source.open import SourceOptions
from consent.load.table.columns.fields import NEVER_BY_LOOKS
from consent.models.library.collection import Library
from tests.support.sources import EVERYTHING, HEADINGS, ROOT, Desk, codes, record, row, said, table

EPIC = "Appt Date|Appt Time|Pt Last, First|DOB|MRN#|Provider|CPT|Site|Laterality|Dx|CSN"
A_VISIT = "12/01/2026|0900|Nguyen, Maria T|03/09/1961|00123456|RUIZ, ANA, MD|J7321|knee|Left|M17.12|100001"


def test_a_schedule_of_another_system(desk: Desk) -> None:
    columns = desk.write('"Appt Time": null\n', "columns.yaml")
    codes_file = desk.write(
        "practitioners:\n  '1234567893': p-01\n",
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
    unknown = A_VISIT.replace("|knee|", "|knuckle|").replace("M17.12", "M25.562")
    (only,) = desk.rows(f"{EPIC}\n{unknown}\n", options=SourceOptions(date_format=DateFormat.MDY))
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
        ("King, Jr., Martin", "Martin", "King Jr."),
        ("King, Martin, Jr.", "Martin", "King Jr."),
        ("King, Martin Q III", "Martin Q", "King III"),
        ("King Sr, Martin V", "Martin V", "King Sr"),
        ("King, Mrs. Ada", "Ada", "King"),
        ("Example^Ada", "Ada", "Example"),
        ("Example^Ada^Maria Eve^Jr^Mrs^MD", "Ada Maria Eve", "Example Jr"),
        ("Example^Ada^^MD", "Ada", "Example"),
    ],
)
def test_a_whole_name(desk: Desk, typed: str, given: str, family: str) -> None:
    made = record(desk.rows(whole(typed))[0]).patient
    assert " ".join(filter(None, (made.given_name, made.middle_name))) == given
    assert " ".join(filter(None, (made.family_name, made.suffix))) == family


@pytest.mark.parametrize(
    "typed",
    [
        *("Maria Nguyen", "Nguyen,", ", Maria", "Nguyen"),
        *("Nguyen^", "^Maria", "Nguyen^Maria~Le^Maria", "Ng&uyen^Maria", "Nguyen^Maria^^^^^L"),
    ],
)
def test_a_whole_name_is_not_guessed_at(desk: Desk, typed: str) -> None:
    (only,) = desk.rows(whole(typed))
    assert [(one.code, one.field) for one in only.findings] == [("REC049", "Patient Name")]
    assert "`Example, Ada`" in only.findings[0].hint
    assert typed not in said(only.findings)


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
        ("J7325; 76942", ["ha-medium", "ultrasound-guidance"]),
        ("20610, J7321", ["ha-medium"]),
        ("INJECTION, HYALURONIC ACID, KNEE", ["ha-medium"]),
        ("HA injxn w/US", ["ha-medium", "ultrasound-guidance"]),
    ],
)
def test_procedures_by_id_title_and_code(desk: Desk, typed: str, ids: list[str]) -> None:
    made = record(desk.rows(table(row(1, procedures=typed), delimiter="|"))[0])
    assert [one.procedure for one in made.procedures] == ids


def test_an_unknown_procedure_is_said_of_its_column(desk: Desk) -> None:
    headings = [*HEADINGS[:5], "Planned Procedure", *HEADINGS[6:]]
    (only,) = desk.rows(table(row(1, procedures="Zorb inj"), headings=headings))
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
    either, one_alone = desk.rows(
        table(
            row(1, body_site="shoulder", indication="rotator cuff tendinopathy"),
            row(2, body_site="shoulder", indication="shoulder osteoarthritis"),
        )
    )
    assert [(one.code, one.field) for one in either.findings] == [("REC066", "body_site")]
    assert "`glenohumeral joint`, `rotator cuff tendon`" in either.findings[0].hint
    assert record(one_alone).procedures[0].body_site == "glenohumeral joint"


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
    assert [(one.code, one.field) for one in differs.findings] == [("REC066", "body_site")]


@pytest.mark.parametrize(
    "typed",
    [
        "Ana Ruiz",
        "RUIZ|ANA",
        "Ruiz| Ana| MD",
        "Dr. Ana Ruiz",
        "ana ruiz MD",
        "P-01",
        "Ruiz Ana",
        "Ana Ruiz| MD",
        "RUIZ| ANA MD",
        "RUIZ| ANA [5501]",
    ],
)
def test_practitioners_by_name(desk: Desk, typed: str) -> None:
    text = table(row(1, practitioner=typed.replace("|", ",")), delimiter="\t") if "|" in typed else None
    (only,) = desk.rows(text or table(row(1, practitioner=typed)))
    assert record(only).practitioner == "p-01"


@pytest.mark.parametrize("typed", ["Ruiz", "Dr. Ruiz", "Ana Maria Ruiz", "A. Ruiz", "Ana Ruiz RN"])
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
    assert typed not in said(only.findings)


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
    rows = desk.rows(table(row(1, given_name="A\0da", mrn="7"), *(row(number) for number in range(2, 30))))
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
    assert set(codes(only.findings)) == {"REC003", "REC069"}


OFF = """Cancelled|CANCELED - weather|No Show|no-show|Rescheduled|x - cancelled|CANC|CANC-PT|Patient cancelled
DNA|N/S|LWBS|Pt cx|Cxl|Office Canceled|Late Cancel|Resched|R/S|Void|Deleted|Broken|On Hold|Waitlist|Completed
Checked out|Entered in error|Left without being seen|Bumped|Not Seen|No Call/No Show|3 - No show|can|CNX"""
ON = """Scheduled|2 - filled|Confirmed|Unconfirmed|Not Confirmed|PEN|CHK|Arrived|Checked In|Booked|Show|-|N/A
Future|Arrived - 8:05|Confirmed by phone|Pending|In Progress|x - Confirmed"""


@pytest.mark.parametrize("heading", ["Status", "case_status", "State", "Sched Status"])
@pytest.mark.parametrize("status", OFF.replace("\n", "|").split("|"))
def test_a_visit_that_is_off_is_not_printed(desk: Desk, heading: str, status: str) -> None:
    path = desk.write(table([*row(1), status], [*row(2), "Scheduled"], headings=[*HEADINGS, heading]))
    with desk.open(path) as source:
        assert source.findings == ()
        (on,) = source.rows
    assert (on.record_id, on.refused, on.findings) == ("r-2", False, ())
    assert source.left_out == {f"`{heading}` says so": 1}
    columns = desk.write(f"{heading}: null\n", "columns.yaml")
    with desk.open(path, options=SourceOptions(columns=columns)) as source:
        assert [one.refused for one in source.rows] == [False, False]


@pytest.mark.parametrize("status", ON.replace("\n", "|").split("|"))
def test_a_visit_that_stands_is_printed_without_a_word(desk: Desk, status: str) -> None:
    (only,) = desk.rows(table([*row(1), status], headings=[*HEADINGS, "Appt Status"]))
    assert (only.refused, only.findings) == (False, ())


@pytest.mark.parametrize(
    ("heading", "sign", "left_out"),
    [
        *(("pc_apptstatus", sign, True) for sign in "x?%!&>"),
        *(("pc_apptstatus", sign, False) for sign in "-*+@~<^"),
        *(("AptStatus", sign, True) for sign in "2356"),
        *(("AptStatus", sign, False) for sign in "14"),
        *(("State", sign, False) for sign in ("CA", "OK")),
        *(("Cancelled?", sign, True) for sign in ("Yes", "Y", "1", "true", "2026-11-30", "by patient")),
        *(("Cancelled?", sign, False) for sign in ("No", "n", "0", "FALSE", "")),
        ("Cancel Reason", "weather", True),
        ("Cancel Reason", "N/A", False),
        ("Cancelled At", "2026-11-30 08:12", True),
        ("No Show", "no", False),
    ],
)
def test_signs_and_flags_of_the_systems(desk: Desk, heading: str, sign: str, left_out: bool) -> None:
    with desk.open(desk.write(table([*row(1), sign], headings=[*HEADINGS, heading]))) as source:
        rows = list(source.rows)
    assert (len(rows), sum(source.left_out.values())) == ((0, 1) if left_out else (1, 0))
    assert [one.findings for one in rows] == [()] * len(rows)


@pytest.mark.parametrize(
    ("status", "named"),
    [
        *((one, True) for one in ("Zorbed", "Sent to lab", "Not cancelled", "Uncancelled")),
        *((one, False) for one in ("Example", "ADA EXAMPLE", "seen 03/09/1961 by 00123456")),
    ],
)
def test_a_status_nobody_knows_is_a_warning_that_names_it(desk: Desk, status: str, named: bool) -> None:
    (only,) = desk.rows(table([*row(1), status], headings=[*HEADINGS, "Appt Status"]))
    assert (only.refused, codes(only.findings)) == (False, ["REC057"])
    assert (status in repr(only.findings)) is named


def test_a_practice_may_say_what_its_words_mean(desk: Desk, library: Library) -> None:
    own = desk.write("on: [Completed]\noff: [zorbed]\n", "templates/schedules/words.yaml")
    words, findings = load_schedule_words([own.parents[1], ROOT / "templates"])
    assert findings == ()
    said = ("Completed", "Pt. Zorbed", "CANC")
    text = table(*([*row(n), one] for n, one in enumerate(said)), headings=[*HEADINGS, "Status"])
    with replace(desk, library=replace(library, schedules=words)).open(desk.write(text)) as source:
        assert [one.record_id for one in source.rows] == ["r-0"]


def test_the_columns_file_may_name_the_status(desk: Desk) -> None:
    columns = desk.write("Zustand: status\n", "columns.yaml")
    text = table([*row(1), "cancelled"], [*row(2), "booked"], headings=[*HEADINGS, "Zustand"])
    (only,) = desk.rows(text, options=SourceOptions(columns=columns))
    assert only.record_id == "r-2"


@pytest.mark.parametrize(
    ("family", "given"),
    [
        *(
            ("Example", given)
            for given in ("Ada [1234]", "Ada 45yo", "Ada 3/4/58", "Ada (45)", "Ada*", "Ada MD")
        ),
        *(("Example", given) for given in ("Ada aka Addie", "Ada #2", "Ada y.o.", "Ada; Eve", "Ada & Eve")),
        *(
            (family, "Ada")
            for family in ("*Example", "Example 00123456", "Example {dup}", "Dr. Example Jones")
        ),
    ],
)
def test_a_name_with_something_else_in_it_is_refused(desk: Desk, family: str, given: str) -> None:
    for text in (table(row(1, family_name=family, given_name=given)), whole(f"{family}, {given}")):
        (only,) = desk.rows(text)
        assert codes(only.findings) == ["REC069"]
        assert not any(one in repr(only.findings) for one in (family, given) if one not in ("Ada", "Example"))


@pytest.mark.parametrize(
    "name",
    ["Siva a/l Raman", "O'Neil-Smith", "Anne-Marie", "Abbott774", "Md. Rahman", 'Robert "Bob"', "J. R."],
)
def test_an_unusual_name_is_a_name(desk: Desk, name: str) -> None:
    assert record(desk.rows(table(row(1, family_name=name), delimiter="|"))[0]).patient.family_name == name


LOOKALIKES = ("Middle Name", "Site Code", "Site of service", "Sidedness", "Lateral view", "Familiar name")


@pytest.mark.parametrize("heading", LOOKALIKES)
def test_a_heading_that_only_looks_like_a_name_a_side_or_a_site_is_not_proposed(
    desk: Desk, heading: str
) -> None:
    hints = " ".join(one.hint for one in desk.refusal(table(["x"] * 7, headings=[heading, *HEADINGS[3:9]])))
    assert not any(
        f"{heading}` for `{name}`" in hints or f"{heading}: {name}" in hints for name in NEVER_BY_LOOKS
    )


@pytest.mark.parametrize("typed", ["Lt.", "(L)", "LEFT ", "left\u00a0", "l"])
def test_a_side_as_it_is_scribbled(desk: Desk, typed: str) -> None:
    made = record(desk.rows(table(row(1, laterality=typed)))[0])
    assert {one.laterality for one in made.procedures} == {"left", None}


@pytest.mark.parametrize("typed", ["LLE", "Left knee", "L/R?", "L/R", "1", "unspecified"])
def test_a_side_is_not_guessed(desk: Desk, typed: str) -> None:
    (only,) = desk.rows(table(row(1, laterality=typed)))
    assert [(one.code, one.field) for one in only.findings] == [("REC005", "laterality")]


@pytest.mark.parametrize(
    ("heading", "line"),
    [("Pat. #", '"Pat. #": mrn'), ("Patient Number", "Patient Number: mrn"), ("PID:", '"PID:": mrn')],
)
def test_the_line_to_type_into_a_columns_file_is_one(desk: Desk, heading: str, line: str) -> None:
    text = table(row(1), headings=[*HEADINGS[:4], heading, *HEADINGS[5:]])
    _, unread = desk.refusal(text)
    assert f"`{line}`" in unread.hint
    columns = desk.write(f"{line}\n", "columns.yaml")
    assert record(desk.rows(text, options=SourceOptions(columns=columns))[0]).patient.mrn == "00123456"


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
    (only,) = desk.rows(table(row(1, procedures="Zorb shot")))
    assert "--fhir-map" in only.findings[0].hint
