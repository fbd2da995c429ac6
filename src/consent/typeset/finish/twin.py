"""The machine-readable twin of the packet, attached as /Data."""

from __future__ import annotations

from typing import Any

import pydyf

from consent.errors import TypesetError
from consent.models.paper.master import Twin

NAME = "consent-packet.json"


def refuse_attachments(document: Any) -> None:
    """The twin is the only file in the file."""
    linked = any(kind == "attachment" for page in document.pages for kind, *_ in page.links)
    if linked or document.metadata.attachments:
        raise TypesetError(
            "the page attaches a file", hint="remove rel=attachment; only the twin is attached"
        )


def attach_twin(pdf: Any, text: str, moment: str) -> Twin:
    """Reserve the attachment's stream and announce it; ``stamp`` writes the stream itself."""
    stream = pydyf.Stream([], {"Type": "/EmbeddedFile"})
    pdf.add_object(stream)
    spec = pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": pydyf.String(NAME),
            "UF": pydyf.String(NAME),
            "Desc": pydyf.String("This packet, for software"),
            "AFRelationship": "/Data",
            "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
        }
    )
    pdf.add_object(spec)
    names = pdf.catalog.setdefault("Names", pydyf.Dictionary())
    names["EmbeddedFiles"] = pydyf.Dictionary({"Names": pydyf.Array([pydyf.String(NAME), spec.reference])})
    pdf.catalog["AF"] = pydyf.Array([spec.reference])
    return Twin(number=stream.number, text=text, date=moment)
