"""Values: what fits is written as it is, what does not is refused, and none can write PDF."""

from __future__ import annotations

import io
import json
import random
import string
from math import inf

import pikepdf
import pypdfium2
import pytest

from consent.errors import Overflow, StampError
from consent.fonts import Style
from consent.models.paper.slots import Slot
from consent.stamp import Stamp, stamp
from consent.stamp.shaping import no_wider_than, shape
from tests.support.conformance import failures
from tests.support.sample import VALUES, direct, named, sample_master

REFUSED = {
    "W" * 60: "it is wider than its place",
    "": "there is no value",
    "   ": "there is no value",
    "Maria\nNguyen": "it holds a character that is not for printing",
    "Maria\u202enairaM": "it holds a character that is not for printing",
    "Maria \U0001f600": "it holds a character that no font has",
    "Ahmed محمد": "it mixes writing directions",
    "محمد 2": "it mixes writing directions",
}


@pytest.mark.parametrize("name", REFUSED, ids=range(len(REFUSED)))
def test_what_a_slot_cannot_hold_is_refused_without_quoting_it(name: str) -> None:
    with pytest.raises(Overflow) as caught:
        named(name)
    assert (caught.value.slot, caught.value.reason) == (Slot.PATIENT_NAME, REFUSED[name])
    assert not name.strip() or name not in str(caught.value)


@pytest.mark.parametrize("name", ["Maria Magdalena von Hohenzollern-Sigmaringen", "Ahmed محمد", "محمد 2"])
def test_the_slow_road_takes_it(name: str) -> None:
    values = {**VALUES, Slot.PATIENT_NAME: name}
    pdf = stamp(direct(values), values)
    assert failures(pdf) == []
    document = pypdfium2.PdfDocument(pdf)
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert all(word in text for word in name.split() if word.isascii())


def test_no_packet_has_anything_of_the_one_stamped_before_it() -> None:
    master = sample_master()
    ready = Stamp(master)
    for day, id_ in [("2026-01-15", "A"), ("2026-01-16", "A"), ("2026-01-16", "B"), ("2026-01-15", "A")]:
        values = {**VALUES, Slot.ISSUED_DAY: day, Slot.PACKET_ID: id_}
        assert master.prefix + ready.rest(values) == stamp(master, values)
        assert f"D:{day.replace('-', '')}000000Z".encode() in ready.rest(values)


@pytest.mark.parametrize("name", ["Ada", "Waffle Office", "AVAToTyfj 'W", "W" * 40, *REFUSED, "Žofia"])
def test_a_rehearsal_says_what_stamping_says(name: str) -> None:
    values = {**VALUES, Slot.PATIENT_NAME: name}
    ready = Stamp(sample_master())
    told = []
    for look in (ready.check_fit, ready.rest):
        try:
            look(values)
            told.append("")
        except Overflow as overflow:
            told.append(overflow.reason)
    assert told[0] == told[1]


def test_a_width_is_never_thought_less_than_it_is() -> None:
    letters = string.ascii_letters + string.digits + "'-. ,/"
    chosen = random.Random(7)
    for style in (Style(), Style(bold=True)):
        for _ in range(300):
            value = "x" + "".join(chosen.choices(letters, k=chosen.randint(1, 20)))
            assert shape(Slot.MRN, value, style).width <= no_wider_than(value, style)
        assert no_wider_than("Žofia", style) == no_wider_than(" ", style) == inf


def test_a_forgotten_value_is_named() -> None:
    with pytest.raises(StampError, match="no value for issued-day, mrn, patient-name"):
        stamp(sample_master(), {Slot.PACKET_ID: "X", Slot.DATE_OF_BIRTH: "1961-03-09"})


@pytest.mark.parametrize(
    "hostile",
    [
        ") Tj ET (",
        "<< /JS (x) >>",
        "endstream endobj",
        "\\) \\( \\\\",
        "</rdf:li><x>",
        "&lt;&amp;",
        '","x":"',
        "%%EOF",
    ],
)
def test_a_value_is_only_ever_text(hostile: str) -> None:
    packet_id = hostile.removeprefix("endstream ")
    values = {**VALUES, Slot.PACKET_ID: packet_id, Slot.PATIENT_NAME: hostile}
    pdf = stamp(sample_master(), values)
    assert failures(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.docinfo.Title) == f"Consent {packet_id}"
        assert opened.open_metadata()["dc:title"] == f"Consent {packet_id}"
        twin = json.loads(opened.attachments["consent-packet.json"].get_file().read_bytes())
        assert twin["packet_id"] == packet_id
        assert opened.check_pdf_syntax() == []
    document = pypdfium2.PdfDocument(pdf)
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert hostile in text


def test_one_packet_holds_no_other_patient() -> None:
    first, second = named("Aaliyah Brown"), named("Zoltan Quirk")
    glyphs = {b"Aaliyah", b"Brown"}
    assert not [word for word in glyphs if word in second]
    assert first != second
    assert len(first) < 80_000
