"""RDB101: the key information is at most 350 words.

Federal research rules ask for a concise and focused start, and people read one page. What
does not fit there belongs on a later page. A language that takes more words for the same says how many
(`length:` in its language.yaml, measured on all first pages); its bound grows by as much and by no more
than a quarter, and the page is one page in every language (PAP101).

Bad::

    key_facts:
      reasons_against: [twelve long sentences…]

Good::

    key_facts:
      reasons_against: [two short ones]
"""

from __future__ import annotations

from collections.abc import Iterator

from consent.models.findings.finding import Finding, Severity
from consent.models.library.prose import Paragraph
from consent.models.paper.packet import Packet
from consent.models.paper.packet_rows import ClauseText
from consent.models.place import Place

CODE = "RDB101"
TITLE = "key information short"
SEVERITY = Severity.ERROR
REFERENCE = "45 CFR 46.116(a)(5)(i)"
LIMIT = 350


def check(packet: Packet) -> Iterator[Finding]:
    """Yield one finding when the first page says too much."""
    count = words_of(packet)
    limit = int(LIMIT * packet.catalogue.tongue.length)
    if count > limit:
        yield Finding(
            place=Place("key information"),
            code=CODE,
            message=f"the key information has {count} words; {limit} are allowed",
            hint="shorten `key_facts` of the procedures, or the clauses of key-status and key-choice",
        )


def words_of(packet: Packet) -> int:
    """How many words of the key information are read: sentences and clauses with their titles."""
    key = packet.key_information
    text = [s.text for s in (*key.what, *key.reasons_for, *key.reasons_against)]
    text += [_clause_words(clause) for clause in (*key.status, *key.choice)]
    text += [f"{p.title} {p.site} {p.indication}" for p in packet.proposed]
    return sum(len(part.split()) for part in text)


def _clause_words(clause: ClauseText) -> str:
    words = [clause.title]
    for block in clause.prose:
        items = (block.runs,) if isinstance(block, Paragraph) else block.items
        words += ["".join(run.text for run in runs) for runs in items]
    return " ".join(words)
