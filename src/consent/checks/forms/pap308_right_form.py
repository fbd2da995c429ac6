"""PAP308: a form is a consent form, and about the procedures it is checked for.

A form about vitamins tells risks, choices and a right to say no as well, and would pass for any injection; a
fee agreement has a signature. So a form must name each procedure by one of its names (`title`, `name` and
`also_called` of its definition, or what its product is), and somebody must agree to something in it. A form
that leaves the procedure to be written in names none: then the rule only warns.

Bad::

    consent check vitamin-c.pdf --policy tjc --procedure ha-medium

Good::

    consent check gel-shot.pdf --policy tjc --procedure ha-medium
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.forms.form import FormContext
from consent.forms.subject import other_paper, other_subject, unnamed
from consent.models.findings.finding import Finding, Severity
from consent.models.library.procedure import Procedure

CODE = "PAP308"
TITLE = "right form"
SEVERITY = Severity.ERROR
REFERENCE = "21 CFR 50.25(a)(1); AMA Code of Medical Ethics 2.1.1; 42 CFR 482.24(c)(4)(v)"


def check(context: FormContext) -> Iterator[Finding]:
    """Yield one finding for a document that is no consent form, and one for each procedure it never names."""
    if not context.understood:
        return
    paper = other_paper(context.words, context.speech)
    if paper:
        yield context.finding(
            CODE,
            f"this is no consent form; it looks like {paper}",
            "give the form that the patient signs before the procedure",
            page=1,
        )
    yield from _unnamed(context)


def _called(context: FormContext, procedure: Procedure) -> tuple[str, ...]:
    names = context.speech.subject.names
    if names is None or procedure.id not in names:
        return procedure.name, *procedure.also_called
    return tuple(" ".join(name) for name in names[procedure.id])


def _unnamed(context: FormContext) -> Iterator[Finding]:
    library, unread = context.expectation.library, context.legible.unread
    asked = [
        library.procedures[id_].value for id_ in context.expectation.procedures if id_ in library.procedures
    ]
    other = other_subject(context.words, context.speech)
    about = f"; it speaks of “{other}”" if other else ""
    for procedure in unnamed(context.words, asked, context.speech):
        called = ", ".join(f"“{name}”" for name in _called(context, procedure))
        yield context.finding(
            CODE,
            f"the form never names {procedure.title} ({called}){about}",
            f"check it with the --procedure it is about, or add the name it uses to `also_called` of "
            f"{procedure.id}",
            severity=Severity.ERROR if other and not unread else Severity.WARNING,
        )
