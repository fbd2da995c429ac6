"""PAP301: the form says what each requirement asks for.

Looked for by the dictated wording, or by the anchor phrases that the requirement, its clause or its element
states as its evidence. What several policies ask for is one entry that names them all. If the words that come
closest say the reverse, or lack something, they are quoted.

Bad::

    a form for an exosome injection that never says what FDA has not approved

Good::

    No exosome product has been approved by the FDA.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consent.forms.examples import what_to_write
from consent.forms.form import FormContext, Sought, one_of
from consent.forms.legible import pages_in_words
from consent.models.findings.finding import Finding, Severity

CODE = "PAP301"
TITLE = "form says what is required"
SEVERITY = Severity.ERROR
REFERENCE = "the citation of the requirement; see `consent show POLICY`"


def check(context: FormContext) -> Iterator[Finding]:
    """Yield one finding for each requirement of which nothing was found."""
    told = {one_of(sought) for sought in context.sought if sought.found and one_of(sought)}
    asked: set[tuple[str, str]] = set()
    merged: set[int] = set()
    for sought in context.sought:
        wanted, group = sought.wanted, one_of(sought)
        if (
            sought.found
            or group in told
            or group in asked
            or not context.judged(sought)
            or id(sought) in merged
        ):
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
        depends = "" if wanted.sure else f". It is required only if {wanted.depends_on}"
        alike = [one for one in context.sought if _same_lack(one, sought)] if not group else [sought]
        merged.update(map(id, alike))
        name = ", ".join(one.wanted.name for one in alike)
        if group:
            asked.add(group)
            names = [one.wanted.name for one in context.sought if one_of(one) == group]
            name, depends = f"each of {', '.join(names)}", ". One of them applies"
        unread = context.legible.unread
        lost = f". It may stand on {pages_in_words(unread)}, which cannot be read" if unread else ""
        yield context.finding(
            CODE,
            f"{name} {'are' if len(alike) > 1 else 'is'} missing: {wanted.requirement.summary.rstrip('.')} "
            f"({_citations(alike)}){_nearest(context, sought)}{depends}{lost}",
            _hint(sought),
            field=name if len(alike) > 1 else wanted.name,
            page=_page(context, sought),
            severity=Severity.WARNING if lost or not (wanted.sure or group) else Severity.ERROR,
        )


def _same_lack(one: Sought, other: Sought) -> bool:
    """Whether two policies ask for one thing, which is told to neither of them."""
    return (
        one.match is other.match
        and one.clause is other.clause
        and one.wanted.requirement.element is other.wanted.requirement.element
        and (one.wanted.sure, one.wanted.depends_on) == (other.wanted.sure, other.wanted.depends_on)
    )


def _citations(alike: Sequence[Sought]) -> str:
    return "; ".join(dict.fromkeys(one.wanted.requirement.citation for one in alike))


def _nearest(context: FormContext, sought: Sought) -> str:
    """What comes closest, quoted, and what it lacks."""
    match = sought.match
    if match is None:
        return ""
    lacks = match.missing[0] if match.missing else ""
    if match.near is None:
        return f". Nothing like “{lacks}” was found on its {_pages(context)}" if lacks else ""
    quote = context.words.quoted(*match.near)
    if match.denied:
        return f". The words that come closest deny it, or are about something else: “{quote}”"
    if not lacks:
        return f". The words that come closest are “{quote}”"
    return f". The words that come closest, “{quote}”, say nothing like “{lacks}”"


def _pages(context: FormContext) -> str:
    count = len(context.sheets.pages)
    return "one page" if count == 1 else f"{count} pages"


def _page(context: FormContext, sought: Sought) -> int:
    near = sought.match.near if sought.match else None
    return context.words.page[near[0]] + 1 if near is not None else 0


def _hint(sought: Sought) -> str:
    add = f"add {what_to_write(sought)}"
    return (
        add if sought.wanted.sure else f"{add}; or give --practice, so that it is settled whether it applies"
    )
