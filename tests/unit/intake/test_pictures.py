"""Scans in every format, and files that are none."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image

from consent.intake.files import UnreadableError, sheets_in
from consent.intake.pictures import Original, encoded, open_sheet
from consent.models.register.scanned import Sheet

GREY = Image.fromarray(np.tile(np.linspace(40, 250, 170, dtype=np.uint8), (220, 1)))


def saved(path: Path, picture: Image.Image, **how: object) -> Path:
    picture.save(path, **how)  # type: ignore[arg-type]
    return path


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("a.png", "L"),
        ("a.png", "RGB"),
        ("a.png", "RGBA"),
        ("a.png", "P"),
        ("a.png", "1"),
        ("a.png", "I;16"),
        ("a.tif", "L"),
        ("a.tif", "1"),
        ("a.jpg", "L"),
        ("a.jpeg", "RGB"),
        ("a.jpg", "CMYK"),
        ("a.pdf", "L"),
        ("a.pdf", "RGB"),
    ],
)
def test_every_format_and_mode_becomes_grey(tmp_path: Path, name: str, mode: str) -> None:
    if mode == "I;16":
        picture = Image.fromarray(np.asarray(GREY).astype(np.uint16) * 257)
    else:
        picture = GREY.convert(mode)
    path = saved(tmp_path / name, picture)
    assert list(sheets_in([path])) == [Sheet(str(path), 1)]
    scan = open_sheet(Sheet(str(path), 1))
    assert scan.picture.mode == "L"
    pixels = np.asarray(scan.picture).astype(float)
    assert pixels[:, -10:].mean() > pixels[:, :10].mean() + 100
    assert scan.black_and_white is (mode == "1")


def test_a_jpeg_is_kept_as_the_scanner_wrote_it(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.jpg", GREY, quality=70)
    assert encoded(Sheet(str(path), 1)).data == path.read_bytes()
    wrapped = saved(tmp_path / "a.pdf", GREY, quality=70)
    with pikepdf.open(wrapped) as pdf:
        (raw,) = pdf.pages[0].obj["/Resources"]["/XObject"].values()
        assert encoded(Sheet(str(wrapped), 1)).data == raw.read_raw_bytes()


def test_black_and_white_is_kept_without_loss(tmp_path: Path) -> None:
    two = GREY.convert("1")
    path = saved(tmp_path / "a.tif", two, compression="group4")
    kept = encoded(Sheet(str(path), 1))
    assert kept.filter == "/CCITTFaxDecode"
    assert (np.asarray(drawn(kept)) == np.asarray(two)).all()


def drawn(kept: Original) -> Image.Image:
    """As a reader of PDF decodes it."""
    with pikepdf.new() as pdf:
        stream = pikepdf.Stream(pdf, kept.data)
        for key, value in {
            "/Type": pikepdf.Name("/XObject"),
            "/Subtype": pikepdf.Name("/Image"),
            "/Width": kept.size[0],
            "/Height": kept.size[1],
            "/ColorSpace": pikepdf.Name("/DeviceGray"),
            "/BitsPerComponent": kept.bits,
            "/Filter": pikepdf.Name(kept.filter),
            "/DecodeParms": pikepdf.Dictionary(kept.parameters),
        }.items():
            stream[key] = value
        return pikepdf.PdfImage(pdf.make_indirect(stream)).as_pil_image().convert("1")


def test_pages_of_a_fax_are_made_square(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.tif", GREY.resize((170, 110)), dpi=(200, 100))
    assert open_sheet(Sheet(str(path), 1)).picture.size == (170, 220)


def test_a_folder_is_read_in_the_order_of_its_names_and_files_of_many_pages_page_by_page(
    tmp_path: Path,
) -> None:
    saved(tmp_path / "b.tif", GREY, save_all=True, append_images=[GREY, GREY])
    saved(tmp_path / "a.png", GREY)
    (tmp_path / "notes.txt").write_text("no scan")
    names = [(Path(s.file).name, s.page) for s in sheets_in([tmp_path]) if isinstance(s, Sheet)]
    assert names == [("a.png", 1), ("b.tif", 1), ("b.tif", 2), ("b.tif", 3)]


def test_folders_within_a_folder_are_read_too_but_not_the_archive_nor_what_is_hidden(tmp_path: Path) -> None:
    for name in ("monday/a.png", "monday/late/b.png", "signed/c.png", ".trash/d.png"):
        (tmp_path / name).parent.mkdir(parents=True)
        saved(tmp_path / name, GREY)
    names = [Path(s.file).name for s in sheets_in([tmp_path], tmp_path / "signed") if isinstance(s, Sheet)]
    assert sorted(names) == ["a.png", "b.png"]


def test_a_picture_of_a_kind_that_is_not_read_is_named_and_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "phone.heic").write_bytes(b"\0\0\0 ftypheic")
    (tmp_path / "notes.txt").write_text("no scan")
    ((file, said),) = sheets_in([tmp_path])  # type: ignore[misc]
    assert Path(file).name == "phone.heic"
    assert "no PDF, TIFF, PNG or JPEG" in said


def locked(path: Path) -> None:
    with pikepdf.open(io.BytesIO(pdf_bytes())) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="o", user="u"))


def pdf_bytes() -> bytes:
    out = io.BytesIO()
    GREY.save(out, "PDF")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "make", "why"),
    [
        ("a.pdf", locked, "password"),
        ("a.pdf", lambda path: path.write_bytes(pdf_bytes()[:300]), "no whole PDF"),
        ("a.pdf", lambda path: path.write_bytes(b"not at all"), "no whole PDF"),
        ("a.png", lambda path: path.write_bytes(b"not at all"), "no PDF, TIFF, PNG or JPEG"),
        ("a.tif", lambda path: path.write_bytes(b""), "no PDF, TIFF, PNG or JPEG"),
        ("a.png", lambda path: None, "no such file"),
    ],
)
def test_a_file_that_is_no_scan_is_named_with_the_reason(
    tmp_path: Path, name: str, make: object, why: str
) -> None:
    path = tmp_path / name
    make(path)  # type: ignore[operator]
    ((file, said),) = sheets_in([path])  # type: ignore[misc]
    assert file == str(path)
    assert why in said


def test_a_picture_larger_than_any_sheet_is_refused_before_it_is_in_memory(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.png", Image.new("1", (16_000, 8_000)))
    with pytest.raises(UnreadableError, match="larger than any scan"):
        open_sheet(Sheet(str(path), 1))


def test_a_cut_off_picture_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.png", GREY)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(UnreadableError, match="damaged"):
        open_sheet(Sheet(str(path), 1))


@pytest.mark.parametrize("name", ["a.tif", "a.pdf"])
def test_pages_of_a_file_that_stays_open_are_read_in_any_order_and_anew_when_it_changes(
    tmp_path: Path, name: str
) -> None:
    def shades(*pages: int) -> list[int]:
        return [round(np.asarray(open_sheet(Sheet(str(path), page)).picture).mean()) for page in pages]

    def page(shade: int) -> Image.Image:
        return Image.new("L", (170, 220), shade)

    path = saved(tmp_path / name, page(40), save_all=True, append_images=[page(90), page(160)])
    assert shades(1, 3, 2, 3, 1) == [40, 160, 90, 160, 40]
    saved(path, page(200), save_all=True, append_images=[page(90)] * 4)
    assert shades(5, 1) == [90, 200]
