"""PAP301: the form says what each requirement asks for.

Looked for by the dictated wording, or by the anchor phrases that the clause states as its evidence.

Bad::

    a form for an exosome injection that never says what FDA has not approved

Good::

    No exosome product has been approved by the FDA.
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.checks.paper.form import FormContext, Sought
from consent.models.finding import Finding, Severity

CODE = "PAP301"
TITLE = "form says what is required"
SEVERITY = Severity.ERROR
REFERENCE = "the citation of the requirement; see `consent show POLICY`"


def check(context: FormContext) -> Iterator[Finding]:
    """Yield one finding for each requirement of which nothing was found."""
    told = {_group(sought) for sought in context.sought if sought.found and _group(sought)}
    asked: set[tuple[str, str]] = set()
    for sought in context.sought:
        wanted, group = sought.wanted, _group(sought)
        if sought.found or group in told or group in asked:
            continue
        if sought.match is None:
            yield context.finding(
                CODE,
                f"{wanted.name} was not looked for: nothing says how to recognize it",
                "read the form yourself, or add `evidence:` to the clause",
                sought=sought,
                severity=Severity.WARNING,
            )
            continue
        depends = "" if wanted.sure else f"; required if {wanted.depends_on}"
        name = wanted.name
        if group:
            asked.add(group)
            names = [one.wanted.name for one in context.sought if _group(one) == group]
            name, depends = f"each of {', '.join(names)}", "; one of them applies"
        yield context.finding(
            CODE,
            f"{name} is missing: {wanted.requirement.summary} "
            f"({wanted.requirement.citation}){_lacking(sought)}{depends}",
            _hint(sought),
            sought=sought,
            severity=Severity.ERROR if wanted.sure or group else Severity.WARNING,
        )


def _group(sought: Sought) -> tuple[str, str] | None:
    """The policy and group of clauses that exclude one another, where nobody said which of them applies."""
    one_of = sought.clause.clause.value.one_of if sought.clause else None
    return (sought.wanted.policy.value.id, one_of) if one_of and not sought.wanted.sure else None


def _lacking(sought: Sought) -> str:
    missing = sought.match.missing if sought.match else ()
    return f"; nothing like “{missing[0].replace('*', '').replace(' … ', ' ')}” was found" if missing else ""


def _hint(sought: Sought) -> str:
    if not sought.wanted.sure:
        return "add it, or give --practice with what counsel decided, so that this is settled"
    if sought.clause is not None:
        return f"add wording like that of {sought.clause.clause.source.file}"
    return "add it to the form"
