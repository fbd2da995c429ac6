"""SIG101: whoever decides, treats or interprets has a place to sign, under a statement.

A third of audited forms lack a sign-off, most often because nobody could see where it goes.

Bad::

    signers: [practitioner]                     # nobody decides

Good::

    signers: [patient, practitioner]
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.models.findings.finding import Finding, Severity
from consent.models.library.clause import Signer
from consent.models.paper.packet import Packet
from consent.models.place import Place

CODE = "SIG101"
TITLE = "every signer has a line"
SEVERITY = Severity.ERROR
REFERENCE = "CMS State Operations Manual, Appendix A, tag A-0955; 42 CFR 482.24(c)(4)(v)"


def check(packet: Packet) -> Iterator[Finding]:
    """Yield one finding for each missing signature or statement."""
    signing = {block.signer for block in packet.signatures}
    if not signing & {Signer.PATIENT, Signer.REPRESENTATIVE}:
        yield _finding(
            "nobody signs for the patient", "add a clause with `section: signing`, `signer: patient`"
        )
    if Signer.PRACTITIONER not in signing:
        yield _finding("the responsible practitioner does not sign", "name the practitioner in the record")
    if not packet.consent:
        yield _finding("there is no consent statement", "add a clause with `section: consent`")
    for block in packet.signatures:
        if not block.statements:
            yield _finding(
                f"the {block.signer} signs under no statement",
                f"add a clause with `section: signing`, `signer: {block.signer}`",
            )


def _finding(message: str, hint: str) -> Finding:
    return Finding(place=Place("packet"), code=CODE, message=message, hint=hint)
