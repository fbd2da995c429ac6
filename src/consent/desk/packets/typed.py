"""What stands in the form for a packet, as it was typed; and a record read back into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

MOST_PLACES = 4
"""Places on the body that one form has room for."""
PATHS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **{
            name: ("patient", name)
            for name in (
                *("given_name", "middle_name", "family_name", "suffix"),
                *("date_of_birth", "mrn", "preferred_language"),
            )
        },
        **{
            name: (name,)
            for name in ("practitioner", "scheduled_on", "use", "needles", "shots", "visits", "signed_by")
        },
        "witness": ("witness",),
        "representative_name": ("representative", "name"),
        "representative_authority": ("representative", "authority"),
        "representative_capacity": ("representative", "capacity"),
        "interpreter_language": ("interpreter", "language"),
        "interpreter_modality": ("interpreter", "modality"),
    }
)
"""Where the value of each field stands in a record file."""
OF_LOOK = ("edition", "language", "document", "sources")
"""Fields that say how the packet is printed."""
OF_PLACE = ("body_site", "laterality", "indication")
"""Fields of each place that hold one value."""
PROCEDURES = "procedures"
NUMBERS = ("needles", "shots", "visits")


@dataclass(frozen=True, slots=True)
class Spot:
    """One place on the body: what is done there."""

    procedures: tuple[str, ...] = ()
    body_site: str = field(default="", repr=False)
    laterality: str = field(default="", repr=False)
    indication: str = field(default="", repr=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was chosen."""
        return not (self.procedures or self.body_site or self.laterality or self.indication)


@dataclass(frozen=True, slots=True)
class Typed:
    """A whole form."""

    one: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Fields by name, those of ``PATHS`` and ``OF_LOOK``; one that is not there is empty."""
    spots: tuple[Spot, ...] = (Spot(),)

    def value(self, name: str) -> str:
        """What stands in a field."""
        return self.one.get(name, "")


def place_field(name: str, number: int) -> str:
    """What a field of a place is called in the form; places count from 0."""
    return f"{name}-{number}"


def one_fields() -> tuple[str, ...]:
    """Every field that comes once."""
    places = (place_field(name, number) for number in range(MOST_PLACES) for name in OF_PLACE)
    return (*PATHS, *OF_LOOK, *places)


def many_fields() -> tuple[str, ...]:
    """Every field that may come several times: the procedures of each place."""
    return tuple(place_field(PROCEDURES, number) for number in range(MOST_PLACES))


def in_form_order() -> tuple[str, ...]:
    """Every field as it comes on the page."""
    first = ("family_name", "given_name", "date_of_birth", "mrn")
    then = ("middle_name", "suffix", "preferred_language", "scheduled_on", "practitioner")
    names = (PROCEDURES, *OF_PLACE)
    places = [place_field(name, number) for number in range(MOST_PLACES) for name in names]
    return tuple(dict.fromkeys((*first, *then, *places, *PATHS, *OF_LOOK)))


def typed_of(one: Callable[[str], str], many: Callable[[str], Sequence[str]]) -> Typed:
    """The form that was sent; ``one`` and ``many`` give what stands in a field."""
    values = {name: value for name in (*PATHS, *OF_LOOK) if (value := one(name))}
    spots = []
    for number in range(MOST_PLACES):
        rest = [one(place_field(name, number)) for name in OF_PLACE]
        spots.append(Spot(tuple(dict.fromkeys(many(place_field(PROCEDURES, number)))), *rest))
    while len(spots) > 1 and spots[-1].is_empty:
        spots.pop()
    return Typed(values, tuple(spots))


def typed_from(data: Mapping[str, Any]) -> Typed:
    """A record's plain data, read into the form; what cannot be understood is left out."""
    values = {name: text for name, path in PATHS.items() if (text := _text(_at(data, path)))}
    if data.get("witness") is True:
        values["witness"] = "yes"
    return Typed(values, _spots(data.get("procedures")))


def _spots(planned: object) -> tuple[Spot, ...]:
    """Procedures of one site, side and reason are one place; one that has no site goes with the first."""
    places: dict[tuple[str, ...], list[str]] = {}
    nowhere: list[str] = []
    for item in planned if isinstance(planned, list | tuple) else ():
        if not isinstance(item, Mapping) or not (id_ := _text(item.get("procedure"))):
            continue
        where = tuple(_text(item.get(name)) for name in OF_PLACE)
        (places.setdefault(where, []) if any(where) else nowhere).append(id_)
    spots = [Spot(tuple(ids), *where) for where, ids in places.items()]
    first = spots[0] if spots else Spot()
    first = Spot((*first.procedures, *nowhere), first.body_site, first.laterality, first.indication)
    return (first, *spots[1:MOST_PLACES])


def _at(data: Mapping[str, Any], path: Sequence[str]) -> object:
    value: object = data
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _text(value: object) -> str:
    if isinstance(value, bool):
        return ""
    return str(value) if isinstance(value, str | int) else ""
