"""What was typed becomes a record or a blank form; or everything that is wrong with it, beside its fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from consent.checks import check_glyphs
from consent.desk.packets.labels import told
from consent.desk.packets.typed import NUMBERS, OF_LOOK, PATHS, Spot, Typed, in_form_order, place_field
from consent.errors import InputError
from consent.load.order import in_order
from consent.load.record.checks import Surroundings
from consent.load.record.read import check_rows
from consent.load.rows.options import takes_side
from consent.load.rows.words import language
from consent.load.typed.tree import Document
from consent.models.findings.finding import Finding, Severity
from consent.models.library.collection import Library
from consent.models.people.record import BlankForm, Laterality, PlannedProcedure, Record
from consent.models.people.use import Use
from consent.models.place import Source, Sourced

FORM = "form"
"""What stands for the file of something that was typed into a page."""
_ITEM = re.compile(r"procedures\[(\d+)\](?:\.(\w+))?")
_FIELD_OF = {".".join(path): name for name, path in PATHS.items()}
_OF_GROUP = {"representative": "representative_name", "interpreter": "interpreter_language"}


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that is wrong, in the words of the form."""

    message: str
    hint: str
    is_warning: bool
    code: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a form came to."""

    record: Sourced[Record] | None = field(default=None, repr=False)
    blank: BlankForm | None = None
    complaints: Mapping[str, tuple[Complaint, ...]] = field(default_factory=dict)
    """By field of the form; under an empty name what belongs to none of them."""

    @property
    def is_good(self) -> bool:
        """Whether a packet can be made of it."""
        return self.record is not None or self.blank is not None


@dataclass(frozen=True, slots=True)
class Plan:
    """The planned procedures of a form, and from which of its places each comes."""

    items: tuple[dict[str, str], ...] = field(repr=False)
    spots: tuple[int, ...]


def ask(
    typed: Typed, record_id: str, around: Surroundings, before: Mapping[str, Any] | None = None
) -> Answer:
    """The record of a form; ``before`` is the one it was filled from, whose order of procedures is kept."""
    plan = plan_of(typed, around.library, before)
    data = data_of(typed, record_id, plan)
    document = Document(data, Source(FORM), {})
    findings: tuple[Finding, ...]
    record: Sourced[Record] | None = None
    try:
        loaded = check_rows((document,), around)
        (record,), findings = loaded.records, loaded.warnings
        findings = (*findings, *check_glyphs(record))
    except InputError as error:
        findings = error.findings
    if any(one.severity is Severity.ERROR for one in findings):
        record = None
    return Answer(record=record, complaints=beside(findings, plan.spots, names_in(around.library)))


def ask_blank(typed: Typed, around: Surroundings) -> Answer:
    """The blank form: what is planned, without a patient. Its plan is checked when it is drawn."""
    plan = plan_of(typed, around.library, None)
    wrong: dict[str, tuple[Complaint, ...]] = {}
    if not plan.items:
        hint = "choose at least one"
        wrong[place_field("procedures", 0)] = (Complaint("No procedure is chosen", hint, False, "REC001"),)
    known = [one.id for one in around.practice.value.practitioners]
    practitioner = typed.value("practitioner") or (known[0] if len(known) == 1 else "")
    if practitioner not in known:
        wrong["practitioner"] = (Complaint("Nobody is chosen", "choose who is responsible", False, "REC021"),)
    if wrong:
        return Answer(complaints=wrong)
    said = typed.value("use")
    form = BlankForm(
        procedures=tuple(_planned(item) for item in plan.items),
        practitioner=practitioner,
        use=Use(said) if said in {one.value for one in Use} else None,
    )
    return Answer(blank=form)


def plan_of(typed: Typed, library: Library, before: Mapping[str, Any] | None) -> Plan:
    """The procedures of every place, in the order of the form, or of the record it was filled from."""
    found: list[tuple[dict[str, str], int]] = []
    for number, spot in enumerate(typed.spots):
        found += [(_item(id_, spot, library), number) for id_ in spot.procedures]
    items = [item for item, _ in found]
    earlier = [_bare(one) for one in _planned_in(before)]
    if sorted(map(_key, earlier)) == sorted(map(_key, items)):
        found.sort(key=lambda one: earlier.index(one[0]))
    return Plan(tuple(item for item, _ in found), tuple(number for _, number in found))


def data_of(typed: Typed, record_id: str, plan: Plan) -> dict[str, Any]:
    """The form in the shape of a record file. An empty field is one that is not there."""
    data: dict[str, Any] = {"record_id": record_id, "patient": {}}
    for name, path in PATHS.items():
        text = typed.value(name)
        if text and name not in OF_LOOK:
            _put(data, path, _value(name, text))
    if plan.items:
        data["procedures"] = [dict(item) for item in plan.items]
    return data


def names_in(library: Library) -> dict[str, str]:
    """What the form shows of procedures, sites and reasons, by what a record says."""
    anatomy = library.anatomy
    return {
        **{id_: one.value.title for id_, one in library.procedures.items()},
        **{name: one.value.plain_name for name, one in anatomy.body_sites.items()},
        **{name: one.value.printed for name, one in anatomy.indications.items()},
    }


def beside(
    findings: Iterable[Finding], spots: Sequence[int], names: Mapping[str, str]
) -> dict[str, tuple[Complaint, ...]]:
    """Findings by the field of the form they are about; ``names`` as of ``told``."""
    found: dict[str, list[Complaint]] = {}
    for one in in_order(findings):
        message, hint = told(one, names)
        complaint = Complaint(message, hint, one.severity is Severity.WARNING, one.code)
        some = found.setdefault(field_of(one.field, spots), [])
        if complaint not in some:
            some.append(complaint)
    order = {name: place for place, name in enumerate(in_form_order())}
    return {name: tuple(found[name]) for name in sorted(found, key=lambda name: order.get(name, -1))}


def field_of(path: str, spots: Sequence[int]) -> str:
    """The field of the form that a record's field is typed in; empty when it is in none."""
    if item := _ITEM.fullmatch(path):
        number = int(item[1])
        if number >= len(spots):
            return ""
        leaf = item[2] or "procedures"
        return place_field("procedures" if leaf == "procedure" else leaf, spots[number])
    if path == "procedures":
        return place_field("procedures", 0)
    return _FIELD_OF.get(path) or _OF_GROUP.get(path, "")


def _item(id_: str, spot: Spot, library: Library) -> dict[str, str]:
    """A procedure at a place, with those of its values that the procedure takes."""
    found = library.procedures.get(id_)
    item = {"procedure": id_}
    if found is None:
        return item
    procedure = found.value
    if spot.body_site and procedure.body_sites:
        item["body_site"] = spot.body_site
    if spot.laterality and takes_side(procedure, spot.body_site or None, library.anatomy):
        item["laterality"] = spot.laterality
    if spot.indication and procedure.indications:
        item["indication"] = spot.indication
    return item


def _planned(item: Mapping[str, str]) -> PlannedProcedure:
    side = item.get("laterality", "")
    known = side in {one.value for one in Laterality}
    return PlannedProcedure(
        procedure=item["procedure"],
        body_site=item.get("body_site"),
        laterality=Laterality(side) if known else None,
        indication=item.get("indication"),
    )


def _value(name: str, text: str) -> Any:
    if name in NUMBERS:
        # What is no number stays as typed, and the model says so.
        return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else text
    if name == "witness":
        return text == "yes"
    return language(text) if name == "preferred_language" else text


def _put(data: dict[str, Any], path: Sequence[str], value: Any) -> None:
    *above, last = path
    for key in above:
        data = data.setdefault(key, {})
    data[last] = value


def _planned_in(data: Mapping[str, Any] | None) -> Sequence[Mapping[str, Any]]:
    planned = data.get("procedures") if data else None
    return [one for one in planned or () if isinstance(one, Mapping)]


def _bare(item: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if value is not None}


def _key(item: Mapping[str, Any]) -> str:
    return repr(sorted(item.items()))
