"""One PDF for the archive from the scans of a packet: PDF/A-2b, its pages in order and upright."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from functools import cache

import pikepdf
from PIL import ImageCms

from consent.intake.pictures import Original, encoded
from consent.models.register.scanned import PageSeen

_LETTER = 612.0, 792.0
_MADE_AT = slice(24, 36)
"""Of a profile: six numbers of two bytes."""
_MADE = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)


def archived(name: str, pages: Sequence[PageSeen], issued_sha256: str) -> bytes:
    """The file of the packet with this name.

    What was read from each page, and the digest of what was issued, are in its metadata.
    """
    with pikepdf.new() as pdf:
        for seen in pages:
            _add(pdf, encoded(seen.sheet), seen.turn)
        profile = pikepdf.Stream(pdf, _srgb())
        profile["/N"] = 3
        pdf.Root["/OutputIntents"] = pikepdf.Array(
            [
                pikepdf.Dictionary(
                    Type=pikepdf.Name("/OutputIntent"),
                    S=pikepdf.Name("/GTS_PDFA1"),
                    OutputConditionIdentifier=pikepdf.String("sRGB"),
                    DestOutputProfile=pdf.make_indirect(profile),
                )
            ]
        )
        with pdf.open_metadata(set_pikepdf_as_editor=False) as about:
            about["dc:title"] = f"Packet {name}, as scanned"
            about["dc:identifier"] = f"{name}, issued as SHA-256 {issued_sha256}"
            about["dc:description"] = "; ".join(_told(seen) for seen in pages)
            about["pdfaid:part"] = "2"
            about["pdfaid:conformance"] = "B"
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _told(seen: PageSeen) -> str:
    placed = seen.placed_by.value if seen.placed_by else ""
    return f"page {seen.page} by {placed}, scan SHA-256 {seen.sha256}"


def _add(pdf: pikepdf.Pdf, picture: Original, turn: int) -> None:
    width, height = picture.size
    stream = pikepdf.Stream(pdf, picture.data)
    colours = "/DeviceGray" if picture.colours == 1 else "/DeviceRGB"
    for key, value in (
        ("/Type", pikepdf.Name("/XObject")),
        ("/Subtype", pikepdf.Name("/Image")),
        ("/Width", width),
        ("/Height", height),
        ("/ColorSpace", pikepdf.Name(colours)),
        ("/BitsPerComponent", picture.bits),
        ("/Filter", pikepdf.Name(picture.filter)),
    ):
        stream[key] = value
    if picture.parameters:
        stream["/DecodeParms"] = pikepdf.Dictionary(picture.parameters)
    # As large as a sheet is: resolutions in files are often wrong.
    short, long = _LETTER
    scale = (long if height > width else short) / height
    size = width * scale, height * scale
    page = pdf.add_blank_page(page_size=size)
    page.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=stream))
    page.obj["/Contents"] = pikepdf.Stream(pdf, b"q %.3f 0 0 %.3f 0 0 cm /I Do Q" % size)
    if turn:
        page.obj["/Rotate"] = turn * 90


@cache
def _srgb() -> bytes:
    """A profile tells the second in which it was made, and the same scans are to make the same file."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return made[: _MADE_AT.start] + _MADE + made[_MADE_AT.stop :]
