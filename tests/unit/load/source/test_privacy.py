"""A marker in every cell, broken every way, appears in no message, repr or traceback."""

from __future__ import annotations

import io
import json
import traceback
from collections.abc import Iterator
from typing import Any

import pytest
from openpyxl import Workbook

from consent.errors import InputError
from tests.support.fhir import a_visit, bundle, lines
from tests.support.sources import HEADINGS, Desk, row, table

MARKER = "Zqxmarkervj"

BROKEN = {
    "as it is": MARKER,
    "spaces": f"  {MARKER}  ",
    "a quote": f'"{MARKER}',
    "text after a quote": f'"{MARKER}"{MARKER}',
    "a line break": f'"{MARKER}\n{MARKER}"',
    "more cells": f"{MARKER},{MARKER}",
    "a control character": f"{MARKER}\x07",
    "a direction override": f"{MARKER}\u202e",
    "too long": MARKER * 100,
    "much too long": MARKER * 200_000,
    "several": f"{MARKER};{MARKER};{MARKER}",
    "a date": f"03/09/{MARKER}",
    "a formula": f"={MARKER}()",
    "not UTF-8": f"{MARKER}\udcff",
}


def everything_said(caught: BaseException) -> Iterator[str]:
    seen: BaseException | None = caught
    while seen is not None:
        yield str(seen)
        yield repr(seen)
        yield repr(vars(seen))
        yield "".join(traceback.format_exception(seen))
        seen = seen.__cause__ or seen.__context__


def attempt(desk: Desk, content: bytes, name: str) -> str:
    """Everything that could be printed of reading a source."""
    said = []
    try:
        source = desk.open(desk.write(content, name))
        said.append(repr(source))
        for one in source.rows:
            # A record_id must not identify the patient, so it may be shown.
            if one.record_id != MARKER:
                said += [repr(one), repr(one.record), repr(one.record.value if one.record else "")]
    except InputError as error:
        said += everything_said(error)
    return "\n".join(said)


@pytest.mark.parametrize("way", BROKEN)
@pytest.mark.parametrize(
    "field",
    [
        "record_id",
        "given_name",
        "date_of_birth",
        "mrn",
        "procedures",
        "body_site",
        "laterality",
        "indication",
        "practitioner",
        "scheduled_on",
    ],
)
def test_csv(desk: Desk, field: str, way: str) -> None:
    cells = dict(zip(HEADINGS, row(2), strict=True))
    text = table(row(1)) + ",".join({**cells, field: BROKEN[way]}.values()) + "\n" + ",".join(row(3)) + "\n"
    # What a good record holds is in the record, and its procedures are printed by its repr.
    said = attempt(desk, text.encode("utf-8", "surrogateescape"), "schedule.csv")
    assert MARKER not in said


@pytest.mark.parametrize("way", ["as it is", "spaces", "a control character", "too long", "a date"])
@pytest.mark.parametrize(
    "shape", ["as text", "as a key", "in a list", "in an object", "as a surrogate", "cut off"]
)
@pytest.mark.parametrize("field", HEADINGS)
def test_json_lines(desk: Desk, field: str, way: str, shape: str) -> None:
    cells: dict[str, Any] = dict(zip(HEADINGS, row(2), strict=True))
    value = BROKEN[way]
    shapes: dict[str, dict[str, Any]] = {
        "as text": {field: value},
        "as a key": {value: "x"},
        "in a list": {field: [value, 5]},
        "in an object": {field: {value: value}},
        "as a surrogate": {field: value + "\ud800"},
        "cut off": {field: value},
    }
    text = json.dumps({**cells, **shapes[shape]})
    if shape == "cut off":
        text = text[: text.index(MARKER) + 5]
    assert MARKER not in attempt(desk, (json.dumps(cells) + "\n" + text + "\n").encode(), "a.jsonl")


@pytest.mark.parametrize("field", HEADINGS)
def test_a_workbook(desk: Desk, field: str) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(HEADINGS)
    for value in (MARKER, f"{MARKER};{MARKER}", f"={MARKER}", MARKER * 100, f"{MARKER}\n{MARKER}"):
        cells = dict(zip(HEADINGS, row(2), strict=True))
        sheet.append(list({**cells, field: value}.values()))
    stream = io.BytesIO()
    workbook.save(stream)
    assert MARKER not in attempt(desk, stream.getvalue(), "schedule.xlsx")


def everywhere(node: Any) -> Iterator[Any]:
    """The resource with the marker in place of each of its texts, one at a time."""
    if isinstance(node, str):
        yield MARKER
        yield {MARKER: MARKER}
    elif isinstance(node, list):
        for index, value in enumerate(node):
            for changed in everywhere(value):
                yield [*node[:index], changed, *node[index + 1 :]]
    elif isinstance(node, dict):
        for key, value in node.items():
            for changed in everywhere(value):
                yield {**node, key: changed}


@pytest.mark.parametrize("place", range(4))
def test_fhir(desk: Desk, place: int) -> None:
    resources = list(a_visit())
    for changed in everywhere(resources[place]):
        # An id, a logical name, becomes the record_id.
        if MARKER not in (changed.get("id"), changed.get("resourceType")):
            together = [*resources[:place], changed, *resources[place + 1 :]]
            assert MARKER not in attempt(desk, bundle(*together).encode(), "bundle.json")
    text = lines(*resources).replace("Example", MARKER)
    for cut in range(text.index(MARKER) + len(MARKER), len(text), 97):
        assert MARKER not in attempt(desk, text[:cut].encode(), "export.ndjson")
        assert MARKER not in attempt(
            desk, bundle(*resources).replace("Example", MARKER)[:cut].encode(), "b.json"
        )


def test_headings_that_are_a_patient(desk: Desk) -> None:
    for headings in (
        [MARKER] * 11,
        ["r-1", MARKER, "Example", "1961-03-09", *HEADINGS[4:]],
        [*HEADINGS[:-1], f"{MARKER} 555-0100"],
    ):
        assert MARKER not in attempt(desk, table(row(1), headings=headings).encode(), "schedule.csv")
