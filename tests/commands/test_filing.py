"""Where packets of a batch go besides: a FHIR file, a folder by record; and only some of the rows."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import fhirkit
import pytest

from consent.cli import Exit
from tests.support.command import OF_PRACTICE, ON, Command, Outcome, refused
from tests.support.schedule import litter, manifest, packets, row, rows, write_csv

THREE_DAYS = [row(n, scheduled_on=f"2026-12-0{n}") for n in (1, 2, 3)]


def batch(consent: Command, found: list[dict[str, str]], *more: str | Path, code: int = Exit.DONE) -> Outcome:
    write_csv(consent.folder / "day.csv", found)
    outcome = consent("batch", "day.csv", "-o", "out", "--jobs", "1", *more, *OF_PRACTICE, *ON)
    assert outcome.code == code, outcome
    return outcome


def resources(path: Path) -> list[dict[str, Any]]:
    text = path.read_text("utf-8")
    if path.suffix == ".json":
        return [entry["resource"] for entry in json.loads(text)["entry"]]
    return [json.loads(line) for line in text.splitlines()]


def of(kind: str, path: Path) -> list[dict[str, Any]]:
    return [one for one in resources(path) if one["resourceType"] == kind]


@pytest.mark.parametrize("name", ["out.ndjson", "out.json"])
def test_a_batch_is_filed_in_the_order_of_its_rows(consent: Command, name: str) -> None:
    outcome = batch(consent, [row(1), row(2, mrn=""), row(3)], "--fhir-out", name, code=Exit.FOUND)
    assert f"FHIR {name}: 2 packets" in outcome.stderr
    made = of("DocumentReference", consent.folder / name)
    lines = [one for one in manifest(consent.folder / "out") if one["packet_id"]]
    assert [one["identifier"][0]["value"] for one in made] == [one["packet_id"] for one in lines]
    assert [one["identifier"][1]["value"] for one in made] == ["r-0001", "r-0003"]
    files = packets(consent.folder / "out")
    for one, line in zip(made, lines, strict=True):
        assert base64.b64decode(one["content"][0]["attachment"]["data"]) == files[line["packet_id"]]
    assert [str(issue) for one in resources(consent.folder / name) for issue in fhirkit.validate(one)] == []
    assert litter(consent.folder) == []


def test_what_was_noted_is_filed_the_next_time(consent: Command) -> None:
    batch(consent, rows(2), "--fhir-out", "first.ndjson")
    assert [one["status"] for one in of("Consent", consent.folder / "first.ndjson")] == ["draft", "draft"]
    assert consent("note", "r-0001", "signed", *OF_PRACTICE).code == Exit.DONE
    batch(consent, rows(2), "--fhir-out", "second.ndjson")
    assert [one["status"] for one in of("Consent", consent.folder / "second.ndjson")] == ["draft", "active"]
    assert consent("note", "r-0000", "refused", *OF_PRACTICE).code == Exit.DONE
    outcome = consent("fhir", "r-0000", "r-0001", "-o", "both.json", *OF_PRACTICE)
    assert outcome.code == Exit.DONE, outcome
    both = consent.folder / "both.json"
    assert [one["status"] for one in of("Consent", both)] == ["rejected", "active"]
    assert [one["docStatus"] for one in of("DocumentReference", both)] == ["final", "final"]
    assert (
        of("DocumentReference", both)[1]["content"]
        == of("DocumentReference", consent.folder / "second.ndjson")[1]["content"]
    )


def test_nobody_is_filed_under_another_patients_record(consent: Command) -> None:
    batch(consent, rows(1))
    write_csv(consent.folder / "day.csv", [row(0, mrn="777")])
    refused(consent("fhir", "r-0000", "-o", "f.json", *OF_PRACTICE), "has another MRN")


def test_a_record_that_has_changed_since_is_filed_without_its_side(consent: Command) -> None:
    knee = {"body_site": "knee joint", "indication": "knee osteoarthritis", "procedures": "ha-medium"}
    batch(consent, [row(0, laterality="left", **knee)])
    assert consent("fhir", "r-0000", "-o", "a.ndjson", *OF_PRACTICE).code == Exit.DONE
    write_csv(consent.folder / "day.csv", [row(0, laterality="right", **knee)])
    assert consent("fhir", "r-0000", "-o", "b.ndjson", *OF_PRACTICE).code == Exit.DONE
    said = [
        of("Consent", consent.folder / name)[0]["provision"]["code"][0]["text"]
        for name in ("a.ndjson", "b.ndjson")
    ]
    assert "left knee joint" in said[0]
    assert "knee" not in said[1]


@pytest.mark.parametrize(
    ("more", "word"),
    [
        (("--fhir-out", "f.xml"), ".ndjson"),
        (("--fhir-out", "f.json", "--dry-run"), "--dry-run"),
        (("--fhir-version", "r6"), "r6"),
    ],
)
def test_a_wrong_order_says_what_to_type(consent: Command, more: tuple[str, ...], word: str) -> None:
    write_csv(consent.folder / "day.csv", rows(1))
    outcome = consent("batch", "day.csv", "-o", "out", *more, *OF_PRACTICE, *ON)
    assert outcome.code == Exit.COULD_NOT_RUN
    assert word in outcome.stderr
    assert not (consent.folder / "f.json").exists()


def test_packets_have_the_names_of_their_records(consent: Command) -> None:
    batch(consent, [row(1), row(2, record_id="CON"), row(3)], "--name-by", "record_id")
    named = consent.folder / "out" / "by-record"
    assert sorted(path.name for path in named.iterdir()) == ["r-0001.pdf", "r-0003.pdf", "record-CON.pdf"]
    ids = {one["record_id"]: one["packet_id"] for one in manifest(consent.folder / "out")}
    files = packets(consent.folder / "out")
    assert (named / "r-0001.pdf").read_bytes() == files[ids["r-0001"]]


def test_no_old_packet_is_left_under_a_visits_number(consent: Command) -> None:
    batch(consent, rows(2), "--name-by", "record_id")
    named = consent.folder / "out" / "by-record" / "r-0001.pdf"
    old = named.read_bytes()
    # Not asked for again, and yet it is kept true.
    batch(
        consent,
        [
            row(0),
            row(
                1,
                procedures="msc-exosomes;ultrasound-guidance",
                body_site="knee joint",
                laterality="left",
                indication="knee osteoarthritis",
            ),
        ],
    )
    ids = {
        one["record_id"]: one["packet_id"]
        for one in manifest(consent.folder / "out")
        if one["status"] == "made"
    }
    assert named.read_bytes() == packets(consent.folder / "out")[ids["r-0001"]] != old


@pytest.mark.parametrize(
    ("choice", "made"),
    [
        (("--only", "3"), ["r-0002"]),
        (("--only", "2,4"), ["r-0001", "r-0003"]),
        (("--only", "3-9"), ["r-0002", "r-0003"]),
        (("--from", "2026-12-02"), ["r-0002", "r-0003"]),
        (("--until", "2026-12-02"), ["r-0001", "r-0002"]),
        (("--from", "2026-12-02", "--until", "2026-12-02"), ["r-0002"]),
        (("--only", "2,3", "--from", "2026-12-02"), ["r-0002"]),
    ],
)
def test_only_some_rows_are_printed(consent: Command, choice: tuple[str, ...], made: list[str]) -> None:
    batch(consent, THREE_DAYS, *choice)
    assert [one["record_id"] for one in manifest(consent.folder / "out")] == made
    assert len(packets(consent.folder / "out")) == len(made)


def test_what_was_printed_for_other_rows_stays(consent: Command) -> None:
    batch(consent, THREE_DAYS, "--name-by", "record_id")
    before = packets(consent.folder / "out")
    batch(consent, THREE_DAYS, "--only", "3")
    assert packets(consent.folder / "out") == before
    assert {one["status"] for one in manifest(consent.folder / "out")} == {"made"}
    assert len(list((consent.folder / "out" / "by-record").iterdir())) == 3
