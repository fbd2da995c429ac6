"""Which requirement is met where: one row for each requirement and each procedure it is told of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consent.models.paper.disclosure import told
from consent.models.paper.master import Master
from consent.models.paper.packet import AppliedRequirement, Packet


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One requirement, for one procedure or for the whole packet."""

    policy: str
    requirement: str
    citation: str
    procedure: str
    """Empty: said once for the whole packet."""
    met_by: str
    """``clause ID``, ``element NAME`` or ``form ID``; ``missing`` when there is none."""
    pages: tuple[int, ...]
    """The pages it begins on, from 1; none when it is missing."""


MISSING = "missing"


def coverage_rows(packet: Packet, master: Master) -> tuple[CoverageRow, ...]:
    """Every requirement that applies to this packet, in the order of the policies."""
    return tuple(row for applied in packet.requirements for row in _rows(applied, packet, master))


def coverage_text(rows: Sequence[CoverageRow]) -> str:
    """The rows as a table, ending in a line feed."""
    lines = [("requirement", "procedure", "met by", "page", "citation")]
    lines += [
        (
            f"{row.policy}/{row.requirement}",
            row.procedure or "(packet)",
            row.met_by,
            ", ".join(map(str, row.pages)) or "-",
            row.citation,
        )
        for row in rows
    ]
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    table = ("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)
    return "".join(f"{line.rstrip()}\n" for line in table)


def _rows(applied: AppliedRequirement, packet: Packet, master: Master) -> Iterator[CoverageRow]:
    wanted = applied.requirement
    if wanted.element is not None:
        for one in told(wanted.element, packet):
            pages = _pages(one.regions, master)
            yield _row(applied, one.procedure, f"element {wanted.element}" if one.regions else MISSING, pages)
        return
    in_procedures = False
    for procedure in packet.procedures:
        anchors = [
            clause.anchor
            for clause in packet.clauses
            if clause.id == wanted.clause and procedure.anchor in clause.procedures
        ]
        if anchors:
            in_procedures = True
            yield _row(applied, procedure.id, f"clause {wanted.clause}", _pages(anchors, master))
    if not in_procedures:
        anchors = [clause.anchor for clause in packet.clauses if clause.id == wanted.clause]
        yield _row(applied, "", f"clause {wanted.clause}" if anchors else MISSING, _pages(anchors, master))
    if wanted.form:
        bound = [form for form in packet.official_forms if form.id == wanted.form]
        shown = [f"form-{form.id}-{number}" for form in bound for number in range(1, len(form.pages) + 1)]
        yield _row(applied, "", f"form {wanted.form}" if bound else MISSING, _pages(shown, master))


def _row(applied: AppliedRequirement, procedure: str, met_by: str, pages: tuple[int, ...]) -> CoverageRow:
    wanted = applied.requirement
    return CoverageRow(applied.policy, wanted.id, wanted.citation, procedure, met_by, pages)


def _pages(anchors: Sequence[str], master: Master) -> tuple[int, ...]:
    return tuple(dict.fromkeys(pages[0] for anchor in anchors if (pages := master.pages_of(anchor))))
