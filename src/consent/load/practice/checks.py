"""What has to be true between a practice file and the library.

Works on the plain data, so that it can speak even when some other key of the file is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from consent.load.codes import Kind
from consent.load.practice.logo import wrong_with_logo
from consent.load.practice.needed_texts import check_forms, lacking
from consent.load.typed.repeats import repeated
from consent.load.typed.shape import dotted
from consent.models.findings.finding import Finding
from consent.models.library.activation import chosen_policies
from consent.models.library.collection import Library
from consent.models.library.policy import Policy
from consent.models.library.procedure import Regulation
from consent.models.place import Place, Source
from consent.suggest import did_you_mean

Data = Mapping[str, Any]

# fmt: off
US_STATES = frozenset(
    (
        "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS",
        "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY",
        "NC", "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV",
        "WI", "WY", "DC", "AS", "GU", "MP", "PR", "VI",
    )
)
# fmt: on
"""ISO 3166-2:US; a state that does not exist would have no notices."""


def check_practice(data: Data, source: Source, library: Library) -> Iterator[Finding]:
    """Everything in a practice file that does not meet the library."""
    practitioners = [item for item in _listed(data, "practitioners") if isinstance(item, dict)]
    if len(practitioners) == len(_listed(data, "practitioners")):
        ids = [str(item.get("id", index)) for index, item in enumerate(practitioners)]
        yield from repeated(ids, ("practitioners",), "id", source, Kind.PRACTICE)
    yield from _products(data, source, library)
    yield from _jurisdiction(data, source)
    yield from _policies(data, source, library)
    yield from _elections(data, source, library)
    yield from check_forms(
        _mapping(data, "official_forms"), source, [p.value for p in library.policies.values()]
    )
    yield from _attributions(data, source, library)
    yield from _written_in(data, source, library)
    yield from _logo(data, source)


def _attributions(data: Data, source: Source, library: Library) -> Iterator[Finding]:
    """A line under a clause that there is none of would silently print nowhere."""
    for name in _mapping(data, "attributions"):
        if name not in library.clauses:
            yield _no_clause(("attributions", name), source, library)


def _no_clause(where: tuple[str, str], source: Source, library: Library) -> Finding:
    hint = did_you_mean(where[1], library.clauses)
    message = f"there is no clause `{where[1]}`"
    return Finding(source.at(*where), "PRA047", message, hint, field=dotted(where))


def _written_in(data: Data, source: Source, library: Library) -> Iterator[Finding]:
    """Words for a line that there is none of would silently print nowhere; a dictated clause takes none."""
    for name, said in _mapping(data, "written_in").items():
        loaded = library.clauses.get(name)
        if loaded is None:
            yield _no_clause(("written_in", name), source, library)
            continue
        clause = loaded.clause.value
        lines = [] if clause.dictated else [line.id for line in clause.fields if not line.tick]
        for id_ in said if isinstance(said, dict) else ():
            if id_ not in lines:
                where = ("written_in", name, id_)
                hint = did_you_mean(id_, lines) if lines else "remove this entry: it has no line to write on"
                message = f"the clause `{name}` has no line `{id_}` to write on"
                yield Finding(source.at(*where), "PRA048", message, hint, field=dotted(where))


def _products(data: Data, source: Source, library: Library) -> Iterator[Finding]:
    with_product = {name: p.value.product for name, p in library.procedures.items() if p.value.product}
    for name, typed in _mapping(data, "products").items():
        place, field = source.at("products", name), f"products.{name}"
        product = with_product.get(name)
        if product is None:
            has_none = name in library.procedures
            message = (
                f"the procedure `{name}` has no product" if has_none else f"there is no procedure `{name}`"
            )
            hint = "remove this entry" if has_none else did_you_mean(name, with_product)
            yield Finding(place, "PRA020", message, hint, field=field)
        elif isinstance(typed, dict):
            yield from _numbers(name, typed, product.regulation, source)
        if product is not None and isinstance(typed, dict):
            yield from _made_from(name, typed, product.made_from, source)


def _made_from(name: str, typed: Data, known: Sequence[str], source: Source) -> Iterator[Finding]:
    """Any other word than one of its procedure would hide rows that concern the patient."""
    for index, word in enumerate(_listed(typed, "made_from")):
        if isinstance(word, str) and word not in known:
            where = ("products", name, "made_from", index)
            message = f"`{word}` is not in `product.made_from:` of the procedure `{name}`"
            hint = did_you_mean(word, known) if known else "remove `made_from:`"
            yield Finding(source.at(*where), "PRA045", message, hint, field=dotted(where))


_ONLY_WITH = {
    "pma_number": (Regulation.PREMARKET_APPROVAL, "a PMA number: it is no premarket-approval device"),
    "approval_number": (Regulation.APPROVED_DRUG, "an approval number: it is no approved drug"),
}


def _numbers(name: str, typed: Data, regulation: Regulation, source: Source) -> Iterator[Finding]:
    """FDA's number of another kind of product would claim an approval that there is none of."""
    for key, (needed, what) in _ONLY_WITH.items():
        if typed.get(key) is not None and regulation is not needed:
            where = ("products", name, key)
            message = f"the product of `{name}` cannot have {what}"
            yield Finding(source.at(*where), "PRA026", message, f"write `{key}: null`", field=dotted(where))


def _jurisdiction(data: Data, source: Source) -> Iterator[Finding]:
    typed = data.get("jurisdiction")
    if isinstance(typed, str) and typed.startswith("US-") and typed.removeprefix("US-") not in US_STATES:
        hint = "write `US-` and the two letters of the state, for example `US-CA`"
        yield Finding(
            source.at("jurisdiction"), "PRA027", f"there is no US state `{typed}`", hint, field="jurisdiction"
        )


def _policies(data: Data, source: Source, library: Library) -> Iterator[Finding]:
    """A policy that is named or belongs to the jurisdiction must exist and be usable."""
    for index, name in enumerate(_listed(data, "policies")):
        if not isinstance(name, str):
            continue
        place, field = source.at("policies", index), f"policies[{index}]"
        policy = library.policies.get(name)
        if policy is None:
            hint = did_you_mean(name, library.policies)
            yield Finding(place, "PRA021", f"there is no policy `{name}`", hint, field=field)
        elif not policy.value.enabled:
            message = f"the policy `{name}` cannot be used yet: {policy.value.disabled_because}"
            yield Finding(place, "PRA022", message, "remove it until the policy is enabled", field=field)
        else:
            yield from _texts(policy.value, data, place, field, library, source)
    for chosen in _chosen(data, library, named=()):
        if not chosen.enabled and chosen.id not in _listed(data, "policies"):
            message = (
                f"the policy `{chosen.id}` of this jurisdiction cannot be used yet: {chosen.disabled_because}"
            )
            hint = f"complete `policies/{chosen.id}.yaml` in your own templates folder"
            yield Finding(source.at("jurisdiction"), "PRA022", message, hint, field="jurisdiction")
        elif chosen.id not in _listed(data, "policies"):
            yield from _texts(chosen, data, source.at("jurisdiction"), "jurisdiction", library, source)


def _texts(
    policy: Policy, data: Data, place: Place, field: str, library: Library, source: Source
) -> Iterator[Finding]:
    elections, forms = _mapping(data, "elections"), _mapping(data, "official_forms")
    folder = Path(source.file).parent
    for message, hint in lacking(policy, library, elections=elections, forms=forms, folder=folder):
        yield Finding(place, "PRA022", message, hint, field=field)


def _elections(data: Data, source: Source, library: Library) -> Iterator[Finding]:
    """What counsel has to decide for the policies in force is recorded, and nothing unknown is."""
    typed = _mapping(data, "elections")
    needed: dict[str, tuple[str, str]] = {}
    named = [name for name in _listed(data, "policies") if isinstance(name, str)]
    for policy in _chosen(data, library, named):
        for election in policy.elections if policy.enabled else ():
            needed.setdefault(election.id, (election.question, policy.id))
    for name, (question, policy_id) in needed.items():
        if name not in typed:
            message = f"`elections.{name}` is missing; the policy `{policy_id}` asks: {question}"
            hint = (
                f"let counsel decide, and add under `elections:` the line"
                f" `{name}: {{value: true or false, decided_by: …, decided_on: YYYY-MM-DD, reason: …}}`"
            )
            yield Finding(source.at("elections"), "PRA023", message, hint, field=f"elections.{name}")
    known = sorted(
        {election.id for policy in library.policies.values() for election in policy.value.elections}
    )
    for name in typed:
        if name not in known:
            message = f"no policy asks for the election `{name}`"
            hint = did_you_mean(name, known) if known else "remove this entry"
            yield Finding(source.at("elections", name), "PRA024", message, hint, field=f"elections.{name}")


def _logo(data: Data, source: Source) -> Iterator[Finding]:
    name = data.get("logo")
    if not isinstance(name, str):
        return
    wrong = wrong_with_logo(name, Path(source.file).parent)
    if wrong:
        message, hint = wrong
        yield Finding(source.at("logo"), "PRA025", message, hint, field="logo")


def _chosen(data: Data, library: Library, named: Sequence[str]) -> list[Policy]:
    """The policies of the typed jurisdiction, and those named besides."""
    typed = data.get("jurisdiction")
    jurisdiction = typed if isinstance(typed, str) and typed else "nowhere"
    return [policy.value for policy in chosen_policies(jurisdiction, named, library)]


def _listed(data: Data, key: str) -> list[Any]:
    value = data.get(key)
    return value if isinstance(value, list) else []


def _mapping(data: Data, key: str) -> dict[str, Any]:
    value = data.get(key)
    return value if isinstance(value, dict) else {}
