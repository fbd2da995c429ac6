"""What is written as YAML is read back as it was."""

from __future__ import annotations

import pytest

from consent.load.codes import Kind
from consent.load.typed.yaml_reader import read_yaml
from consent.load.typed.yaml_writer import yaml_text

TEXTS = (
    *("00778", "007", "0", "-1", "1e5", "12345678901e2345", "0x1f", "0o17", ".5", "5.", "1_000", "+1"),
    *("null", "Null", "~", "", "true", "FALSE", "yes", "No", "on", "2026-12-01", "12:30:00", "1:2", "<<"),
    *("# no comment", "a: b", "- a", "[a]", "{a}", "&a", "*a", "!a", "%a", "@a", "`a`", "'", '"', "?", "|"),
    *(" a ", "a\nb", "a\tb", "Zoë", "\U0001f600", "O’Connor", "a" * 300, "word " * 60),
)
"""Texts that YAML 1.1, YAML 1.2 or nobody takes for something else."""


@pytest.mark.parametrize("on_one_line", [False, True])
def test_a_text_comes_back_as_the_text_it_was(on_one_line: bool) -> None:
    for data in ({"a": list(TEXTS)}, *({"a": {"b": text}} for text in TEXTS)):
        document = read_yaml(yaml_text(data, on_one_line=on_one_line), "f.yaml", Kind.RECORD)
        assert (document.data, document.findings) == (data, ())


def test_what_is_no_text_comes_back_as_what_it_was() -> None:
    data = {"z": [1, 2.5, None, True], "a": {"b": False}}
    text = yaml_text(data)
    assert read_yaml(text, "f.yaml", Kind.RECORD).data == data
    assert text.startswith("z:")
