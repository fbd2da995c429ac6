"""``waivers.yaml``: approved, dated exceptions in the practice's folder."""

from __future__ import annotations

from pathlib import Path

from consent.load.codes import Kind
from consent.load.typed.document import read_document
from consent.load.typed.translate import validate
from consent.models.findings.finding import Finding
from consent.models.findings.waiver import Waiver, Waivers
from consent.models.place import Source, Sourced

WAIVERS_FILE = "waivers.yaml"


def load_waivers(folder: Path) -> tuple[tuple[Sourced[Waiver], ...], tuple[Finding, ...]]:
    """The waivers of a practice, if it has any, and what is wrong with the file. A broken one waives none."""
    path = folder / WAIVERS_FILE
    if not path.exists():
        return (), ()
    document = read_document(path, Kind.WAIVER)
    value, findings = validate(Waivers, document, Kind.WAIVER)
    if value is None:
        return (), findings
    found = []
    for index, waiver in enumerate(value.waivers):
        here: tuple[str | int, ...] = ("waivers", index)
        marks = {path[2:]: place for path, place in document.source.marks.items() if path[:2] == here}
        found.append(Sourced(waiver, Source(document.source.file, marks)))
    return tuple(found), findings
