"""Each service's request has its shape; each box is the place on the finished page to half a millimeter."""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pikepdf
import pypdf
import pytest

from consent.errors import SealError
from consent.esign.acroform import LABELS
from consent.esign.handover import VENDORS, Wish, hand_over
from consent.esign.people import people_in
from consent.esign.places import places_of
from consent.models.paper.master import FieldKind, Master
from consent.models.register.duties import kind_of
from tests.support.altered import behind, typed
from tests.support.esign_shapes import SHAPES
from tests.support.office import Office, assisted, blank, record

HALF_A_MILLIMETER = 0.5 / 25.4 * 72
PEOPLE = """
patient: {name: Ada Example, email: ada@example.org}
practitioner: {name: Ana Ruiz, email: ana@example.org}
"""
Box = tuple[str, int, float, float, float, float]
"""Name, page, and left, top, right, bottom in points from the top left."""


@pytest.fixture(scope="module")
def master(office: Office) -> Master:
    return office.master(office.checked(record()))


@pytest.fixture
def packet(office: Office, tmp_path: Path) -> Path:
    path = tmp_path / "packet.pdf"
    path.write_bytes(office.pdf(office.checked(record())))
    return path


def requests(packet: Path, vendor: str, **wishes: Any) -> dict[str, Any]:
    """What is written for it, by what tells the files apart."""
    folder = packet.parent / f"for-{vendor}"
    for _ in hand_over([packet], folder, Wish(vendor, **wishes)):
        pass
    found = {}
    for path in folder.glob("*.json"):
        assert path.stat().st_mode & 0o777 == 0o600
        found[path.stem.split(vendor)[-1].lstrip("-")] = json.loads(path.read_text("utf-8"))
    return found


def _of_docuseal(found: dict[str, Any], width: float, height: float) -> Iterator[Box]:
    for one in found[""]["documents"][0]["fields"]:
        (area,) = one["areas"]
        x, y, w, h = area["x"] * width, area["y"] * height, area["w"] * width, area["h"] * height
        yield one["name"], area["page"], x, y, x + w, y + h


def _of_documenso(found: dict[str, Any], width: float, height: float) -> Iterator[Box]:
    # It gives fields no names; they are in the order of the places.
    for number, one in enumerate(found["fields"]["data"]):
        x, y = one["positionX"] / 100 * width, one["positionY"] / 100 * height
        right, bottom = x + one["width"] / 100 * width, y + one["height"] / 100 * height
        yield str(number), one["page"], x, y, right, bottom


def _of_dropbox_sign(found: dict[str, Any], width: float, height: float) -> Iterator[Box]:
    for one in found[""]["form_fields_per_document"]:
        right, bottom = one["x"] + one["width"], one["y"] + one["height"]
        yield one["api_id"], one["page"], one["x"], one["y"], right, bottom


def _of_adobe(found: dict[str, Any], width: float, height: float) -> Iterator[Box]:
    for one in found["fields"]["fields"]:
        (at,) = one["locations"]
        top = height - at["top"]
        yield one["name"], at["pageNumber"], at["left"], top, at["left"] + at["width"], top + at["height"]


def _of_docusign(found: dict[str, Any], width: float, height: float) -> Iterator[Box]:
    for signer in found[""]["recipients"]["signers"]:
        for tab in (tab for tabs in signer["tabs"].values() for tab in tabs):
            x, y = float(tab["xPosition"]), float(tab["yPosition"])
            # A signature has a size of its own.
            right, bottom = x + float(tab.get("width", "nan")), y + float(tab.get("height", "nan"))
            yield tab["tabLabel"], int(tab["pageNumber"]), x, y, right, bottom


BOXES: dict[str, Callable[[dict[str, Any], float, float], Iterator[Box]]] = {
    "docuseal": _of_docuseal,
    "documenso": _of_documenso,
    "dropbox-sign": _of_dropbox_sign,
    "adobe": _of_adobe,
    "docusign": _of_docusign,
}
"""Every box, as the service would draw it."""


def asked_of(master: Master) -> list[Any]:
    return [
        one
        for one in master.fields
        if one.kind is not FieldKind.SEAL and not one.name.startswith(("refusal-", "withdrawal-"))
    ]


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_request_is_of_the_service_s_shape(vendor: str, packet: Path) -> None:
    found = requests(packet, vendor)
    assert set(found) == set(SHAPES[vendor])
    for name, body in found.items():
        jsonschema.Draft202012Validator(SHAPES[vendor][name]).validate(body)


@pytest.mark.parametrize("vendor", VENDORS)
def test_each_box_is_the_place_on_the_finished_page(vendor: str, packet: Path, master: Master) -> None:
    width, height = master.page_size
    found = list(BOXES[vendor](requests(packet, vendor), width, height))
    places = asked_of(master)
    assert len(found) == len(places) > 30
    by_name = {one.name: one for one in places}
    for (name, page, *edges), in_order in zip(found, places, strict=True):
        place = in_order if vendor == "documenso" else by_name[name]
        true = [place.x0, height - place.y1, place.x1, height - place.y0]
        known = [(mine, theirs) for mine, theirs in zip(true, edges, strict=True) if theirs == theirs]
        assert page == place.page
        assert all(abs(mine - theirs) <= HALF_A_MILLIMETER for mine, theirs in known), (name, true, edges)


@pytest.mark.parametrize("vendor", ["docuseal", "docusign"])
def test_the_packet_in_a_request_is_the_packet(vendor: str, packet: Path) -> None:
    (document,) = requests(packet, vendor)[""]["documents"]
    data = document["file" if vendor == "docuseal" else "documentBase64"]
    assert base64.b64decode(data) == packet.read_bytes()


def test_the_kind_of_a_field_is_told_by_the_file_as_the_master_has_it(office: Office) -> None:
    pdf_kinds = {FieldKind.SIG: "/Sig", FieldKind.SEAL: "/Sig", FieldKind.CHECK: "/Btn"}
    for form in (record(), assisted(), blank("ha-medium")):
        for one in office.master(office.checked(form)).fields:
            flags = 1 << 12 if one.kind is FieldKind.MULTILINE else 0
            assert kind_of(one.name, pdf_kinds.get(one.kind, "/Tx"), flags) is one.kind, one.name


def test_everybody_signs_what_is_theirs_in_the_order_of_the_signing_sheet(
    office: Office, packet: Path
) -> None:
    packet.write_bytes(office.pdf(office.checked(assisted())))
    (document,) = requests(packet, "docuseal")[""]["documents"]
    roles = {one["name"]: one["role"] for one in document["fields"]}
    assert roles["interpreter-signature"] == "Interpreter"
    assert roles["representative-date"] == "Representative"
    assert roles["practitioner-time"] == "Practitioner"
    assert roles["ca-661-notice-signature"] == roles["initials-costs"] == "Representative"
    assert roles["teach-back-fda-answer"] == "Representative"
    assert roles["costs-price"] == roles["msc-exosomes-lot"] == "Practitioner"
    body = json.loads(next((packet.parent / "for-docuseal").glob("*.json")).read_text("utf-8"))
    assert [one["role"] for one in body["submitters"]] == ["Interpreter", "Representative", "Practitioner"]
    required = {one["name"] for one in document["fields"] if one["required"]}
    assert {"representative-signature", "initials-costs", "representative-time"} <= required
    assert not {"costs-price", "teach-back-fda-answer"} & required


def test_a_place_with_an_answer_is_not_asked_for(packet: Path) -> None:
    packet.write_bytes(behind(typed("costs-price", "1,200 dollars"))(packet.read_bytes()))
    names = {place.name for place in places_of(packet.read_bytes())}
    assert "costs-price" not in names
    assert "costs-refund" in names


def test_names_and_addresses_come_from_a_file_or_are_stand_ins(packet: Path) -> None:
    file = packet.with_name("people.yaml")
    file.write_text(PEOPLE)
    told = requests(packet, "docusign", people=people_in(file))[""]["recipients"]["signers"]
    assert [(one["name"], one["email"]) for one in told] == [
        ("Ada Example", "ada@example.org"),
        ("Ana Ruiz", "ana@example.org"),
    ]
    (first, *_) = requests(packet, "dropbox-sign")[""]["signers"]
    assert (first["name"], first["email_address"]) == ("NAME-OF-PATIENT", "EMAIL-OF-PATIENT")


@pytest.mark.parametrize(
    "text",
    [
        "patient: Ada",
        "patient: {name: Ada}",
        "surgeon: {name: A, email: a@b}",
        "[",
        "patient: {name: A, email: b}",
    ],
)
def test_a_file_of_people_that_is_none_is_refused_and_never_repeated(text: str, tmp_path: Path) -> None:
    file = tmp_path / "people.yaml"
    file.write_text(text.replace("Ada", "Quetzalcoatl"))
    with pytest.raises(SealError) as caught:
        people_in(file)
    assert "Quetzalcoatl" not in caught.value.message + caught.value.hint


def test_on_a_blank_packet_some_may_be_left_out(office: Office, packet: Path) -> None:
    packet.write_bytes(office.pdf(office.checked(blank("ha-medium"))))
    (document,) = requests(packet, "docuseal", without=("representative", "witness", "interpreter"))[""][
        "documents"
    ]
    assert {one["role"] for one in document["fields"]} == {"Patient", "Practitioner"}
    with pytest.raises(SealError, match="nobody signs as assent"):
        requests(packet, "adobe", without=("assent",))


def test_a_page_with_a_tag_on_it_is_handed_to_nobody(packet: Path) -> None:
    with pikepdf.open(io.BytesIO(packet.read_bytes())) as pdf:
        page = pdf.pages[3]
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.obj.Resources.Font["/More"] = pdf.make_indirect(font)
        page.contents_add(b"BT /More 6 Tf 100 400 Td (sign /sn1/ here) Tj ET")
        pdf.save(packet)
    with pytest.raises(SealError, match="page 4 has words that a signing service"):
        places_of(packet.read_bytes())


def test_nothing_that_is_there_is_overwritten(packet: Path) -> None:
    requests(packet, "docuseal")
    with pytest.raises(SealError, match="there already"):
        requests(packet, "docuseal")


@pytest.mark.parametrize("vendor", LABELS)
def test_a_copy_has_its_fields_named_as_the_service_reads_them(
    vendor: str, packet: Path, master: Master
) -> None:
    pdf = packet.read_bytes()
    requests(packet, vendor, acroform=True)
    (copy,) = (packet.parent / f"for-{vendor}").glob("*.pdf")
    assert copy.read_bytes().startswith(pdf)
    fields = pypdf.PdfReader(copy).get_fields() or {}
    assert len(fields) == len(asked_of(master))
    signatures = {name for name, one in fields.items() if one["/FT"] == "/Sig"}
    if vendor == "docusign":
        assert {
            f"DocuSignSignHere-{who}-signature" for who in ("patient", "practitioner", "ca-661-notice")
        } == signatures
        assert {
            "DocuSignInitialHere-initials-costs",
            "DocuSignDateSigned-patient-date",
            "costs-price",
        } <= set(fields)
    else:
        assert "patient_signature_es_:signer1:signature" in signatures
        assert "practitioner_date_es_:signer2:date" in fields
        assert all(re.fullmatch(r"\w+_es_:signer\d(?::\w+)?", name) for name in fields)
    with pikepdf.open(copy) as opened:
        assert not opened.check_pdf_syntax()
