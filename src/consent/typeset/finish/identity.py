"""The file says that it is PDF/UA-1 as well as PDF/A-3a, and of what day it is."""

from __future__ import annotations

from typing import Any

from consent.typeset.finish.objects import by_reference

# PDF/A-3 wants a description of every schema it does not know itself.
_DATES = """<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreateDate>{day}T00:00:00Z</xmp:CreateDate><xmp:ModifyDate>{day}T00:00:00Z</xmp:ModifyDate>
</rdf:Description>
"""
_UA = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


def moment_of(day: str) -> str:
    """The beginning of a day as PDF writes it; ``day`` is ``2026-11-24``, or a stand-in."""
    return f"D:{day.replace('-', '')}000000Z"


def xmp_text(pdf: Any, day: str) -> str:
    """The metadata stream WeasyPrint wrote, with the day and the PDF/UA identification added."""
    stream = by_reference(pdf)[pdf.catalog["Metadata"]]
    more = _DATES.format(day=day) + _UA
    return b"\n".join(stream.stream).decode().replace("</rdf:RDF>", more, 1)
