"""CLS116: no wording is unfinished.

"TODO" or "lorem ipsum" in a definition file prints on the patient's page.

Bad::

    duration: TODO ask the doctors

Good::

    duration: The needle part takes about 15 minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consent.checks.source.facts.claim import Claim, claim
from consent.checks.source.facts.claims import scan
from consent.checks.source.facts.context import SourceContext
from consent.models.findings.finding import Finding, Severity

CODE = "CLS116"
TITLE = "nothing unfinished"
SEVERITY = Severity.ERROR
REFERENCE = "The project's promise: nothing prints that was not checked"
EVERY_LANGUAGE = True
NEEDS = "claims"

_WHAT, _HINT = "is unfinished", "write the words, or remove the item"
_CLAIMS = (
    Claim(re.compile(r"\b(?:TODO|FIXME|TBD|TBA|XXX+|TK)\b"), _WHAT, _HINT, may_be_denied=False),
    claim(
        r"\blorem\s+ipsum\b|\b(?:insert|add|put)\s+(?:\w+\s+){0,3}here\b", _WHAT, _HINT, may_be_denied=False
    ),
    claim(r"\[(?:[A-Z ]{3,}|name|date|fill in[^\]]*|insert[^\]]*)\]", _WHAT, _HINT, may_be_denied=False),
)


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each unfinished wording."""
    yield from scan(context, CODE, _CLAIMS)
