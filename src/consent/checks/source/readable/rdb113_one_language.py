"""RDB113: a translation holds no sentence in another language.

A translator who leaves a sentence for later leaves it in English, and the reader whom the translation is
for stops there. What an authority dictates stays English by design, and is passed over.

Bad::

    Puede decir que no. You can stop at any time before the needle goes in.

Good::

    Puede decir que no. Puede parar en cualquier momento antes de que entre la aguja.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from consent.checks.grade import sentences_of
from consent.checks.source.facts.context import SourceContext
from consent.checks.source.facts.foreign import other_language
from consent.checks.source.facts.passages import Manner
from consent.models.findings.finding import Finding, Severity
from consent.models.spoken import SOURCE

CODE = "RDB113"
TITLE = "one language"
SEVERITY = Severity.ERROR
REFERENCE = "45 CFR 92.201(a) and 92.201(c)(2): language help that is accurate"
EVERY_LANGUAGE = True
_FOLDER = "translations"
"""What stands elsewhere is English that waits for its translator, or the practice's own."""


def check(context: SourceContext) -> Iterator[Finding]:
    """Yield one finding for each passage with a sentence in another language."""
    tongue = context.library.tongue
    if tongue.id == SOURCE:
        return
    for passage in context.passages:
        if passage.manner is Manner.DICTATED or _FOLDER not in PurePath(passage.place.file).parts:
            continue
        for sentence in sentences_of(passage.text):
            if other := other_language(sentence, tongue.english_name):
                start = passage.text.find(sentence)
                yield Finding(
                    context.place(passage, start, start + len(sentence)),
                    CODE,
                    f"this sentence is in {other}: “{' '.join(sentence.split())[:80]}”",
                    f"write it in {tongue.english_name}",
                    SEVERITY,
                    passage.field,
                )
                break
