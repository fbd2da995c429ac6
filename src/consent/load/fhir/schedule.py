"""FHIR resources as candidates: appointments; without any, orders; without those, patients."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from consent.load.fhir.code_map import CodeMap
from consent.load.fhir.index import DRIVERS, Index, build_index
from consent.load.fhir.json_shape import text_of
from consent.load.fhir.latest import Latest
from consent.load.fhir.pages import pages_missing
from consent.load.fhir.resources import FhirFile, Found
from consent.load.fhir.standing import standing
from consent.load.fhir.visits import VisitReader
from consent.load.rows.byte_source import ByteSource
from consent.load.rows.codes import CUT_OFF, FHIR_ELEMENT, FHIR_LEFT_OUT, FHIR_SHAPE, FHIR_VERSION
from consent.load.rows.row import Candidate, Opened
from consent.load.typed.text import RefusalError
from consent.load.typed.tree import Document, Plain
from consent.models.findings.finding import Finding, Severity
from consent.models.place import Place, Source

_HOW_TO_CONVERT = {
    "DSTU2": "ask the system for FHIR R4, or convert the data first",
    "STU3": "ask the system for FHIR R4, for example with `Accept: application/fhir+json; fhirVersion=4.0`",
    "R5": "ask the system for FHIR R4, for example with `Accept: application/fhir+json; fhirVersion=4.0`",
}


def open_fhir(sources: Sequence[ByteSource], codes: CodeMap, today: date) -> Opened:
    """Bundles and exports that refer to each other, as one source.

    Raises:
        RefusalError: a file is not FHIR R4 in JSON, or there is nobody in any of them.
    """
    files: list[FhirFile] = []
    findings: list[Finding] = []
    index = Index()
    place = Place(sources[0].name)
    try:
        files = [FhirFile(source) for source in sources]
        index = build_index((found for file in files for found in file.resources()), codes, today)
    except RefusalError as refused:
        findings.extend(refused.findings)
    except OSError as error:
        findings.append(
            Finding(place, CUT_OFF, f"the source cannot be read: {error.strerror}", "check the disk")
        )
    for version, where in sorted(index.versions.items()):
        message = f"the data is FHIR {version}, and only R4 can be read"
        findings.append(Finding(where, FHIR_VERSION, message, _HOW_TO_CONVERT[version]))
    if not findings and not any(index.counts[kind] for kind in DRIVERS):
        findings.append(_nobody(index, place))
    if findings:
        for file in files:
            file.close()
        raise RefusalError(findings)
    driver = _driver(index)
    notes = [*pages_missing(files), *_left_out(index, driver, place)]
    return Opened(
        "fhir",
        _candidates(files, driver, index.latest[driver], VisitReader(index, codes, today)),
        tuple(notes),
        lambda: _people(index),
    )


def _people(index: Index) -> Iterator[Mapping[str, object]]:
    """Every patient as a record names one; records that were replaced by another are none."""
    for facts in index.patients.standing():
        if all(problem.field != "patient" for problem in facts.problems):
            yield {
                "mrn": facts.mrn,
                "family_name": facts.family_name,
                "given_name": facts.given_name,
                "date_of_birth": facts.date_of_birth,
            }


def _nobody(index: Index, place: Place) -> Finding:
    """Why there is nothing to make rows of."""
    message = "the source holds no patient, appointment or order"
    hint = "include Patient resources, for example with `_include=Appointment:patient`"
    if index.broken:
        message = "no line of the source is a whole FHIR resource"
        hint = "an NDJSON file has one whole resource on each line; a Bundle is named `.json`"
    elif index.warned:
        message = "the source holds an error message of the server (OperationOutcome), and no patient"
        hint = "read the message, mend the query, and export again"
    return Finding(place, FHIR_SHAPE, message, hint)


def _driver(index: Index) -> str:
    """The type of resource that makes a row."""
    return next(kind for kind in DRIVERS if index.counts[kind])


def _left_out(index: Index, driver: str, place: Place) -> Iterator[Finding]:
    reasons = index.latest[driver].left_out()
    if reasons:
        listed = ", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items()))
        message = f"{driver} resources left out: {reasons.total()} ({listed})"
        yield Finding(place, FHIR_LEFT_OUT, message, "nothing to do if that is right", Severity.WARNING)
    if index.warned:
        message = (
            f"messages of the server that something is missing or wrong (OperationOutcome): {index.warned}"
        )
        hint = "read them in the source; there may be visits it does not hold"
        yield Finding(place, FHIR_LEFT_OUT, message, hint, Severity.WARNING)
    alone = index.counts["ServiceRequest alone"]
    if driver == "Appointment" and alone:
        message = f"ServiceRequest resources left out because no appointment is based on them: {alone}"
        yield Finding(place, FHIR_LEFT_OUT, message, "nothing to do if that is right", Severity.WARNING)


def _candidates(
    files: Sequence[FhirFile], driver: str, latest: Latest, reader: VisitReader
) -> Iterator[Candidate]:
    last: Found | None = None
    number = -1
    name = files[0].name
    try:
        for file in files:
            name = file.name
            for found in file.resources():
                last = found
                if found.finding is not None:
                    yield _refused(found, found.finding)
                elif text_of(found.resource, "resourceType") == driver:
                    number += 1
                    if not latest.counts(number) or standing(found.resource):
                        continue
                    unclear = latest.is_unclear(number)
                    yield _refused(found, _two_versions(found)) if unclear else reader.candidate(found)
    except (OSError, RefusalError):
        message = "the source cannot be read from here on"
        finding = Finding(Place(name), CUT_OFF, message, "the file changed while it was read; try again")
        if last is not None:
            yield _refused(last, finding)
    finally:
        for file in files:
            file.close()


def _two_versions(found: Found) -> Finding:
    message = "the source holds two versions of this resource, and nothing says which is the newer"
    hint = "export it again, with `meta.lastUpdated`, or only as it is now"
    return Finding(found.place, FHIR_ELEMENT, message, hint)


def _refused(found: Found, finding: Finding) -> Candidate:
    own = text_of(found.resource, "id")
    data: Plain = {"record_id": own} if own else None
    document = Document(data, Source(found.place.file, {(): found.place}), {}, (finding,), readable=False)
    return Candidate(found.number, found.unit, found.place, document)
