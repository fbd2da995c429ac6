"""CLS110: a wording the law dictates is the law's, letter for letter.

California says "primary care physician prior to", Utah "primary care provider before". One
letter off, and the notice the statute asks for has not been given. So each policy keeps the
authority's own words beside the requirement, and a dictated clause must equal them.

Bad::

    # policies/us-ca.yaml                       # clauses/en/ca-684-notice.md
    wording: …have not been approved…           …have not yet been approved…

Good::

    # policies/us-ca.yaml                       # clauses/en/ca-684-notice.md
    wording: …have not been approved…           …have not been approved…
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from consent.checks.source.facts.context import SourceContext
from consent.models.findings.finding import Finding, Severity
from consent.models.library.clause import Clause
from consent.models.place import Place, Sourced

CODE = "CLS110"
TITLE = "dictated wording"
SEVERITY = Severity.ERROR
REFERENCE = "For example Cal. Bus. & Prof. Code 684(b)(1); Utah Code 58-1-512(2)-(3); 16 CCR 1355.4(b)(3)"
_SHOWN = 20


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each dictated clause that is not what its policy pins, or that no policy pins."""
    pinned = _pinned(context)
    supplied = {
        need.clause
        for policy in context.library.policies.values()
        for need in policy.value.needs
        if need.clause
    }
    for id_, loaded in context.library.clauses.items():
        clause = loaded.clause
        if id_ in pinned:
            for policy, wording in pinned[id_]:
                if clause.value.body != wording:
                    yield _differs(clause, policy, wording)
        elif clause.value.dictated and id_ not in supplied:
            # What a policy could not obtain, it cannot pin: the practice that supplies it answers for it.
            yield Finding(
                clause.at("dictated"),
                CODE,
                f"no policy pins the dictated wording of clause {id_!r}",
                f"add `wording: |-` with the authority's own words to the requirement with `clause: {id_}`",
                SEVERITY,
                "dictated",
            )


def _pinned(context: SourceContext) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for policy in context.library.policies.values():
        for requirement in policy.value.requirements:
            if requirement.wording is not None:
                where = f"{policy.value.id}.{requirement.id}"
                found.setdefault(requirement.clause, []).append((where, requirement.wording.rstrip("\n")))
    return found


def _differs(clause: Sourced[Clause], policy: str, wording: str) -> Finding:
    body = clause.value.body
    at = next(i for i, (ours, theirs) in enumerate(zip_longest(body, wording)) if ours != theirs)
    return Finding(
        _place(clause, body, at),
        CODE,
        f"clause {clause.value.id!r} differs from the wording that policy requirement {policy!r} pins,"
        f" from letter {at + 1}: here {_excerpt(body, at)}, there {_excerpt(wording, at)}",
        "write the authority's words; if the law has changed, change `wording:` in the policy too",
        SEVERITY,
        "body",
    )


def _place(clause: Sourced[Clause], body: str, at: int) -> Place:
    start = clause.at("body")
    line = body.count("\n", 0, at)
    return Place(start.file, start.line + line, at - (body.rfind("\n", 0, at) + 1) + 1)


def _excerpt(text: str, at: int) -> str:
    if at >= len(text):
        return "the text ends"
    start = text.rfind(" ", 0, at) + 1
    words = text[start : at + _SHOWN].replace("\n", "⏎")
    return f"“{words}{'…' if at + _SHOWN < len(text) else ''}”"
