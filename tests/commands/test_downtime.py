"""A pack for days without computers, from the command to the log that comes back."""

from __future__ import annotations

import csv
import hashlib
import stat
from pathlib import Path

import page as page_validation
import pypdfium2
import pytest

from consent.cli import Exit
from consent.downtime import making
from consent.errors import WriteError
from consent.reading.conformance import broken_rules
from tests.support.command import OF_PRACTICE, ON, Command, refused
from tests.support.schedule import MARKER, row, write_csv

PACK = ("downtime", "--set", "ultrasound-guidance", "--edition", "standard", *OF_PRACTICE, *ON)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def words(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return texts


def test_a_pack_is_used_reconciled_and_replaced(consent: Command) -> None:
    bad = row(2, procedures="ha-medium", body_site="knee joint")
    schedule = write_csv(consent.folder / "tomorrow.csv", [row(1), bad])
    made = consent(*PACK, "-o", "pack", "--count", "2", "--schedule", schedule)
    assert made.code == Exit.FOUND, made
    assert "no packet for row 3 (r-0002)" in made.stderr
    pack = consent.folder / "pack"
    assert (consent.folder / made.stdout.strip()) == pack / "print-all.pdf"

    index = table(pack / "index.csv")
    assert [(one["kind"], one["record_id"]) for one in index] == [
        ("planned", "r-0001"),
        ("blank", ""),
        ("blank", ""),
    ]
    assert {one["expires_on"] for one in index} == {"2026-12-24"}
    assert all(
        one["procedures"].startswith("ultrasound-guidance@") and one["template_version"] for one in index
    )
    ids = [one["packet_id"] for one in index]
    assert len(set(ids)) == len(ids)
    for one in index:
        assert one["packet_id"] in words(pack / one["file"])[0]

    front, everything = words(pack / "start-here.pdf"), words(pack / "print-all.pdf")
    assert "do not use after Dec 24, 2026" in front[0]
    assert "row 3 (r-0002)" in front[0]
    assert all(any(id_ in page for page in front[1:]) for id_ in ids)
    assert not any(MARKER in page for page in front)
    # Each begins on a new sheet, the sheets in front first.
    starts = [next(n for n, page in enumerate(everything) if n >= len(front) and id_ in page) for id_ in ids]
    assert starts == sorted(starts)
    assert not any(start % 2 for start in starts)
    front_pdf = (pack / "start-here.pdf").read_bytes()
    assert not broken_rules(front_pdf, page_validation.ValidationProfile.PDF_UA_1)

    sums = dict(line.split("  ")[::-1] for line in (pack / "SHA256SUMS").read_text().splitlines())
    files = {path.relative_to(pack).as_posix(): path for path in pack.rglob("*") if path.is_file()}
    assert sums == {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in files.items()
        if name != "SHA256SUMS"
    }
    assert {stat.S_IMODE(path.stat().st_mode) for path in files.values()} == {0o600}

    log = pack / "reconciliation.csv"
    rows = table(log)
    assert [one["packet_id"] for one in rows] == ids[1:]
    rows[0] |= {"mrn": "0077", "used_on": "2026-11-25"}
    with log.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    back = consent("downtime", "reconcile", log, *OF_PRACTICE)
    assert (back.code, back.stdout.strip()) == (Exit.DONE, "1 used, 0 destroyed, 1 still in the pack")
    assert ids[1] in consent("find", "--mrn", "0077", *OF_PRACTICE).stdout

    again = consent(*PACK, "-o", "next", "--quiet")
    assert again.code == Exit.DONE, again
    (told,) = [page for page in words(consent.folder / "next" / "start-here.pdf") if "Destroy" in page]
    assert [id_ in told for id_ in ids] == [True, False, True]
    assert not {one["packet_id"] for one in table(consent.folder / "next" / "index.csv")} & set(ids)


def test_what_cannot_be_packed_leaves_nothing(consent: Command) -> None:
    refused(consent(*PACK), "-o DIR")
    refused(consent(*PACK, "-o", "pack", "--for", "p-99"), "no such practitioner")
    refused(consent(*PACK, "-o", "pack", "--language", "xx"), "`xx`")
    refused(consent(*PACK, "-o", "pack", "--schedule", "none.csv"), "none.csv")
    assert not (consent.folder / "pack").exists()
    (consent.folder / "full").mkdir()
    (consent.folder / "full" / "notes.txt").write_text("mine")
    refused(consent(*PACK, "-o", "full"), "is not empty", "two packs")
    refused(consent("downtime", "-o", "pack", "reconcile", "log.csv"), "leave them out")


def test_a_disk_that_fills_leaves_a_pack_that_says_it_is_unfinished(
    consent: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise WriteError("cannot write the packet: No space left on device")

    monkeypatch.setattr(making, "render", full)
    outcome = consent(*PACK, "-o", "pack")
    assert outcome.code == Exit.COULD_NOT_RUN
    assert "No space left" in outcome.stderr
    assert [path.name for path in outcome.files if path.parent.name == "pack"] == [
        "UNFINISHED-do-not-use.txt"
    ]
