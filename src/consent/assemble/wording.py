"""Clauses as they print: placeholders filled, the requirements of all policies applied."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from consent.made_once import MadeOnce
from consent.models.library.clause import Acknowledgement, Clause, Typography
from consent.models.library.collection import LoadedClause
from consent.models.library.policy import Placement, Requirement
from consent.models.library.prose import Listing, Paragraph, Placeholder, Prose, Run
from consent.models.paper.packet_rows import ClauseText, WriteInPlace

_STRENGTH = (Acknowledgement.NONE, Acknowledgement.INITIALS, Acknowledgement.SIGNATURE)
_NEARNESS = (
    Placement.ANYWHERE,
    Placement.BEFORE_SIGNATURES,
    Placement.FIRST_PAGE,
    Placement.ABOVE_PATIENT_SIGNATURE,
)

Values = Mapping[Placeholder, str]
_TEXTS: MadeOnce[ClauseText] = MadeOnce(4096)
_WRITTEN: MadeOnce[ClauseText] = MadeOnce(512)
_PLACEHOLDERS: MadeOnce[tuple[Placeholder, ...]] = MadeOnce(1024)


def clause_text(
    loaded: LoadedClause,
    values: Values,
    requirements: Sequence[Requirement],
    *,
    owner: str = "",
    attributions: Mapping[str, str] = MappingProxyType({}),
) -> ClauseText:
    """The clause ready to print. ``owner`` is the anchor of the procedure it belongs to, if any.

    ``attributions`` are the practice's own lines, by clause.
    """
    words = tuple(values.get(name) for name in _PLACEHOLDERS.made((loaded,), None, lambda: _asked(loaded)))
    said = owner, attributions.get(loaded.clause.value.id), words
    # The same object for the same words: what comes after knows it again without reading it.
    return _TEXTS.made(
        (loaded, *requirements), said, lambda: _text(loaded, values, requirements, owner, attributions)
    )


def _asked(loaded: LoadedClause) -> tuple[Placeholder, ...]:
    """The placeholders of a clause."""
    runs = (
        run
        for block in loaded.prose
        for part in ((block.runs,) if isinstance(block, Paragraph) else block.items)
        for run in part
    )
    return tuple(dict.fromkeys(run.placeholder for run in runs if run.placeholder is not None))


def _text(
    loaded: LoadedClause,
    values: Values,
    requirements: Sequence[Requirement],
    owner: str,
    attributions: Mapping[str, str],
) -> ClauseText:
    clause = loaded.clause.value
    anchor = f"{owner}-{clause.id}" if owner else clause.id
    return ClauseText(
        id=clause.id,
        version=clause.version,
        anchor=anchor,
        kind=clause.kind,
        section=clause.section,
        one_of=clause.one_of or "",
        title=clause.title if clause.show_title else "",
        name=loaded.gloss_title or clause.title,
        prose=fill(loaded.prose, values),
        acknowledgement=max(
            [clause.acknowledgement, *(r.acknowledgement for r in requirements)], key=_STRENGTH.index
        ),
        typography=_strictest([clause.typography, *(r.typography for r in requirements)]),
        placement=max((r.placement for r in requirements), key=_NEARNESS.index, default=Placement.ANYWHERE),
        write_ins=tuple(
            WriteInPlace(name=f"{anchor}-{f.id}", label=f.label, width=f.width, lines=f.lines, tick=f.tick)
            for f in clause.fields
        ),
        attribution=attributions.get(clause.id, clause.attribution),
        dictated=clause.dictated,
        wording_hash=wording_hash(clause),
        place=loaded.clause.at("body"),
        procedures=(owner,) if owner else (),
        gloss=loaded.gloss,
        gloss_title=loaded.gloss_title,
        gloss_elsewhere=loaded.gloss_elsewhere,
    )


def written(text: ClauseText, words: Mapping[str, str]) -> ClauseText:
    """The clause with these words, by place, after what it says, and without the lines they stand for."""
    return _WRITTEN.made((text,), tuple(words.items()), lambda: _written(text, words)) if words else text


def _written(text: ClauseText, words: Mapping[str, str]) -> ClauseText:
    known = {f"{text.anchor}-{id_}": said for id_, said in words.items()}
    lines = tuple(
        Paragraph((Run(f"{line.label}: ", strong=True), Run(known[line.name])), text.place)
        for line in text.write_ins
        if line.name in known
    )
    left = tuple(line for line in text.write_ins if line.name not in known)
    return replace(text, prose=(*text.prose, *lines), write_ins=left) if lines else text


def wording_hash(clause: Clause) -> str:
    """SHA-256 of the clause's body as written."""
    return hashlib.sha256(clause.body.encode()).hexdigest()


def fill(prose: Prose, values: Values) -> Prose:
    """The same prose with every placeholder replaced by its value, as plain text."""
    filled: list[Paragraph | Listing] = []
    for block in prose:
        if isinstance(block, Paragraph):
            filled.append(replace(block, runs=_fill_runs(block.runs, values)))
        else:
            filled.append(replace(block, items=tuple(_fill_runs(item, values) for item in block.items)))
    return tuple(filled)


def _fill_runs(runs: tuple[Run, ...], values: Values) -> tuple[Run, ...]:
    return tuple(
        run if run.placeholder is None else replace(run, text=values[run.placeholder], placeholder=None)
        for run in runs
    )


def _strictest(wanted: Sequence[Typography]) -> Typography:
    sizes = [t.min_size_pt for t in wanted if t.min_size_pt is not None]
    return Typography(
        min_size_pt=max(sizes, default=None),
        own_page=any(t.own_page for t in wanted),
        bold=any(t.bold for t in wanted),
        keep_together=any(t.keep_together for t in wanted),
        keep_lines=any(t.keep_lines for t in wanted),
        qr=next((t.qr for t in wanted if t.qr), None),
    )
