"""A copy of the file whose own fields are named as Docusign or Adobe Acrobat Sign read them.

The issued bytes stand at its head; the names are a revision behind them. The copy is for the service alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from consent.esign.people import Person
from consent.esign.places import AskedPlace
from consent.models.paper.master import FieldKind
from consent.reading.quick_reader import QuickReader
from consent.reading.signatures import quiet

_DOCUSIGN = {FieldKind.SIG: "DocuSignSignHere", FieldKind.INITIALS: "DocuSignInitialHere"}
_ADOBE = {FieldKind.SIG: ":signature", FieldKind.INITIALS: ":initials"}


def docusign_labels(places: Sequence[AskedPlace], _: Sequence[Person]) -> dict[str, str]:
    """What Docusign is to call each place: ``DocuSignSignHere-patient-signature``."""
    named = {}
    for place in places:
        kind = "DocuSignDateSigned" if place.signing_date else _DOCUSIGN.get(place.kind, "")
        named[place.name] = f"{kind}-{place.name}" if kind else place.name
    return named


def adobe_labels(places: Sequence[AskedPlace], people: Sequence[Person]) -> dict[str, str]:
    """What Adobe is to call each place: ``patient_signature_es_:signer1:signature``."""
    numbers = {person.role: number for number, person in enumerate(people, 1)}
    named = {}
    for place in places:
        kind = ":date" if place.signing_date else _ADOBE.get(place.kind, "")
        plain = place.name.replace("-", "_")
        named[place.name] = f"{plain}_es_:signer{numbers[place.role]}{kind}"
    return named


LABELS: Mapping[str, Callable[[Sequence[AskedPlace], Sequence[Person]], dict[str, str]]] = {
    "docusign": docusign_labels,
    "adobe": adobe_labels,
}


def named_for(pdf: bytes, labels: Mapping[str, str]) -> bytes:
    """The file with these names, by the fields' own; fields without one are no fields in it any more."""
    with quiet():
        writer = IncrementalPdfFileWriter.from_reader(QuickReader(pdf))
        form = writer.root["/AcroForm"]
        kept = generic.ArrayObject()
        for top in form["/Fields"]:
            for kid in top.get_object()["/Kids"]:
                field = kid.get_object()
                label = labels.get(str(field["/T"]))
                if label is None:
                    _take_off(writer, field, kid)
                    continue
                field["/T"] = generic.pdf_string(label)
                del field["/Parent"]
                writer.mark_update(kid.reference)
                kept.append(generic.IndirectObject(kid.idnum, kid.generation, writer))
        form["/Fields"] = kept
        writer.update_container(form)
        return _written(writer)


def _take_off(writer: IncrementalPdfFileWriter, field: Any, reference: Any) -> None:
    page = field["/P"]
    left = [
        one
        for one in page["/Annots"]
        if (one.idnum, one.generation) != (reference.idnum, reference.generation)
    ]
    page["/Annots"] = generic.ArrayObject(left)
    writer.update_container(page)


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    from io import BytesIO

    writer.write(out := BytesIO())
    return out.getvalue()
