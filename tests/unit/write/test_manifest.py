"""The tables of a batch, its journal, and its folder."""

from __future__ import annotations

import csv
import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from consent.errors import WriteError
from consent.models.findings.finding import Finding
from consent.models.place import Place
from consent.models.register.manifest import Line, Status
from consent.write import Made, OutputFolder, add_findings, row_table, write_manifest
from consent.write.journal import Journal
from consent.write.manifest import harmless

LINE = Line(
    status=Status.MADE,
    source="a.csv",
    row=2,
    record_id="r-1",
    packet_id="AAAAA-AAAAA",
    sha256="0" * 64,
    size=10,
    pages=3,
)


def cells(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text("utf-8-sig").splitlines()))


@pytest.mark.parametrize("text", ["=cmd()", "+1", "-1", "@x", "\tx", "\rx"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=b", "r-1", "12", "'=x"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_both_manifests_say_the_same(tmp_path: Path) -> None:
    write_manifest(tmp_path, [LINE, replace(LINE, row=3, source="=a.csv")])
    lines = [json.loads(line) for line in (tmp_path / "manifest.jsonl").read_text().splitlines()]
    heading, *rows = cells(tmp_path / "manifest.csv")
    assert list(lines[0]) == heading
    assert [str(value) for value in lines[0].values()] == rows[0]
    assert lines[1]["source"] == "=a.csv"
    assert rows[1][1] == "'=a.csv"
    assert stat.S_IMODE((tmp_path / "manifest.csv").stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["manifest.csv", "manifest.jsonl"]


def test_a_heading_that_is_a_formula_is_harmless_in_the_table_of_refused_rows(tmp_path: Path) -> None:
    with row_table(tmp_path / "refused.csv") as table:
        finding = Finding(Place("a.csv", 2), "REC001", "wrong", "mend it", field='=HYPERLINK("x")')
        add_findings(table, "a.csv", 2, "r-1", [finding])
        table.finish()
    assert cells(tmp_path / "refused.csv")[1] == [
        *("a.csv", "2", "r-1", '\'=HYPERLINK("x")', "REC001", "wrong", "mend it")
    ]


def test_a_table_that_is_not_finished_is_not_there(tmp_path: Path) -> None:
    with row_table(tmp_path / "refused.csv") as table:
        table.add(*"abcdefg")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_table_takes_the_old_one_away(tmp_path: Path) -> None:
    (tmp_path / "refused.csv").write_text("old")
    with row_table(tmp_path / "refused.csv") as table:
        table.finish(keep_empty=False)
    assert list(tmp_path.iterdir()) == []


# --- the journal -----------------------------------------------------------------------------------


def journal_of(path: Path, *runs: list[Line]) -> Journal:
    journal = Journal(path)
    for lines in runs:
        journal.begin()
        journal.add([(line, f"tag of {line.packet_id}") for line in lines])
        journal.close()
    return journal


def test_a_journal_knows_its_runs(tmp_path: Path) -> None:
    other = replace(LINE, packet_id="BBBBB-BBBBB")
    refused = Line(Status.REFUSED, "a.csv", 3, reason="REC001 wrong")
    journal = journal_of(tmp_path / "journal", [LINE, other], [replace(LINE, sha256="1" * 64), refused])
    assert [line.sha256[:1] for line, _ in journal.of_this_run()] == ["1", ""]
    assert journal.made() == {
        LINE.packet_id: Made("1" * 64, f"tag of {LINE.packet_id}"),
        other.packet_id: Made("0" * 64, f"tag of {other.packet_id}"),
    }
    assert [line for line, _ in journal.of_earlier_runs([other.packet_id])] == [other]


def test_a_packet_made_on_its_own_is_known_as_such(tmp_path: Path) -> None:
    slow = replace(LINE, status=Status.SLOW, reason="too wide", pages=4)
    journal = journal_of(tmp_path / "journal", [slow])
    made = journal.made()[LINE.packet_id]
    assert (made.slow_pages, made.slow_reason) == (4, "too wide")


def test_wherever_a_journal_is_cut_it_says_less_and_nothing_else(tmp_path: Path) -> None:
    lines = [replace(LINE, packet_id=f"{number:05d}-AAAAA") for number in range(4)]
    path = tmp_path / "journal"
    journal_of(path, lines)
    whole = path.read_bytes()
    expected = journal_of(tmp_path / "other", lines).made()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        made = Journal(path).made()
        assert made.items() <= expected.items()
        assert len(made) >= whole[:length].count(b"\n") - 2
        again = Journal(path)
        again.begin()
        again.add([(LINE, "t")])
        again.close()
        assert [line for line, _ in again.of_this_run()] == [LINE]
        assert made.items() <= again.made().items()


def test_a_shortened_journal_is_one_run(tmp_path: Path) -> None:
    journal = journal_of(tmp_path / "journal", [LINE], [LINE], [replace(LINE, row=9)])
    before = journal.made()
    journal.shorten(list(journal.of_this_run()))
    assert (tmp_path / "journal").read_bytes().count(b"\n") == 2
    assert journal.made() == before
    assert stat.S_IMODE((tmp_path / "journal").stat().st_mode) == 0o600


# --- the folder ------------------------------------------------------------------------------------


def test_one_batch_at_a_time(tmp_path: Path) -> None:
    with (
        OutputFolder(tmp_path / "out"),
        pytest.raises(WriteError, match="another run"),
        OutputFolder(tmp_path / "out"),
    ):
        pass
    with OutputFolder(tmp_path / "out"):
        pass


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(WriteError, match="other files"), OutputFolder(tmp_path):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_packets_alone_do_not_make_a_folder_ours(tmp_path: Path) -> None:
    (tmp_path / "packets").mkdir()
    with pytest.raises(WriteError, match="other files"), OutputFolder(tmp_path):
        pass


def test_a_run_that_was_killed_early_can_be_run_again(tmp_path: Path) -> None:
    # Before there is a journal there may be tables that were begun, and a mark without a folder for packets.
    (tmp_path / ".consent").mkdir()
    with OutputFolder(tmp_path):
        pass
    (tmp_path / ".refused.csv.part").touch()
    with OutputFolder(tmp_path) as out:
        assert out.is_new
    assert sorted(path.name for path in tmp_path.iterdir()) == [".consent", "packets"]


def test_an_unfinished_file_elsewhere_goes_with_the_next_run(tmp_path: Path) -> None:
    part, other = tmp_path / ".consent-0123.part", tmp_path / "letter.txt"
    with OutputFolder(tmp_path / "out") as out:
        pass
    for path, there in ((part, False), (other, True)):
        path.write_text("half a print run")
        out.remember(path)
        with OutputFolder(tmp_path / "out"):
            assert path.exists() is there


def test_what_a_file_manager_leaves_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / ".DS_Store").touch()
    with OutputFolder(tmp_path) as out:
        assert out.is_new


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    with pytest.raises(WriteError, match="is a file"), OutputFolder(tmp_path / "out"):
        pass


def test_going_on_needs_something_to_go_on_with(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="no batch"), OutputFolder(tmp_path / "typo", must_exist=True):
        pass
    assert list(tmp_path.iterdir()) == []


def test_litter_of_a_crash_goes_and_the_key_stays(tmp_path: Path) -> None:
    with OutputFolder(tmp_path / "out") as out:
        key = out.key
        out.journal.begin()
    (out.packets / ".consent-0123.part").write_bytes(b"half a packet")
    (out.packets / "AAAAA-AAAAA.pdf").write_bytes(b"a packet")
    (out.root / ".manifest.csv.part").write_bytes(b"half a table")
    out.masters.mkdir()
    with OutputFolder(tmp_path / "out", must_exist=True) as out:
        assert out.key == key
        assert [path.name for path in out.packets.iterdir()] == ["AAAAA-AAAAA.pdf"]
        assert not (out.root / ".manifest.csv.part").exists()
    assert not out.masters.exists()
    assert stat.S_IMODE((out.state / "key").stat().st_mode) == 0o600
