"""Texts that a policy asks the practice to supply: wording of its own, or an authority's official form."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from consent.load.practice.official_form import wrong_with_form
from consent.models.findings.finding import Finding
from consent.models.library.activation import unmet_needs
from consent.models.library.collection import Library
from consent.models.library.policy import Need, Policy
from consent.models.place import Source
from consent.suggest import did_you_mean

_MOST_PDFS = 5


def lacking(
    policy: Policy,
    library: Library,
    *,
    elections: Mapping[str, Any],
    forms: Mapping[str, Any],
    folder: Path,
) -> Iterator[tuple[str, str]]:
    """What a policy still lacks and what to do about it; ``elections`` and ``forms`` as typed.

    ``folder`` is that of the practice file: a PDF there may be the form, and its digest is said.
    """
    true = [
        name for name, typed in elections.items() if isinstance(typed, dict) and typed.get("value") is True
    ]
    for need in unmet_needs(policy, library, elections=true, forms=forms):
        # An election nobody has recorded is a complaint of its own; until then nothing follows from it.
        if all(word in elections for test in need.applies_when for word in test.words):
            message = f"the policy `{policy.id}` cannot be used yet: {need.what} is missing. {need.because}"
            how = _how(need, _unpinned(folder, forms))
            yield message, f"{need.obtain[0].lower()}{need.obtain[1:]}, then {how}"


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


def _unpinned(folder: Path, forms: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The PDFs beside the practice file that no form names, each with its SHA-256."""
    pinned = {form.get("file") for form in forms.values() if isinstance(form, dict)}
    found = []
    for path in sorted(folder.glob("*.pdf"))[:_MOST_PDFS]:
        if path.name not in pinned and path.is_file():
            with suppress(OSError), path.open("rb") as file:
                found.append((path.name, hashlib.file_digest(file, "sha256").hexdigest()))
    return found


def _how(need: Need, pdfs: Sequence[tuple[str, str]]) -> str:
    if need.clause:
        return (
            f"write it, letter for letter, as `clauses/en/{need.clause}.md` in your own"
            " templates folder, with `include: on-requirement` and `dictated: true`"
        )
    if pdfs:
        lines = " or ".join(f"`{need.form}: {{file: {name}, sha256: {digest}}}`" for name, digest in pdfs)
        return f"compare it with the PDF beside the practice file, and add under `official_forms:` {lines}"
    return (
        "put the PDF beside the practice file and add under `official_forms:` the line"
        f" `{need.form}: {{file: NAME.pdf, sha256: …}}`; run this again, and it says the digest of the file"
    )
