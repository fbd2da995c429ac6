"""Puts one packet together, page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from consent.assemble.demands import demands_on
from consent.assemble.documents import as_document
from consent.assemble.finished import identified
from consent.assemble.key_page import key_information
from consent.assemble.plan import plan_of
from consent.assemble.selection import Chooser
from consent.assemble.signing import signature_blocks
from consent.assemble.translation import marks_of
from consent.assemble.visit import visit_of
from consent.assemble.wording import Values
from consent.models.library.clause import SectionName, Signer
from consent.models.library.collection import Library
from consent.models.library.policy import Placement
from consent.models.library.prose import Placeholder
from consent.models.paper.bound_form import BoundForm
from consent.models.paper.packet import (
    AppliedRequirement,
    ClauseSection,
    Edition,
    Letterhead,
    Packet,
    PractitionerLine,
)
from consent.models.paper.packet_rows import ClauseText
from consent.models.people.look import DocumentKind
from consent.models.people.practice import Paper, Practice, Practitioner
from consent.models.people.record import BlankForm, Record

_MIDDLE = (
    SectionName.VISIT,
    SectionName.STATUS,
    SectionName.EVIDENCE,
    SectionName.RISKS,
    SectionName.CHOICES,
    SectionName.AFTERWARDS,
    SectionName.PEOPLE,
    SectionName.NOTICES,
    SectionName.TEACH_BACK,
)


def assemble(
    form: Record | BlankForm,
    *,
    library: Library,
    practice: Practice,
    issued_on: date,
    edition: Edition,
    paper: Paper,
    logo: str | None,
    release: str,
    design: str,
    forms: Mapping[str, BoundForm] = MappingProxyType({}),
    sources: bool = False,
    document: DocumentKind = DocumentKind.CONSENT,
    copy: Packet | None = None,
    facing: Packet | None = None,
) -> Packet:
    """The packet of one record, or a blank one; with ``document`` another document for the same person.

    The form has been checked against library and practice by ``load``. ``logo`` is the
    practice's picture as a ``data:`` URL. ``release`` is the
    version of this program and ``design`` the digest of its page templates: both print as
    the template version, so that paper can be traced to what made it. ``forms`` are the
    practice's official forms as read by ``load``. ``copy`` is the same form's packet in English, to print
    behind this one, and ``facing`` the one to print beside its words.
    """
    packet = draft(
        form,
        library=library,
        practice=practice,
        issued_on=issued_on,
        edition=edition,
        paper=paper,
        logo=logo,
        forms=forms,
        sources=sources,
        document=document,
    )
    record = form if isinstance(form, Record) else None
    return identified(replace(packet, copy=copy, facing=facing), record, release=release, design=design)


def draft(
    form: Record | BlankForm,
    *,
    library: Library,
    practice: Practice,
    issued_on: date,
    edition: Edition,
    paper: Paper,
    logo: str | None,
    forms: Mapping[str, BoundForm] = MappingProxyType({}),
    sources: bool = False,
    document: DocumentKind = DocumentKind.CONSENT,
) -> Packet:
    """The packet as ``assemble`` gives it, but for its id, its hash and its slots: enough to judge its words.

    The hash takes a third of the time, and a matrix of hundreds is judged where few are typeset.
    """
    record = form if isinstance(form, Record) else None
    practitioner = next(p for p in practice.practitioners if p.id == form.practitioner)
    visit = visit_of(form, library, practice)
    asked = demands_on(
        visit, record, practice=practice, practitioner=practitioner, edition=edition, issued_on=issued_on
    )
    chooser = Chooser(
        library,
        visit.planned,
        _packet_values(practice, practitioner, visit.names),
        asked.facts,
        asked.requirements,
        practice.attributions,
        practice.written_in,
        asked.chosen,
    )
    line = PractitionerLine(practitioner.id, _with_credentials(practitioner), practitioner.licence)
    sections = [ClauseSection(name, chooser.of_section(name)) for name in _MIDDLE]
    notices = tuple(c for s in sections for c in s.clauses if _stands_above(c))
    below = [ClauseSection(s.name, tuple(c for c in s.clauses if not _stands_above(c))) for s in sections]
    signing = chooser.of_section(SectionName.SIGNING)
    refusal = chooser.of_section(SectionName.REFUSAL)
    who = {c.id: signer for c in signing if (signer := library.clauses[c.id].clause.value.signer)}
    packet = Packet(
        packet_id="",
        record_id=record.record_id if record else "",
        blank=record is None,
        title=visit.title,
        language=library.language,
        edition=edition,
        paper=paper,
        issued_on=issued_on,
        template_version="",
        content_hash="",
        letterhead=_letterhead(practice, logo),
        practitioner=line,
        proposed=visit.proposed,
        plan=plan_of(visit.planned, form, practice.usual),
        key_information=key_information(visit.reasons, chooser),
        procedures=visit.procedures,
        steps=visit.told.steps,
        durations=visit.told.durations,
        guidance=visit.told.guidance,
        shared=visit.shared,
        sections=tuple(section for section in below if section.clauses),
        official_forms=_official_forms(asked.requirements, library, forms),
        consent=chooser.of_section(SectionName.CONSENT),
        signatures=signature_blocks(
            asked.signers,
            record=record,
            practitioner=line,
            statements=signing,
            signer_of=who,
            notices=notices,
            catalogue=library.catalogue,
        ),
        refusal=refusal,
        refusal_signatures=signature_blocks(
            [next(s for s in asked.signers if s in (Signer.PATIENT, Signer.REPRESENTATIVE))],
            record=record,
            practitioner=line,
            statements=(),
            signer_of={},
            notices=(),
            prefix="refusal-",
            catalogue=library.catalogue,
        ),
        patient_copy=chooser.of_section(SectionName.PATIENT_COPY),
        references=visit.told.references,
        sources=sources,
        policies=tuple((p.value.id, p.value.version) for p in visit.policies),
        requirements=asked.requirements,
        facts=asked.facts,
        slots={},
        catalogue=library.catalogue,
    )
    if document is not DocumentKind.CONSENT:
        packet = as_document(packet, document, chooser=chooser, library=library)
    return replace(packet, translation=marks_of(packet, library))


def _official_forms(
    requirements: Sequence[AppliedRequirement], library: Library, forms: Mapping[str, BoundForm]
) -> tuple[BoundForm, ...]:
    # A form that nobody handed in is for the check of the requirement to notice.
    asked = {one.requirement.form: one.policy for one in requirements if one.requirement.form in forms}
    return tuple(
        replace(forms[id_], authority=library.policies[policy].value.authority)
        for id_, policy in asked.items()
    )


def _packet_values(practice: Practice, practitioner: Practitioner, procedures: str) -> Values:
    values: Mapping[Placeholder, str] = {
        Placeholder.PRACTICE_NAME: practice.name,
        Placeholder.PRACTICE_PHONE: practice.phone,
        Placeholder.AFTER_HOURS_PHONE: practice.after_hours_phone,
        Placeholder.ACCESSIBILITY_CONTACT: practice.accessibility_contact,
        Placeholder.PRACTITIONER_NAME: _with_credentials(practitioner),
        Placeholder.PRACTITIONER_EXPERIENCE: practitioner.experience,
        Placeholder.PRACTITIONER_INTERESTS: practitioner.interests,
        Placeholder.PROCEDURES: procedures,
    }
    return values


def _with_credentials(practitioner: Practitioner) -> str:
    return ", ".join((practitioner.name, *practitioner.credentials))


def _letterhead(practice: Practice, logo: str | None) -> Letterhead:
    return Letterhead(
        name=practice.name,
        address=practice.address,
        phone=practice.phone,
        after_hours_phone=practice.after_hours_phone,
        accessibility_contact=practice.accessibility_contact,
        logo=logo,
    )


def _stands_above(clause: ClauseText) -> bool:
    """Whether a clause stands with the first signature, and in no section."""
    return clause.placement is Placement.ABOVE_PATIENT_SIGNATURE
