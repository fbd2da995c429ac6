"""The parts of a stamped file that are worked out once for each master."""

from __future__ import annotations

import hashlib
import io
import pickle
import re
import zlib

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.models.paper.slots import Slot
from consent.stamp import Stamp, stamp
from consent.stamp.pieces import Deflated, Template
from consent.stamp.table import ROW, Table
from tests.support.sample import VALUES, sample_master

SENTINELS = ((Slot.PATIENT_NAME, "QQA"), (Slot.PACKET_ID, "QQB"))


def fonts(pdf: bytes) -> list[str]:
    """The names of the fonts that were made for this packet alone."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [str(name) for name in opened.pages[0].Resources.Font if str(name).startswith("/Fill")]


@given(st.binary(max_size=3000), st.binary(max_size=3000))
def test_what_is_compressed_beforehand_reads_as_one(before: bytes, after: bytes) -> None:
    assert zlib.decompress(Deflated(before).ended_by(after)) == before + after


@given(st.text(max_size=50), st.text(max_size=50))
def test_a_template_holds_the_values_and_nothing_of_the_stand_ins(name: str, id_: str) -> None:
    template = Template("QQB and QQA, then QQB", SENTINELS, str)
    values = {Slot.PATIENT_NAME: name, Slot.PACKET_ID: id_}
    plain, packed = template.deflated(values)
    assert plain.decode() == template.filled(values) == f"{id_} and {name}, then {id_}"
    assert zlib.decompress(packed) == plain


def test_a_value_that_looks_like_a_stand_in_stays_what_it_is() -> None:
    values = {Slot.PATIENT_NAME: "QQB", Slot.PACKET_ID: "QQA"}
    assert Template("QQA QQB", SENTINELS, str).filled(values) == "QQB QQA"


def test_a_value_longer_than_a_block_is_whole() -> None:
    values = {Slot.PATIENT_NAME: "ä" * 70_000, Slot.PACKET_ID: ""}
    plain, packed = Template("<QQA>", SENTINELS, str).deflated(values)
    assert zlib.decompress(packed) == plain == f"<{'ä' * 70_000}>".encode()


def test_the_table_says_where_every_object_is() -> None:
    static = [bytes([1]) + at.to_bytes(4, "big") + bytes(2) for at in (0, 300, 70_000, 255)]
    table = Table(b"".join(static) + bytes(3 * ROW), 4, start=1000, root=1, info=2, prefix="0" * 64)
    rest = table.closed([(4, b"<<>>"), (6, b"<<>>")])
    packed = re.search(rb"/Length (\d+)>>\nstream\n", rest)
    assert packed is not None
    data = zlib.decompress(rest[packed.end() : packed.end() + int(packed[1])])
    rows = [data[at : at + ROW + 1] for at in range(0, len(data), ROW + 1)]
    # Some readers know no filter but this one.
    assert {row[0] for row in rows} == {2}
    above, read = bytes(ROW), []
    for row in rows:
        above = bytes((more + before) % 256 for more, before in zip(row[1:], above, strict=True))
        read.append(above)
    assert read[:4] == static
    assert read[4] == b"\1" + (1000).to_bytes(4, "big") + bytes(2)
    assert read[5] == bytes(ROW)
    places = [int.from_bytes(row[1:5], "big") - 1000 for row in (read[6], read[7])]
    assert [rest[place:].split(b" ")[0] for place in places] == [b"6", b"7"]
    assert rest.endswith(b"startxref\n%d\n%%%%EOF\n" % (places[1] + 1000))


def test_the_rest_follows_the_prefix_and_the_digest_is_of_both() -> None:
    ready = Stamp(sample_master())
    rest = ready.rest(VALUES)
    whole = sample_master().prefix + rest
    assert whole == stamp(sample_master(), VALUES)
    assert ready.digest(rest) == hashlib.sha256(whole).hexdigest()


def test_a_master_that_has_been_stamped_can_still_be_sent_to_another_process() -> None:
    master = sample_master()
    stamp(master, VALUES)
    assert stamp(pickle.loads(pickle.dumps(master)), VALUES) == stamp(master, VALUES)


@pytest.mark.parametrize(
    ("name", "needed"),
    [("Mary O'Neill", 0), ("Zoë Müller", 1), ("Łucja Żak", 1), ("Μαρία Ψάλτη", 2), ("李小龙", 2)],
)
def test_a_packet_gets_fonts_only_for_letters_its_master_has_not(name: str, needed: int) -> None:
    # The name stands in bold and in regular type: the regular font has all Latin letters, the bold one ASCII.
    assert len(fonts(stamp(sample_master(), {**VALUES, Slot.PATIENT_NAME: name}))) == needed
