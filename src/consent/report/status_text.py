"""What binds a practice, what it has decided, and what is still to fill in, for a person to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from consent.counted import counted
from consent.models.library.activation import NO_POLICY_HINT, active_policies, without_policy
from consent.models.library.collection import Library
from consent.models.library.procedure import Regulation
from consent.models.library.reviewed import Reviewed
from consent.models.people.practice import Practice


def status_text(practice: Practice, library: Library, day: date) -> str:
    """The sections one after the other, each with a line for each thing."""
    sections = (
        (f"{practice.name}, {practice.jurisdiction}", _in_force(practice, library, day)),
        ("decided by counsel", _decided(practice)),
        ("official forms", (f"{id_}: {form.file}" for id_, form in practice.official_forms.items())),
        ("still to fill in", _open(practice, library, day)),
    )
    lines: list[str] = []
    for title, rows in sections:
        found = list(rows)
        if found or title == "still to fill in":
            lines += [f"{title}:", *(f"  {row}" for row in found or ["nothing"]), ""]
    return "\n".join(lines)


def _in_force(practice: Practice, library: Library, day: date) -> Iterator[str]:
    for policy in active_policies(practice, library):
        value = policy.value
        asked = [r for r in value.requirements if _runs(r.effective_from, r.effective_until, day)]
        named = " (named by the practice)" if value.id in practice.policies else ""
        yield f"{value.id} {value.version}: {value.authority}, {counted(len(asked), 'requirement')}{named}"
    if message := without_policy(practice, library):
        yield f"! {message}"
        yield f"  {NO_POLICY_HINT}"


def _decided(practice: Practice) -> Iterator[str]:
    for id_, election in practice.elections.items():
        answer = "yes" if election.value else "no"
        yield f"{id_}: {answer}, by {election.decided_by} on {election.decided_on.isoformat()}"


def _open(practice: Practice, library: Library, day: date) -> Iterator[str]:
    given = [name for name in library.procedures if name in practice.products]
    for name, procedure in library.procedures.items():
        if procedure.value.product and name not in practice.products:
            yield f"products.{name}: name the product, or this procedure cannot be planned"
    for key in ("use", "needles", "shots", "visits"):
        if given and getattr(practice.usual, key) is None:
            yield f"usual.{key}: each record has to say it" + (
                "" if key == "use" else ", or it is left to the pen"
            )
    for name in given:
        yield from _of_product(name, practice, library)
    files = _reviewed(library)
    drafts = [one for one in files if one.approved_by is None]
    if drafts:
        are = "is" if len(drafts) == 1 else "are"
        yield f"{len(drafts)} of {len(files)} texts {are} approved by nobody: consent approve ID --by NAME"
    due = [one for one in files if one.review_by < day]
    if due:
        past = counted(len(due), "text is past its", "texts are past their")
        yield f"{past} review date: {', '.join(one.id for one in due[:5])}"


def _of_product(name: str, practice: Practice, library: Library) -> Iterator[str]:
    product, supplied = library.procedures[name].value.product, practice.products[name]
    if product and product.regulation is Regulation.BIOLOGIC_LICENSE and supplied.ind_number is None:
        yield f"products.{name}: no IND; the packet says that FDA has not approved it"
    if product and product.regulation is Regulation.PREMARKET_APPROVAL and supplied.pma_number is None:
        yield f"products.{name}: no PMA number; the packet calls it unapproved"


def _reviewed(library: Library) -> list[Reviewed]:
    files: Iterable[Reviewed] = (
        *(one.value for one in library.procedures.values()),
        *(one.value for one in library.shared.values()),
        *(one.clause.value for one in library.clauses.values()),
        *(one.value for one in library.policies.values()),
    )
    return list(files)


def _runs(begun: date | None, ends: date | None, day: date) -> bool:
    return (begun is None or begun <= day) and (ends is None or day <= ends)
