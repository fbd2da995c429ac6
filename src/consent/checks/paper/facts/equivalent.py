"""The packet that one of our PDFs should be: assembled again from the library, not taken from the file.

The twin tells which procedures, edition and paper to assemble; the page tells where, for what and by whom.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, islice, product
from typing import Any, TypeAlias

from pydantic import ValidationError

from consent.checks.paper.facts.claims import Claims
from consent.checks.paper.facts.expected import clause_parts, clauses_in_print_order, groups
from consent.models.findings.expectation import UNREAD
from consent.models.library.anatomy import Anatomy
from consent.models.library.catalogue import Catalogue
from consent.models.library.collection import Library
from consent.models.library.procedure import Procedure
from consent.models.paper.packet import Packet
from consent.models.paper.slots import Slot
from consent.models.people.look import Bilingual, DocumentKind, Edition, Look, Paper
from consent.models.people.practice import Practice
from consent.models.people.record import SIDED, BlankForm, Laterality, Record
from consent.models.place import Sourced
from consent.reading.text.flow import squeezed

Assemble: TypeAlias = Callable[[Record | BlankForm, Look], Packet]

_MOST_TRIED = 200
_MOST_PROCEDURES = 24
_PLAN = 3
"""What the line of the decision counts, next to a sentence."""


def equivalent_packet(
    claims: Claims, *, library: Library, practice: Sourced[Practice], assemble: Assemble
) -> Packet | None:
    """The packet that fits the paper best, with the identity read off it; None when there is none."""
    look = _look(claims.twin)
    ids = _procedures(claims, library, look) if look else None
    if look is None or ids is None:
        return None
    best: Packet | None = None
    best_score = -1
    for form in islice(_forms(claims, ids, library, practice.value), _MOST_TRIED):
        packet = assemble(form, look)
        if packet.content_hash == claims.twin.get("content_sha256"):
            best = packet
            break
        score = _score(packet, claims.words, library.catalogue)
        if score > best_score:
            best, best_score = packet, score
    return _with_identity(best, claims) if best is not None else None


def _look(twin: Mapping[str, Any]) -> Look | None:
    try:
        return Look(
            date.fromisoformat(str(twin.get("issued_on"))),
            Edition(str(twin.get("edition"))),
            Paper(str(twin.get("paper"))),
            document=DocumentKind(str(twin.get("document"))),
            bilingual=next((one for one in Bilingual if one in twin), None),
        )
    except ValueError:
        return None


def _procedures(claims: Claims, library: Library, look: Look) -> list[str] | None:
    """The procedures of a packet; of a refusal those it names, of an authorization, which names none, any."""
    if look.document is DocumentKind.AUTHORIZATION:
        return list(library.procedures)[:1]
    if look.document is not DocumentKind.CONSENT:
        titles = {id_: squeezed(one.value.title) for id_, one in library.procedures.items()}
        return [id_ for id_, title in titles.items() if title in claims.words] or None
    listed = claims.twin.get("procedures")
    ids = (
        [str(item.get("id")) for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    )
    known = all(id_ in library.procedures for id_ in ids)
    return ids if known and 0 < len(ids) <= _MOST_PROCEDURES else None


def _forms(
    claims: Claims, ids: Sequence[str], library: Library, practice: Practice
) -> Iterator[Record | BlankForm]:
    """Every plan that the paper may mean: first all procedures alike, then any mixture."""
    procedures = [library.procedures[id_].value for id_ in ids]
    plans = [_decided_on(procedure, claims, library) for procedure in procedures]
    people = [p.id for p in practice.practitioners if squeezed(p.name) in claims.words]
    for practitioner in people or [p.id for p in practice.practitioners]:
        for chosen in chain(_alike(plans), product(*plans)):
            try:
                yield _form(claims, chosen, practitioner)
            except ValidationError:
                continue


def _alike(plans: Sequence[list[dict[str, str]]]) -> Iterator[tuple[dict[str, str], ...]]:
    """Plans that differ in nothing but the procedure, as far as each procedure can be meant so."""
    seen: list[dict[str, str]] = []
    for own in plans:
        for plan in own:
            rest = {key: value for key, value in plan.items() if key != "procedure"}
            if rest not in seen:
                seen.append(rest)
    for rest in seen:
        yield tuple(max(own, key=lambda plan: _agreement(plan, rest)) for own in plans)


def _agreement(plan: Mapping[str, str], rest: Mapping[str, str]) -> tuple[int, int]:
    same = sum(plan.get(key) == value for key, value in rest.items())
    return same, -sum(key not in rest for key in plan)


def _decided_on(procedure: Procedure, claims: Claims, library: Library) -> list[dict[str, str]]:
    """The plans for a procedure that the line of the decision spells out; if none, all that may be meant."""
    anatomy, catalogue = library.anatomy, library.catalogue
    plans = list(_plans(procedure, claims, anatomy, catalogue))
    spelled = []
    for plan in plans:
        site = anatomy.printed_site(plan.get("body_site", ""))
        if "laterality" in plan:
            site = _sided(Laterality(plan["laterality"]), site, catalogue)
        reason = anatomy.printed_indication(plan["indication"]) if "indication" in plan else ""
        line = _line(procedure.title, site, reason, catalogue)
        if any(squeezed(line + end) in claims.words for end in ";."):
            spelled.append(plan)
    return spelled or plans


def _line(title: str, site: str | None, reason: str | None, catalogue: Catalogue) -> str:
    """What the decision says of one procedure."""
    said = catalogue.say("for {reason}", reason=reason) if reason else ""
    return ", ".join(part for part in (title, site, said) if part)


def _plans(
    procedure: Procedure, claims: Claims, anatomy: Anatomy, catalogue: Catalogue
) -> Iterator[dict[str, str]]:
    """Each place and reason on the paper that this procedure may be for; the longest names first."""
    words = claims.words
    places: list[dict[str, str]] = []
    for site in sorted(anatomy.sites(procedure.body_sites), key=lambda one: -len(one.plain_name)):
        if site.sided:
            sides = [s for s in Laterality if squeezed(_sided(s, site.plain_name, catalogue)) in words]
            places += [{"body_site": site.name, "laterality": side.value} for side in sides]
        elif squeezed(site.plain_name) in words:
            places.append({"body_site": site.name})
    told = (name for name in procedure.indications if squeezed(anatomy.printed_indication(name)) in words)
    reasons = sorted(told, key=lambda name: len(anatomy.printed_indication(name)), reverse=True)
    # A blank packet mostly leaves both open.
    blank = bool(claims.twin.get("blank"))
    for place in [{}, *places] if blank or not places else places:
        for reason in ["", *reasons] if blank or not reasons else reasons:
            yield {"procedure": procedure.id, **place, **({"indication": reason} if reason else {})}


def _sided(side: Laterality, name: str, catalogue: Catalogue) -> str:
    return catalogue.say(SIDED[side], site=name)


def _form(claims: Claims, plans: Sequence[dict[str, str]], practitioner: str) -> Record | BlankForm:
    if claims.twin.get("blank"):
        use = _given(claims).get("use")
        return BlankForm.model_validate({"procedures": plans, "practitioner": practitioner, "use": use})
    signers = claims.twin.get("signers")
    signing = set(map(str, signers)) if isinstance(signers, list) else set()
    both = {"patient", "representative"} <= signing
    stand_in = {"name": UNREAD, "authority": UNREAD, "capacity": "shared" if both else "none"}
    return Record.model_validate(
        {
            "record_id": "read-back",
            "patient": {
                "given_name": UNREAD,
                "family_name": UNREAD,
                "date_of_birth": _born(claims, grown_up="assent" not in signing),
                "mrn": UNREAD,
            },
            "procedures": plans,
            "practitioner": practitioner,
            "scheduled_on": claims.twin.get("issued_on"),
            "representative": stand_in if "representative" in signing else None,
            **_given(claims),
            "signed_by": _signed_by(claims),
            "witness": "witness" in signing,
            "interpreter": {"language": UNREAD, "modality": "in-person"}
            if "interpreter" in signing
            else None,
        }
    )


def _born(claims: Claims, *, grown_up: bool) -> str:
    """A day of birth that makes the patient a child, or not, on the day of issue."""
    year = str(claims.twin.get("issued_on"))[:4]
    return f"{int(year) - (40 if grown_up else 10)}-01-01" if year.isdigit() else UNREAD


def _signed_by(claims: Claims) -> str:
    told = claims.twin.get("signed_by")
    return next((way for way in ("mark", "telephone") if isinstance(told, list) and way in told), "pen")


def _given(claims: Claims) -> dict[str, Any]:
    """How the twin says that the products are given."""
    told = claims.twin.get("given")
    known = ("use", "needles", "shots", "visits")
    return {key: told[key] for key in known if told.get(key)} if isinstance(told, dict) else {}


def _score(packet: Packet, words: str, catalogue: Catalogue) -> int:
    texts = [part for clause in clauses_in_print_order(packet) for part in clause_parts(clause)]
    texts += [text for group in groups(packet) for text in group.words if text]
    return sum(squeezed(text) in words for text in texts) + _PLAN * sum(_decided(packet, words, catalogue))


def _decided(packet: Packet, words: str, catalogue: Catalogue) -> Iterator[bool]:
    """For each procedure: whether the paper says where and for what it is decided on, and no more."""
    for line in packet.proposed:
        plan = _line(line.title, line.site, line.indication, catalogue)
        yield any(squeezed(plan + end) in words for end in ";.")


def _with_identity(packet: Packet, claims: Claims) -> Packet:
    id_ = str(claims.twin.get("packet_id", ""))
    # The date is that of the twin, and of the law by which the packet was assembled again.
    days = (Slot.ISSUED_ON, Slot.ISSUED_DAY, Slot.COPY_ISSUED_ON)
    slots = {Slot.PACKET_ID: id_, **{slot: packet.slots[slot] for slot in days if slot in packet.slots}}
    if not packet.blank:
        identity = claims.identity(packet.catalogue)
        slots |= {slot: identity.get(slot, UNREAD) for slot in _READ}
        if packet.copy is not None:
            born = claims.identity(packet.copy.catalogue).get(Slot.DATE_OF_BIRTH, UNREAD)
            slots[Slot.COPY_DATE_OF_BIRTH] = born
    version = str(claims.twin.get("template_version", packet.template_version))
    listed = claims.twin.get("sources")
    sources = isinstance(listed, dict) and listed.get("printed") is True
    return replace(packet, packet_id=id_, template_version=version, slots=slots, sources=sources)


_READ = (Slot.PATIENT_NAME, Slot.DATE_OF_BIRTH, Slot.MRN)
