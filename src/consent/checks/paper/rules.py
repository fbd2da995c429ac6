"""Every rule on the finished paper, in the order of the codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from consent.checks.paper import (
    pap201_clause_whole,
    pap202_clause_order,
    pap203_every_sentence,
    pap204_text_visible,
    pap205_text_dark_enough,
    pap206_nothing_over_text,
    pap207_letters_are_true,
    pap208_lines_read_on,
    pap209_nothing_added,
    pap210_in_their_places,
    pap211_required_size,
    pap212_bold,
    pap213_alone_on_its_page,
    pap214_unbroken,
    pap215_smallest_type,
    pap216_placement,
    pap217_code_beside_notice,
    pap218_official_form_whole,
    pap219_nothing_drawn,
    pap221_identity_on_every_page,
    pap222_page_numbers,
    pap223_codes,
    pap224_paper_size,
    pap225_page_words_true,
    pap226_labels_true,
    pap231_no_leftovers,
    pap241_language_and_title,
    pap242_read_aloud,
    pap243_accessible,
    pap244_archivable,
    pap245_fonts_embedded,
    pap246_nothing_active,
    pap247_twin_true,
    pap301_requirement_told,
    pap302_told_clearly,
    pap303_dictated_wording,
    pap304_printed_as_required,
    pap305_required_words_visible,
    pap306_place_for_signers,
    sig201_place_to_sign,
    sig202_fields,
    sig203_nothing_over_places,
    sig204_acknowledged_beside,
    sig205_signatures_valid,
    sig206_caption_at_its_place,
)
from consent.checks.paper.context import PaperContext
from consent.models.finding import Finding

PACKET_RULES = (
    pap201_clause_whole,
    pap202_clause_order,
    pap203_every_sentence,
    pap204_text_visible,
    pap205_text_dark_enough,
    pap206_nothing_over_text,
    pap207_letters_are_true,
    pap208_lines_read_on,
    pap209_nothing_added,
    pap210_in_their_places,
    pap211_required_size,
    pap212_bold,
    pap213_alone_on_its_page,
    pap214_unbroken,
    pap215_smallest_type,
    pap216_placement,
    pap217_code_beside_notice,
    pap218_official_form_whole,
    pap219_nothing_drawn,
    pap221_identity_on_every_page,
    pap222_page_numbers,
    pap223_codes,
    pap224_paper_size,
    pap225_page_words_true,
    pap226_labels_true,
    pap231_no_leftovers,
    pap241_language_and_title,
    pap242_read_aloud,
    pap243_accessible,
    pap244_archivable,
    pap245_fonts_embedded,
    pap246_nothing_active,
    pap247_twin_true,
    sig201_place_to_sign,
    sig202_fields,
    sig203_nothing_over_places,
    sig204_acknowledged_beside,
    sig205_signatures_valid,
    sig206_caption_at_its_place,
)
"""Rules on a packet of our own."""

FORM_RULES = (
    pap301_requirement_told,
    pap302_told_clearly,
    pap303_dictated_wording,
    pap304_printed_as_required,
    pap305_required_words_visible,
    pap306_place_for_signers,
)
"""Rules on a form that somebody else made."""

PAPER_RULES = (*PACKET_RULES, *FORM_RULES)
"""All of them."""

OTHER_CODES: Mapping[str, str] = {
    "PAP001": "the file is empty, or no PDF",
    "PAP002": "the file is damaged",
    "PAP003": "the file is encrypted",
    "PAP004": "the file is too large to be a packet",
    "PAP005": "there is no text in the file, only pictures: nothing can be proved",
    "PAP006": "reading the file took too much time or memory",
    "PAP007": "nothing says what the form must contain",
    "PAP008": "the packet cannot be assembled again, so there is nothing to hold it against",
    "PAP009": "the form is not in English, so only dictated wording can be looked for",
    "PAP010": "a page of the form cannot be read, so what stands there cannot be proved",
}
"""Codes of files that cannot be read."""


def judge(context: PaperContext) -> tuple[Finding, ...]:
    """Everything that is wrong with the paper, in one pass."""
    return tuple(sorted(_found(context), key=lambda f: (f.place, f.code, f.field, f.message)))


def _found(context: PaperContext) -> Iterator[Finding]:
    for rule in PACKET_RULES:
        yield from rule.check(context)
