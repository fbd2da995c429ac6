"""Who signs, in what order, and what stands above each line."""

from __future__ import annotations

from collections.abc import Sequence

from consent.models.clause import Signer
from consent.models.packet import (
    AppliedRequirement,
    PractitionerLine,
    SignatureBlock,
    SignerDetail,
)
from consent.models.packet_rows import ClauseText, WriteInPlace
from consent.models.policy import Placement
from consent.models.practice import Practice
from consent.models.record import Record
from consent.models.slots import Slot

_ORDER = (Signer.PATIENT, Signer.REPRESENTATIVE, Signer.INTERPRETER, Signer.WITNESS, Signer.PRACTITIONER)


def signers_of(
    record: Record | None, practice: Practice, requirements: Sequence[AppliedRequirement] = ()
) -> tuple[Signer, ...]:
    """The signers that apply, in signing order; all of them on a blank packet.

    A representative signs in the patient's place.
    """
    if record is None:
        return _ORDER
    wanted = {Signer.PATIENT, Signer.PRACTITIONER} | {Signer(name) for name in practice.signers}
    for applied in requirements:
        wanted |= set(applied.requirement.signers)
    if record.interpreter is not None:
        wanted.add(Signer.INTERPRETER)
    if record.representative is not None:
        wanted.add(Signer.REPRESENTATIVE)
        wanted.discard(Signer.PATIENT)
    else:
        wanted.discard(Signer.REPRESENTATIVE)
    return tuple(signer for signer in _ORDER if signer in wanted)


def signature_blocks(
    signers: Sequence[Signer],
    *,
    record: Record | None,
    practitioner: PractitionerLine,
    statements: Sequence[ClauseText],
    signer_of: dict[str, Signer],
    notices: Sequence[ClauseText],
    prefix: str = "",
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
            details=_details(signer, record, practitioner),
            write_ins=_write_ins(signer, record, prefix),
        )
        for position, signer in enumerate(signers)
    )


def _name_slot(signer: Signer) -> Slot | None:
    if signer is Signer.PATIENT:
        return Slot.PATIENT_NAME
    if signer is Signer.REPRESENTATIVE:
        return Slot.REPRESENTATIVE_NAME
    return None


def _details(
    signer: Signer, record: Record | None, practitioner: PractitionerLine
) -> tuple[SignerDetail, ...]:
    if signer is Signer.PRACTITIONER:
        return (SignerDetail("License", practitioner.licence),)
    if signer is Signer.REPRESENTATIVE and record is not None and record.representative is not None:
        return (SignerDetail("Relationship and legal authority", "", Slot.REPRESENTATIVE_AUTHORITY),)
    if signer is Signer.INTERPRETER and record is not None and record.interpreter is not None:
        return (SignerDetail("Language", "", Slot.INTERPRETER_LANGUAGE),)
    return ()


def _write_ins(signer: Signer, record: Record | None, prefix: str) -> tuple[WriteInPlace, ...]:
    def place(name: str, label: str) -> WriteInPlace:
        return WriteInPlace(name=f"{prefix}{signer.value}-{name}", label=label, width="full")

    match signer:
        case Signer.PATIENT if record is None and prefix:
            # Saying no takes one line, whoever decides; the consent has a line for each.
            return (place("authority", "If you sign for the patient: your legal authority"),)
        case Signer.REPRESENTATIVE if record is None:
            return (place("authority", "Relationship and legal authority"),)
        case Signer.INTERPRETER if record is None or record.interpreter is None:
            return (
                place("language", "Language"),
                place("modality", "In person, by video, or by phone"),
                place("number", "Interpreter ID number, if any"),
            )
        case Signer.INTERPRETER:
            return (place("number", "Interpreter ID number, if any"),)
        case _:
            return ()
