"""The matrix is assembled whole, and a covering set of it is typeset and read back from its PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from consent import __version__
from consent.assemble import assemble
from consent.checks import check_packet
from consent.gate import cache
from consent.gate.cells import Cell, cells, form_of, practice_of, settled_day, unanswerable
from consent.gate.collecting import seldom_collected
from consent.gate.covering import covering
from consent.gate.made_up_forms import MADE_UP, having, made_up_forms
from consent.gate.reading_back import Desk, Job, Readers
from consent.load.practice.logo import read_logo
from consent.load.practice.official_form import read_forms
from consent.models.findings.expectation import Evidence, PaperReport
from consent.models.findings.finding import Finding
from consent.models.findings.outcome import Coverage
from consent.models.library.activation import active_policies
from consent.models.library.collection import Library
from consent.models.paper.packet import Packet
from consent.models.people.practice import Practice
from consent.models.place import Sourced
from consent.report.names import is_file
from consent.typeset.html import design_digest

NOTE = (
    "the matrix: every set of up to three procedures and the fullest of four, every enabled policy, both"
    " editions; assembled and checked: all;"
    " typeset and read back: a covering set, in which each clause, procedure, policy, signer and status"
    " stands at least once in each edition, and the fullest first page of each"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the whole matrix is made from."""

    library: Library
    practice: Sourced[Practice] | None
    roots: tuple[Path, ...]
    as_of: date
    policies: tuple[str, ...]
    procedures: tuple[str, ...]
    jobs: int
    cache: Path | None


@dataclass(frozen=True, slots=True)
class MatrixReport:
    """What the matrix showed."""

    findings: tuple[Finding, ...]
    evidence: tuple[Evidence, ...]
    coverage: Coverage


def check_matrix(setting: Setting) -> MatrixReport:
    """Check the matrix, or recall what was found when nothing has changed since."""
    key = cache.key_of("matrix", *_everything(setting))
    kept = cache.recall(setting.cache, key)
    if kept is not None:
        return _recalled(kept)
    issued_on = settled_day(setting.library, setting.as_of)
    desk = Desk(setting.library, setting.roots, issued_on)
    with seldom_collected(), Readers(desk, setting.jobs) as readers:
        packets = list(_packets(setting, issued_on))
        findings: list[tuple[Cell, Finding]] = []
        for cell, _, packet in packets:
            findings += [(cell, finding) for finding in check_packet(packet)]
        chosen = covering([(cell, packet) for cell, _, packet in packets])
        practices = {cell: practice for cell, practice, _ in packets}
        jobs = [Job(cell.name, packet, practices[cell]) for cell, packet in chosen]
        reports = _read_back(jobs, setting, readers)
    for (cell, _), report in zip(chosen, reports, strict=True):
        findings += [(cell, finding) for finding in report.findings]
    coverage = Coverage(
        cells=len(packets),
        typeset=len(chosen),
        pages=sum(report.pages for report in reports),
        policies=tuple(sorted({id_ for _, _, packet in packets for id_, _ in packet.policies})),
        note=_note(setting, packets),
    )
    evidence = tuple(dict.fromkeys(found for report in reports for found in report.evidence))
    result = MatrixReport(merged(findings), evidence, coverage)
    cache.keep(setting.cache, key, _plain(result))
    return result


def _note(setting: Setting, packets: Sequence[tuple[Cell, Practice, Packet]]) -> str:
    met = {id_ for cell, _, _ in packets for id_ in cell.policies}
    asked = {
        election.id for id_ in setting.policies for election in setting.library.policies[id_].value.elections
    }
    parts = {
        "left out for want of a text": [id_ for id_ in setting.policies if id_ not in met],
        "with a made-up page for an official form that the practice does not have": sorted(
            {
                applied.policy
                for _, _, packet in packets
                for form in packet.official_forms
                for applied in packet.requirements
                if applied.requirement.form == form.id and form.place == MADE_UP
            }
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


def _packets(setting: Setting, issued_on: date) -> Iterator[tuple[Cell, Practice, Packet]]:
    base = setting.practice.value if setting.practice else None
    logo = read_logo(setting.practice) if setting.practice else None
    forms = read_forms(setting.practice) if setting.practice else {}
    design = design_digest(setting.roots)
    policies = [setting.library.policies[id_] for id_ in setting.policies]
    for cell in cells(setting.procedures, policies):
        practice = practice_of(cell, setting.library, base)
        made_up = made_up_forms(cell.policies, setting.library, practice)
        practice = having(practice, made_up)
        in_force = {policy.value.id for policy in active_policies(practice, setting.library)}
        if not in_force.issuperset(cell.policies):
            # A text is missing, and `consent render` would refuse the practice.
            continue
        packet = assemble(
            form_of(cell, setting.library, practice, issued_on),
            library=setting.library,
            practice=practice,
            issued_on=issued_on,
            edition=cell.edition,
            paper=practice.paper,
            logo=logo,
            release=__version__,
            design=design,
            forms={**forms, **made_up},
        )
        yield cell, practice, packet


def _read_back(jobs: Sequence[Job], setting: Setting, readers: Readers) -> list[PaperReport]:
    """What is wrong with each packet on paper; what was read before, and had no finding, is recalled."""
    keys = [cache.key_of("paper", job.packet.content_hash, job.name) for job in jobs]
    kept = [cache.recall(setting.cache, key) for key in keys]
    found = {number: cache.report_of(plain) for number, plain in enumerate(kept) if plain is not None}
    todo = [number for number in range(len(jobs)) if number not in found]
    for number, report in readers.reports([jobs[number] for number in todo]):
        found[todo[number]] = report
        if not report.findings:
            # A finding points at a line, and lines may move while what prints stays the same.
            cache.keep(setting.cache, keys[todo[number]], cache.plain_report(report))
    return [found[number] for number in range(len(jobs))]


def _everything(setting: Setting) -> tuple[str, ...]:
    """What the matrix depends on, as digests and words; the day only as far as the law changes."""
    files = [path for root in setting.roots for path in root.rglob("*") if path.is_file()]
    if setting.practice is not None:
        folder = Path(setting.practice.source.file).parent
        logo = setting.practice.value.logo
        files += [Path(setting.practice.source.file), *([folder / logo] if logo else [])]
        files += [folder / form.file for form in setting.practice.value.official_forms.values()]
    return (
        cache.digest_of_files(files),
        settled_day(setting.library, setting.as_of).isoformat(),
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
