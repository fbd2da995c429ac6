"""PAP302: what a requirement asks for is said whole and in one place, not pieced together from all over.

Half of a duty on page 2 and half on page 9 is understood by no reader. Words met by chance all over
a form can add up to a sentence that it never says.

Bad::

    page 1: exosomes …; page 6: … are not approved (of a drug)

Good::

    Exosomes are not approved by FDA.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consent.forms.confidence import measured
from consent.forms.examples import what_to_write
from consent.forms.form import FormContext, Sought, one_of
from consent.forms.titles import summaries, title, topic
from consent.models.findings.finding import Finding, Severity

CODE = "PAP302"
TITLE = "required words in one place"
SEVERITY = Severity.WARNING
REFERENCE = "the citation of the requirement; see `consent show POLICY`"
_SURE = 0.5


def check(context: FormContext) -> Iterator[Finding]:
    """Yield one warning for each thing that was found only in pieces, or in part."""
    whole = {one_of(one) for one in context.sought if one.match and one.match.sure > _SURE and one_of(one)}
    merged: dict[tuple[str, bool], list[Sought]] = {}
    for sought in context.sought:
        match = sought.match
        if (
            one_of(sought) in whole
            or match is None
            or not 0 < match.sure < _SURE
            or not context.judged(sought)
        ):
            continue
        merged.setdefault((topic(sought), sought.wanted.sure), []).append(sought)
    for alike in merged.values():
        yield _unclear(context, alike)


def _unclear(context: FormContext, alike: Sequence[Sought]) -> Finding:
    sought = alike[0]
    match, wanted = sought.match, sought.wanted
    assert match is not None  # noqa: S101 - asked by the only caller
    but = "its words may not say all of it" if match.partly else "its words stand far apart"
    depends = dict.fromkeys(one.wanted.depends_on for one in alike)
    only_if = "" if wanted.sure else f". It is required only if {', or '.join(depends)}"
    add = what_to_write(sought, own_subject=context.own_subject, language=context.language)
    return context.finding(
        CODE,
        f"“{title(sought)}” may be there ({measured(match.sure):.0%} sure), but {but}: "
        f"“{context.sentence_of(match)}”. "
        f"Asked for: {summaries(alike)}{only_if}",
        f"read this page; if it is not clear, add {add}",
        field=", ".join(one.wanted.name for one in alike),
        words=(match.start, match.end),
        severity=Severity.WARNING,
    )
