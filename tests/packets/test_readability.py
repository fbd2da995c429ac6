"""How hard the words are, by a kept library: grade 8 or easier, the first page grade 6.

What an authority dictated is left out; nobody may make it easier.
"""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Iterator
from itertools import chain, combinations

import pypdfium2
import pytest

from consent.assemble.wording import fill
from consent.checks.packet.rdb101_key_information_short import LIMIT, words_of
from consent.models.library.clause import SectionName
from consent.models.library.collection import Library, LoadedClause
from consent.models.library.prose import Paragraph, Placeholder
from consent.models.paper.packet import Packet
from tests.support.office import EVERY_PROCEDURE, Office, blank, plan, record

with warnings.catch_warnings():
    # textstat asks setuptools for its data, which setuptools would rather not be asked.
    warnings.simplefilter("ignore")
    from textstat import textstat  # type: ignore[import-untyped]

SUBSETS = tuple(chain.from_iterable(combinations(EVERY_PROCEDURE, size) for size in range(1, 5)))
FIRST_PAGE = {SectionName.KEY_STATUS, SectionName.KEY_CHOICE}
HARDEST, HARDEST_ON_THE_FIRST_PAGE = 8.0, 6.0
PLAIN = {
    Placeholder.PRACTICE_NAME: "our clinic",
    Placeholder.PRACTICE_PHONE: "555",
    Placeholder.AFTER_HOURS_PHONE: "555",
    Placeholder.ACCESSIBILITY_CONTACT: "the front desk",
    Placeholder.PRACTITIONER_NAME: "Dr. Lee",
    Placeholder.PRACTITIONER_EXPERIENCE: "Ten years.",
    Placeholder.PRACTITIONER_INTERESTS: "None.",
    Placeholder.PROCEDURES: "a shot of gel",
    Placeholder.PROCEDURE_NAME: "a shot of gel",
    Placeholder.PRODUCT_NAME: "the gel",
    Placeholder.PRODUCT_MANUFACTURER: "Lee and Sons",
    Placeholder.PRODUCT_SOURCE: "plants",
    Placeholder.IND_NUMBER: "123",
    Placeholder.PMA_NUMBER: "P123",
    Placeholder.APPROVAL_NUMBER: "NDA 123",
}
"""What a practice puts in is its own to answer for; easy words stand in for it."""


def grade(text: str) -> float:
    """The Flesch-Kincaid school grade."""
    return float(textstat.flesch_kincaid_grade(text))


def words(loaded: LoadedClause) -> str:
    """What a clause says, each paragraph and list item ending like a sentence."""
    said = []
    for block in fill(loaded.prose, PLAIN):
        for runs in (block.runs,) if isinstance(block, Paragraph) else block.items:
            text = "".join(run.text for run in runs).strip()
            said.append(text if text.endswith((".", "?", "!", ":")) else f"{text}.")
    return " ".join(said)


def test_no_clause_is_harder_than_grade_8(office: Office) -> None:
    ours = {id_: c for id_, c in office.library.clauses.items() if not c.clause.value.dictated}
    grades = {id_: grade(words(clause)) for id_, clause in ours.items()}
    assert len(grades) > 50
    assert {id_: found for id_, found in grades.items() if found > HARDEST} == {}


def test_no_clause_of_the_first_page_is_harder_than_grade_6(office: Office) -> None:
    ours = {id_: c for id_, c in office.library.clauses.items() if c.clause.value.section in FIRST_PAGE}
    grades = {id_: grade(words(clause)) for id_, clause in ours.items()}
    assert len(grades) > 8
    assert {id_: found for id_, found in grades.items() if found > HARDEST_ON_THE_FIRST_PAGE} == {}


def test_only_what_an_authority_wrote_is_left_out(office: Office) -> None:
    dictated = {
        c.clause.value.id: c.clause.value for c in office.library.clauses.values() if c.clause.value.dictated
    }
    assert {"ca-684-notice", "ca-1355-4-notice"} <= set(dictated)
    assert all(clause.include == "on-requirement" for clause in dictated.values())


def key_words(packet: Packet, library: Library) -> str:
    key = packet.key_information
    sentences = [s.text for s in (*key.what, *key.reasons_for, *key.reasons_against)]
    clauses = [words(library.clauses[c.id]) for c in (*key.status, *key.choice)]
    return " ".join([*sentences, *clauses])


@pytest.mark.parametrize("procedures", SUBSETS, ids="+".join)
def test_the_first_page_is_short_and_easy(office: Office, procedures: tuple[str, ...]) -> None:
    for form in (blank(*procedures), record(procedures=plan(*procedures))):
        packet = office.packet(form)
        assert words_of(packet) <= LIMIT == 350
        assert len(key_words(packet, office.library).split()) > 60
        assert grade(key_words(packet, office.library)) <= HARDEST_ON_THE_FIRST_PAGE


def groups(packet: Packet) -> Iterator[tuple[str, str]]:
    """The texts of a packet's tables and lists, by where they stand."""
    for procedure in packet.procedures:
        yield f"{procedure.id}: what it is", " ".join(s.text for s in procedure.nature)
    text = packet.guidance
    yield "duration", " ".join(s.text for s in packet.durations)
    yield "steps", " ".join(row.step.text for row in packet.steps)
    yield "evidence", " ".join(b.evidence for b in text.benefits)
    yield "introduction", " ".join(s.text for s in text.introductions)
    yield "risks", " ".join(r.what_it_means for r in text.risks)
    yield "precautions", " ".join(f"If {p.situation.text}: {p.action}" for p in text.precautions)
    yield "alternatives", " ".join(f"{a.benefit} {a.risk}" for a in text.alternatives)
    yield "recovery", " ".join(s.text for row in text.recovery for s in row.what)
    yield "aftercare", " ".join(s.text for s in text.aftercare)
    yield "warning signs", " ".join(f"{w.sign.text}." for w in text.warning_signs)


def test_no_part_of_a_packet_is_harder_than_grade_8(office: Office) -> None:
    measured = {name: grade(text) for name, text in groups(office.packet(blank())) if text}
    assert len(measured) > 12
    assert {name: found for name, found in measured.items() if found > HARDEST} == {}


def printed_words(pdf: bytes) -> int:
    """The words on all pages, without the lines that stand on every page: its head and its foot."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_range().splitlines() for page in document]
    seen = Counter(line for page in pages for line in {re.sub(r"\d+", "#", line) for line in page})
    lines = [line for page in pages for line in page if seen[re.sub(r"\d+", "#", line)] < len(pages)]
    return sum(any(letter.isalnum() for letter in word) for line in lines for word in line.split())


def test_the_whole_example_is_no_longer_than_3600_words(office: Office) -> None:
    count = printed_words(office.pdf(office.golden(record())))
    assert 3000 < count <= 3600


def test_the_measure_tells_easy_from_hard() -> None:
    assert grade("We clean the skin. It may hurt.") < 3
    assert grade("Contraindications necessitate individualized multidisciplinary evaluation.") > 12
