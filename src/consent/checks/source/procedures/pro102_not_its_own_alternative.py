"""PRO102: no procedure stands among its own alternatives.

"Or you may have PRP instead", in a packet about PRP, is no choice. A procedure names the
alternatives of its shared parts that it is itself under `offered_as:`; its packets leave them
out. An alternative may also say so with `procedure:`, which holds for every procedure with the
same kind of product.

Bad::

    # procedures/our-cortisone.yaml
    shares: [joint-injection, other-choices]      # which offers a steroid shot

Good::

    shares: [joint-injection, other-choices]
    offered_as: [steroid]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consent.checks.source.facts.context import SourceContext
from consent.models.findings.finding import Finding, Severity
from consent.models.library.collection import Library
from consent.models.library.procedure import Procedure, SharedPart
from consent.models.library.rows import Alternative
from consent.models.place import Sourced

CODE = "PRO102"
TITLE = "not its own alternative"
SEVERITY = Severity.ERROR
REFERENCE = "AMA Code of Medical Ethics, Opinion 2.1.1: options, with the benefits and risks of each"

_ABBREVIATION = re.compile(r"\b[A-Z][A-Za-z]*[A-Z]\b")
_GENERAL = frozenset({"US", "FDA", "IND", "UK", "MRI"})


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each alternative that is a procedure it may be printed beside."""
    library = context.library
    for procedure in library.procedures.values():
        # A choice has a row for each diagnosis: one finding is enough.
        same = {
            (file.value.id, choice.id): choice.name
            for file in _files(procedure, library)
            for choice in file.value.alternatives
            if _is_same(choice, procedure.value) and not _left_out(choice, procedure.value, library)
        }
        for (_, id_), name in same.items():
            yield Finding(
                procedure.at("offered_as") if procedure.value.offered_as else procedure.at("shares"),
                CODE,
                f"{procedure.value.id!r} is offered in place of itself, as “{name}”",
                f"write `offered_as: [{', '.join((*procedure.value.offered_as, id_))}]`",
                SEVERITY,
                "offered_as",
            )


def _files(
    procedure: Sourced[Procedure], library: Library
) -> Iterator[Sourced[Procedure] | Sourced[SharedPart]]:
    yield procedure
    for name in procedure.value.shares:
        if name in library.shared:
            yield library.shared[name]


def _is_same(choice: Alternative, procedure: Procedure) -> bool:
    """Whether a reader would take the two for one thing."""
    called = (procedure.title, procedure.name, *procedure.also_called)
    if any(_said_in(form(one), form(choice.name)) for one in called for form in (_plain, _bare)):
        return True
    own = {word for one in (procedure.title, procedure.name) for word in _ABBREVIATION.findall(one)}
    return not own.isdisjoint(_ABBREVIATION.findall(choice.name)) and not own <= _GENERAL


def _said_in(called: str, name: str) -> bool:
    # One plain word (`gel`) says too little; two or more, or an equal name, are meant.
    return called == name or (" " in called and f" {called} " in f" {name} ")


def _plain(name: str) -> str:
    """The name without case, article and punctuation."""
    return " ".join(re.sub(r"\b(?:an?|the)\b|[^\w\s-]", " ", name.casefold()).split())


def _bare(name: str) -> str:
    """The same without the word for a shot."""
    return " ".join(re.sub(r"\b(?:injections?|shots?)\b", " ", _plain(name)).split())


def _left_out(choice: Alternative, procedure: Procedure, library: Library) -> bool:
    """Whether no packet of the procedure prints it."""
    if choice.id in procedure.offered_as:
        return True
    if choice.procedure is None or choice.procedure not in library.procedures:
        return False
    other = library.procedures[choice.procedure].value
    kinds = {one.product.kind for one in (other, procedure) if one.product}
    return choice.procedure == procedure.id or (other.product is not None and len(kinds) == 1)
