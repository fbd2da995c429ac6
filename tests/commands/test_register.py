"""From the printer on: what was issued is found, printed again to the byte, and waited for."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from consent.cli import Exit
from consent.register import open_register
from tests.support.command import OF_PRACTICE, ON, Command, environment, refused
from tests.support.office import PRACTICE_FILE
from tests.support.schedule import packets, rows, write_csv

NEXT_DAY = ("--issued-on", "2026-11-25")
KNEE = "{{procedure: ha-medium, body_site: knee joint, laterality: {}, indication: knee osteoarthritis}}"
LONG = "Wolfeschlegelsteinhausenbergerdorff-" * 4


def render(consent: Command, *more: str, day: tuple[str, ...] = ON, **changes: str) -> Path:
    outcome = consent("render", consent.record(**changes), *OF_PRACTICE, *day, "-o", "out", *more)
    assert outcome.code == Exit.DONE, outcome
    return consent.folder / outcome.stdout.strip()


def found(consent: Command, *names: str) -> list[dict[str, Any]]:
    outcome = consent("find", *names, "--format", "json", *OF_PRACTICE)
    assert outcome.code == Exit.DONE, outcome
    values: list[dict[str, Any]] = json.loads(outcome.stdout)
    return values


def codes(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    pictures = (page.render(scale=2, grayscale=True).to_numpy() for page in document)
    texts = [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)]
    document.close()
    return [text for text in texts if "/" in text and ":" not in text]


def test_a_packet_is_found_by_its_id_its_record_and_its_patients_number(consent: Command) -> None:
    path = render(consent)
    by_packet = found(consent, path.stem.replace("-", "").lower())
    assert [one["state"] for one in by_packet] == ["issued"]
    assert by_packet[0]["files"][0]["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert found(consent, by_packet[0]["record_id"]) == by_packet
    assert found(consent, "--mrn", "0042") == by_packet
    refused(consent("find", "--mrn", "9", *OF_PRACTICE), "knows nothing")


def test_printing_the_same_again_is_the_same_issue(consent: Command) -> None:
    path = render(consent)
    before = path.read_bytes()
    assert render(consent) == path
    assert path.read_bytes() == before
    assert len(found(consent, path.stem)) == 1


def test_other_values_under_one_id_are_another_issue_and_the_first_paper_stays(consent: Command) -> None:
    path = render(consent)
    first = path.read_bytes()
    assert render(consent, given_name="Marta") == path
    assert {code[-1] for code in codes(path)} == {"B"}
    kept = list((consent.folder / "out" / "superseded").iterdir())
    assert [file.read_bytes() for file in kept] == [first]
    assert [(one["mark"], one["state"]) for one in found(consent, path.stem)] == [
        ("B", "issued"),
        ("", "superseded"),
    ]
    again = consent("reprint", path.stem, "--issue", "a", "-o", "again.pdf", *OF_PRACTICE)
    assert again.code == Exit.DONE, again
    assert again.files[Path("again.pdf")] == first


def test_a_packet_whose_file_is_gone_is_made_again_to_the_byte(consent: Command) -> None:
    path = render(consent, day=NEXT_DAY)
    wanted = path.read_bytes()
    path.unlink()
    again = consent("reprint", path.stem, *OF_PRACTICE)
    assert again.files[Path(path.name)] == wanted
    assert "printed again" in consent("history", path.stem, *OF_PRACTICE).stdout


def test_a_record_that_has_changed_is_no_source_of_what_was_issued(consent: Command) -> None:
    path = render(consent)
    path.write_bytes(path.read_bytes() + b"%")
    consent.record(given_name="Marta")
    refused(consent("reprint", path.stem, *OF_PRACTICE), "has changed since")
    (consent.folder / "r-1.yaml").unlink()
    refused(
        consent("reprint", path.stem, *OF_PRACTICE), "is gone, and without it there is no packet", "--record"
    )


def test_a_packet_on_the_slow_road_is_printed_again_from_its_file_alone(consent: Command) -> None:
    path = render(consent, family_name=LONG)
    wanted = path.read_bytes()
    assert consent("reprint", path.stem, "-o", "one.pdf", *OF_PRACTICE).files[Path("one.pdf")] == wanted
    path.unlink()
    refused(consent("reprint", path.stem, "-o", "two.pdf", *OF_PRACTICE), "typeset on its own")


def test_a_record_id_does_not_pass_to_another_patient_unless_told(consent: Command) -> None:
    path = render(consent)
    first = path.read_bytes()
    other = consent.record(given_name="Ada", family_name="Example", mrn='"0099"')
    refused(consent("render", other, *OF_PRACTICE, *ON, "-o", "out"), "REC091", "--replace")
    assert path.read_bytes() == first
    assert render(consent, "--replace", given_name="Ada", family_name="Example", mrn='"0099"') == path
    assert [file.read_bytes() for file in (consent.folder / "out" / "superseded").iterdir()] == [first]
    # Now it is the second patient's, and needs no word any more; the first would have to be named again.
    assert render(consent, given_name="Ada", family_name="Example", mrn='"0099"') == path
    refused(consent("render", consent.record(), *OF_PRACTICE, *ON, "-o", "out"), "REC091")


def test_a_packet_whose_record_has_changed_leaves_the_folder(consent: Command) -> None:
    path = render(consent, planned=KNEE.format("left"))
    first = path.read_bytes()
    second = render(consent, planned=KNEE.format("right"))
    assert second != path
    assert sorted(file.name for file in path.parent.glob("*.pdf")) == [second.name]
    assert [file.read_bytes() for file in (path.parent / "superseded").iterdir()] == [first]


def test_an_authorization_is_no_consent_and_takes_the_place_of_none(consent: Command) -> None:
    path = render(consent)
    other = render(consent, "--document", "hipaa-authorization")
    assert other != path
    assert path.is_file()
    assert [one["state"] for one in found(consent, path.stem)] == ["issued"]
    assert [one["state"] for one in found(consent, other.stem)] == ["issued"]
    document = pypdfium2.PdfDocument(other)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert "You do not have to sign this" in text
    assert "Ultrasound" not in text
    document.close()


def test_some_pages_for_paper(consent: Command) -> None:
    path = render(consent)
    made = consent("reprint", path.stem, "--pages", "2,1", "-o", "some.pdf", *OF_PRACTICE)
    assert made.code == Exit.DONE, made
    assert [code[-2:] for code in codes(consent.folder / "some.pdf")] == ["02", "01"]
    with pikepdf.open(consent.folder / "some.pdf") as pdf:
        assert "/AcroForm" not in pdf.Root
    refused(consent("reprint", path.stem, "--pages", "1-99", "-o", "no.pdf", *OF_PRACTICE), "pages 1 to")


def test_a_file_that_is_there_is_not_overwritten_by_a_reprint(consent: Command) -> None:
    path = render(consent)
    (consent.folder / "mine.pdf").write_bytes(b"mine")
    refused(consent("reprint", path.stem, "-o", "mine.pdf", *OF_PRACTICE), "is there already")


def test_a_batch_on_a_later_day_keeps_every_packet_of_the_day_before(consent: Command) -> None:
    source = write_csv(consent.folder / "s.csv", rows(3))
    for day in (ON, NEXT_DAY):
        outcome = consent("batch", source, "-o", "out", *OF_PRACTICE, *day, "--jobs", "1", "-q")
        assert outcome.code == Exit.DONE, outcome
        if day == ON:
            first = packets(consent.folder / "out")
    second = packets(consent.folder / "out")
    assert second.keys() == first.keys()
    kept = {path.name[:11]: path.read_bytes() for path in (consent.folder / "out" / "superseded").iterdir()}
    assert kept == first
    for id_ in first:
        issues = found(consent, id_)
        assert [one["mark"] for one in issues] == ["B", ""]
        assert issues[0]["files"][0]["sha256"] == hashlib.sha256(second[id_]).hexdigest()


def test_who_is_planned_and_has_no_consent_is_named(consent: Command) -> None:
    source = write_csv(consent.folder / "s.csv", rows(3))
    assert consent("batch", source, "-o", "out", *OF_PRACTICE, *ON, "--jobs", "1", "-q").code == Exit.DONE
    write_csv(consent.folder / "s.csv", rows(4))
    signed = found(consent, "r-0001")[0]["packet_id"]
    assert consent("note", signed, "signed", *OF_PRACTICE).code == Exit.DONE
    asked = ("--as-of", "2026-12-01", "--format", "json", *OF_PRACTICE)
    outcome = consent("outstanding", source, *asked)
    assert outcome.code == Exit.FOUND, outcome
    states = {one["record_id"]: one["state"] for one in json.loads(outcome.stdout)}
    assert states == {"r-0000": "issued", "r-0002": "issued", "r-0003": "not-issued"}
    after = consent("outstanding", "--as-of", "2027-12-01", *OF_PRACTICE)
    assert (after.code, after.stdout) == (Exit.DONE, "Every consent is there.\n")


def test_blank_packets_of_two_days_are_two_packets(consent: Command) -> None:
    blank = ("render", "--blank", "--procedure", "ultrasound-guidance", "-o", "out", *OF_PRACTICE)
    one, two = (consent(*blank, *day).stdout.strip() for day in (ON, NEXT_DAY))
    assert one != two
    assert found(consent, Path(one).stem)[0]["record_id"] == ""


def test_every_blank_packet_has_a_number_of_its_own(consent: Command) -> None:
    blank = ("render", "--blank", "--procedure", "ultrasound-guidance", "-o", "out", *OF_PRACTICE, *ON)
    first = consent(*blank, "--count", "3").stdout.split()
    second = consent(*blank, "--count", "2").stdout.split()
    printed = [Path(path) for path in (*first, *second)]
    assert len({path.stem for path in printed}) == 5
    for path in printed:
        assert {code.partition("/")[0] for code in codes(consent.folder / path)} == {path.stem}
        assert [one["record_id"] for one in found(consent, path.stem)] == [""]
    wanted = (consent.folder / printed[3]).read_bytes()
    (consent.folder / printed[3]).unlink()
    again = consent("reprint", printed[3].stem, *OF_PRACTICE)
    assert again.files[Path(printed[3].name)] == wanted


def test_without_a_register_blank_packets_are_counted_from_one(consent: Command) -> None:
    blank = ("render", "--blank", "--procedure", "ultrasound-guidance", *OF_PRACTICE, *ON, "--no-register")
    one, two = (consent(*blank, "--count", "2", "-o", name) for name in ("a", "b"))
    assert len(one.pdfs) == 2
    assert [*one.files.values()] == [*two.files.values()]


def test_with_no_register_nothing_is_noted(consent: Command, tmp_path: Path) -> None:
    render(consent, "--no-register")
    refused(consent("find", "r-1", *OF_PRACTICE), "there is no register")
    assert not (tmp_path / "register").exists()


def test_a_dry_run_notes_nothing(consent: Command, tmp_path: Path) -> None:
    source = write_csv(consent.folder / "s.csv", rows(2))
    assert consent("batch", source, "--dry-run", *OF_PRACTICE, *ON).code == Exit.DONE
    assert not (tmp_path / "register").exists()


def test_the_register_is_beside_the_practice_unless_it_is_moved(
    consent: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CONSENT_REGISTER")
    shutil.copytree(PRACTICE_FILE.parent, consent.folder / "desk")
    of_desk = ("--practice", "desk/practice.yaml")
    outcome = consent("render", consent.record(record_id="r-9"), *of_desk, *ON)
    assert outcome.code == Exit.DONE, outcome
    assert Path("desk/register/register.sqlite") in outcome.files
    assert "r-9" in consent("find", "r-9", *of_desk).stdout


@pytest.mark.parametrize("moment", [1, 20, 60])
def test_no_packet_of_a_batch_that_was_killed_is_unknown(tmp_path: Path, moment: int) -> None:
    source = write_csv(tmp_path / "s.csv", rows(90))
    command = [sys.executable, "-m", "consent", "batch", str(source), "-o", "out"]
    command += map(str, (*OF_PRACTICE, *ON))
    register = tmp_path / "register"
    program = subprocess.Popen(
        [*command, "--jobs", "1"], cwd=tmp_path, env=environment(CONSENT_REGISTER=str(register))
    )
    there = tmp_path / "out" / "packets"
    while program.poll() is None and len(list(there.glob("*.pdf"))) < moment:
        time.sleep(0.002)
    program.kill()
    program.wait()
    left = [path.stem for path in there.glob("*.pdf")]
    assert left
    with open_register(register) as opened:
        for id_ in left:
            assert [one.state.value for one in opened.by_packet(id_)] in (["begun"], ["issued"])
    again = subprocess.run(
        [*command, "--jobs", "1", "-q"],
        cwd=tmp_path,
        env=environment(CONSENT_REGISTER=str(register)),
        check=False,
    )
    assert again.returncode == 0
    made = packets(tmp_path / "out")
    with open_register(register) as opened:
        for id_, data in made.items():
            (issue,) = opened.by_packet(id_)
            assert issue.state.value == "issued"
            assert issue.files[0].sha256 == hashlib.sha256(data).hexdigest()
