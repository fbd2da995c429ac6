"""Whole packets, word for word and pixel for pixel.

After a change that is meant: ``python3 dev.py test --golden-update tests/test_golden.py``. Look at every
difference before you keep it.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from consent.models.library.collection import Library
from consent.models.paper.packet import Edition, Packet
from consent.models.people.practice import Paper
from consent.models.people.record import BlankForm, Record
from consent.pipeline.workspace import open_workspace, read_records
from tests.support.office import ISSUED_ON, PRACTICE_FILE, RECORD_FILE, Office, blank, record
from tests.support.pages import picture, texts
from tests.support.readers import golden
from tests.support.readers.structure import outline

VERSIONS = "versions.json"


@dataclass(frozen=True)
class Sample:
    """One packet of the golden folder."""

    name: str
    form: Record | BlankForm
    edition: Edition
    paper: Paper
    language: str = "en"

    def packet(self, office: Office) -> Packet:
        look = {"edition": self.edition, "paper": self.paper}
        return office.golden(self.form, library=_library(self.language), **look)


EXAMPLE = Sample("example-standard-letter", record(), Edition.STANDARD, Paper.LETTER)
BLANK = Sample("blank-standard-a4", blank(), Edition.STANDARD, Paper.A4)
LARGE = Sample("example-large-print-letter", record(), Edition.LARGE_PRINT, Paper.LETTER)
SPANISH = Sample("spanish-standard-letter", record(), Edition.STANDARD, Paper.LETTER, "es")
SPANISH_LARGE = Sample("spanish-large-print-letter", record(), Edition.LARGE_PRINT, Paper.LETTER, "es")


@cache
def _library(language: str) -> Library:
    return open_workspace(PRACTICE_FILE, None, language).library


@pytest.fixture
def updating(pytestconfig: pytest.Config) -> bool:
    return bool(pytestconfig.getoption("--golden-update"))


def test_the_golden_record_is_the_example(office: Office) -> None:
    ((loaded,), warnings) = read_records([RECORD_FILE], office.workspace, ISSUED_ON)
    assert warnings == ()
    assert loaded.value == record()


@pytest.mark.parametrize(
    "sample", [EXAMPLE, BLANK, LARGE, SPANISH, SPANISH_LARGE], ids=lambda sample: sample.name
)
def test_every_word_of_every_page(office: Office, sample: Sample, updating: bool) -> None:
    pages = texts(office.pdf(sample.packet(office)))
    head = f"{len(pages)} pages\n"
    body = (f"\n=== page {number} of {len(pages)} ===\n{text}" for number, text in enumerate(pages, 1))
    _hold(f"{sample.name}/packet.txt", "".join([head, *body]), updating)


def test_the_structure_a_screen_reader_is_told(office: Office, updating: bool) -> None:
    lines = outline(office.pdf(EXAMPLE.packet(office)))
    _hold(f"{EXAMPLE.name}/structure.txt", "".join(f"{line}\n" for line in lines), updating)


@pytest.mark.parametrize("sample", [EXAMPLE, BLANK, SPANISH], ids=lambda sample: sample.name)
def test_every_pixel_of_every_page(office: Office, sample: Sample, updating: bool) -> None:
    _same_engines(updating)
    pdf = office.pdf(sample.packet(office))
    names = [f"{sample.name}/page-{number:02}.png" for number in range(1, len(texts(pdf)) + 1)]
    if updating:
        for number, name in enumerate(names, 1):
            golden.write_picture(name, picture(pdf, number, golden.DPI))
        golden.clear(sample.name, names)
    stored = sorted(path.name for path in (golden.GOLDEN / sample.name).glob("*.png"))
    assert stored == [Path(name).name for name in names], "another number of pages"
    found = [golden.differing_picture(n, picture(pdf, i, golden.DPI)) for i, n in enumerate(names, 1)]
    assert [difference for difference in found if difference] == []


def _same_engines(updating: bool) -> None:
    """Other engines paint other pixels: then say which, and compare nothing; in CI that is a failure."""
    if updating:
        golden.write_text(VERSIONS, json.dumps(golden.engine_versions(), indent=2) + "\n")
        return
    stored = json.loads((golden.GOLDEN / VERSIONS).read_text("utf-8"))
    different = golden.differing_versions(stored)
    if different and os.environ.get("CI"):
        pytest.fail(f"pixels cannot be compared: {'; '.join(different)}")
    if different:
        pytest.skip(f"pixels were not compared: {'; '.join(different)}")


def _hold(name: str, text: str, updating: bool) -> None:
    if updating:
        golden.write_text(name, text)
    difference = golden.differing_text(name, text)
    assert not difference, f"\n{difference}\n\nIf this is meant: --golden-update, and look at it."
