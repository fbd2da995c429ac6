"""PAP104: whoever signs a decision signs on one sheet, the sheet after the decision or the same.

A sheet of signatures that is filed without the decision, or a practitioner who signs alone on the
last sheet, proves that somebody signed something. Where type is large, or a blank packet has a line
for everybody, the sheets follow one another.

Bad::

    page 11: the decision and the patient's signature; page 13: the practitioner's signature

Good::

    page 11: the decision; page 12: both signatures
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.models.findings.finding import Finding, Severity
from consent.models.paper.master import Master
from consent.models.paper.packet import Edition, Packet
from consent.models.place import Place

CODE = "PAP104"
TITLE = "signers together"
SEVERITY = Severity.ERROR
REFERENCE = "CMS State Operations Manual, Appendix A, tag A-0955"
_DECISION = "section-consent"
_FEW = 3
"""Signers for whom one sheet of the standard edition has room."""


def check(packet: Packet, master: Master) -> Iterator[Finding]:
    """Yield one finding when signers are parted from one another or from what they decide."""
    signing = sorted({page for b in packet.signatures for page in master.pages_of(f"sign-{b.anchor}")})
    decided = master.pages_of(_DECISION)
    if not signing or not decided:
        return
    # In two languages their statements take both sides of it.
    one_side = packet.edition is Edition.STANDARD and packet.facing is None
    one_sheet = one_side and len(packet.signatures) <= _FEW
    if one_sheet and len(signing) > 1:
        yield _finding(signing[-1], f"the signers stand on pages {_listed(signing)}, not on one sheet")
    elif not 0 <= signing[0] - max(decided) <= 1:
        yield _finding(
            signing[0], f"the decision ends on page {max(decided)}, the signatures begin on page {signing[0]}"
        )
    elif signing != list(range(signing[0], signing[-1] + 1)):
        yield _finding(signing[-1], f"other pages stand between the signatures on pages {_listed(signing)}")


def _listed(pages: list[int]) -> str:
    return " and ".join(map(str, pages))


def _finding(page: int, message: str) -> Finding:
    return Finding(
        place=Place(f"page {page}"),
        code=CODE,
        message=message,
        hint="shorten the statements of the signers, or the notice above the line",
    )
