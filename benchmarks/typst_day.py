"""A share of a day's packets with typst: one compiler for each content, another patient for each row."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Hashable
from datetime import date
from pathlib import Path

import typst
import zxingcpp

from benchmarks.typst_loop import pages_of, source_of
from consent.assemble import content_values, faceless
from consent.load.source.open import SourceOptions, open_source
from consent.models.people.look import Look
from consent.models.people.record import Record
from consent.pipeline.batch.plans import plan_key
from consent.pipeline.preparing import assembler
from consent.pipeline.workspace import Workspace, open_workspace
from consent.typeset.html import render_html


def seconds_of_share(practice: Path, schedule: Path, issued_on: date, number: int, of: int) -> float:
    """The seconds that every so-manieth content of the day takes, with all its rows."""
    workspace = open_workspace(practice, None, "en")
    assembled = assembler(workspace, Look(issued_on))
    spent = 0.0
    with tempfile.TemporaryDirectory() as name:
        for index, records in enumerate(_contents(schedule, workspace, issued_on)):
            if index % of == number:
                packet = assembled(faceless(records[0]))
                values = {**content_values(packet), **packet.slots}
                html = render_html(packet, values, workspace.roots).html
                spent += _printed(Path(name), html, len(records))
    return spent


def _printed(folder: Path, html: str, count: int) -> float:
    """Print so many packets of one content; the seconds it took, but for counting its pages."""
    source = folder / "page.typ"
    source.write_text(source_of(html), "utf-8")
    pages = pages_of(source)
    started = time.perf_counter()
    compiler = typst.Compiler(str(source), ignore_system_fonts=True)
    for number in range(count):
        packet = f"QN8QK-{number:05}"
        inputs = {"name": f"Maria Nguyen {number}", "mrn": f"{number:08}", "packet": packet}
        for page in range(1, pages + 1):
            code = zxingcpp.create_barcode(f"{packet} {page}/{pages}", zxingcpp.BarcodeFormat.DataMatrix)
            inputs[f"code{page}"] = code.to_svg()
        compiler.compile(
            output=str(folder / f"{number}.pdf"),
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=["a-3a", "ua-1"],
        )
    return time.perf_counter() - started


def _contents(schedule: Path, workspace: Workspace, issued_on: date) -> list[list[Record]]:
    """The records of each content, in the order of the schedule."""
    found: dict[Hashable, list[Record]] = {}
    with open_source(
        [schedule],
        library=workspace.library,
        practice=workspace.practice,
        issued_on=issued_on,
        options=SourceOptions(),
        stdin=None,
    ) as source:
        for row in source.rows:
            if row.record is not None:
                found.setdefault(plan_key(row.record.value), []).append(row.record.value)
    return list(found.values())
