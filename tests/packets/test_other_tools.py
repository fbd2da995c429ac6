"""Packets in the hands of other programs: what is typed shows, and joined files keep all answers."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest

from tests.support.office import Office, record
from tests.support.readers.fields import fields_in, filled, prefix_of

PEOPLE = ("Łukasz Nguyễn", "Zoë Ščepková")
PLACE = "others-taking-part-names"


@pytest.fixture(scope="module")
def answered(office: Office, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two packets with another answer in the same place of each."""
    folder = tmp_path_factory.mktemp("answered")
    paths = []
    for number, person in enumerate(PEOPLE):
        pdf = office.pdf(office.checked(record(record_id=f"r-{number}")))
        paths.append(folder / f"{number}.pdf")
        paths[-1].write_bytes(filled(pdf, {prefix_of(pdf) + PLACE: person}))
    return paths


def test_a_name_with_any_latin_letter_is_drawn_as_it_is_typed(answered: list[Path]) -> None:
    for path, person in zip(answered, PEOPLE, strict=True):
        assert person in _drawn(path.read_bytes())


def test_the_fields_of_two_packets_have_no_name_in_common(answered: list[Path]) -> None:
    first, second = (set(pypdf.PdfReader(path).get_fields() or {}) for path in answered)
    assert len(first) == len(second) > 20
    assert not first & second


def test_a_packet_has_no_named_destination_that_pdfunite_could_stumble_over(answered: list[Path]) -> None:
    for path in answered:
        with pikepdf.open(path) as pdf:
            assert "/Dests" not in pdf.Root.Names


def test_the_form_is_an_object_of_its_own(answered: list[Path]) -> None:
    with pikepdf.open(answered[0]) as pdf:
        assert pdf.Root.AcroForm.is_indirect
        assert all("/Lock" not in field for field in fields_in(pdf))


def test_no_two_places_to_type_share_a_drawing(answered: list[Path]) -> None:
    # pypdf types into the drawing that is there: the patient's date would stand at the refusal too.
    with pikepdf.open(answered[0]) as pdf:
        looks = [field.AP.N.objgen for field in fields_in(pdf) if field.get("/FT") == pikepdf.Name.Tx]
        assert len(looks) > 15
        assert len(looks) == len(set(looks))


def _pdfunite(paths: list[Path], out: Path) -> None:
    program = shutil.which("pdfunite")
    if program is None:
        pytest.skip("pdfunite is not installed")
    subprocess.run([program, *paths, out], check=True)


def _pypdf(paths: list[Path], out: Path) -> None:
    writer = pypdf.PdfWriter()
    for path in paths:
        writer.append(str(path))
    writer.write(out)


def _qpdf(paths: list[Path], out: Path) -> None:
    subprocess.run(["qpdf", "--empty", "--pages", *paths, "--", out], check=True)


@pytest.mark.parametrize("joined", [_pdfunite, _pypdf, _qpdf])
def test_joined_packets_keep_every_place_and_both_answers(
    joined: Callable[[list[Path], Path], None], answered: list[Path], tmp_path: Path
) -> None:
    joined(answered, tmp_path / "joined.pdf")
    data = (tmp_path / "joined.pdf").read_bytes()
    places = [_widgets(path.read_bytes()) for path in answered]
    assert _widgets(data) == sum(places)
    drawn = _drawn(data)
    assert [person in drawn for person in PEOPLE] == [True, True]


def _widgets(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return sum(item.Subtype == "/Widget" for page in pdf.pages for item in page.get("/Annots", ()))


def _drawn(data: bytes) -> str:
    """The words on paper, those in form fields too."""
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    for page in document:
        assert pypdfium2.raw.FPDFPage_Flatten(page, pypdfium2.raw.FLAT_PRINT) != pypdfium2.raw.FLATTEN_FAIL
    document.save(out := io.BytesIO())
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(out.getvalue()))
