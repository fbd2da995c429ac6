"""The matrix is assembled whole, and a covering set of it is typeset and read back from its PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from typing import Any

from consent.counted import counted
from consent.gate import cache
from consent.gate.cells import Cell, cells, unanswerable
from consent.gate.covering import covering
from consent.gate.depended_on import library_files, practice_files
from consent.gate.matrix_report import MatrixReport
from consent.gate.reading_back import Job, Readers
from consent.gate.setting import Setting
from consent.gate.sketches import Sketch, in_editions
from consent.gate.telling import Tell, keep_quiet
from consent.models.findings.evidence import Evidence, PaperReport
from consent.models.findings.finding import Finding
from consent.models.findings.outcome import Coverage
from consent.report.names import is_file
from consent.uncollected import seldom_collected

NOTE = (
    "the matrix: every set of up to three procedures and the fullest of four, every enabled policy, both"
    " editions; assembled and checked: all;"
    " typeset and read back: a covering set, in which each clause, procedure, pair of procedures, policy,"
    " signer, status and variant stands at least once in each edition, and the fullest first page of each"
)


def check_matrix(
    setting: Setting, tell: Tell = keep_quiet, meanwhile: Callable[[], object] = lambda: None
) -> MatrixReport:
    """Check the matrix, or recall what was found when nothing has changed since.

    ``meanwhile`` is called once: while other processes assemble packets, where there are any.
    """
    key = cache.key_of("matrix", *_everything(setting))
    kept = cache.recall(setting.cache, key)
    if kept is not None:
        meanwhile()
        return _recalled(kept)
    policies = [setting.library.policies[id_] for id_ in setting.policies]
    groups = in_editions(cells(setting.procedures, policies))
    tell(f"assembling {sum(map(len, groups)):,} packets")
    with seldom_collected(), Readers(setting) as readers:
        begun = readers.sketches(groups)
        meanwhile()
        sketches = list(begun)
        chosen = covering(sketches)
        jobs = [Job(cell.name, *setting.made(cell)) for cell in chosen]
        reports = _read_back(jobs, setting, readers, tell)
    findings = [(cell, f) for sketch in sketches for cell in sketch.cells for f in sketch.findings]
    for cell, report in zip(chosen, reports, strict=True):
        findings += [(cell, finding) for finding in report.findings]
    coverage = Coverage(
        cells=sum(len(sketch.cells) for sketch in sketches),
        typeset=len(chosen),
        pages=sum(report.pages for report in reports),
        policies=tuple(sorted({id_ for sketch in sketches for id_ in sketch.policies})),
        note=_note(setting, sketches),
    )
    evidence = tuple(dict.fromkeys(found for report in reports for found in report.evidence))
    result = MatrixReport(merged(findings), evidence, coverage)
    cache.keep(setting.cache, key, _plain(result))
    return result


def _note(setting: Setting, sketches: Sequence[Sketch]) -> str:
    met = {id_ for sketch in sketches for cell in sketch.cells for id_ in cell.policies}
    asked = {
        election.id for id_ in setting.policies for election in setting.library.policies[id_].value.elections
    }
    parts = {
        "left out for want of a text": [id_ for id_ in setting.policies if id_ not in met],
        "with a made-up page for an official form that the practice does not have": sorted(
            {id_ for sketch in sketches for id_ in sketch.made_up}
        ),
        "answered no for want of a text": sorted(asked & unanswerable(setting.library)),
    }
    return "; ".join([NOTE, *(f"{what}: {', '.join(names)}" for what, names in parts.items() if names)])


def merged(findings: Sequence[tuple[Cell, Finding]]) -> tuple[Finding, ...]:
    """One finding for the same problem in many packets; it says in how many."""
    groups: dict[tuple[object, ...], list[tuple[Cell, Finding]]] = {}
    for cell, finding in findings:
        place: object = finding.place if is_file(finding.place.file) else finding.place.file
        if finding.place.file == cell.name:
            place = finding.place.page
        groups.setdefault((finding.code, place, finding.message, finding.field), []).append((cell, finding))
    return tuple(_merged(group) for group in groups.values())


def _merged(group: Sequence[tuple[Cell, Finding]]) -> Finding:
    cell, finding = group[0]
    count = len({other for other, _ in group})
    place = finding.place
    if not is_file(place.file) and place.file != cell.name:
        place = replace(place, file=f"{cell.name}, {place.file}")
    more = f"and {count - 1} more" if count > 1 else ""
    if place.file.startswith(cell.name):
        where = more
    else:
        where = ", ".join(part for part in (f"in {cell.name}", more) if part)
    return replace(finding, place=place, message=f"{finding.message} ({where})" if where else finding.message)


def _read_back(jobs: Sequence[Job], setting: Setting, readers: Readers, tell: Tell) -> list[PaperReport]:
    """What is wrong with each packet on paper; what was read before, and had no finding, is recalled."""
    keys = [cache.key_of("paper", job.packet.content_hash, job.name) for job in jobs]
    kept = [cache.recall(setting.cache, key) for key in keys]
    found = {number: cache.report_of(plain) for number, plain in enumerate(kept) if plain is not None}
    todo = [number for number in range(len(jobs)) if number not in found]
    tell(f"typesetting and reading back {counted(len(todo), 'packet')}")
    for done, (number, report) in enumerate(readers.reports([jobs[number] for number in todo]), 1):
        tell(f"typeset and read back: {done} of {counted(len(todo), 'packet')}")
        found[todo[number]] = report
        if not report.findings:
            # A finding points at a line, and lines may move while what prints stays the same.
            cache.keep(setting.cache, keys[todo[number]], cache.plain_report(report))
    return [found[number] for number in range(len(jobs))]


def _everything(setting: Setting) -> tuple[str, ...]:
    """What the matrix depends on, as digests and words; the day only as far as the law changes."""
    files = [*library_files(setting.roots), *practice_files(setting.practice)]
    return (
        cache.digest_of_files(files),
        setting.issued_on.isoformat(),
        setting.library.language,
        " ".join(setting.policies),
        " ".join(setting.procedures),
    )


def _plain(report: MatrixReport) -> dict[str, Any]:
    return asdict(report)


def _recalled(data: Any) -> MatrixReport:
    coverage = Coverage(**{**data["coverage"], "policies": tuple(data["coverage"]["policies"])})
    return MatrixReport(
        tuple(cache.finding_of(one) for one in data["findings"]),
        tuple(Evidence(**one) for one in data["evidence"]),
        replace(coverage, cached=coverage.cells),
    )
