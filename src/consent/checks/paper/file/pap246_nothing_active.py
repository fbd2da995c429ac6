"""PAP246: the file runs, starts and fetches nothing, and carries only its twin and official forms.

A script or an action that fires by itself can change what is shown after signing, and hospitals block
such files. A link shows its reader words that nobody approved, and tells a server that they were read.

Bad::

    /OpenAction << /S /JavaScript … >>

Good::

    text, fields, and consent-packet.json
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.paper.facts.context import PaperContext
from consent.models.findings.finding import Finding, Severity
from consent.reading.read import TWIN

CODE = "PAP246"
TITLE = "nothing active inside"
SEVERITY = Severity.ERROR
REFERENCE = "ISO 19005-3, 6.5 and 6.8; 45 CFR 164.312(c)"


def check(context: PaperContext) -> Iterator[Finding]:
    """Yield one finding for each active thing and each strange attachment."""
    for what in context.sheets.facts.active:
        yield context.finding(
            CODE, f"the file holds {what}", "print the packet again; nothing in it may act", field=what
        )
    forms = {f"{form.id}.pdf" for form in context.packet.official_forms}
    for name in sorted(context.sheets.facts.attachments):
        if name != TWIN and name not in forms:
            yield context.finding(
                CODE,
                "a file is attached that is neither the packet's twin nor an official form",
                f"only {TWIN} and the official forms may be attached",
                field=name[:60],
            )
