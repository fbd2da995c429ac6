"""Texts that a policy asks the practice to supply: wording of its own, or an authority's official form."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from consent.load.practice.official_form import wrong_with_form
from consent.models.activation import unmet_needs
from consent.models.collection import Library
from consent.models.finding import Finding
from consent.models.place import Source
from consent.models.policy import Need, Policy
from consent.suggest import did_you_mean


def lacking(
    policy: Policy, library: Library, *, elections: Mapping[str, Any], forms: Collection[str]
) -> Iterator[tuple[str, str]]:
    """What a policy still lacks and what to do about it; ``elections`` as typed in the practice file."""
    true = [
        name for name, typed in elections.items() if isinstance(typed, dict) and typed.get("value") is True
    ]
    for need in unmet_needs(policy, library, elections=true, forms=forms):
        # An election nobody has recorded is a complaint of its own; until then nothing follows from it.
        if all(word in elections for test in need.applies_when for word in test.words):
            message = f"the policy `{policy.id}` cannot be used yet: {need.what} is missing. {need.because}"
            yield message, f"{need.obtain[0].lower()}{need.obtain[1:]}, then {_how(need, library)}"


def check_forms(typed: Mapping[str, Any], source: Source, policies: Sequence[Policy]) -> Iterator[Finding]:
    """Every official form is asked for by a policy, and is the very file that was pinned."""
    known = sorted({need.form for policy in policies for need in policy.needs if need.form})
    for name, form in typed.items():
        field = f"official_forms.{name}"
        if name not in known:
            message = f"no policy asks for the official form `{name}`"
            hint = did_you_mean(name, known) if known else "remove this entry"
            yield Finding(source.at("official_forms", name), "PRA028", message, hint, field=field)
            continue
        file, pinned = (form.get("file"), form.get("sha256")) if isinstance(form, dict) else (None, None)
        if isinstance(file, str) and isinstance(pinned, str):
            wrong = wrong_with_form(file, pinned, Path(source.file).parent)
            if wrong:
                message, hint = f"the official form `{name}` cannot be used: {wrong[0]}", wrong[1]
                yield Finding(source.at("official_forms", name), "PRA029", message, hint, field=field)


def _how(need: Need, library: Library) -> str:
    if need.clause:
        return (
            f"write it, letter for letter, as `clauses/{library.language}/{need.clause}.md` in your own"
            " templates folder, with `include: on-requirement` and `dictated: true`"
        )
    return (
        "put the PDF beside the practice file and add under `official_forms:` the line"
        f" `{need.form}: {{file: NAME.pdf, sha256: …}}`"
    )
