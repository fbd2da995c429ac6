"""Answers about unchanged packets, kept by the hash of everything they depend on. Holds no patient's data."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import consent
from consent.models.findings.evidence import Evidence, PaperReport
from consent.models.findings.finding import Finding, Severity
from consent.models.place import Place
from consent.write import Cache

_DEPENDENCIES = ("weasyprint", "pydyf", "jinja2", "pydantic", "uharfbuzz", "rendercv-fonts", "manimgx-fonts")


@cache
def program_digest() -> str:
    """SHA-256 of this program and of what decides how its pages look."""
    digest = hashlib.sha256()
    root = str(Path(consent.__file__).parent)
    for path in sorted(_modules(root)):
        # Nearly a thousand of them: as plain files, for pathlib takes as long as the disk.
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            digest.update(path[len(root) :].encode() + b"\0" + file.read())
    for name in _DEPENDENCIES:
        digest.update(f"{name} {version(name)}\n".encode())
    return digest.hexdigest()


def _modules(root: str) -> Iterator[str]:
    for folder, _, names in os.walk(root):
        yield from (os.path.join(folder, name) for name in names if name.endswith(".py"))  # noqa: PTH118


def key_of(*parts: str) -> str:
    """The name of an answer that depends on these parts and on the program."""
    return hashlib.sha256("\0".join((program_digest(), *parts)).encode()).hexdigest()


def digest_of_files(files: Iterable[Path]) -> str:
    """SHA-256 of some files, names and content."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(str(path).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def recall(folder: Path | None, key: str) -> Any | None:
    """What was kept under a key; None when there is nothing, or nothing that can be trusted."""
    content = Cache(folder).read(f"{key}.json") if folder is not None else None
    return None if content is None else json.loads(content)


def keep(folder: Path | None, key: str, data: Any) -> None:
    """Keep an answer. A cache that cannot be written costs time, and nothing else."""
    if folder is not None:
        Cache(folder).write(f"{key}.json", json.dumps(data, ensure_ascii=False).encode())


def plain_report(report: PaperReport) -> dict[str, Any]:
    """A report as plain data."""
    return asdict(report)


def report_of(data: Any) -> PaperReport:
    """The report in plain data."""
    return PaperReport(
        tuple(finding_of(one) for one in data["findings"]),
        tuple(Evidence(**one) for one in data["evidence"]),
        data["pages"],
    )


def finding_of(data: Any) -> Finding:
    """The finding in plain data."""
    return Finding(**{**data, "place": Place(**data["place"]), "severity": Severity(data["severity"])})
