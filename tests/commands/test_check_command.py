"""``consent check`` and ``consent explain`` as people type them: exit codes, standard output, files."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from consent.cli import cli, run
from consent.gate.catalogue import catalogue

ROOT = Path(__file__).parents[2]
CLAUSE = """---
id: extra
version: 1.0.0
title: Extra
owner: Clinical lead
approved_by: Dr. Example
reviewed_on: 2026-01-31
review_by: 2027-01-31
kind: disclaimer
section: evidence
order: 90
sources:
  - {{id: a, citation: An example, confidence: V1}}
---

{words}
"""
SMALL = ("--policy", "us-fda", "--procedure", "ultrasound-guidance")
"""A matrix that typesets in seconds."""


class Desk:
    """A practice folder, and the command in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("practice.yaml", "logo.svg"):
            (folder / name).write_bytes((ROOT / "examples" / name).read_bytes())

    def clause(self, words: str) -> Path:
        path = self.folder / "templates/clauses/en/extra.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(CLAUSE.format(words=words), "utf-8")
        return path

    def check(self, *words: str) -> tuple[int, str, str]:
        return _run("check", "--as-of", "2026-11-24", *words)


def _run(*words: str) -> tuple[int, str, str]:
    # `run` turns errors into exit codes; the runner only catches what is printed.
    codes: list[int] = []
    result: Result = CliRunner().invoke(_Caught(words, codes))
    assert result.exception is None, result.exception
    return codes[0], result.stdout, result.stderr


def _Caught(words: tuple[str, ...], codes: list[int]):  # type: ignore[no-untyped-def]  # noqa: N802
    import click

    @click.command()
    def command() -> None:
        codes.append(run(list(words)))

    return command


@pytest.fixture
def desk(tmp_path: Path, own_parts: None, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path)


# --- files ---------------------------------------------------------------------------------------


def test_a_good_clause_passes(desk: Desk) -> None:
    path = desk.clause("You may say no.")
    code, out, err = desk.check(str(path))
    assert (code, err) == (0, "")
    assert out.endswith("nothing found\n")


def test_a_bad_clause_is_named_with_line_and_column(desk: Desk) -> None:
    desk.clause("You may say no. It cures arthritis.")
    code, out, _ = desk.check("templates/clauses/en/extra.md")
    assert code == 1
    assert out.splitlines()[0] == (
        "templates/clauses/en/extra.md:16:20: error CLS111: “cures” promises a cure [body]"
    )
    assert out.endswith("1 error\n")


def test_warnings_alone_do_not_fail_the_gate(desk: Desk) -> None:
    path = desk.clause("You may say no.")
    path.write_text(path.read_text().replace("approved_by: Dr. Example", "approved_by: null"))
    code, out, _ = desk.check(str(path))
    assert code == 0
    assert out.endswith("1 warning\n")


def test_a_draft_that_lies_elsewhere_is_checked_as_if_it_were_in_place(desk: Desk) -> None:
    draft = desk.folder / "drafts" / "extra.md"
    draft.parent.mkdir()
    draft.write_text(CLAUSE.format(words="We guarantee relief."), "utf-8")
    code, out, _ = desk.check("drafts/extra.md")
    assert code == 1
    assert out.startswith("drafts/extra.md:16:4: error CLS111: “guarantee” promises a result")


def test_a_broken_file_is_a_finding_not_a_failure(desk: Desk) -> None:
    path = desk.clause("You may say no.")
    path.write_text(path.read_text().replace("order: 90", "ordre: 90"))
    code, out, _ = desk.check(str(path))
    assert code == 1
    assert re.search(r"extra\.md:\d+:\d+: error CLS002: unknown key `ordre`", out)


def test_only_the_named_files_are_spoken_of(desk: Desk) -> None:
    desk.clause("It cures arthritis.")
    code, out, _ = desk.check("practice.yaml")
    assert (code, out.splitlines()[-1]) == (0, "nothing found")


def test_a_file_that_is_nothing_is_said_and_the_others_are_checked(desk: Desk) -> None:
    (desk.folder / "notes.txt").write_text("x")
    path = desk.clause("It cures arthritis.")
    code, out, _ = desk.check("notes.txt", str(path))
    assert code == 1
    assert "notes.txt: error CHK001" in out
    assert "CLS111" in out


def test_a_record_without_a_practice_cannot_be_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.yaml").write_bytes((ROOT / "examples/records/r-0001.yaml").read_bytes())
    code, out, err = _run("check", "r.yaml")
    assert (code, out) == (2, "")
    assert "there is no practice.yaml here or above" in err


# --- options -------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_code_that_does_not_exist_is_a_usage_error_with_the_nearest(desk: Desk, option: str) -> None:
    code, out, err = desk.check(option, "CLS11", "practice.yaml")
    assert (code, out) == (2, "")
    assert "there is no check 'CLS11'; did you mean CLS11" in err


def test_select_and_ignore(desk: Desk) -> None:
    path = str(desk.clause("It cures arthritis. FDA-approved exosomes."))
    assert desk.check(path)[1].endswith("2 errors\n")
    assert desk.check(path, "--select", "CLS112")[1].endswith("1 error\n")
    assert desk.check(path, "--ignore", "CLS112", "--ignore", "CLS111")[0] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--policy", "us-cal"), "there is no policy 'us-cal' in the library"),
        (("--policy", "us-vt"), "the policy 'us-vt' cannot be used yet"),
        (("--procedure", "msc-exosome"), "did you mean 'msc-exosomes'?"),
        (("--baseline", "nothing.json"), "cannot read the baseline nothing.json"),
        (("--templates", "nowhere"), "--templates names a folder that is not there"),
    ],
)
def test_what_cannot_run_says_why_and_exits_with_2(desk: Desk, words: tuple[str, ...], said: str) -> None:
    code, out, err = desk.check("practice.yaml", *words)
    assert (code, out) == (2, "")
    assert said in err


def test_as_of_another_day(desk: Desk) -> None:
    path = str(desk.clause("You may say no."))
    assert _run("check", path, "--as-of", "2027-01-31")[0] == 0
    code, out, _ = _run("check", path, "--as-of", "2027-02-01")
    assert code == 1
    assert "error REV101: the review of clause 'extra' was due on 2027-01-31" in out


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "github"])
def test_a_report_goes_to_a_file_whole_and_the_tally_is_told(desk: Desk, form: str) -> None:
    path = str(desk.clause("It cures arthritis."))
    code, out, err = desk.check(path, "--format", form, "--output", "out/report")
    assert (code, out, err) == (1, "", "out/report: 1 error\n")
    written = (desk.folder / "out/report").read_text("utf-8")
    assert written == desk.check(path, "--format", form)[1]


def test_quiet_leaves_the_findings_and_the_exit_code(desk: Desk) -> None:
    path = str(desk.clause("It cures arthritis."))
    code, whole, _ = desk.check(path)
    quiet_code, quiet, err = desk.check(path, "--quiet")
    assert (quiet_code, err) == (code, "") == (1, "")
    found, checked, _ = whole.partition("checked: ")
    assert checked
    assert quiet == found
    assert "extra.md:16:4: error CLS111" in quiet


def test_quiet_says_nothing_when_nothing_is_found(desk: Desk) -> None:
    assert desk.check(str(desk.clause("You may say no.")), "-q") == (0, "", "")


@pytest.mark.parametrize("form", ["json", "sarif", "junit"])
def test_quiet_leaves_a_report_for_a_program_whole(desk: Desk, form: str) -> None:
    path = str(desk.clause("It cures arthritis."))
    code, whole, _ = desk.check(path, "--format", form)
    assert desk.check(path, "--format", form, "--quiet") == (code, whole, "")


def test_quiet_annotations_have_no_tally(desk: Desk) -> None:
    path = str(desk.clause("It cures arthritis."))
    code, out, _ = desk.check(path, "--format", "github", "--quiet")
    assert code == 1
    assert [line.split()[0] for line in out.splitlines()] == ["::error"]


@pytest.mark.parametrize("words", [("--output", "report"), ("--write-baseline",)])
def test_quiet_writes_a_file_without_a_note(desk: Desk, words: tuple[str, ...]) -> None:
    path = str(desk.clause("It cures arthritis."))
    _, out, err = desk.check(path, "--quiet", *words)
    assert (out, err) == ("", "")
    assert [file.name for file in desk.folder.iterdir() if file.name in ("report", "consent-baseline.json")]


# --- exceptions ----------------------------------------------------------------------------------


def waive(desk: Desk, **changes: str) -> None:
    waiver = {
        "code": "CLS111",
        "where": "extra",
        "reason": "A test.",
        "approved_by": "J. Counsel",
        "until": "2027-01-01",
    }
    (desk.folder / "waivers.yaml").write_text(yaml.safe_dump({"waivers": [{**waiver, **changes}]}))


def test_a_waived_finding_is_marked_counted_and_passes(desk: Desk) -> None:
    path = str(desk.clause("It cures arthritis."))
    waive(desk)
    code, out, _ = desk.check(path)
    assert code == 0
    assert "(waived) error CLS111" in out
    assert "  until 2027-01-01, approved by J. Counsel: A test." in out
    assert out.endswith("nothing found; 1 waived\n")


def test_a_waiver_that_has_run_out_covers_nothing_and_is_an_error(desk: Desk) -> None:
    path = str(desk.clause("It cures arthritis."))
    waive(desk, until="2026-11-23")
    code, out, _ = desk.check(path)
    assert code == 1
    assert "error CLS111" in out
    assert "waivers.yaml:5:10: error WVR101" in out


def test_a_broken_waivers_file_waives_nothing(desk: Desk) -> None:
    path = str(desk.clause("It cures arthritis."))
    waive(desk, code="*")
    code, out, _ = desk.check(path)
    assert code == 1
    assert "error WVR006" in out


def test_a_baseline_is_written_and_then_only_new_findings_count(desk: Desk) -> None:
    path = str(desk.clause("It cures arthritis."))
    code, _, err = desk.check(path, "--write-baseline")
    assert code == 0
    assert "consent-baseline.json: 1 finding" in err
    code, out, _ = desk.check(path, "--baseline", "consent-baseline.json")
    assert code == 0
    assert out.endswith("nothing found; 1 in the baseline\n")
    desk.clause("\nIt cures arthritis. We guarantee relief.")
    code, out, _ = desk.check(path, "--baseline", "consent-baseline.json")
    assert code == 1
    assert out.endswith("1 error; 1 in the baseline\n")


# --- the matrix ----------------------------------------------------------------------------------


def test_the_built_in_matrix_has_no_error_on_paper_and_is_then_answered_from_the_cache(desk: Desk) -> None:
    code, out, err = desk.check(*SMALL, "--jobs", "1")
    assert [line for line in out.splitlines() if ": error " in line] == []
    assert (code, err) == (0, "")
    counts = r"(\d+) packets of the matrix assembled, [1-9]\d* typeset, [1-9]\d+ pages read back\n"
    counted = re.search(counts, out)
    assert counted is not None
    code_again, again, _ = desk.check(*SMALL, "--jobs", "1")
    assert code_again == code
    remembered = f", {counted[1]} unchanged and answered from the cache\n"
    assert again.replace(remembered, "\n") == out


def test_a_library_with_a_broken_file_has_no_matrix_and_says_so(desk: Desk) -> None:
    path = desk.clause("You may say no.")
    path.write_text(path.read_text().replace("kind: disclaimer", "kind: disclaimr"))
    code, out, _ = desk.check(*SMALL)
    assert code == 1
    assert "the matrix was not assembled: mend the files first" in out


# --- explain and list ----------------------------------------------------------------------------


@pytest.mark.parametrize("code", catalogue())
def test_every_code_is_explained(code: str) -> None:
    exit_code, out, _ = _run("explain", code.lower())
    rule = catalogue()[code]
    assert exit_code == 0
    assert out.startswith(f"{code} ({rule.severity}): {rule.title}\n\n")
    assert "".join(rule.remedy.split()) in "".join(out.split())
    assert out.endswith(f"For: {rule.persona}. Since: {rule.since}.\n")


def test_explain_says_why_and_where_it_comes_from() -> None:
    _, out, _ = _run("explain", "CLS110")
    assert "Bad::" in out
    assert "Good::" in out
    assert "\nReference: " in out


def test_explain_of_an_unknown_code_names_the_nearest() -> None:
    code, _, err = _run("explain", "CLS1110")
    assert code == 2
    assert "did you mean CLS11" in err


def test_list_checks_lists_every_code() -> None:
    code, out, _ = _run("list", "checks")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()[1:]] == list(catalogue())


# --- in CI ---------------------------------------------------------------------------------------


def test_the_workflow_that_init_writes_is_the_documented_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert _run("init", "mine")[0] == 0
    written = yaml.safe_load((tmp_path / "mine/.github/workflows/consent-check.yml").read_text())
    blocks = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs/ci.md").read_text("utf-8"), re.DOTALL)
    assert written == yaml.safe_load(blocks[0])
    assert all(yaml.safe_load(block) for block in blocks)


def test_every_json_key_is_documented(desk: Desk) -> None:
    data = json.loads(desk.check(str(desk.clause("It cures arthritis.")), "--format", "json")[1])
    page = (ROOT / "docs/ci.md").read_text("utf-8")
    keys = {*data, *data["tally"], *data["findings"][0], *data["coverage"]} - {"note"}
    assert {key for key in keys if f"`{key}`" not in page} == set()


def test_the_hooks_and_the_action_run_the_command_as_it_is(desk: Desk) -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert {hook["entry"] for hook in hooks} == {"consent check"}
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    script = action["runs"]["steps"][-1]["run"]
    options = set(re.findall(r"--[a-z-]+", script))
    help_text = CliRunner().invoke(cli, ["check", "--help"]).output
    assert options
    assert all(option in help_text for option in options)
