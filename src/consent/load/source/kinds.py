"""What a source is: told from how its bytes begin, and from its name where they leave it open."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from consent.load.codes import Common, Kind
from consent.load.rows.byte_source import ByteSource, byte_source
from consent.load.rows.codes import NOT_A_SOURCE
from consent.load.source.record_folder import RECORD_ENDINGS
from consent.load.table.files.workbook_guard import OLE, ZIP
from consent.load.typed.text import RefusalError, refuse
from consent.models.findings.finding import Finding, Severity
from consent.models.place import Place

_LINES = frozenset({".jsonl", ".ndjson"})
TABLE_ENDINGS = frozenset({".csv", ".tsv", ".tab", ".psv", ".txt", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
_MESSAGES = frozenset({".hl7", ".hl7v2", ".msg"})
READ_ENDINGS = RECORD_ENDINGS | _LINES | TABLE_ENDINGS | _MESSAGES
# 0x0B begins a message on the wire and is often saved with it. The sender chooses the signs that part fields.
_HL7 = re.compile(rb"\x0b?(?:MSH|FHS|BHS)[^\w\s][^\w\s]{3}")
_RESOURCE = re.compile(rb'"resourceType"\s*:')
_KEPT = 64
_PACKED = frozenset({".gz", ".zip", ".bz2", ".zst", ".xz", ".7z", ".tar", ".tgz"})
_TELLING_BYTES = (
    (b"\x1f\x8b", "this is a gzip file", "unpack it first, for example with `gunzip`"),
    (b"%PDF", "this is a PDF file", "export the schedule as CSV or XLSX"),
    (b"BZh", "this is a bzip2 file", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "this is a zstd file", "unpack it first"),
)


class SourceKind(StrEnum):
    """How a source is read."""

    CSV = "csv"
    XLSX = "xlsx"
    JSONL = "jsonl"
    RECORDS = "records"
    FHIR = "fhir"
    HL7 = "hl7"


@dataclass(frozen=True, slots=True)
class Group:
    """Files that are read as one source: resources of one FHIR export refer to each other."""

    kind: SourceKind
    sources: Sequence[ByteSource] = field(repr=False)


def find_groups(path: Path, stdin: BinaryIO | None) -> tuple[list[Group], list[Finding]]:
    """What to read behind a name, and warnings about what is left out.

    Raises:
        RefusalError: there is nothing that can be read.
    """
    if str(path) == "-" and stdin is not None:
        source = byte_source(path, stdin)
        return [Group(_kind(source), [source])], []
    if not path.is_dir():
        source = byte_source(path, None)
        return [Group(_kind(source), [source])], []
    return _in_folder(path)


def _in_folder(folder: Path) -> tuple[list[Group], list[Finding]]:
    visible = sorted(
        path
        for path in folder.iterdir()
        if path.is_file()
        and not path.name.startswith((".", "~$"))
        and not path.name.endswith("~")
        and path.name != "columns.yaml"
        and not path.name.endswith(".columns.yaml")
    )
    paths = [path for path in visible if path.suffix.lower() in READ_ENDINGS]
    if not paths:
        hint = "put record files, tables or FHIR files in it; folders below it are not searched"
        message = "the folder holds nothing that records can be read from"
        raise RefusalError([Finding(Place(str(folder)), NOT_A_SOURCE, message, hint)])
    findings: list[Finding] = []
    kinds: list[tuple[SourceKind, ByteSource]] = []
    for path in [one for one in paths if not _is_empty_export(one)]:
        try:
            source = byte_source(path, None)
            kinds.append((_kind(source), source))
        except RefusalError as refused:
            if path.suffix.lower() not in RECORD_ENDINGS:
                findings.extend(refused.findings)
            else:
                # One record file that cannot be read is one bad row.
                kinds.append((SourceKind.RECORDS, ByteSource(str(path), b"", path=path)))
    if findings:
        raise RefusalError(findings)
    if not kinds:
        message, hint = "every file in the folder is empty", "export again"
        raise RefusalError([Finding(Place(str(folder)), NOT_A_SOURCE, message, hint)])
    if any(kind is SourceKind.FHIR for kind, _ in kinds):
        kinds = [(kind, source) for kind, source in kinds if not _goes_with_an_export(kind, source)]
    read = {Path(source.name) for _, source in kinds}
    return _grouped(kinds), _left_out(folder, set(visible) - read)


def _is_empty_export(path: Path) -> bool:
    """A bulk export has files for types of which there is nothing. An empty record file is a bad row."""
    return path.suffix.lower() not in RECORD_ENDINGS and path.stat().st_size == 0


def _goes_with_an_export(kind: SourceKind, source: ByteSource) -> bool:
    """The manifest of a bulk export, or its log: nothing that records are in."""
    if kind in (SourceKind.RECORDS, SourceKind.JSONL):
        return b'"transactionTime"' in source.head
    return kind is SourceKind.CSV and source.ending == ".txt"


def _grouped(kinds: Iterable[tuple[SourceKind, ByteSource]]) -> list[Group]:
    together: dict[SourceKind, list[ByteSource]] = {}
    groups: list[Group] = []
    for kind, source in kinds:
        if kind in (SourceKind.RECORDS, SourceKind.FHIR, SourceKind.HL7):
            if kind not in together:
                together[kind] = []
                groups.append(Group(kind, together[kind]))
            # The heads of a hundred thousand files would fill memory, and have said what they had to say.
            together[kind].append(ByteSource(source.name, source.head[:_KEPT], path=source.path))
        else:
            groups.append(Group(kind, [source]))
    return groups


def _left_out(folder: Path, others: set[Path]) -> list[Finding]:
    if not others:
        return []
    endings = ", ".join(sorted({path.suffix for path in others if path.suffix})) or "none"
    message = f"files in the folder that hold no records, and are left out: {len(others)}"
    hint = f"nothing to do if that is right; their endings are: {endings}"
    if any(path.suffix.lower() in _PACKED for path in others):
        hint = f"unpack those that are packed, for what is in them is not read; the endings are: {endings}"
    return [Finding(Place(str(folder)), NOT_A_SOURCE, message, hint, Severity.WARNING)]


def _kind(source: ByteSource) -> SourceKind:
    head = source.head
    if head.startswith((OLE, ZIP)):
        return SourceKind.XLSX
    for start, message, hint in _TELLING_BYTES:
        if head.startswith(start):
            raise _no_source(source, message, hint)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _HL7.match(text):
        return SourceKind.HL7
    if text.startswith(b"BEGIN:VCALENDAR"):
        message = "this is a calendar (ICS), which holds no medical record number and no date of birth"
        raise _no_source(source, message, "export the schedule as CSV or XLSX")
    if b"<ClinicalDocument" in head:
        message = "this is a C-CDA document, which tells what was done, not what is planned"
        raise _no_source(source, message, "export the schedule as CSV, or ask for FHIR R4 or HL7 v2 SIU")
    if text.startswith(b"<"):
        if b"hl7.org/fhir" in head:
            raise _no_source(source, "this is FHIR in XML", "ask for JSON, for example with `_format=json`")
        raise _no_source(
            source, "this is XML or a web page, not a table", "export the schedule as CSV or XLSX"
        )
    if text.startswith((b"{", b"[")):
        return _kind_of_json(source, text)
    return SourceKind.RECORDS if source.ending in (".yaml", ".yml") else _table_or_json(source)


def _kind_of_json(source: ByteSource, text: bytes) -> SourceKind:
    if _RESOURCE.search(text):
        return SourceKind.FHIR
    if source.ending in _LINES or (text.startswith(b"{") and _has_lines(text)):
        return SourceKind.JSONL
    if source.path is not None:
        return SourceKind.RECORDS
    hint = "give JSONL, with each record on a line of its own, or name the file"
    raise _no_source(source, "records cannot be read one by one from this", hint)


def _table_or_json(source: ByteSource) -> SourceKind:
    if source.ending in _LINES:
        return SourceKind.JSONL
    if source.ending in (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"):
        hint = "open it in a spreadsheet program and save it again as .xlsx"
        raise _no_source(source, "this is no workbook, whatever its name says", hint)
    if source.ending in RECORD_ENDINGS:
        return SourceKind.RECORDS
    return SourceKind.CSV


def _has_lines(text: bytes) -> bool:
    """Whether the first line is a whole object and more follows, or it is all there is."""
    line, _, _ = text.partition(b"\n")
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _no_source(source: ByteSource, message: str, hint: str) -> RefusalError:
    return refuse(Place(source.name), Kind.RECORD, Common.UNREADABLE, message, hint)
