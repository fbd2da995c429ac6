"""Every policy's own examples, and every requirement torn out once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import chain, combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from consent.checks import check_packet
from consent.errors import InputError
from consent.load.practice.read import load_practice
from consent.models.findings.finding import Finding
from consent.models.library.activation import active_policies, elections_lacking_a_text, unmet_needs
from consent.models.library.policy import Policy
from consent.models.paper.packet import AppliedRequirement, Packet
from consent.models.people.practice import Practice
from tests.support.office import EVERY_PROCEDURE, KNEE, Office, plan, record
from tests.support.official_forms import two_pages
from tests.support.policy_cases import Case, all_cases, each_case, library_with, packet_of, typed
from tests.support.tear import without_clause, without_element

SUBSETS = tuple(chain.from_iterable(combinations(EVERY_PROCEDURE, size) for size in range(1, 5)))
PASSING = [pytest.param(p, c, id=f"{p}: {c.name}") for p, c in each_case() if c.applies and not c.missing]
FAILING = [pytest.param(p, c, id=f"{p}: {c.name}") for p, c in each_case() if c.missing]
QUIET = [
    pytest.param(p, c, id=f"{p}: {c.name}")
    for p, c in each_case()
    if not (c.applies or c.refused or c.missing)
]
REFUSED = [pytest.param(p, c, id=f"{p}: {c.name}") for p, c in each_case() if c.refused]


def applied(packet: Packet, policy: str) -> list[AppliedRequirement]:
    return [one for one in packet.requirements if one.policy == policy]


def not_met(packet: Packet, policy: str) -> list[str]:
    """The requirements of a policy that POL101 misses."""
    said = [finding.message for finding in check_packet(packet) if finding.code == "POL101"]
    ids = [one.requirement.id for one in applied(packet, policy)]
    return [
        id_ for id_ in ids if any(f"policy {policy!r}, requirement {id_!r}:" in message for message in said)
    ]


@pytest.mark.parametrize(("policy", "case"), PASSING)
def test_an_example_that_passes(office: Office, policy: str, case: Case) -> None:
    packet = packet_of(policy, case, office)
    assert sorted(one.requirement.id for one in applied(packet, policy)) == sorted(case.applies)
    assert check_packet(packet) == ()


@pytest.mark.parametrize(("policy", "case"), QUIET)
def test_an_example_to_which_nothing_applies(office: Office, policy: str, case: Case) -> None:
    packet = packet_of(policy, case, office)
    assert policy in {id_ for id_, _ in packet.policies}
    assert applied(packet, policy) == []
    assert check_packet(packet) == ()


@pytest.mark.parametrize(("policy", "case"), FAILING)
def test_an_example_that_fails(office: Office, policy: str, case: Case) -> None:
    whole = packet_of(policy, case, office)
    assert check_packet(whole) == ()
    packet = whole
    if case.without_clause:
        packet = without_clause(packet, case.without_clause)
    if case.without_element is not None:
        packet = without_element(packet, case.without_element)
    assert sorted(not_met(packet, policy)) == sorted(case.missing)


@pytest.mark.parametrize(("policy", "case"), REFUSED)
def test_an_example_that_is_refused(office: Office, tmp_path: Path, policy: str, case: Case) -> None:
    (finding,) = refusals(office, tmp_path, typed(policy, case, office))
    assert finding.code == "PRA022"
    assert finding.message.startswith(f"the policy `{policy}` ")
    assert " ".join(case.refused.split()) in finding.message
    assert finding.hint


@pytest.mark.parametrize(("policy", "case"), PASSING)
def test_a_practice_whose_example_passes_is_let_in(
    office: Office, tmp_path: Path, policy: str, case: Case
) -> None:
    data = typed(policy, case, office)
    library = library_with(case.supplied, tuple(office.roots))
    data["official_forms"] = {}
    for name in case.official_forms:
        content = two_pages()
        (tmp_path / f"{name}.pdf").write_bytes(content)
        data["official_forms"][name] = {"file": f"{name}.pdf", "sha256": _sha256(content)}
    path = tmp_path / "practice.yaml"
    path.write_text(yaml.safe_dump(data), "utf-8")
    practice = load_practice(path, library)
    assert policy in {one.value.id for one in active_policies(practice.value, library)}


@pytest.mark.parametrize(("policy", "case"), PASSING)
def test_each_requirement_is_missed_when_what_meets_it_is_torn_out(
    office: Office, policy: str, case: Case
) -> None:
    packet = packet_of(policy, case, office)
    for one in applied(packet, policy):
        wanted = one.requirement
        torn = (
            without_element(packet, wanted.element)
            if wanted.element is not None
            else without_clause(packet, wanted.clause)
        )
        assert wanted.id in not_met(torn, policy), wanted.id


# --- the library as a whole ----------------------------------------------------------------------


def policies(office: Office) -> Iterator[Policy]:
    for sourced in office.library.policies.values():
        yield sourced.value


def test_every_policy_has_examples_of_both_kinds(office: Office) -> None:
    for policy in policies(office):
        assert policy.id in all_cases(), f"write tests/cases/policies/{policy.id}.yaml"
        cases = all_cases()[policy.id].cases
        if policy.enabled:
            assert any(case.missing for case in cases), policy.id
            assert {r.id for r in policy.requirements} == {id_ for c in cases for id_ in c.applies}, policy.id
        if policy.needs or not policy.enabled:
            assert any(case.refused for case in cases), policy.id


def test_what_the_library_is_meant_to_have(office: Office) -> None:
    by_state = {p.id: p.enabled for p in policies(office)}
    assert {id_ for id_, enabled in by_state.items() if not enabled} == {"us-tn", "us-vt", "us-wy"}
    assert {id_ for id_, enabled in by_state.items() if enabled} == {
        *(
            "us-fda",
            "us-1557",
            "us-surrogates",
            "us-ca",
            "us-ut",
            "us-ne",
            "us-wa",
            "us-fl",
            "us-tx",
            "us-pa",
            "us-nv",
            "us-ga",
        ),
        *("ama-2-1-1", "cms-a-0955", "tjc", "cfr-46-116", "ftc-255", "isscr-2019"),
    }


def test_a_benchmark_is_in_force_only_where_a_practice_names_it(office: Office) -> None:
    benchmarks = {p.id for p in policies(office) if not p.jurisdiction}
    active = {p.value.id for p in active_policies(office.practice, office.library)}
    assert active == {"us-fda", "us-1557", "us-surrogates", "us-ca"}
    named = office.with_practice(policies=sorted(benchmarks))
    assert {p.value.id for p in active_policies(named, office.library)} == active | benchmarks


def test_only_confirmed_wording_is_pinned(office: Office) -> None:
    pinned = {r.clause: r.confidence.value for p in policies(office) for r in p.requirements if r.wording}
    assert pinned == dict.fromkeys(
        (
            "ca-684-notice",
            "ca-661-notice",
            "ca-1355-4-notice",
            "ne-38-1-147-confirmations",
            "ut-58-1-512-notice",
        ),
        "V1",
    )


@pytest.mark.parametrize("procedures", SUBSETS, ids="+".join)
def test_every_subset_with_every_policy_passes(office: Office, procedures: tuple[str, ...]) -> None:
    benchmarks = sorted(p.id for p in policies(office) if not p.jurisdiction)
    supplied = tuple(need.clause for p in policies(office) for need in p.needs if need.clause)
    library = library_with(supplied, tuple(office.roots))
    asked = sorted({election.id for p in policies(office) for election in p.elections})
    for state in (p for p in policies(office) if p.enabled and p.jurisdiction.startswith("US-")):
        for ind in (True, False):
            case = Case(
                name="everything at once",
                jurisdiction=state.jurisdiction,
                policies=tuple(benchmarks),
                elections=dict.fromkeys(asked, True),
                ind=ind,
                pma=not ind,
                official_forms=("tx-171-2-form",),
            )
            practice = Practice.model_validate(typed(state.id, case, office))
            assert state.id in {p.value.id for p in active_policies(practice, library)}
            packet = office.packet(
                record(procedures=plan(*procedures, where=KNEE)), practice=practice, library=library
            )
            assert {*benchmarks, state.id} <= {id_ for id_, _ in packet.policies}
            assert check_packet(packet) == ()


# --- texts to supply -----------------------------------------------------------------------------


def test_a_policy_that_lacks_a_text_is_not_in_force(office: Office) -> None:
    elections = {"performs-hctp-therapy": True}
    case = Case(name="", jurisdiction="US-WA", elections=elections)
    practice = Practice.model_validate(typed("us-wa", case, office))
    assert "us-wa" not in {p.value.id for p in active_policies(practice, office.library)}
    supplied = library_with(("wa-18-130-420-notice",), tuple(office.roots))
    assert "us-wa" in {p.value.id for p in active_policies(practice, supplied)}


def test_answering_no_to_these_elections_leaves_no_text_missing(office: Office) -> None:
    found = {p.id: elections_lacking_a_text(p, office.library) for p in policies(office) if p.enabled}
    assert {id_: set(names) for id_, names in found.items() if names} == {
        "us-1557": {"receives-ffa"},
        "us-fl": {"carries-no-malpractice-insurance"},
        "us-ga": {"performs-hctp-therapy"},
        "us-nv": {"treats-severe-disease"},
        "us-wa": {"performs-hctp-therapy"},
    }
    for policy in policies(office):
        if policy.enabled:
            forms = [need.form for need in policy.needs]
            true = {e.id for e in policy.elections} - found[policy.id]
            assert unmet_needs(policy, office.library, elections=true, forms=forms) == ()


def refusals(office: Office, folder: Path, data: dict[str, Any]) -> tuple[Finding, ...]:
    """What a practice file with this content is refused for."""
    path = folder / "practice.yaml"
    path.write_text(yaml.safe_dump(data), "utf-8")
    with pytest.raises(InputError) as caught:
        load_practice(path, office.library)
    return caught.value.findings


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
