"""A master is plain data: it says where things are, and survives being stored."""

from __future__ import annotations

import pytest

from consent.errors import ResourceError
from consent.models.paper.master import Master
from consent.stamp import stamp
from tests.support.sample import VALUES, document, master_of, sample_master, sample_packet


def test_it_knows_pages_and_places() -> None:
    master = sample_master()
    assert master.page_size == (612.0, 792.0)
    (signatures,) = master.on("signatures")
    field = master.field("patient-signature")
    assert field is not None
    assert field.page == signatures.page == master.pages
    assert signatures.x0 <= field.x0 < field.x1 <= signatures.x1
    assert signatures.y0 <= field.y0 < field.y1 <= signatures.y1
    assert 0 < signatures.y0 < signatures.y1 < 792


def test_a_section_over_several_pages_is_on_each() -> None:
    assert sample_master().pages_of("risks") == tuple(range(1, sample_master().pages))
    assert sample_master().pages_of("top") == (1,)
    assert sample_master().pages_of("nowhere") == ()
    assert sample_master().field("nowhere") is None


def test_it_comes_back_as_it_was() -> None:
    stored = sample_master().to_bytes()
    again = Master.from_bytes(stored)
    assert again == sample_master()
    assert again.digest == sample_master().digest
    assert stamp(again, VALUES) == sample_packet()


@pytest.mark.parametrize("where", [0, 40, 100, 5000, -1])
def test_a_changed_byte_is_refused(where: int) -> None:
    stored = bytearray(sample_master().to_bytes())
    stored[where] ^= 1
    with pytest.raises(ResourceError, match="damaged"):
        Master.from_bytes(bytes(stored))


@pytest.mark.parametrize("stored", [b"", b"\n", b"consent-master 1 \n", b"consent-master 1 00\n{}"])
def test_half_a_master_is_refused(stored: bytes) -> None:
    with pytest.raises(ResourceError, match="damaged"):
        Master.from_bytes(stored)


def test_other_words_have_another_digest() -> None:
    first, second = (master_of(document(f"<main><h1>{word}</h1></main>")) for word in ("one", "two"))
    assert first.digest != second.digest


def test_no_content_is_shown_in_its_repr() -> None:
    assert "%PDF" not in repr(sample_master())
    assert len(repr(sample_master())) < 20_000
