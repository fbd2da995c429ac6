"""CLS118: a line of attribution names the practice that prints it.

"From our own disclaimer" under a clause of the library would print for every practice, and
be untrue for all but one. A practice that wants such a line writes it in practice.yaml under
``attributions:``, or names itself in its own clause.

Bad::

    attribution: From the practice's own general disclaimer

Good::

    # practice.yaml
    attributions:
      anecdotes-not-proof: From the general disclaimer of Harbor Point Orthopedics
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.source.facts.context import SourceContext
from consent.models.findings.finding import Finding, Severity

CODE = "CLS118"
TITLE = "attribution owned"
SEVERITY = Severity.ERROR
REFERENCE = "AMA Code of Medical Ethics, Opinion 2.1.1: relevant information, accurately"


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each attribution that nobody owns."""
    owner = context.practice.value.name if context.practice else ""
    for id_, loaded in context.library.clauses.items():
        typed = loaded.clause.value.attribution
        if typed and not (owner and owner.casefold() in typed.casefold()):
            yield Finding(
                loaded.clause.at("attribution"),
                CODE,
                f"the attribution of clause {id_!r} names no owner, and would print for every practice",
                f"remove it, and write `{id_}:` under `attributions:` in practice.yaml",
                SEVERITY,
                "attribution",
            )
