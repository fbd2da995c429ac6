"""The command line: what each command prints, writes and exits with."""

from __future__ import annotations

import json
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import jsonschema
import pikepdf
import pytest

from consent import __version__
from consent.cli import Exit
from consent.load.codes import Kind
from consent.load.document import read_document
from tests.support.command import RENDER, Command, Outcome, as_program, environment
from tests.support.office import PRACTICE_FILE, RECORD_FILE, ROOT, Office
from tests.support.pages import squeezed, texts
from tests.support.records import record_text, write

ON = ("--issued-on", "2026-11-24")
OF_PRACTICE = ("--practice", PRACTICE_FILE)
SHORT_BLANK = ("render", "--blank", "--procedure", "ultrasound-guidance", *OF_PRACTICE, *ON)


def refused(outcome: Outcome, *words: str) -> None:
    """It could not run, said why, and left nothing."""
    assert outcome.code == Exit.COULD_NOT_RUN, outcome
    assert outcome.stdout == ""
    assert "Traceback" not in outcome.stderr
    assert dict(outcome.files) == {}
    for word in words:
        assert word in outcome.stderr


def all_text(pdf: bytes) -> str:
    return squeezed(" ".join(texts(pdf)))


def desk(consent: Command, **changes: str) -> Path:
    """One short record in the working folder."""
    return write(consent.folder / "r-1.yaml", record_text(**changes))


# --- exit codes ----------------------------------------------------------------------------------


def test_the_exit_codes_are_the_documented_ones() -> None:
    assert [int(code) for code in Exit] == [0, 1, 2, 3, 130]


def test_done_is_0(consent: Command) -> None:
    outcome = consent("render", desk(consent), *OF_PRACTICE, *ON)
    (path,) = outcome.pdfs
    assert outcome.code == 0
    assert outcome.stdout == f"{path}\n"
    with pikepdf.open(consent.folder / path) as pdf:
        assert outcome.stderr == f"1 packet, {len(pdf.pages)} pages\n"


def test_could_not_run_is_2(consent: Command) -> None:
    outcome = consent("render", desk(consent, date_of_birth="1950-02-30"), *OF_PRACTICE, *ON)
    refused(outcome, "r-1.yaml:5:18: error REC", "patient.date_of_birth", "  help: ", "1 error")


def test_our_bug_is_3(consent: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "Zoë " + "Müller"

    def broken(*_: object) -> NoReturn:
        raise RuntimeError(name)

    monkeypatch.setattr("consent.pipeline.render", broken)
    outcome = consent("render", desk(consent), *OF_PRACTICE, *ON)
    assert outcome.code == Exit.OUR_BUG
    assert outcome.stdout == ""
    assert "in broken" in outcome.stderr
    assert "RuntimeError" in outcome.stderr
    assert f"bug in consent {__version__}" in outcome.stderr
    assert "Müller" not in outcome.stderr
    assert dict(outcome.files) == {}


def test_interrupted_is_130(consent: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr("consent.pipeline.render", interrupted)
    outcome = consent("render", desk(consent), *OF_PRACTICE, *ON)
    assert outcome.code == Exit.INTERRUPTED
    assert outcome.stderr.lstrip() == "interrupted; what was finished stands, nothing is half-written\n"
    assert dict(outcome.files) == {}


def test_ctrl_c_halfway_leaves_whole_packets_only(tmp_path: Path) -> None:
    names = {name: "Ann " * 49 for name in ("given_name", "family_name")}
    for number in range(6):
        # A name this long is typeset on its own, so that each packet takes a while.
        write(tmp_path / "in" / f"{number}.yaml", record_text(f"r-{number}", **names))
    command = [sys.executable, "-m", "consent", "render", *sorted((tmp_path / "in").iterdir())]
    with subprocess.Popen(
        [*map(str, command), *map(str, OF_PRACTICE), *ON, "-o", "out"],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline().strip()
        process.send_signal(signal.SIGINT)
        more, errors = process.communicate(timeout=120)
    said = [first, *more.split()]
    assert process.returncode == Exit.INTERRUPTED, errors
    assert errors.lstrip() == "interrupted; what was finished stands, nothing is half-written\n"
    assert 1 <= len(said) < 6
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(Path(n).name for n in said)
    for name in said:
        with pikepdf.open(tmp_path / name) as pdf:
            assert len(pdf.pages) > 1


# --- usage ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "name at least one record file"),
        (("--blank",), "--blank needs at least one --procedure"),
        ((RECORD_FILE, "--blank", "--procedure", "ha-medium"), "--blank is for no patient"),
        ((RECORD_FILE, "--procedure", "ha-medium"), "--procedure: only with --blank"),
        ((RECORD_FILE, "--body-site", "knee joint"), "--body-site: only with --blank"),
        ((RECORD_FILE, "--laterality", "left"), "--laterality: only with --blank"),
        ((RECORD_FILE, "--indication", "knee osteoarthritis"), "--indication: only with --blank"),
        ((RECORD_FILE, "--practitioner", "p-01"), "--practitioner: only with --blank"),
        ((RECORD_FILE, "--issued-on", "24.11.2026"), "write it as YYYY-MM-DD"),
        ((RECORD_FILE, "--issued-on", "2026-02-30"), "write it as YYYY-MM-DD"),
        ((RECORD_FILE, "--issued-on", "20261124"), "write it as YYYY-MM-DD"),
        ((RECORD_FILE, "--edition", "tiny"), "'standard', 'large-print'"),
        ((RECORD_FILE, "--paper", "a5"), "'letter', 'a4'"),
        ((RECORD_FILE, "--langauge", "en"), "--language"),
        ((RECORD_FILE, "--language", "xx"), "xx"),
        (("--blank", "--procedure", "ha-medium", "--practitioner", "p-09"), "the practice has p-01"),
        (("--blank", "--procedure", "ha-medum"), "ha-medium"),
        (("--blank", "--procedure", "ha-medium", "--body-site", "nose"), "no such body site"),
        (("no-such-record.yaml",), "no-such-record.yaml"),
    ],
)
def test_a_wrong_command_line_is_refused(
    consent: Command, arguments: tuple[str | Path, ...], words: str
) -> None:
    refused(consent("render", *arguments, *OF_PRACTICE), words)


@pytest.mark.parametrize("command", ["rendre", "check-all"])
def test_an_unknown_command_is_refused(consent: Command, command: str) -> None:
    refused(consent(command), command)


def test_without_a_practice_it_says_what_to_type(consent: Command) -> None:
    refused(consent("render", desk(consent)), "there is no practice.yaml", "--practice", "consent init")


def test_a_practice_file_that_is_not_there(consent: Command) -> None:
    refused(consent("render", desk(consent), "--practice", "nowhere.yaml"), "nowhere.yaml", "no such file")


def test_help_and_version(consent: Command) -> None:
    helped = consent("--help")
    assert helped.code == 0
    for name in ("init", "render", "list", "show", "schema"):
        assert name in helped.stdout
        assert consent(name, "--help").stdout.startswith(f"Usage: consent {name}")
    assert consent("--version").stdout == f"consent, version {__version__}\n"


# --- render --------------------------------------------------------------------------------------


def test_the_example_of_the_readme(consent: Command, office: Office) -> None:
    outcome = consent(*RENDER, "-o", "out")
    (path,) = outcome.pdfs
    words = all_text(outcome.files[path])
    assert path.parent == Path("out")
    assert path.stem in words
    for said in ("Maria Nguyễn", "Mar 9, 1961", "00123456", "Dec 1, 2026", "left shoulder joint"):
        assert said in words


def test_a_packet_is_its_owner_s_alone(consent: Command) -> None:
    outcome = consent("render", desk(consent), *OF_PRACTICE, *ON)
    (path,) = outcome.pdfs
    assert stat.S_IMODE((consent.folder / path).stat().st_mode) == 0o600


def test_output_may_name_the_file(consent: Command) -> None:
    outcome = consent("render", desk(consent), *OF_PRACTICE, *ON, "-o", "prints/zoe.PDF")
    assert outcome.stdout == "prints/zoe.PDF\n"
    assert list(outcome.files) == [Path("prints/zoe.PDF")]


def test_several_records_each_have_a_packet(consent: Command) -> None:
    one = write(consent.folder / "a.yaml", record_text("r-1"))
    two = write(consent.folder / "b.yaml", record_text("r-2", given_name="李小龙"))
    outcome = consent("render", one, two, *OF_PRACTICE, *ON, "-o", "out")
    assert outcome.code == 0
    assert sorted(outcome.stdout.split()) == [str(path) for path in outcome.pdfs]
    assert outcome.stderr.startswith("2 packets, ")
    first, second = (outcome.files[Path(name)] for name in outcome.stdout.split())
    assert "Zoë Müller" in all_text(first)
    assert "李小龙 Müller" in all_text(second)
    assert "李小龙" not in all_text(first)


def test_several_records_do_not_fit_one_file(consent: Command) -> None:
    one = write(consent.folder / "a.yaml", record_text("r-1"))
    two = write(consent.folder / "b.yaml", record_text("r-2"))
    refused(consent("render", one, two, *OF_PRACTICE, *ON, "-o", "all.pdf"), "name a folder")


def test_one_bad_record_stops_all(consent: Command) -> None:
    one = write(consent.folder / "a.yaml", record_text("r-1"))
    two = write(consent.folder / "b.yaml", record_text("r-2", mrn="0042", scheduled_on="soon"))
    refused(consent("render", one, two, *OF_PRACTICE, *ON), "b.yaml:6:8", "b.yaml:10:15", "2 errors")


def test_the_same_record_twice_is_refused(consent: Command) -> None:
    refused(consent("render", desk(consent), desk(consent), *OF_PRACTICE, *ON), "REC037")


def test_an_unknown_practitioner_is_refused_with_a_suggestion(consent: Command) -> None:
    outcome = consent("render", desk(consent, practitioner="p-1"), *OF_PRACTICE, *ON)
    refused(outcome, "r-1.yaml:9:15: error REC021", "p-01")


def test_quiet_prints_only_the_paths(consent: Command) -> None:
    outcome = consent("render", desk(consent, scheduled_on="2026-01-01"), *OF_PRACTICE, *ON, "--quiet")
    assert outcome.stderr == ""
    assert len(outcome.stdout.splitlines()) == 1


def test_a_warning_is_said_and_does_not_stop(consent: Command) -> None:
    outcome = consent("render", desk(consent, scheduled_on="2026-01-01"), *OF_PRACTICE, *ON)
    assert outcome.code == 0
    assert "r-1.yaml:10:15: warning REC034" in outcome.stderr
    assert len(outcome.pdfs) == 1


def test_blank_with_everything_but_the_patient(consent: Command) -> None:
    where = ("--body-site", "knee joint", "--laterality", "left", "--indication", "knee osteoarthritis")
    outcome = consent(*SHORT_BLANK, "--procedure", "ha-medium", *where, "--practitioner", "p-01")
    (path,) = outcome.pdfs
    words = all_text(outcome.files[path])
    assert outcome.code == 0
    assert "left knee joint" in words
    assert "Place patient label here" in words
    assert "P000000" in words


def test_large_print_on_a4(consent: Command) -> None:
    outcome = consent(*SHORT_BLANK, "--edition", "large-print", "--paper", "a4")
    (path,) = outcome.pdfs
    with pikepdf.open(consent.folder / path) as pdf:
        width, height = (float(value) for value in list(pdf.pages[0].mediabox)[2:])
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 297)


def test_the_same_again_gives_the_same_bytes(consent: Command) -> None:
    one, two = (consent("render", desk(consent), *OF_PRACTICE, *ON, "-o", name) for name in ("a", "b"))
    assert [*one.files.values()] == [*two.files.values()]
    assert len(one.files) == 1


def test_a_folder_nobody_may_write_to(consent: Command) -> None:
    (consent.folder / "taken").write_text("a file, not a folder")
    outcome = consent("render", desk(consent), *OF_PRACTICE, *ON, "-o", "taken/here")
    refused(outcome, "error: cannot write", "-o")


# --- init ----------------------------------------------------------------------------------------


def test_a_new_practice_prints_its_first_packet(consent: Command) -> None:
    made = consent("init", "my-practice")
    assert made.code == 0
    assert set(made.stdout.split()) == {str(path) for path in made.files}
    consent.folder /= "my-practice"
    outcome = consent("render", "records/r-0001.yaml", *ON)
    (path,) = outcome.pdfs
    assert outcome.code == 0
    assert path.parent == Path("output")
    assert "Maria Nguyễn" in all_text(outcome.files[path])
    # The starter is the example practice, so both print the same.
    assert [outcome.files[path]] == [*consent(*RENDER, "-o", "again").files.values()]


def test_what_comes_with_init_is_the_example(consent: Command) -> None:
    consent("init")
    assert (consent.folder / "practice.yaml").read_text() == PRACTICE_FILE.read_text()
    assert (consent.folder / "records" / "r-0001.yaml").read_text() == RECORD_FILE.read_text()


def test_init_overwrites_nothing(consent: Command) -> None:
    mine = write(consent.folder / "mine" / "practice.yaml", "mine")
    refused(consent("init", "mine"), "practice.yaml already there")
    assert mine.read_text() == "mine"
    assert sorted(path.name for path in (consent.folder / "mine").iterdir()) == ["practice.yaml"]


def test_init_where_nobody_may_write(consent: Command) -> None:
    write(consent.folder / "taken", "a file")
    refused(consent("init", "taken/here"), "cannot write")


# --- list, show, schema --------------------------------------------------------------------------


def test_list_names_everything_in_the_library(consent: Command, office: Office) -> None:
    for what, known in (
        ("procedures", office.library.procedures),
        ("clauses", office.library.clauses),
        ("policies", office.library.policies),
    ):
        outcome = consent("list", what)
        head, *rows = outcome.stdout.splitlines()
        assert outcome.code == 0
        assert head.split() == ["id", "version", "reviewed", "due", "title"]
        assert [row.split()[0] for row in rows] == sorted(known)
    assert "disabled" in consent("list", "policies").stdout


def test_list_of_what_is_refused(consent: Command) -> None:
    refused(consent("list", "patients"), "procedures")


@pytest.mark.parametrize(
    ("id_", "head", "said"),
    [
        ("ca-684-notice", "# clause ca-684-notice, from ", "THIS NOTICE MUST BE PROVIDED"),
        ("ha-medium", "# procedure ha-medium, from ", "regulation: premarket-approval"),
        ("us-ca", "# policy us-ca, from ", "performs-hctp-therapy"),
        ("donor-exosomes", "# shared part donor-exosomes, from ", "introduction:"),
    ],
)
def test_show_names_the_file_and_its_words(consent: Command, id_: str, head: str, said: str) -> None:
    outcome = consent("show", id_)
    assert outcome.code == 0
    assert outcome.stdout.startswith(head)
    assert said in outcome.stdout
    assert Path(outcome.stdout.splitlines()[0].partition(", from ")[2]).is_file()


def test_show_suggests_the_nearest(consent: Command) -> None:
    refused(consent("show", "ca-648-notice"), "did you mean 'ca-684-notice'?")


EXAMPLES = [
    ("record", Kind.RECORD, RECORD_FILE),
    ("practice", Kind.PRACTICE, PRACTICE_FILE),
    *(("procedure", Kind.PROCEDURE, path) for path in sorted((ROOT / "templates/procedures").iterdir())),
    *(("shared", Kind.PROCEDURE, path) for path in sorted((ROOT / "templates/shared").iterdir())),
    *(("policy", Kind.POLICY, path) for path in sorted((ROOT / "templates/policies").iterdir())),
]


@pytest.mark.parametrize(("what", "kind", "path"), EXAMPLES, ids=lambda value: getattr(value, "stem", None))
def test_a_schema_accepts_the_files_that_ship(consent: Command, what: str, kind: Kind, path: Path) -> None:
    schema = json.loads(consent("schema", what).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(read_document(path, kind).data, schema)


def test_the_clause_schema_accepts_every_clause(consent: Command, office: Office) -> None:
    schema = json.loads(consent("schema", "clause").stdout)
    for loaded in office.library.clauses.values():
        jsonschema.validate(loaded.clause.value.model_dump(mode="json", exclude_none=True), schema)


def test_a_schema_refuses_an_unknown_key(consent: Command) -> None:
    schema = json.loads(consent("schema", "record").stdout)
    data = {**read_document(RECORD_FILE, Kind.RECORD).data, "record-id": "r-1"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, schema)


def test_a_schema_explains_its_fields(consent: Command) -> None:
    schema = json.loads(consent("schema", "practice").stdout)
    assert schema["properties"]["jurisdiction"]["description"].startswith("ISO 3166-2")


# --- a practice's own templates ------------------------------------------------------------------

FIFTH = """\
id: dry-needling
version: 1.0.0
title: Dry needling
owner: Example clinic
reviewed_on: 2026-11-01
review_by: 2027-11-01
order: 50
name: dry needling of a muscle
body_sites:
  - {name: calf muscle, plain_name: calf, sided: true}
key_facts:
  what: A thin needle goes into a tight muscle.
  reasons_for: [The muscle may loosen.]
  reasons_against: [It may do nothing.]
what_it_is: [A thin needle goes into a tight muscle. Nothing is injected.]
steps: [We clean the skin., We put the needle in.]
duration: Ten minutes.
benefits:
  - {benefit: Less tightness, likelihood: Not known., evidence: Small studies., level: uncontrolled,
     reviewed_on: 2026-11-01}
risks:
  - {id: bruise, name: Bruise, what_it_means: The calf may turn purple., severity: minor, likelihood: Not known}
alternatives:
  - {id: no-treatment, name: No treatment, benefit: No needle., risk: It may stay tight.}
  - {id: clinical-trial, name: A clinical trial, benefit: Close watching., risk: Not known.}
recovery: [{when: That day, what: The muscle may ache.}]
aftercare: [Drink water.]
warning_signs: [{sign: Fever, when: Any time, action: call-now}]
initials: I have read this part on dry needling.
"""
CLAUSE = """\
---
id: parking
version: 1.0.0
title: Parking
kind: information
section: practical
order: 99
owner: Example clinic
reviewed_on: 2026-11-01
review_by: 2027-11-01
acknowledgement: initials
---

Please have someone **drive** you home from {{ practice.name }}.
"""


def test_a_fifth_procedure_and_a_new_clause_need_no_python(consent: Command) -> None:
    own = consent.folder / "own"
    write(own / "procedures" / "dry-needling.yaml", FIFTH)
    write(own / "clauses" / "en" / "parking.md", CLAUSE)
    write(own / "styles" / "practice.css", 'h1::after { content: " (house style)"; }')
    text = record_text().replace(
        "{procedure: ultrasound-guidance}",
        "{procedure: ultrasound-guidance}\n"
        "  - {procedure: dry-needling, body_site: calf muscle, laterality: right}",
    )
    record = write(consent.folder / "r.yaml", text)
    outcome = consent("render", record, *OF_PRACTICE, *ON, "--templates", own)
    assert outcome.code == 0, outcome.stderr
    words = all_text(outcome.files[outcome.pdfs[0]])
    assert "Dry needling. A thin needle goes into a tight muscle." in words
    assert "right calf" in words
    assert "The calf may turn purple." in words
    assert "Parking Please have someone drive you home from Harbor Point Orthopedics." in words
    assert "Consent: key information (house style)" in words
    assert "dry-needling" in consent("list", "procedures", "--templates", own).stdout
    assert "Parking" in consent("show", "parking", "--templates", own).stdout


def test_a_file_of_the_same_name_replaces_the_built_in_one(consent: Command) -> None:
    built_in = (ROOT / "templates/clauses/en/no-guarantee.md").read_text()
    own = consent.folder / "templates"
    write(own / "clauses/en/no-guarantee.md", built_in.replace("We cannot guarantee", "Nobody can promise"))
    shutil.copy(PRACTICE_FILE, consent.folder)
    shutil.copy(PRACTICE_FILE.with_name("logo.svg"), consent.folder)
    outcome = consent("render", desk(consent), *ON)
    words = all_text(outcome.files[outcome.pdfs[0]])
    assert "Nobody can promise any result." in words
    assert "We cannot guarantee" not in words


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<p>fine</p>\n{% if packet.blank %}\n<p>never closed</p>\n", "refusal.html.j2:"),
        ("<p>fine</p>\n{{ packet.titel }}\n", "refusal.html.j2:2:"),
        ("<p>fine</p>\n\n{{ nothing_of_that_name }}\n", "refusal.html.j2:3:"),
        ("<p>fine</p>\n{{ none }}\n", "refusal.html.j2:2:"),
        ("<p>fine</p>\n{% set x = namespace(y=none) %}\n{{ x.y }}\n", "refusal.html.j2:3:"),
        ("<p>fine</p>\n{{ packet.__class__ }}\n", "refusal.html.j2:2:"),
        ("<p>fine</p>\n{{ 1 + 'one' }}\n", "refusal.html.j2:2:"),
        ("<p>fine</p>\n{% include 'no-such-page.html.j2' %}\n", "no-such-page.html.j2"),
    ],
    ids=["syntax", "attribute", "name", "none", "a-none-value", "sandbox", "type", "include"],
)
def test_a_typo_in_a_page_is_an_error_with_its_line(consent: Command, page: str, said: str) -> None:
    own = consent.folder / "own"
    write(own / "pages" / "sections" / "refusal.html.j2", page)
    refused(consent("render", desk(consent), *OF_PRACTICE, *ON, "--templates", own), said)


@pytest.mark.parametrize(
    ("css", "said"),
    [
        ("h1 { colour: red }", "colour"),
        ("h1 { color: rde }", "color"),
        ("h1 { background: url(logo-that-is-not-there.png) }", "logo-that-is-not-there.png"),
        ("h1 { background: url(https://example.com/a.png) }", "example.com"),
        ("h1 { background: url(/etc/hostname) }", "/etc/hostname"),
        ("@import url(other.css);", "other.css"),
    ],
)
def test_bad_css_is_an_error_and_no_packet(consent: Command, css: str, said: str) -> None:
    own = consent.folder / "own"
    write(own / "styles" / "practice.css", css)
    refused(consent("render", desk(consent), *OF_PRACTICE, *ON, "--templates", own), said)


def test_a_missing_logo_is_an_error_and_no_packet(consent: Command) -> None:
    shutil.copy(PRACTICE_FILE, consent.folder)
    refused(consent("render", desk(consent), *ON), "practice.yaml:7:7: error PRA", "logo.svg")


@pytest.mark.parametrize("folder", ["not-there", "empty"])
def test_a_folder_without_templates_is_refused(consent: Command, folder: str) -> None:
    (consent.folder / "empty").mkdir()
    refused(consent(*SHORT_BLANK, "--templates", folder), "--templates", folder)


# --- as a program --------------------------------------------------------------------------------


def test_as_a_program_it_finds_its_practice_from_below(tmp_path: Path) -> None:
    assert as_program(tmp_path, "init").returncode == 0
    done = as_program(tmp_path / "records", "render", "r-0001.yaml", *ON)
    assert (done.returncode, done.stderr.split()[:2]) == (0, ["1", "packet,"])
    assert (tmp_path / "records" / done.stdout.strip()).read_bytes().startswith(b"%PDF-1.7")


def test_as_a_program_it_exits_with_its_code(tmp_path: Path) -> None:
    done = as_program(tmp_path, "render", "nothing.yaml", *OF_PRACTICE)
    assert done.returncode == Exit.COULD_NOT_RUN
    assert done.stdout == ""
