"""Rules on the typeset pages, on masters that need no typesetting."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consent.checks import check_layout
from consent.models.findings.finding import Finding, Severity
from consent.models.paper.master import InfoEntry, Master, Region, TextEntry
from consent.models.paper.packet import Edition, Packet
from tests.support.office import Office, record

WHERE = {"x0": 0.0, "y0": 0.0, "x1": 1.0, "y1": 1.0}


@pytest.fixture
def packet(office: Office) -> Packet:
    """A packet with one notice that has a page of its own."""
    return office.packet(record())


def layout(packet: Packet, **moved: list[int]) -> Master:
    """A master in which everything stands where it should, but for what is moved."""
    pages = {"key-information": [1]}
    pages |= {f"sign-{b.anchor}": [5] for b in (*packet.signatures, *packet.refusal_signatures)}
    pages |= {c.anchor: [7 if c.typography.own_page else 3] for c in packet.clauses}
    pages |= {name.replace("_", "-"): on for name, on in moved.items()}
    empty = TextEntry(number=1, text="")
    return Master(
        pages=9,
        page_size=(612, 792),
        regions=tuple(Region(id=id_, page=page, **WHERE) for id_, on in pages.items() for page in on),
        prefix=b"",
        rows=b"",
        root=1,
        font_number=1,
        fonts=(),
        info=InfoEntry(number=1, items=()),
        xmp=empty,
    )


def only(packet: Packet, master: Master) -> Finding:
    (finding,) = check_layout(packet, master)
    assert finding.severity is Severity.ERROR
    assert finding.hint
    return finding


def test_a_good_layout_passes(packet: Packet) -> None:
    assert check_layout(packet, layout(packet)) == ()


@pytest.mark.parametrize(("pages", "where"), [([1, 2], "pages 1, 2"), ([2], "pages 2"), ([], "pages none")])
def test_pap101_the_key_information_is_not_page_one_alone(
    packet: Packet, pages: list[int], where: str
) -> None:
    finding = only(packet, layout(packet, key_information=pages))
    assert finding.code == "PAP101"
    assert finding.message == f"the key information stands on {where}, not on page 1 alone"


def test_pap101_lets_large_print_run_on(packet: Packet) -> None:
    large = replace(packet, edition=Edition.LARGE_PRINT)
    assert check_layout(large, layout(large, key_information=[1, 2])) == ()


@pytest.mark.parametrize("block", ["sign_patient", "sign_practitioner", "sign_refusal_patient"])
@pytest.mark.parametrize("pages", [[5, 6], []])
def test_pap102_a_statement_parts_from_its_signature(packet: Packet, block: str, pages: list[int]) -> None:
    finding = only(packet, layout(packet, **{block: pages}))
    assert finding.code == "PAP102"
    assert finding.message.endswith(f"statement and signature stand on {len(pages)} pages")


def test_pap103_a_notice_runs_over_its_page(packet: Packet) -> None:
    finding = only(packet, layout(packet, ca_684_notice=[7, 8]))
    assert finding.code == "PAP103"
    assert finding.message == "notice 'ca-684-notice' stands on 2 pages, beside 0 other clauses"


def test_pap103_a_notice_shares_its_page(packet: Packet) -> None:
    finding = only(packet, layout(packet, no_guarantee=[7]))
    assert finding.message == "notice 'ca-684-notice' stands on 1 page, beside 1 other clause"


def test_pap103_a_notice_is_nowhere(packet: Packet) -> None:
    assert only(packet, layout(packet, ca_684_notice=[])).code == "PAP103"
