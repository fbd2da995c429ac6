"""A batch filed as FHIR: each packet is read back as it was written, in the order of the rows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from consent.errors import WriteError
from consent.fhir_out import Filed
from consent.models.paper.slots import Slot
from consent.models.register.issue import State
from consent.models.register.manifest import Status
from consent.pipeline.batch.outcome import Outcome
from consent.pipeline.fhir_file import FhirFile, parted


@dataclass(frozen=True, slots=True)
class BatchFiling:
    """Reads back what a batch has written, and files it."""

    file: FhirFile
    packets: Path
    issued_on: date
    state_of: Callable[[str, str], State]
    """How far a packet of this id and mark has come."""

    def add(self, outcome: Outcome) -> None:
        """File the packet of a row, if it has one."""
        line, job, record, plan = outcome.line, outcome.job, outcome.record, outcome.plan
        if line is None or job is None or record is None or plan is None or line.status is Status.REFUSED:
            return
        path, mark = self.packets / f"{line.packet_id}.pdf", job.values.get(Slot.ISSUE, "")
        try:
            pdf = path.read_bytes()
        except OSError as error:
            raise _changed(path, error.strerror or type(error).__name__) from None
        if hashlib.sha256(pdf).hexdigest() != line.sha256:
            raise _changed(path, "it is not what was written")
        policies = tuple(parted(plan.content.policies))
        state = self.state_of(line.packet_id, mark)
        self.file.add(Filed(line.packet_id, mark, record, state, self.issued_on, policies, pdf))


def _changed(path: Path, why: str) -> WriteError:
    return WriteError(f"{path} was changed while it was filed: {why}", hint="run the same command again")
