"""The quick encoder of page codes draws what a scanner reads, and says when a text is not for it."""

from __future__ import annotations

from string import ascii_letters

import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from consent.stamp.matrix import SIDE, page_matrix

DATA_MATRIX = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.DataMatrix])
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def modules(packed: bytes) -> np.ndarray:
    """Black is True."""
    return np.unpackbits(np.frombuffer(packed, np.uint8)).reshape(SIDE, SIDE).astype(bool)


def read(packed: bytes) -> list[str]:
    picture = np.kron(np.pad(~modules(packed), 2, constant_values=True), np.ones((4, 4))) * 255
    return [code.text for code in zxingcpp.read_barcodes(picture.astype(np.uint8), formats=DATA_MATRIX)]


@given(st.text(ALPHABET, min_size=10, max_size=10), st.integers(0, 99), st.sampled_from(["", *ascii_letters]))
def test_a_scanner_reads_every_packet_page_and_mark(letters: str, page: int, mark: str) -> None:
    packet = f"{letters[:5]}-{letters[5:]}/"
    packed = page_matrix(packet, f"{page:02d}", mark)
    assert packed is not None
    assert read(packed) == [f"{packet}{page:02d}{mark}"]


@pytest.mark.parametrize("mark", ["AB", "1", "é", " "])
def test_a_mark_is_one_plain_letter(mark: str) -> None:
    assert page_matrix("7K3M9-QPX2D/", "01", mark) is None


@given(st.text(st.characters(min_codepoint=32, max_codepoint=94), min_size=12, max_size=12))
def test_every_character_it_takes_on_reads_back(packet: str) -> None:
    packed = page_matrix(packet, "07")
    assert packed is not None
    assert read(packed) == [f"{packet}07"]


@pytest.mark.parametrize("packet", ["7K3M9-QPX2D/", "ABCDE-FGHJK/", "ZZZZZ-ZZZZZ/"])
def test_it_is_the_symbol_of_a_general_encoder(packet: str) -> None:
    wanted = zxingcpp.create_barcode(f"{packet}03", zxingcpp.BarcodeFormat.DataMatrix, force_square=True)
    packed = page_matrix(packet, "03")
    assert packed is not None
    picture = np.asarray(wanted.to_image(scale=1, add_quiet_zones=False))
    assert ((picture == 0) == modules(packed)).all()


@pytest.mark.parametrize(
    ("packet", "page"),
    [
        ("7K3M9QPX2D/", "01"),
        ("7K3M9-QPX2D-/", "01"),
        ("7k3m9-QPX2D/", "01"),
        ("7K3M9-QPXÄD/", "01"),
        ("7K3M9-QPX2D/", "100"),
        ("7K3M9-QPX2D/", "1"),
        ("7K3M9-QPX2D/", "x1"),
        ("7K3M9-QPX2D/", "٠١"),
    ],
)
def test_any_other_text_is_left_to_the_general_encoder(packet: str, page: str) -> None:
    assert page_matrix(packet, page) is None
