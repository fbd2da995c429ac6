"""Documents beside the consent: the HIPAA authorization, a refusal, a withdrawal. None is part of it."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from consent.assemble.selection import Chooser
from consent.models.base import fixed
from consent.models.library.clause import SectionName, Signer
from consent.models.library.collection import Library
from consent.models.paper.packet import ClauseSection, KeyInformation, Packet, SignatureBlock
from consent.models.paper.packet_rows import ClauseText, GuidanceText
from consent.models.people.look import DocumentKind

_TITLES = {
    DocumentKind.AUTHORIZATION: fixed("Permission to use my story, pictures or records"),
    DocumentKind.REFUSAL: fixed("I choose not to have this treatment"),
    DocumentKind.WITHDRAWAL: fixed("I withdraw my consent"),
}
_OF_AN_AUTHORIZATION = (Signer.PATIENT, Signer.REPRESENTATIVE, Signer.INTERPRETER)
"""It is between the patient and the practice: no practitioner explains a treatment, and none signs."""


def as_document(draft: Packet, kind: DocumentKind, *, chooser: Chooser, library: Library) -> Packet:
    """The document of this kind for the person, the practice and the plan of a consent."""
    if kind is DocumentKind.AUTHORIZATION:
        words = chooser.of_section(SectionName.AUTHORIZATION)
        signed = {c.id: s for c in words if (s := library.clauses[c.id].clause.value.signer)}
        sections = {
            SectionName.AUTHORIZATION: tuple(c for c in words if c.id not in signed),
            SectionName.REVOCATION: chooser.of_section(SectionName.REVOCATION),
        }
        statements = tuple(c for c in words if c.id in signed)
        blocks = tuple(
            replace(
                block,
                statements=tuple(c for c in statements if signed[c.id] is block.signer)
                or _of_interpreter(block),
                notices=(),
            )
            for block in draft.signatures
            if block.signer in _OF_AN_AUTHORIZATION
        )
        return _bare(draft, kind, sections, blocks)
    # The very clause that the consent packet has; there one of two is marked, here it stands alone.
    said = next(c for c in draft.refusal if c.id == kind.value)
    sections = {SectionName.REFUSAL: (replace(said, title="", write_ins=()),)}
    blocks = tuple(
        replace(block, statements=_of_interpreter(block), notices=())
        for block in draft.signatures
        if block.signer not in (Signer.ASSENT, Signer.PRACTITIONER)
    )
    return replace(_bare(draft, kind, sections, blocks), proposed=draft.proposed)


def _bare(
    draft: Packet,
    kind: DocumentKind,
    sections: dict[SectionName, tuple[ClauseText, ...]],
    blocks: tuple[SignatureBlock, ...],
) -> Packet:
    """Nothing of the consent but who it is about, who prints it and what it is printed on."""
    return replace(
        draft,
        document=kind,
        title=draft.catalogue.say(_TITLES[kind]),
        proposed=(),
        plan=replace(draft.plan, use="", products=(), aids=(), needles=None, shots=None, visits=None),
        key_information=_nothing(KeyInformation),
        procedures=(),
        steps=(),
        durations=(),
        guidance=_nothing(GuidanceText),
        shared=(),
        sections=tuple(ClauseSection(name, clauses) for name, clauses in sections.items() if clauses),
        official_forms=(),
        consent=(),
        signatures=blocks,
        refusal=(),
        refusal_signatures=(),
        patient_copy=(),
        references=(),
        sources=False,
        policies=(),
        requirements=(),
    )


def _nothing(kind: type[Any]) -> Any:
    """A noun of lists, all of them empty."""
    return kind(**{one.name: () for one in fields(kind)})


def _of_interpreter(block: SignatureBlock) -> tuple[ClauseText, ...]:
    """What an interpreter or a witness declares is the same under every document."""
    same = (Signer.INTERPRETER, Signer.WITNESS, Signer.SECOND_WITNESS)
    return block.statements if block.signer in same else ()
