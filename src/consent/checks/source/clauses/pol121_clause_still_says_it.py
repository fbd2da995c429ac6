"""POL121: a clause of the practice's own still says what its requirements demand.

An overlay may word a clause anew under its old id, and that is all the rule on packets (POL101) asks for.
So the recognizers of strangers' forms judge these words too: of what the clause states as its evidence they
must say at least as much as the wording that came with this program. Counsel who knows better waives it by
name and date, in waivers.yaml. What no policy in force for the practice demands is a warning. The words under
the title must say by themselves what those of the old clause did; a question, a heading, "usually", "as a
courtesy", a condition that the old words did not make, or what holds of somebody else says nothing. A
sentence that takes the others back is named, and a telephone number that no longer prints. A clause without
evidence of its own is held to what its old words told.

Bad::

    id: unknown-long-term
    The long-term effects are well known and mild.

Good::

    id: unknown-long-term
    Nobody knows what this does over many years.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from consent.checks.source.facts.context import SourceContext
from consent.checks.source.facts.qualified import sentences_of
from consent.checks.source.facts.softened import Told, likeness, softened, values_in
from consent.forms.recognise import recognised, share_told
from consent.models.findings.finding import Finding, Severity
from consent.models.library.activation import active_policies
from consent.models.library.collection import Library, LoadedClause
from consent.models.library.prose import Paragraph, Placeholder, Run
from consent.models.library.recognition import Recognition
from consent.reading.text.words import Words, words_in

CODE = "POL121"
TITLE = "clause still says it"
SEVERITY = Severity.ERROR
REFERENCE = "the citation of the requirement; see `consent show POLICY`"

_SURE = 0.95
_ALIKE = 0.25
"""Which part of the old wording's words a new one has at least."""
_OWN = "what it is for, though no policy in force demands it"
_EXAMPLES = {
    Placeholder.PMA_NUMBER: "P010203",
    Placeholder.PRACTITIONER_NAME: "Dr. Ruiz",
    Placeholder.PRACTITIONER_EXPERIENCE: "board certified, with ten years of experience",
    Placeholder.PRACTITIONER_INTERESTS: "no financial interest in the maker",
}
"""What a value may read like; the wording around it is what is judged."""


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each clause of the practice that says less than a requirement asks for."""
    built_in = context.built_in
    anew = {} if built_in is None else dict(_worded_anew(context.library, built_in))
    if built_in is None or not anew:
        return
    demanded = required(context, built_in)
    for id_, own in anew.items():
        ours = built_in.clauses.get(id_)
        wanted: Mapping[str, Recognition | None] = demanded.get(id_, {} if ours is None else {_OWN: None})
        for name, evidence in wanted.items():
            what = _lacking(own, ours, name, evidence, demanded)
            if not what:
                continue
            yield Finding(
                place=own.clause.source.at("body"),
                code=CODE,
                message=f"clause {id_!r} {what}",
                hint="say it again in other words, or have counsel waive it in waivers.yaml by name and date",
                field="body",
                severity=Severity.WARNING if name == _OWN else Severity.ERROR,
            )
            break


def _worded_anew(library: Library, built_in: Library) -> Iterator[tuple[str, LoadedClause]]:
    for id_, own in library.clauses.items():
        ours = built_in.clauses.get(id_)
        if not own.clause.value.dictated and (ours is None or own.prose != ours.prose):
            yield id_, own


def _lacking(
    own: LoadedClause,
    ours: LoadedClause | None,
    name: str,
    evidence: Recognition | None,
    known: Mapping[str, Mapping[str, Recognition]],
) -> str:
    """What is wrong with a clause that should meet a requirement; empty where it does."""
    if evidence is None:
        return "" if ours is None else _less_like(own, ours, name, known)
    words = _too_little(own, ours, evidence)
    if words is not None:
        return f"no longer says {name}{_missing(words, evidence)}"
    return "" if ours is None else softened(_told(own, evidence), _told(ours, evidence), name)


def _less_like(
    own: LoadedClause, ours: LoadedClause, name: str, known: Mapping[str, Mapping[str, Recognition]]
) -> str:
    """The same for a clause whose file does not say how to know it: it is held to what its old words told."""
    told, words = clause_words(ours, titled=False), clause_words(own, titled=False)
    every = {id(one): one for wanted in known.values() for one in wanted.values()}.values()
    asked = [one for one in every if recognised(told, one).sure >= _SURE]
    lost = [one for one in asked if recognised(words, one).sure < _SURE]
    if len(lost) * 2 > len(asked):
        return f"no longer says {name}{_missing(words, lost[0])}"
    like = partial(likeness, " ".join(told.text))
    if like(" ".join(words.text)) < _ALIKE:
        return f"has hardly a word of {name}: “{told.quoted(0, len(told.text))}”"
    return softened(_told(own, like), _told(ours, like), name)


def _told(loaded: LoadedClause, by: Recognition | Callable[[str], float]) -> Told:
    def share(text: str) -> float:
        if not text.strip():
            return 0.0
        return share_told(words_in(text), by) if isinstance(by, Recognition) else by(text)

    sentences = sentences_of(loaded.prose, partial(_word, gel=_is_gel(loaded), examples={}))
    return Told(tuple(sentences), values_in(loaded.prose), share)


def _too_little(own: LoadedClause, ours: LoadedClause | None, evidence: Recognition) -> Words | None:
    """The words that say less than those of the old clause: with the title, then without."""
    for titled in (True, False):
        words = clause_words(own, titled=titled)
        if recognised(words, evidence).sure >= _SURE:
            continue
        asked = _SURE if ours is None else share_told(clause_words(ours, titled=titled), evidence)
        if share_told(words, evidence) < asked and (titled or ours is not None):
            return words
    return None


def required(context: SourceContext, built_in: Library) -> Mapping[str, Mapping[str, Recognition]]:
    """For each clause what it must say, as ``what us-ca.costs demands``, and how to know it."""
    found: dict[str, dict[str, Recognition]] = {}
    library = context.library
    known = tuple(library.policies.values())
    for policy in active_policies(context.practice.value, library) if context.practice else known:
        for requirement in policy.value.requirements:
            source = built_in.clauses.get(requirement.clause) or library.clauses.get(requirement.clause)
            evidence = requirement.evidence or (source.clause.value.evidence if source else None)
            if evidence is not None:
                demanded = f"what {policy.value.id}.{requirement.id} demands"
                found.setdefault(requirement.clause, {})[demanded] = evidence
    for id_, loaded in built_in.clauses.items():
        if id_ not in found and (evidence := loaded.clause.value.evidence) is not None:
            found[id_] = {_OWN: evidence}
    return found


def _missing(words: Words, evidence: Recognition) -> str:
    match = recognised(words, evidence)
    if match.near is not None and match.denied:
        return f": “{words.quoted(*match.near)}” says the reverse"
    return f": nothing like “{match.missing[0]}” is in it" if match.missing else ""


def clause_words(loaded: LoadedClause, *, titled: bool = True) -> Words:
    """Its words, each paragraph and item a sentence of its own; an example stands for each value."""
    clause, gel = loaded.clause.value, _is_gel(loaded)
    parts = [clause.title] if titled and clause.show_title else []
    for block in loaded.prose:
        items = (block.runs,) if isinstance(block, Paragraph) else block.items
        parts += ["".join(_word(run, gel=gel) for run in runs) for runs in items]
    return words_in("\n\n".join(parts))


def _is_gel(loaded: LoadedClause) -> bool:
    return any("hyaluronic" in str(test.includes) for test in loaded.clause.value.applies_when)


def _word(run: Run, *, gel: bool, examples: Mapping[Placeholder, str] = _EXAMPLES) -> str:
    if run.placeholder is None:
        return run.text + " " * run.line_break
    if run.placeholder is Placeholder.PRODUCT_NAME:
        return "Example hyaluronic acid gel" if gel else "Example product"
    return examples.get(run.placeholder, "it")
