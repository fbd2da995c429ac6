"""Records that were printed once, assembled again from templates as they are elsewhere or now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from consent.errors import ConsentError
from consent.load.source.open import NO_OPTIONS, open_source
from consent.models.library.passage import Passage
from consent.models.people.look import Edition, Look, Paper
from consent.models.people.record import Record
from consent.models.register.issue import Issue
from consent.passages import passages_of_packet
from consent.pipeline.preparing import Assembler, assembler
from consent.pipeline.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Reassembled:
    """What a record's packet says now."""

    record: Record = field(repr=False)
    content: str
    """SHA-256 of what prints."""
    passages: tuple[Passage, ...] = field(repr=False)


@dataclass(slots=True)
class Again:
    """Assembles records again; each source is read once."""

    workspace: Workspace
    home: Path
    issued_on: date
    """The day whose law decides."""
    given: Mapping[str, Record] = field(default_factory=dict, repr=False)
    """Records from a schedule, by id; they go before what the register names."""
    _records: dict[str, Mapping[str, Record] | str] = field(default_factory=dict, repr=False)
    _assemblers: dict[tuple[str, str], Assembler] = field(default_factory=dict, repr=False)

    def find(self, issue: Issue, look: tuple[str, str]) -> Reassembled | str:
        """The packet of an issue's record in an edition and on a paper; or why it cannot be assembled."""
        record = self.given.get(issue.record_id) or self._from_source(issue)
        if isinstance(record, str):
            return record
        if look not in self._assemblers:
            edition, paper = look
            wanted = Look(self.issued_on, Edition(edition), Paper(paper))
            self._assemblers[look] = assembler(self.workspace, wanted)
        packet = self._assemblers[look](record)
        return Reassembled(record, packet.content_hash, passages_of_packet(packet))

    def _from_source(self, issue: Issue) -> Record | str:
        sources = [file.source for file in reversed(issue.files) if file.source not in ("", "-")]
        if not sources:
            return "where its record stands is not known"
        found = self._read(sources[0])
        if isinstance(found, str):
            return found
        return found.get(issue.record_id) or f"its record is no longer in {sources[0]}, or has an error there"

    def _read(self, source: str) -> Mapping[str, Record] | str:
        if source not in self._records:
            path = self.home / source
            self._records[source] = self._read_file(path) if path.exists() else f"{source} is gone"
        return self._records[source]

    def _read_file(self, path: Path) -> Mapping[str, Record] | str:
        try:
            with open_source(
                [path],
                library=self.workspace.library,
                practice=self.workspace.practice,
                issued_on=self.issued_on,
                options=NO_OPTIONS,
            ) as opened:
                return _by_id(row.record.value for row in opened.rows if row.record)
        except ConsentError:
            # Its findings would name rows; that the file is named is enough to look with `consent batch`.
            return f"{path.name} cannot be read as a schedule now"


def _by_id(records: Iterable[Record]) -> dict[str, Record]:
    return {record.record_id: record for record in records}
