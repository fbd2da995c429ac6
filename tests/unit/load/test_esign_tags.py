"""What signing services take for a place to sign, and what they do not."""

from __future__ import annotations

import pytest

from consent.load.record.esign_tags import TAG

TAGS = (
    *(
        "{{Patient signature;type=signature;role=Patient}}",
        "{{SIGNATURE, r1}}",
        "{{Sig_es_:signer1:signature}}",
    ),
    *(
        "[sig|req|signer1]",
        "[text-merge|req|sender|name|id]",
        "[def:$p|sig|req|signer1|label|id]",
        "[$p]",
        "[[here]]",
    ),
    *(
        "/sn1/",
        "/SN1/",
        "/in2/",
        "/ds1/",
        "/s1/",
        "/sig/",
        "/signature1/",
        "\\s1\\",
        "\\\\s1\\\\",
        "\\i12\\",
        "**sig_1**",
    ),
    *("{signature:signer1:Ada}", "{#1}", "Ada /sn1/ Example"),
)
NAMES = (
    *(
        "Ada Example",
        "O’Brien-Núñez",
        "Ada (“Addie”) Example",
        "Smith/Jones",
        "00-123/45",
        "2026/A12/0033",
        "A/S1",
    ),
    *(
        "and/or",
        "daughter/in/law",
        "w/o insurance",
        "c/o Dr. Example",
        "Ada [Bea] Example",
        "C:\\files",
        "5 * 3",
    ),
    *("parent/guardian/agent", "n/a", "24/7/365", "$100", "a | b"),
)


@pytest.mark.parametrize("text", TAGS)
def test_a_tag_or_an_anchor_is_known(text: str) -> None:
    assert TAG.search(text)


@pytest.mark.parametrize("text", NAMES)
def test_what_people_type_is_none(text: str) -> None:
    assert not TAG.search(text)
