"""Who signs, in what order, and what stands above each line."""

from __future__ import annotations

from collections.abc import Sequence

from consent.models.base import fixed
from consent.models.library.catalogue import ENGLISH, Catalogue
from consent.models.library.clause import Signer
from consent.models.library.policy import Placement
from consent.models.paper.packet import (
    AppliedRequirement,
    PractitionerLine,
    SignatureBlock,
    SignerDetail,
)
from consent.models.paper.packet_rows import ClauseText, WriteInPlace
from consent.models.paper.slots import Slot
from consent.models.people.practice import Practice
from consent.models.people.record import Record
from consent.models.people.signing import Capacity, SigningWay

_ORDER = (
    Signer.PATIENT,
    Signer.REPRESENTATIVE,
    Signer.ASSENT,
    Signer.INTERPRETER,
    Signer.WITNESS,
    Signer.SECOND_WITNESS,
    Signer.PRACTITIONER,
)
_ON_A_BLANK = tuple(s for s in _ORDER if s not in (Signer.ASSENT, Signer.SECOND_WITNESS))


def signers_of(
    record: Record | None,
    practice: Practice,
    requirements: Sequence[AppliedRequirement] = (),
    *,
    assent: bool = False,
) -> tuple[Signer, ...]:
    """The signers that apply, in signing order; the usual ones on a blank packet.

    A representative signs in the patient's place, or beside the patient where both decide; a blank
    packet has no line for one where counsel has decided that nobody else may sign. With
    ``assent`` a patient who is not grown up signs too. A mark or a telephone takes two witnesses.
    """
    if record is None:
        answer = practice.elections.get("representative-may-sign")
        barred = {Signer.REPRESENTATIVE} if answer is not None and not answer.value else set()
        return tuple(signer for signer in _ON_A_BLANK if signer not in barred)
    wanted = {Signer.PATIENT, Signer.PRACTITIONER} | {Signer(name) for name in practice.signers}
    for applied in requirements:
        wanted |= set(applied.requirement.signers)
    if record.interpreter is not None:
        wanted.add(Signer.INTERPRETER)
    if record.witness:
        wanted.add(Signer.WITNESS)
    if record.signed_by is not SigningWay.PEN:
        wanted |= {Signer.WITNESS, Signer.SECOND_WITNESS}
    if record.representative is not None:
        wanted.add(Signer.REPRESENTATIVE)
        if record.representative.capacity is not Capacity.SHARED:
            wanted.discard(Signer.PATIENT)
        if assent and record.is_minor:
            wanted.add(Signer.ASSENT)
    else:
        wanted.discard(Signer.REPRESENTATIVE)
    return tuple(signer for signer in _ORDER if signer in wanted)


def who_signs_so(record: Record | None) -> Signer:
    """Who signs by mark or agrees by telephone; of two, the patient by mark, the other by phone."""
    if record is None or record.representative is None:
        return Signer.PATIENT
    shared = record.representative.capacity is Capacity.SHARED
    return Signer.PATIENT if shared and record.signed_by is SigningWay.MARK else Signer.REPRESENTATIVE


def signing_facts(record: Record | None) -> frozenset[str]:
    """The words of the fact ``signed-by``: ``telephone`` and ``representative-telephone``, or ``pen``."""
    if record is None or record.signed_by is SigningWay.PEN:
        return frozenset({SigningWay.PEN.value})
    return frozenset({record.signed_by.value, f"{who_signs_so(record).value}-{record.signed_by.value}"})


def signature_blocks(
    signers: Sequence[Signer],
    *,
    record: Record | None,
    practitioner: PractitionerLine,
    statements: Sequence[ClauseText],
    signer_of: dict[str, Signer],
    notices: Sequence[ClauseText],
    prefix: str = "",
    catalogue: Catalogue = ENGLISH,
) -> tuple[SignatureBlock, ...]:
    """One block for each signer.

    ``signer_of`` tells above whose line a signing clause stands. A notice that must stand
    above the patient's signature stands above the first block, which is the patient's or
    the representative's.
    """
    above = tuple(c for c in notices if c.placement is Placement.ABOVE_PATIENT_SIGNATURE)
    return tuple(
        SignatureBlock(
            signer=signer,
            anchor=f"{prefix}{signer.value}",
            statements=tuple(c for c in statements if signer_of[c.id] is signer),
            notices=above if position == 0 else (),
            printed_name=practitioner.name if signer is Signer.PRACTITIONER else "",
            printed_name_slot=_name_slot(signer) if record is not None else None,
            details=_details(signer, record, practitioner, catalogue),
            write_ins=_write_ins(signer, record, prefix, catalogue),
        )
        for position, signer in enumerate(signers)
    )


def _name_slot(signer: Signer) -> Slot | None:
    if signer in (Signer.PATIENT, Signer.ASSENT):
        return Slot.PATIENT_NAME
    if signer is Signer.REPRESENTATIVE:
        return Slot.REPRESENTATIVE_NAME
    return None


def _details(
    signer: Signer, record: Record | None, practitioner: PractitionerLine, catalogue: Catalogue
) -> tuple[SignerDetail, ...]:
    if signer is Signer.PRACTITIONER:
        return (SignerDetail(catalogue.say("License"), practitioner.licence),)
    if signer is Signer.REPRESENTATIVE and record is not None and record.representative is not None:
        label = catalogue.say("Relationship and legal authority")
        return (SignerDetail(label, "", Slot.REPRESENTATIVE_AUTHORITY),)
    if signer is Signer.INTERPRETER and record is not None and record.interpreter is not None:
        return (SignerDetail(catalogue.say("Language"), "", Slot.INTERPRETER_LANGUAGE),)
    return ()


def _write_ins(
    signer: Signer, record: Record | None, prefix: str, catalogue: Catalogue
) -> tuple[WriteInPlace, ...]:
    def place(name: str, english: str) -> WriteInPlace:
        label = catalogue.say(english)
        return WriteInPlace(name=f"{prefix}{signer.value}-{name}", label=label, width="full")

    by_telephone = record is not None and record.signed_by is SigningWay.TELEPHONE and not prefix
    match signer:
        case Signer.PATIENT | Signer.REPRESENTATIVE if by_telephone and signer is who_signs_so(record):
            return (
                place("caller", fixed("Who called")),
                place("telephone-number", fixed("Number called")),
                place("called-at", fixed("Day and time of the call")),
            )
        case Signer.PATIENT if record is None and prefix:
            # Saying no takes one line, whoever decides; the consent has a line for each.
            return (place("authority", fixed("Your legal authority, if not the patient")),)
        case Signer.REPRESENTATIVE if record is None:
            return (place("authority", fixed("Relationship and legal authority")),)
        case Signer.INTERPRETER if record is None or record.interpreter is None:
            return (
                place("language", fixed("Language")),
                place("modality", fixed("In person, by video, or by phone")),
                place("number", fixed("Interpreter ID number, if any")),
            )
        case Signer.INTERPRETER:
            return (place("number", fixed("Interpreter ID number, if any")),)
        case _:
            return ()
