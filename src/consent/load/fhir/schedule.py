"""FHIR resources as candidates: appointments; without any, orders; without those, patients."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from consent.load.byte_source import ByteSource
from consent.load.fhir.code_map import CodeMap
from consent.load.fhir.index import Index, build_index, is_left_out
from consent.load.fhir.json_shape import text_of
from consent.load.fhir.resources import FhirFile, Found
from consent.load.fhir.visits import VisitReader
from consent.load.source_codes import CUT_OFF, FHIR_LEFT_OUT, FHIR_SHAPE, FHIR_VERSION
from consent.load.source_row import Candidate, Opened
from consent.load.text import RefusalError
from consent.load.tree import Document
from consent.models.finding import Finding, Severity
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
    for version in sorted(index.versions):
        message = f"the data is FHIR {version}, and only R4 can be read"
        findings.append(Finding(place, FHIR_VERSION, message, _HOW_TO_CONVERT[version]))
    if (
        not findings
        and not len(index.patients)
        and not index.counts["Appointment"] + index.counts["ServiceRequest"]
    ):
        hint = "include Patient resources, for example with `_include=Appointment:patient`"
        findings.append(Finding(place, FHIR_SHAPE, "the source holds no patient, appointment or order", hint))
    if findings:
        for file in files:
            file.close()
        raise RefusalError(findings)
    driver = _driver(index)
    notes = [finding for file in files for finding in file.findings]
    notes += _left_out(index, driver, place)
    return Opened("fhir", _candidates(files, driver, VisitReader(index, codes, today)), tuple(notes))


def _driver(index: Index) -> str:
    """The type of resource that makes a row."""
    for kind in ("Appointment", "ServiceRequest"):
        if index.counts[kind]:
            return kind
    return "Patient"


def _left_out(index: Index, driver: str, place: Place) -> Iterator[Finding]:
    count = index.counts[f"{driver} left out"]
    if count:
        message = f"{driver} resources left out because they are over, cancelled or a mistake: {count}"
        yield Finding(place, FHIR_LEFT_OUT, message, "nothing to do if that is right", Severity.WARNING)
    alone = index.counts["ServiceRequest alone"]
    if driver == "Appointment" and alone:
        message = f"ServiceRequest resources left out because no appointment is based on them: {alone}"
        yield Finding(place, FHIR_LEFT_OUT, message, "nothing to do if that is right", Severity.WARNING)


def _candidates(files: Sequence[FhirFile], driver: str, reader: VisitReader) -> Iterator[Candidate]:
    last: Found | None = None
    name = files[0].name
    try:
        for file in files:
            name = file.name
            for found in file.resources():
                last = found
                if found.finding is not None:
                    yield _refused(found, found.finding)
                elif text_of(found.resource, "resourceType") == driver and not is_left_out(found.resource):
                    yield reader.candidate(found)
    except (OSError, RefusalError):
        message = "the source cannot be read from here on"
        finding = Finding(Place(name), CUT_OFF, message, "the file changed while it was read; try again")
        if last is not None:
            yield _refused(last, finding)
    finally:
        for file in files:
            file.close()


def _refused(found: Found, finding: Finding) -> Candidate:
    document = Document(None, Source(found.place.file, {(): found.place}), {}, (finding,), readable=False)
    return Candidate(found.number, found.unit, found.place, document)
