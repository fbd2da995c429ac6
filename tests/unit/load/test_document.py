from __future__ import annotations

import json
import time
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from consent.load.codes import Kind
from consent.load.typed.document import read_document
from consent.load.typed.tree import Document
from consent.models.place import Place


def read(folder: Path, text: str | bytes, name: str = "file.yaml") -> Document:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_document(path, Kind.RECORD)


def data_of(folder: Path, text: str | bytes, name: str = "file.yaml") -> Any:
    document = read(folder, text, name)
    assert document.findings == ()
    return document.data


def messages(document: Document) -> list[tuple[str, int, int, str]]:
    return [(f.code, f.place.line, f.place.column, f.message) for f in document.findings]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("null", None),
        ("~", None),
        ("", None),
        ("true", True),
        ("False", False),
        ("yes", "yes"),
        ("on", "on"),
        ("No", "No"),
        ("42", 42),
        ("-7", -7),
        ("00123", 123),
        ("0o17", 15),
        ("0x1F", 31),
        ("1_000", "1_000"),
        ("12:30:45", "12:30:45"),
        ("3.5", 3.5),
        ("12e03", 12000.0),
        (".5", 0.5),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("+1 555", "+1 555"),
        ("2026-01-31", "2026-01-31"),
        ("1961-02-30", "1961-02-30"),
        ("'null'", "null"),
        ('"42"', "42"),
        ("=", "="),
        ("a\tb", "a\tb"),
    ],
)
def test_a_plain_scalar_means_what_yaml_1_2_says(tmp_path: Path, typed: str, meant: object) -> None:
    value = data_of(tmp_path, f"key: {typed}\n")["key"]
    assert value == meant
    assert type(value) is type(meant)


@pytest.mark.parametrize("digits", [301, 5000])
def test_a_number_too_long_to_count_is_still_a_number(tmp_path: Path, digits: int) -> None:
    assert isinstance(data_of(tmp_path, f"key: {'9' * digits}\n")["key"], float)
    assert isinstance(data_of(tmp_path, f'{{"key": {"9" * digits}}}', "a.json")["key"], float)


def test_every_value_knows_its_place(tmp_path: Path) -> None:
    text = "a: 1\nb:\n  c: two\n  é: {f: [3, four]}\ng:\n  - h\n  - i: j\n"
    document = read(tmp_path, text)
    file = str(tmp_path / "file.yaml")
    assert {path: (mark.line, mark.column) for path, mark in document.source.marks.items()} == {
        (): (1, 1),
        ("a",): (1, 4),
        ("b",): (2, 1),
        ("b", "c"): (3, 6),
        ("b", "é"): (4, 3),
        ("b", "é", "f"): (4, 7),
        ("b", "é", "f", 0): (4, 11),
        ("b", "é", "f", 1): (4, 14),
        ("g",): (5, 1),
        ("g", 0): (6, 5),
        ("g", 1): (7, 5),
        ("g", 1, "i"): (7, 8),
    }
    assert document.source.at("b", "nothing") == Place(file, 2, 1)
    assert document.keys["b", "c"] == Place(file, 3, 3)


def test_json_has_the_same_places(tmp_path: Path) -> None:
    text = '{\n\t"a": 1,\n\t"b": {"c": [true, "x"]}\n}\n'
    document = read(tmp_path, text, "file.json")
    assert document.data == {"a": 1, "b": {"c": [True, "x"]}}
    assert {path: (mark.line, mark.column) for path, mark in document.source.marks.items()} == {
        (): (1, 1),
        ("a",): (2, 7),
        ("b",): (3, 2),
        ("b", "c"): (3, 8),
        ("b", "c", 0): (3, 14),
        ("b", "c", 1): (3, 20),
    }


@pytest.mark.parametrize(
    "value",
    [
        {"a": [1, -2.5e3, '😀 \\ " / \n', None, True, False, [], {}], "": {"b": [[0]]}},
        {"x" * 2000: "a key longer than YAML allows"},
    ],
)
@pytest.mark.parametrize("ascii_only", [True, False])
def test_json_means_what_the_standard_library_says(
    tmp_path: Path, value: object, *, ascii_only: bool
) -> None:
    assert data_of(tmp_path, json.dumps(value, ensure_ascii=ascii_only, indent="\t"), "a.json") == value


def test_windows_line_ends_and_a_byte_order_mark_change_no_place(tmp_path: Path) -> None:
    document = read(tmp_path, b"\xef\xbb\xbfa: 1\r\nb: |\r\n  x\r\n  y\r\nc: 2\r\n")
    assert document.data == {"a": 1, "b": "x\ny\n", "c": 2}
    assert (document.source.at("a").column, document.source.at("c").line) == (4, 5)


def test_a_refused_value_is_left_out_and_the_rest_is_read(tmp_path: Path) -> None:
    document = read(tmp_path, "a: *x\nb: 2\nc: !t {d: 1}\nb: 3\n")
    assert document.data == {"a": None, "b": 2, "c": {"d": 1}}
    assert [(code, line, column) for code, line, column, _ in messages(document)] == [
        ("REC009", 1, 4),
        ("REC009", 3, 4),
        ("REC010", 4, 1),
    ]
    assert document.is_spoiled(("a",))
    assert not document.is_spoiled(("b",))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("bomb.yaml", "a: &a [x]\n" + "".join(f"k{i}: &k{i} [{'*a, ' * 50}]\n" for i in range(3000))),
        ("deep.yaml", "[" * 500_000),
        ("deep-map.yaml", "{a: " * 200_000),
        ("deep-block.yaml", "".join(" " * i + "a:\n" for i in range(1300))),
        ("dashes.yaml", "- " * 450_000),
        ("questions.yaml", "? " * 450_000),
        ("deep.json", "[" * 900_000),
        ("many.yaml", "[" + "a," * 450_000 + "]"),
        ("many.json", "[" + "1," * 450_000 + "1]"),
        ("keys.yaml", "".join(f"k{i}: 1\n" for i in range(90_000))),
        ("same-key.yaml", "k: 1\n" * 150_000),
        ("long.yaml", "k: " + "x" * 999_000),
        ("quotes.yaml", "k: '" + "''" * 499_000 + "'"),
    ],
)
def test_a_bomb_takes_neither_time_nor_memory(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    tracemalloc.start()
    started = time.process_time()
    document = read_document(path, Kind.RECORD)
    took = time.process_time() - started
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(document.findings) <= 21
    assert took < 10
    assert peak < 150_000_000


def test_a_file_larger_than_a_megabyte_is_refused(tmp_path: Path) -> None:
    document = read(tmp_path, b"a: " + b"x" * 1_000_000)
    assert messages(document) == [("REC001", 0, 0, "the file is larger than 1 MB")]
    assert not document.readable


def test_a_folder_is_refused_with_a_hint(tmp_path: Path) -> None:
    (finding,) = read_document(tmp_path, Kind.RECORD).findings
    assert finding.message == "this is a folder, not a file"
    assert finding.hint == "name the files in it, for example `records/*.yaml`"


def test_a_name_no_disk_can_have_is_refused(tmp_path: Path) -> None:
    (finding,) = read_document(tmp_path / "a\0.yaml", Kind.RECORD).findings
    assert finding.code == "REC001"


@pytest.mark.parametrize("bad", ["\x00", "\x1b", "\x7f", "\x85", "\u2028", "\ufeff", "\uffff"])
@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
def test_a_raw_control_character_is_refused_at_its_place(tmp_path: Path, bad: str, name: str) -> None:
    document = read(tmp_path, f'{{"a": "b",\n"cé": "d{bad}"}}\n', name)
    assert messages(document) == [("REC011", 2, 9, "a control character that cannot be printed")]
