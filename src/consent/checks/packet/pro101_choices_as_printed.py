"""PRO101: each procedure, as printed, offers no treatment and a clinical trial among the choices.

A definition file that lacks them is refused. But a choice may be kept to certain body sites,
and then it can be missing from the very packet a patient gets.

Bad::

    alternatives:
      - id: no-treatment
        body_sites: [knee joint]     # and the patient's shoulder?

Good::

    alternatives:
      - id: no-treatment
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.models.findings.finding import Finding, Severity
from consent.models.library.rows import ALWAYS_OFFERED
from consent.models.paper.packet import Packet

CODE = "PRO101"
TITLE = "choices as printed"
SEVERITY = Severity.ERROR
REFERENCE = "AMA Code of Medical Ethics, Opinion 2.1.1: all options, including forgoing treatment"


def check(packet: Packet) -> Iterator[Finding]:
    """Yield one finding for each choice that a procedure's tables do not offer."""
    for procedure in packet.procedures:
        offered = {row.id for row in packet.guidance.alternatives if procedure.anchor in row.procedures}
        for wanted in ALWAYS_OFFERED:
            if wanted not in offered:
                yield Finding(
                    procedure.place,
                    CODE,
                    f"the choices printed for {procedure.id!r} lack {wanted!r}",
                    f"let the alternative with `id: {wanted}` have no `body_sites:`",
                    SEVERITY,
                    procedure.id,
                )
