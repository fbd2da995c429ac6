"""What the file says of itself."""

from __future__ import annotations

from datetime import date

from consent.stamp.syntax import string

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


def metadata(title: str, day: date, *, accessible: bool) -> bytes:
    """The metadata stream's content."""
    claim = _ACCESSIBLE if accessible else ""
    return _XMP.format(title=title, day=day.isoformat(), claim=claim).encode()


def information(title: str, day: date) -> bytes:
    """The information dictionary."""
    moment = string(f"D:{day:%Y%m%d}000000Z")
    return b"<</Title %s/Producer (consent)/CreationDate %s/ModDate %s>>" % (string(title), moment, moment)
