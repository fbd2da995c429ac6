from __future__ import annotations

import csv
import io
import tracemalloc
from collections import deque
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consent.load.source.open import DateFormat, SourceOptions, Unit
from consent.load.table.files.csv_rows import Dialect, read_rows, sniff
from consent.load.table.files.lines import Line
from consent.models.findings.finding import Severity
from consent.models.people.record import Laterality, Modality
from consent.models.people.use import Use
from tests.support.sources import EVERYTHING, GOOD, HEADINGS, ROOT, Desk, codes, record, row, table


def test_the_example_schedule_is_good(desk: Desk) -> None:
    source = desk.open(ROOT / "examples" / "schedule.csv")
    rows = list(source.rows)
    assert source.kinds == ("csv",)
    assert source.findings == ()
    assert [one.record_id for one in rows] == [f"v-{number}" for number in range(1001, 1013)]
    assert [codes(one.findings) for one in rows if one.findings] == []


def test_a_row_becomes_a_record(desk: Desk) -> None:
    headings = [*HEADINGS, "representative_name", "representative_authority", "interpreter_language"]
    headings += ["interpreter_modality", "preferred_language"]
    (only,) = desk.rows(
        table(
            [*row(1), "Ben Example", "legal guardian", "Spanish", "In person", "Spanish"], headings=headings
        )
    )
    made = record(only)
    assert (only.number, only.unit, only.place.line) == (2, Unit.ROW, 2)
    assert (made.patient.given_name, made.patient.family_name) == ("Ada", "Example")
    assert (made.patient.mrn, made.patient.date_of_birth) == ("00123456", date(1961, 3, 9))
    assert made.patient.preferred_language == "es"
    assert made.scheduled_on == date(2026, 12, 1)
    assert [one.procedure for one in made.procedures] == ["ha-medium", "ultrasound-guidance"]
    assert [one.body_site for one in made.procedures] == ["knee joint", None]
    assert [one.laterality for one in made.procedures] == [Laterality.LEFT, None]
    assert [one.indication for one in made.procedures] == ["knee osteoarthritis", None]
    assert made.representative is not None
    assert made.representative.authority == "legal guardian"
    assert made.interpreter is not None
    assert made.interpreter.modality is Modality.IN_PERSON


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_common_dialects(desk: Desk, delimiter: str, ending: str, start: str) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=ending, quoting=csv.QUOTE_ALL)
    writer.writerows([HEADINGS, row(1, mrn='12"3, ; | \t'.strip()), row(2)])
    rows = desk.rows(start + stream.getvalue())
    assert [one.record_id for one in rows] == ["r-1", "r-2"]
    assert record(rows[0]).patient.mrn == '12"3, ; |'


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_table_without_any_quotes(desk: Desk, delimiter: str) -> None:
    text = table(
        row(1, procedures="ha-medium"),
        row(2, procedures="ultrasound-guidance", body_site="", laterality="", indication=""),
        delimiter=delimiter,
    )
    assert [one.refused for one in desk.rows(text)] == [False, False]


def test_single_quotes_and_backslashes(desk: Desk) -> None:
    single = table(*([f"'{cell}'" for cell in cells] for cells in (row(1), row(2))))
    assert [record(one).patient.given_name for one in desk.rows(single)] == ["Ada", "Ada"]
    escaped = table(row(1), row(2)).replace(",Ada,", ',"Ada \\"Bee\\" C",')
    assert [record(one).patient.given_name for one in desk.rows(escaped)] == ['Ada "Bee" C'] * 2


def test_apostrophes_are_no_quotes(desk: Desk) -> None:
    rows = desk.rows(table(row(1, family_name="'t Hooft"), row(2, family_name="O'Brien'", mrn="7")))
    assert [record(one).patient.family_name for one in rows] == ["'t Hooft", "O'Brien'"]


def test_a_space_after_the_comma(desk: Desk) -> None:
    text = "\n".join(", ".join(f'"{cell}"' for cell in cells) for cells in (HEADINGS, row(1)))
    assert record(desk.rows(text)[0]).patient.given_name == "Ada"


def test_excels_separator_line_and_titles_above_the_headings(desk: Desk) -> None:
    (only,) = desk.rows("sep=;\n" + table(row(1, procedures="ha-medium"), delimiter=";"))
    assert record(only).record_id == "r-1"
    (only,) = desk.rows("Schedule for tomorrow\n\nprinted by the front desk,,\n" + table(row(1)))
    assert (only.number, record(only).record_id) == (5, "r-1")


def test_headings_in_any_case(desk: Desk) -> None:
    headings = ("Record ID", "GIVEN NAME", "familyName", "patient.date_of_birth", "M.R.N.", *HEADINGS[5:])
    assert not desk.rows(table(row(1), headings=headings))[0].refused


def test_blank_rows_are_no_rows_but_are_counted(desk: Desk) -> None:
    rows = desk.rows(table(row(1)) + "\n,,,,\n  \n" + table(row(2)).split("\n", 1)[1] + "\n\n")
    assert [(one.number, one.record_id) for one in rows] == [(2, "r-1"), (6, "r-2")]


def test_a_table_without_rows_is_empty_and_nothing_is_wrong(desk: Desk) -> None:
    assert desk.rows(table()) == []


# --- bad rows cost themselves and no other -----------------------------------------------------------------


def test_ragged_rows(desk: Desk) -> None:
    rows = desk.rows(table(row(1), row(2)[:-1], [*row(3), "more"], row(4), [*row(5), "", ""]))
    assert [one.refused for one in rows] == [False, True, True, False, False]
    assert [codes(one.findings) for one in rows] == [[], ["REC045"], ["REC045"], [], []]
    assert [one.findings[0].place.line for one in rows if one.refused] == [3, 4]


@pytest.mark.parametrize("broken", ['"Ada', 'Ada"', '"Ada"x'])
def test_quotes_that_do_not_come_in_pairs(desk: Desk, broken: str) -> None:
    rows = desk.rows(
        table(row(1), row(2, given_name=broken), row(3), row(4)).replace("knee joint", '"knee joint"')
    )
    assert [one.refused for one in rows if one.number != 3] == [False, False, False]
    bad = rows[1]
    # A quotation mark in the middle of a text is just that.
    assert bad.refused == (broken != 'Ada"')
    assert codes(bad.findings) == ([] if broken == 'Ada"' else ["REC046"])


def test_a_quoted_line_break_is_one_row_and_is_refused_as_a_name(desk: Desk) -> None:
    rows = desk.rows(table(row(1), row(2)).replace(",Ada,", ',"Ada\nBee",'))
    assert [(one.number, one.place.line, codes(one.findings)) for one in rows] == [
        (2, 2, ["REC011"]),
        (3, 4, ["REC011"]),
    ]


def test_a_line_without_end(desk: Desk) -> None:
    text = table(row(1)) + "x" * 3_000_000 + "\n" + table(row(2)).split("\n", 1)[1]
    rows = desk.rows(text)
    assert [codes(one.findings) for one in rows] == [[], ["REC048"], []]


def test_a_formula_is_no_value(desk: Desk) -> None:
    (only,) = desk.rows(table(row(1, given_name="=cmd|' /C calc'!A0", mrn="=1+1")))
    assert [(one.code, one.field) for one in only.findings] == [("REC049", "given_name"), ("REC049", "mrn")]
    assert "cmd" not in repr(only.findings)


def test_record_ids_are_used_once(desk: Desk) -> None:
    first, second = desk.write(table(row(1), row(2), row(1))), desk.write(table(row(3), row(2)), "b.csv")
    rows = list(desk.open(first, second).rows)
    assert [codes(one.findings) for one in rows] == [[], [], ["REC037"], [], ["REC037"]]
    assert "row 2" in rows[2].findings[0].message
    assert str(first) in rows[4].findings[0].message
    assert codes(desk.rows(table(row(1), row(1, record_id="R-1")))[1].findings) == ["REC037"]


def test_everything_wrong_with_a_row_is_said_at_its_column(desk: Desk) -> None:
    (only,) = desk.rows(
        table(
            row(1, date_of_birth="1961-02-30", practitioner="p-9", laterality="up", body_site="", mrn=""),
            headings=["Record Id", "First", *HEADINGS[2:]],
        ).replace("First", "Given Name")
    )
    assert [(one.code, one.place.column, one.field) for one in only.findings] == [
        ("REC003", 1, "mrn"),
        ("REC050", 4, "date_of_birth"),
        ("REC005", 8, "laterality"),
        ("REC021", 10, "practitioner"),
    ]


def test_a_complaint_speaks_of_headings_and_cells(desk: Desk) -> None:
    columns = desk.write("DOB: date_of_birth\nSide: laterality\n", "columns.yaml")
    headings = [{"date_of_birth": "DOB", "laterality": "Side"}.get(name, name) for name in HEADINGS]
    (only,) = desk.rows(
        table(row(1, date_of_birth="soon", laterality=""), headings=headings),
        options=SourceOptions(columns=columns),
    )
    said = {finding.field: f"{finding.message}; {finding.hint}" for finding in only.findings}
    assert said["DOB"].startswith("`DOB` is not a date")
    assert said["Side"].startswith(
        "`Side`: `knee joint` needs a side; fill in `Side`, or give `--laterality`"
    )
    assert "yaml" not in "".join(said.values()).lower()


# --- headings ----------------------------------------------------------------------------------------------


def test_missing_columns_are_one_error_that_says_what_to_do(desk: Desk) -> None:
    findings = desk.refusal("MRN,Prename,Surname,Date_of_brith,Colour\n1,2,3,4,5\n")
    errors = [one for one in findings if one.severity is Severity.ERROR]
    assert codes(errors) == ["REC041"]
    assert "`given_name`" in errors[0].message
    assert "`family_name`" not in errors[0].message
    assert "`Date_of_brith` for `date_of_birth`" in errors[0].hint
    assert "`--practitioner`" in errors[0].hint


def test_options_stand_in_for_columns(desk: Desk) -> None:
    text = table(row(1)[:5], headings=HEADINGS[:5])
    (only,) = desk.rows(text, options=EVERYTHING)
    made = record(only)
    assert [one.body_site for one in made.procedures] == ["knee joint", None]
    assert [one.laterality for one in made.procedures] == [Laterality.LEFT, None]
    assert (made.practitioner, made.scheduled_on) == ("p-01", date(2026, 12, 1))


def test_options_never_override_a_row(desk: Desk) -> None:
    text = table(row(1, body_site="hip joint", indication="hip osteoarthritis", laterality="right"))
    made = record(desk.rows(text, options=EVERYTHING)[0])
    assert made.procedures[0].body_site == "hip joint"
    assert made.procedures[0].laterality is Laterality.RIGHT
    assert made.procedures[0].indication == "hip osteoarthritis"


def test_a_wrong_cell_is_not_filled_in_by_an_option(desk: Desk) -> None:
    (only,) = desk.rows(table(row(1, scheduled_on="12/01/2026", laterality="up")), options=EVERYTHING)
    assert codes(only.findings) == ["REC005", "REC050"]


def test_unmatched_columns_are_named_with_the_nearest_field(desk: Desk) -> None:
    path = desk.write(table([*row(1), "x", "y"], headings=[*HEADINGS, "Guardian", "Prefered language"]))
    findings = desk.open(path).findings
    assert [(one.code, one.field, one.severity) for one in findings] == [
        ("REC042", "Guardian", Severity.WARNING),
        ("REC042", "Prefered language", Severity.WARNING),
    ]
    assert ["`representative_name`" in findings[0].hint, "`preferred_language`" in findings[1].hint] == [
        True,
        True,
    ]


def test_a_columns_file_maps_and_ignores(desk: Desk) -> None:
    columns = desk.write("First Name: given_name\nroom: null\nLost: family_name\n", "columns.yaml")
    headings = ["record_id", "first_name", *HEADINGS[2:], "Room"]
    path = desk.write(table([*row(1), "5"], headings=headings))
    source = desk.open(path, options=SourceOptions(columns=columns))
    # The heading `Lost` is not in the table; `family_name` is read by its own name.
    assert [(one.code, one.field) for one in source.findings] == [("REC042", "family_name")]
    assert record(next(source.rows)).patient.given_name == "Ada"


@pytest.mark.parametrize(
    ("content", "code", "hint"),
    [
        ("DOB: birth\n", "REC040", ""),
        ("DOB: date_of_birht\n", "REC040", "did you mean `date_of_birth`?"),
        ("A: mrn\nB: mrn\n", "REC043", "keep one of the two"),
        ("- DOB\n", "REC004", "DOB: date_of_birth"),
        ("DOB: [\n", "REC008", ""),
        ("", "REC001", ""),
    ],
)
def test_a_columns_file_that_means_nothing(desk: Desk, content: str, code: str, hint: str) -> None:
    columns = desk.write(content, "columns.yaml")
    findings = desk.refusal(table(row(1)), options=SourceOptions(columns=columns))
    assert codes(findings) == [code]
    assert hint in findings[0].hint


def test_two_columns_of_one_field(desk: Desk) -> None:
    findings = desk.refusal(table([*row(1), "x"], headings=[*HEADINGS, "MRN"]))
    assert codes(findings) == ["REC043"]


def test_a_first_row_that_is_a_patient_is_not_quoted(desk: Desk) -> None:
    findings = desk.refusal(table(row(1), headings=["r-0", "Zqxmarker", "Vj", "1961-03-09", *["x"] * 7]))
    assert codes(findings) == ["REC041"]
    assert "Zqxmarker" not in repr(findings)


def test_text_under_no_heading_is_not_dropped(desk: Desk) -> None:
    rows = desk.rows(table([*row(1), ""], [*row(2), "x"], headings=[*HEADINGS, ""]))
    assert [codes(one.findings) for one in rows] == [[], ["REC045"]]


# --- cells -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "order", "day"),
    [
        ("1961-03-09", None, date(1961, 3, 9)),
        (" 1961-03-09 00:00:00.000 ", None, date(1961, 3, 9)),
        ("1961-03-09T07:30", None, date(1961, 3, 9)),
        ("9 Mar 1961", None, date(1961, 3, 9)),
        ("09-MAR-1961", None, date(1961, 3, 9)),
        ("March 9, 1961", None, date(1961, 3, 9)),
        ("Sept. 9 1961", None, date(1961, 9, 9)),
        ("03/09/1961", DateFormat.MDY, date(1961, 3, 9)),
        ("3/9/1961 08:30 AM", DateFormat.MDY, date(1961, 3, 9)),
        ("03/09/1961", DateFormat.DMY, date(1961, 9, 3)),
        ("25.03.1961", DateFormat.DMY, date(1961, 3, 25)),
        ("1961-03-09", DateFormat.DMY, date(1961, 3, 9)),
    ],
)
def test_dates(desk: Desk, typed: str, order: DateFormat | None, day: date) -> None:
    text = table(row(1, date_of_birth=typed, procedures="ha-medium"), delimiter=";")
    (only,) = desk.rows(text, options=SourceOptions(date_format=order))
    assert record(only).patient.date_of_birth == day


@pytest.mark.parametrize(
    ("typed", "order", "message"),
    [
        ("03/09/1961", None, "month first or day first"),
        ("03/03/1961", None, "not written YYYY-MM-DD"),
        ("03/25/1961", None, "not written YYYY-MM-DD"),
        ("25/03/1961", DateFormat.MDY, "not in the calendar"),
        ("1961-02-29", None, "not in the calendar"),
        ("03/09/61", None, "two digits"),
        ("9-Mar-61", None, "two digits"),
        ("09031961", None, "not a date"),
        ("20190309.0", None, "not a date"),
        ("22349", None, "a number"),
        ("1961-03-09T00:00:00Z", None, "in UTC"),
        ("1961-03/09", None, "not a date"),
        ("1961", None, "not a date"),
        ("9 Foo 1961", None, "not a date"),
        ("03/09-1961", DateFormat.MDY, "not a date"),
        ("١٩٦١-٠٣-٠٩", None, "not a date"),
        ("1961-03-09Z", None, "in UTC"),
    ],
)
def test_no_dates(desk: Desk, typed: str, order: DateFormat | None, message: str) -> None:
    (only,) = desk.rows(table(row(1, date_of_birth=typed)), options=SourceOptions(date_format=order))
    assert codes(only.findings) == ["REC050"]
    assert message in only.findings[0].message
    assert typed not in only.findings[0].message


@pytest.mark.parametrize(
    ("typed", "side"), [("L", "left"), ("Rt", "right"), ("BOTH", "bilateral"), (" Left ", "left")]
)
def test_sides(desk: Desk, typed: str, side: str) -> None:
    assert record(desk.rows(table(row(1, laterality=typed)))[0]).procedures[0].laterality == side


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("English", "en"),
        ("EN", "en"),
        ("en_US", "en-US"),
        ("spa", "es"),
        ("Español", "es"),
        ("zh-Hant", "zh-Hant"),
        ("", "en"),
    ],
)
def test_languages(desk: Desk, typed: str, tag: str) -> None:
    (only,) = desk.rows(table([*row(1), typed], headings=[*HEADINGS, "preferred_language"]))
    assert record(only).patient.preferred_language == tag


def test_how_products_are_given_has_columns(desk: Desk) -> None:
    more = ["Use", "needles", "Shots", "visits", "Middle Name", "Suffix"]
    cells = [*row(1, procedures="msc-exosomes;ha-medium"), "In turn", "1", "2", "3", "Byron", "Jr."]
    made = record(desk.rows(table(cells, headings=[*HEADINGS, *more]))[0])
    assert (made.use, made.needles, made.shots, made.visits) == (Use.IN_TURN, 1, 2, 3)
    assert (made.patient.middle_name, made.patient.suffix) == ("Byron", "Jr.")


@pytest.mark.parametrize("typed", ["one", "1.5", "0", "-1", "1 or 2"])
def test_a_count_that_is_no_number_is_refused_unsaid(desk: Desk, typed: str) -> None:
    (only,) = desk.rows(table([*row(1), typed], headings=[*HEADINGS, "shots"]))
    assert [(one.code, one.field) for one in only.findings] == [("REC049", "shots")]
    assert f"`{typed}`" not in only.findings[0].message


def test_values_for_each_procedure(desk: Desk) -> None:
    text = table(
        row(
            1,
            procedures="msc-exosomes; ha-medium; ultrasound-guidance",
            indication="Knee osteoarthritis; medium for exosomes;",
        )
    )
    made = record(desk.rows(text)[0])
    assert [one.indication for one in made.procedures] == ["knee osteoarthritis", "medium for exosomes", None]
    assert [one.laterality for one in made.procedures] == ["left", "left", None]
    by_itself = [*row(1, procedures="msc-exosomes;ha-medium", laterality="L;R"), "Alone"]
    text = table(by_itself, headings=[*HEADINGS, "Use"])
    assert [one.laterality for one in record(desk.rows(text)[0]).procedures] == ["left", "right"]


def test_too_many_values_for_the_procedures(desk: Desk) -> None:
    (only,) = desk.rows(table(row(1, laterality="left;right;left")))
    assert codes(only.findings) == ["REC051"]


def test_values_no_procedure_takes(desk: Desk) -> None:
    (only,) = desk.rows(table(row(1, procedures="ultrasound-guidance")))
    assert codes(only.findings) == ["REC051", "REC051", "REC051"]
    assert [one.field for one in only.findings] == ["body_site", "laterality", "indication"]


def test_an_unknown_procedure_is_one_complaint(desk: Desk) -> None:
    (only,) = desk.rows(table(row(1, procedures="msc-exozomes")))
    assert codes(only.findings) == ["REC020"]
    assert "did you mean `msc-exosomes`?" in only.findings[0].hint


# --- encodings ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["latin-1", "windows-1252", "utf-16", "utf-16-le", "shift_jis"])
def test_another_encoding_is_one_clear_error_or_an_option(desk: Desk, encoding: str) -> None:
    name = {"utf-16": "Nguyễn", "utf-16-le": "Nguyễn", "shift_jis": "名前"}.get(encoding, "José")
    content = table(*(row(number) for number in range(1, 500)), row(500, given_name=name, mrn="7")).encode(
        encoding
    )
    (finding,) = desk.refusal(content)
    assert finding.code == "REC044"
    assert "--encoding" in finding.hint
    assert finding.place.line == (1 if encoding.startswith("utf-16") else 501)
    rows = desk.rows(content, options=SourceOptions(encoding=encoding))
    assert record(rows[-1]).patient.given_name == name


def test_the_wrong_encoding_option(desk: Desk) -> None:
    content = table(row(1, given_name="Nguyễn"))
    assert codes(desk.refusal(content, options=SourceOptions(encoding="ascii"))) == ["REC044"]
    for name in ("no-such-thing", "rot13", "base64", "hex"):
        assert codes(desk.refusal(content, options=SourceOptions(encoding=name))) == ["REC040"]


def test_a_cut_off_character_at_the_end(desk: Desk) -> None:
    content = table(row(1, scheduled_on="2026-12-01")).encode() + "é".encode()[:1]
    assert codes(desk.refusal(content)) == ["REC044"]


# --- standard input ----------------------------------------------------------------------------------------


def test_standard_input(desk: Desk) -> None:
    text = table(*(row(number) for number in range(1, 2000)))
    source = desk.open(Path("-"), stdin=b"\xef\xbb\xbf" + text.encode())
    assert source.kinds == ("csv",)
    rows = list(source.rows)
    assert [one.record_id for one in rows] == [f"r-{number}" for number in range(1, 2000)]
    assert str(rows[0].place) == "-:2:1"


def test_a_wrong_byte_on_standard_input_costs_its_row(desk: Desk) -> None:
    content = table(row(1), row(2, given_name="José"), row(3)).encode("latin-1")
    assert [codes(one.findings) for one in desk.open(Path("-"), stdin=content).rows] == [[], ["REC044"], []]


# --- size --------------------------------------------------------------------------------------------------


def test_memory_is_flat_and_a_bad_last_row_is_found(desk: Desk) -> None:
    def write(count: int) -> Path:
        path = desk.folder / f"{count}.csv"
        with path.open("w", encoding="utf-8") as file:
            file.write(table())
            for number in range(count):
                file.write(",".join(row(number)) + "\n")
            file.write("r-last,Ada\n")
        return path

    def peak(path: Path) -> int:
        tracemalloc.start()
        try:
            last = deque(desk.open(path).rows, maxlen=1)
            highest = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert codes(last[0].findings) == ["REC045"]
        return highest

    small, large = peak(write(500)), peak(write(5_000))
    # Each row leaves the hash of its record_id, and nothing else.
    assert large - small < 4_500 * 300


# --- any dialect -------------------------------------------------------------------------------------------

CELL = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=12).map(
    str.strip
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    names=st.lists(CELL, min_size=1, max_size=8),
    delimiter=st.sampled_from(",;\t|"),
    ending=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
)
def test_what_a_spreadsheet_writes_is_read_back(
    names: list[str], delimiter: str, ending: str, quoting: int
) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=ending, quoting=quoting)  # type: ignore[arg-type]
    cells = [[name if column == 1 else cell for column, cell in enumerate(GOOD)] for name in names]
    writer.writerows([HEADINGS, *cells])
    lines = [Line(number, text) for number, text in enumerate(io.StringIO(stream.getvalue(), newline=""), 1)]
    known = set(HEADINGS)
    dialect = sniff(lines, lambda headings: sum(heading in known for heading in headings))
    assert dialect == Dialect(delimiter)
    read = [one.cells for one in read_rows(lines, dialect)]
    assert read == [list(HEADINGS), *cells]
