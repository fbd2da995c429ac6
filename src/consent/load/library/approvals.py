"""``approvals.yaml`` of the template folders: who approved which file, as long as it reads the same."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from consent.load.codes import Kind
from consent.load.typed.document import read_document
from consent.load.typed.translate import validate
from consent.models.findings.finding import Finding
from consent.models.library.approval import Approval, Approvals
from consent.models.library.reviewed import Reviewed
from consent.models.place import Sourced

APPROVALS_FILE = "approvals.yaml"
R = TypeVar("R", bound=Reviewed)


def read_approvals(roots: Sequence[Path], findings: list[Finding]) -> Mapping[str, Approval]:
    """The approvals by the digest of what was approved; the first folder's go before the others'."""
    found: dict[str, Approval] = {}
    for root in roots:
        path = root / APPROVALS_FILE
        if path.is_file():
            value, complaints = validate(Approvals, read_document(path, Kind.WORDS), Kind.WORDS)
            findings.extend(complaints)
            for one in value.approvals if value else ():
                found.setdefault(one.sha256, one)
    return found


def approved(one: Sourced[R], approvals: Mapping[str, Approval]) -> Sourced[R]:
    """The file with the name of who approved it, if somebody did and it names nobody itself."""
    if not approvals or one.value.approved_by is not None:
        return one
    approval = approvals.get(digest_of_file(one.source.file))
    if approval is None or approval.id != one.value.id:
        return one
    return Sourced(one.value.model_copy(update={"approved_by": approval.approved_by}), one.source)


def digest_of_file(file: str) -> str:
    """SHA-256 of a file of the library; line ends do not count."""
    data = Path(file).read_bytes().replace(b"\r\n", b"\n")
    return hashlib.sha256(data).hexdigest()
