"""Known edits of made-up files, each with the verdict it must get."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from consent.compare.compared import compare, histories_of
from consent.load.library.survey import load_library
from consent.models.register.change import Change
from consent.passages import passages_of_library
from consent.resources import built_in_templates

CLAUSE = """---
id: {id}
version: {version}
title: {title}
kind: information
section: {section}
order: 900
{more}owner: Somebody
reviewed_on: 2026-01-01
review_by: 2027-01-01
{history}---

{words}
"""
SHARED = """id: {id}
version: {version}
title: {title}
owner: Somebody
reviewed_on: 2026-01-01
review_by: 2027-01-01
sources:
  - {{id: study, citation: A made-up study, confidence: V1}}
{history}{words}
"""
RISK = """risks:
  - id: {name}
    name: The {name} thing
    what_it_means: {means}
    severity: {severity}
    chance: {{low: {low}, high: {high}, per: {per}}}
    counted_in: {counted}
    sources: [study]
"""
SAME_RISK = {"name": "sore", "means": "It hurts for 2 days.", "severity": "minor", "low": "4", "high": "9"}
SAME_RISK |= {"per": "1000", "counted": "one study of 90 people"}
OTHER_RISK = RISK.format(**{**SAME_RISK, "name": "faint", "means": "You feel faint."})
NOT = ("1.0.1", False, "A word was put right.")
IS = ("1.1.0", True, "It says something else.")


@dataclass(frozen=True)
class Edit:
    """What is changed in one file, and what is to be said of it."""

    name: str
    old: str
    new: str
    material: bool
    by: str
    """``rule``, ``nobody`` or ``Dr. Made Up``."""
    section: str = "people"
    more: str = ""
    history: tuple[tuple[str, bool, str], ...] = ()
    """Version, material, reason of each entry of the new file."""
    was: str = "1.0.0"
    """The version that was signed."""
    version: str = "1.1.0"
    template: str = CLAUSE


def words(name: str, old: str, new: str, material: bool, by: str, **more: object) -> Edit:
    return Edit(name, old, new, material, by, **more)  # type: ignore[arg-type]


def risk(
    name: str, material: bool, by: str, history: tuple[tuple[str, bool, str], ...] = (), **new: str
) -> Edit:
    before = RISK.format(**SAME_RISK)
    after = RISK.format(**{**SAME_RISK, **new})
    return Edit(name, before, after, material, by, history=history, template=SHARED)


def row(name: str, old: str, new: str, material: bool, by: str, *history: tuple[str, bool, str]) -> Edit:
    return Edit(name, old, new, material, by, history=history, template=SHARED)


YES = ("1.1.0", False, "Nobody need sign.")
MONEY = {"section": "people", "more": "concerns: cost\n"}
RIGHT = {"section": "people", "more": "concerns: right\n"}
WALK = "aftercare:\n  - {text: Walk on the first day.}"
PAIN = "precautions:\n  - {{situation: You have a fever., action: Wait., avoid: {}}}"
SIGN = "warning_signs:\n  - {{sign: Fever or chills, when: any time, action: {}}}"
CHOICE = "alternatives:\n  - {{id: rest, name: Rest, benefit: {}, risk: None known.}}"

EDITS = (
    # Nothing but punctuation, capitals, spaces.
    words("a-comma", "Rest then walk.", "Rest, then walk.", False, "rule"),
    words("a-stop", "Rest. Then walk", "Rest. Then walk.", False, "rule"),
    words("a-capital", "Ask the doctor.", "Ask the Doctor.", False, "rule"),
    words("quotation-marks", 'Ask for "help".', "Ask for “help”.", False, "rule"),
    words("a-hyphen", "Come for a follow up.", "Come for a follow-up.", False, "rule"),
    words("bold", "Rest well.", "**Rest** well.", False, "same"),
    words("a-wrapped-line", "Rest well today.", "Rest well\ntoday.", False, "same"),
    words("two-paragraphs", "Rest well. Walk.", "Rest well.\n\nWalk.", False, "rule"),
    words("thousands", "It is 1000 steps.", "It is 1,000 steps.", False, "rule"),
    words("a-comma-in-a-cost", "It costs more in all.", "It costs more, in all.", False, "rule", **MONEY),
    words("a-comma-in-a-right", "You may say no.", "You may say: no.", False, "rule", **RIGHT),
    words("a-figure-for-a-word", "Walk for two days.", "Walk for 2 days.", False, "rule"),
    words("a-long-number-word", "Walk for twenty-five days.", "Walk for 25 days.", False, "rule"),
    words("a-range-with-a-dash", "Rest 2-4 days.", "Rest 2–4 days.", False, "rule"),
    words("a-comma-of-weight", "Rest then walk.", "Rest, then walk.", True, "Dr. Made Up", history=(IS,)),
    # What only the history can tell.
    words(
        "a-typo", "Recieve a copy.", "Receive a copy.", False, "Dr. Made Up", history=(NOT,), version="1.0.1"
    ),
    words("reworded", "We will ring you.", "We will call you.", False, "Dr. Made Up", history=(YES,)),
    words("said-to-matter", "We will ring you.", "We will write.", True, "Dr. Made Up", history=(IS,)),
    words("nobody-said", "We will ring you.", "We will call you.", True, "nobody"),
    words("version-not-raised", "We will ring you.", "We will call you.", True, "nobody", version="1.0.0"),
    words(
        *("history-of-the-old-version", "We will ring you.", "We will call you.", True, "nobody"),
        history=(("1.0.0", False, "It began."),),
    ),
    words(
        *("one-of-two-matters", "We will ring you.", "We will come.", True, "Dr. Made Up"),
        history=(("1.0.1", True, "Another thing."), ("1.1.0", False, "A word.")),
    ),
    words(
        *("what-mattered-was-signed", "We will ring you.", "We will come.", False, "Dr. Made Up"),
        history=(("1.0.1", True, "Another thing."), ("1.1.0", False, "A word.")),
        was="1.0.1",
    ),
    words(
        *("ten-comes-after-nine", "We will ring you.", "We will come.", False, "Dr. Made Up"),
        history=(("1.9.0", True, "Another thing."), ("1.10.0", False, "A word.")),
        was="1.9.0",
        version="1.10.0",
    ),
    words(
        *("the-last-step-is-untold", "We will ring you.", "We will come.", True, "nobody"),
        history=(("1.0.1", False, "A word."),),
    ),
    # What looks like punctuation and is none.
    words("a-decimal-point", "Rest 1.5 days.", "Rest 15 days.", True, "nobody"),
    words("a-fraction", "Rest 1/2 day.", "Rest 1-2 day.", True, "nobody"),
    words("a-minus", "Keep it at -5 degrees.", "Keep it at 5 degrees.", True, "nobody"),
    words("a-ticked-box", "☐ I agree.", "☑ I agree.", True, "nobody"),
    words("an-arrow", "Day 1 → day 2.", "Day 1 ← day 2.", True, "nobody"),
    words("a-word-joined", "You may not stop.", "You may notstop.", True, "nobody"),
    # Always material, whatever the history says.
    words("a-cost", "You pay half.", "You pay all.", True, "rule", history=(YES,), **MONEY),
    words("a-price-anywhere", "It is $400.", "It is $900.", True, "rule", history=(YES,)),
    words(
        "a-right", "You may stop.", "You may stop before it starts.", True, "rule", history=(YES,), **RIGHT
    ),
    words("a-refusal", "I say no.", "I say not now.", True, "rule", section="refusal", history=(YES,)),
    words("a-status", "FDA has not approved it.", "FDA has cleared it.", True, "rule", section="status"),
    words(
        *("a-status-on-page-one", "Not approved.", "Approved.", True, "rule"),
        section="key-status",
        history=(YES,),
    ),
    words(
        "a-risk-in-words",
        "1 in 10 are sore.",
        "2 in 10 are sore.",
        True,
        "rule",
        section="risks",
        history=(YES,),
    ),
    words(
        *("a-risk-spelled-out", "One in ten are sore.", "Two in ten are sore.", True, "rule"),
        section="risks",
        history=(YES,),
    ),
    words(
        *("a-risk-reworded", "1 in 10 feel sore.", "1 in 10 are sore.", False, "Dr. Made Up"),
        section="risks",
        history=(YES,),
    ),
    words(
        *("a-risk-in-figures", "One in ten are sore.", "1 in 10 are sore.", False, "rule"),
        section="risks",
    ),
    words(*("a-sign-of-a-risk", "Sore: <5%.", "Sore: >5%.", True, "rule"), section="risks", history=(YES,)),
    words(
        *("a-risk-denied", "It is not common.", "It is common.", True, "rule"),
        section="risks",
        history=(YES,),
    ),
    words(
        *("a-risk-denied-briefly", "It does spread.", "It doesn’t spread.", True, "rule"),
        section="risks",
        history=(YES,),
    ),
    words(
        *("a-risk-in-spanish", "A dos de cada diez.", "A tres de cada diez.", True, "rule"),
        section="risks",
        history=(YES,),
    ),
    risk("more-often", True, "rule", (YES,), high="12"),
    risk("less-often", True, "rule", (YES,), low="2"),
    risk("a-decimal", True, "rule", (YES,), low="0.4"),
    risk("graver", True, "rule", (YES,), severity="serious"),
    risk("lasts-longer", True, "rule", (YES,), means="It hurts for 12 days."),
    risk("another-denominator", False, "rule", (), low="0.4", high="0.9", per="100"),
    risk("means-reworded", False, "Dr. Made Up", (YES,), means="There is pain for 2 days."),
    risk("means-punctuated", False, "rule", (), means="It hurts, for 2 days."),
    risk("means-untold", True, "nobody", (), means="There is pain for 2 days."),
    row(
        "a-risk-is-new",
        "introduction: A word.",
        f"introduction: A word.\n{RISK.format(**SAME_RISK)}",
        True,
        "rule",
        YES,
    ),
    row(
        "a-risk-is-gone",
        f"introduction: A word.\n{OTHER_RISK}",
        "introduction: A word.",
        True,
        "rule",
        YES,
    ),
    # Rows without a name are known by what they say.
    row("aftercare-reworded", WALK, WALK.replace("Walk", "Go for a walk"), False, "Dr. Made Up", YES),
    row("aftercare-untold", WALK, WALK.replace("first", "second"), True, "nobody"),
    row("aftercare-punctuated", WALK, WALK.replace("day.", "day!"), False, "rule"),
    row("aftercare-added", WALK, f"{WALK}\n  - {{text: Keep it dry and clean.}}", False, "Dr. Made Up", YES),
    row("avoid", PAIN.format("false"), PAIN.format("true"), True, "nobody"),
    row("a-sign-is-urgent", SIGN.format("call-same-day"), SIGN.format("call-911"), True, "Dr. Made Up", IS),
    row("a-choice", CHOICE.format("Less pain."), CHOICE.format("Often less pain."), True, "nobody"),
    row(
        "moved",
        f"{WALK}\n  - {{text: Eat.}}",
        "aftercare:\n  - {text: Eat.}\n  - {text: Walk on the first day.}",
        False,
        "same",
    ),
)


def folder(root: Path, which: str) -> Path:
    for edit in EDITS:
        is_clause = edit.template is CLAUSE
        path = (
            root / ("clauses/en" if is_clause else "shared") / f"{edit.name}.{'md' if is_clause else 'yaml'}"
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        entries = "".join(
            f"  - {{version: {version}, changed_on: 2026-06-01, by: Dr. Made Up,"
            f" material: {str(material).lower()}, reason: {reason}}}\n"
            for version, material, reason in edit.history
        )
        is_new = which == "new"
        path.write_text(
            edit.template.format(
                id=edit.name,
                title=edit.name,
                version=edit.version if is_new else edit.was,
                section=edit.section,
                more=edit.more,
                history=f"history:\n{entries}" if entries and is_new else "",
                words=edit.new if is_new else edit.old,
            ),
            encoding="utf-8",
        )
    return root


@pytest.fixture(scope="module")
def changes(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[Change]]:
    """What is said of each file, by its name."""
    both = {
        which: load_library((folder(tmp_path_factory.mktemp(which), which), built_in_templates()))
        for which in ("old", "new")
    }
    found: dict[str, list[Change]] = {}
    for change in compare(
        passages_of_library(both["old"]), passages_of_library(both["new"]), histories_of(both["new"])
    ):
        found.setdefault(change.passage.owner.partition("/")[2], []).append(change)
    assert set(found) <= {edit.name for edit in EDITS}
    return found


def test_there_are_forty_edits_and_more() -> None:
    assert len(EDITS) == len({edit.name for edit in EDITS}) >= 40


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_an_edit_gets_its_verdict(edit: Edit, changes: Mapping[str, list[Change]]) -> None:
    told = changes.get(edit.name, [])
    if edit.by == "same":
        assert told == []
        return
    assert len(told) == 1
    verdict = told[0].verdict
    assert (verdict.material, verdict.by.partition(",")[0]) == (edit.material, edit.by), verdict
    assert verdict.reason
