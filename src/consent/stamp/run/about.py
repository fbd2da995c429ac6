"""What the file says of itself."""

from __future__ import annotations

from datetime import date
from html import escape

from consent.models.library.catalogue import Catalogue
from consent.stamp.run.output import Output
from consent.stamp.syntax import stream, string

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" pdf:Producer="consent"
 xmp:CreateDate="{day}T00:00:00Z" xmp:ModifyDate="{day}T00:00:00Z">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description>{claim}</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
_ACCESSIBLE = """
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>"""


def write_information(output: Output, day: date, catalogue: Catalogue) -> int:
    """Write the information dictionary; its number."""
    moment = string(f"D:{day:%Y%m%d}000000Z")
    body = b"<</Title %s/Producer (consent)/CreationDate %s/ModDate %s>>"
    return output.add(body % (string(_title(day, catalogue)), moment, moment))


def write_metadata(output: Output, day: date, catalogue: Catalogue, *, tagged: bool) -> int:
    """Write the metadata stream, which claims PDF/UA-1 for a tagged file; its number."""
    claim = _ACCESSIBLE if tagged else ""
    title = escape(_title(day, catalogue), quote=False)
    xmp = _XMP.format(title=title, day=day.isoformat(), claim=claim).encode()
    number = output.reserve()
    output.put(number, stream(xmp, b"/Type /Metadata /Subtype /XML ", compress=False))
    return number


def write_catalog(
    output: Output, trees: bytes, metadata: int, *, tags: int | None, language: str, duplex: bool
) -> int:
    """Write the catalog; its number. A print dialogue offers the right settings by itself."""
    marked = b"" if tags is None else b"/MarkInfo <</Marked true>>/StructTreeRoot %d 0 R" % tags
    sides = b"/DuplexFlipLongEdge" if duplex else b"/Simplex"
    wishes = b"<</DisplayDocTitle true/PrintScaling /None/Duplex %s>>" % sides
    return output.add(
        b"<</Type /Catalog%s%s/Metadata %d 0 R/Lang %s/PageMode /UseOutlines/ViewerPreferences %s>>"
        % (trees, marked, metadata, string(language), wishes)
    )


def _title(day: date, catalogue: Catalogue) -> str:
    return catalogue.say("Consent packets to print, {day}", day=day.isoformat())
