"""PAP102: a statement, its notice and the line that signs it stand on one page.

A signature under nothing proves nothing. If the words stand on another sheet, the two can be
parted, and nobody can show what was agreed to.

Bad::

    page 9: "I agree to…"; page 10: ____________ Signature

Good::

    page 9: "I agree to…" ____________ Signature
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.models.findings.finding import Finding, Severity
from consent.models.paper.master import Master
from consent.models.paper.packet import Packet
from consent.models.place import Place

CODE = "PAP102"
TITLE = "statement with signature"
SEVERITY = Severity.ERROR
REFERENCE = "CMS State Operations Manual, Appendix A, tag A-0955"
_HINT = "shorten the statements of this signer, or the notice above the line"


def check(packet: Packet, master: Master) -> Iterator[Finding]:
    """Yield one finding for each signature block that is broken over pages."""
    for block in (*packet.signatures, *packet.refusal_signatures):
        pages = master.pages_of(f"sign-{block.anchor}")
        if len(pages) != 1:
            yield Finding(
                place=Place(f"page {pages[0]}" if pages else "packet"),
                code=CODE,
                message=f"the {block.signer}'s statement and signature stand on {len(pages)} pages",
                hint=_HINT if packet.facing is None else f"{_HINT}; or print with --bilingual copy",
            )
