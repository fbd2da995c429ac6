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
from consent.forms.form import WHOLE, FormContext, Sought, one_of
from consent.forms.legible import pages_in_words
from consent.forms.telling import sentences_around
from consent.forms.titles import summaries, title, topic
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
        if group:
            asked.add(group)
            alike = [one for one in context.sought if one_of(one) == group]
            depends = ". One of them applies"
        else:
            alike = [one for one in context.sought if _same_lack(context, one, sought)]
            depends = "" if wanted.sure else f". It is required only if {_only_if(alike)}"
        merged.update(map(id, alike))
        closest = max(alike, key=_nearness)
        near = closest.match.near if closest.match else None
        unread = context.legible.unread
        lost = f". It may stand on {pages_in_words(unread)}, which cannot be read" if unread else ""
        yield context.finding(
            CODE,
            f"“{title(sought)}” is missing: {summaries(alike)}{_nearest(context, closest)}{depends}{lost}",
            _hint(context, sought),
            field=", ".join(one.wanted.name for one in alike),
            words=near,
            severity=Severity.WARNING if lost or not (wanted.sure or group) else Severity.ERROR,
        )


def _nearness(sought: Sought) -> tuple[bool, bool]:
    """Words that deny it tell a reader most, then words that come close."""
    match = sought.match
    return (match is not None and match.denied, match is not None and match.near is not None)


def _same_lack(context: FormContext, one: Sought, other: Sought) -> bool:
    """Whether two policies ask for one thing, which is told to neither of them."""
    return (
        topic(one) == topic(other)
        and not one.found
        and one.match is not None
        and context.judged(one)
        and one.wanted.sure is other.wanted.sure
    )


def _only_if(alike: Sequence[Sought]) -> str:
    return ", or ".join(dict.fromkeys(one.wanted.depends_on for one in alike))


def _nearest(context: FormContext, sought: Sought) -> str:
    """What comes closest, quoted, and what it lacks."""
    match = sought.match
    if match is None:
        return ""
    lacks = match.missing[0] if match.missing else ""
    if match.near is None:
        return f". Nothing like “{lacks}” was found on its {_pages(context)}" if lacks else ""
    quote = context.words.quoted(*sentences_around(context.words, *match.near), most=WHOLE)
    if match.partly and lacks:
        return f". Only a part of it is told: “{quote}” says nothing like “{lacks}”"
    if match.denied:
        return f". The words that come closest deny it, or are about something else: “{quote}”"
    if not lacks:
        return f". The words that come closest are “{quote}”"
    return f". The words that come closest, “{quote}”, say nothing like “{lacks}”"


def _pages(context: FormContext) -> str:
    count = len(context.sheets.pages)
    return "one page" if count == 1 else f"{count} pages"


def _hint(context: FormContext, sought: Sought) -> str:
    add = f"add {what_to_write(sought, own_subject=context.own_subject, language=context.language)}"
    return (
        add if sought.wanted.sure else f"{add}; or give --practice, so that it is settled whether it applies"
    )
