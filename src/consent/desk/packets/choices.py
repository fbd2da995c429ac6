"""What the form offers to choose from: what the library has and this practice uses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from consent.models.library.collection import Library
from consent.models.library.procedure import Procedure
from consent.models.people.look import DocumentKind, Edition
from consent.models.people.practice import Practice
from consent.models.people.record import Modality
from consent.models.people.signing import AUTHORITIES, Capacity, SigningWay
from consent.models.people.use import Use
from consent.models.spoken import SOURCE

Pairs = tuple[tuple[str, str], ...]
"""Values and the words shown for them."""

LANGUAGES: Pairs = (
    *(("en", "English"), ("es", "Spanish"), ("zh", "Chinese"), ("vi", "Vietnamese"), ("tl", "Tagalog")),
    *(("ko", "Korean"), ("ar", "Arabic"), ("fr", "French"), ("ru", "Russian"), ("hy", "Armenian")),
    *(("fa", "Persian"), ("pt", "Portuguese"), ("hi", "Hindi"), ("pa", "Punjabi"), ("km", "Khmer")),
    *(
        ("ja", "Japanese"),
        ("ht", "Haitian Creole"),
        ("pl", "Polish"),
        ("de", "German"),
        ("ase", "American Sign Language"),
    ),
)
"""The languages that patients of US clinics prefer most; another one is typed in the record."""
SIDES: Pairs = (("left", "Left"), ("right", "Right"), ("bilateral", "Both sides"))
USES: Pairs = (
    (Use.MIXED.value, "Mixed in one syringe"),
    (Use.IN_TURN.value, "One after the other, same place"),
    (Use.ALONE.value, "Each by itself"),
)
EDITIONS: Pairs = ((Edition.STANDARD.value, "Standard"), (Edition.LARGE_PRINT.value, "Large print"))
DOCUMENTS: Pairs = (
    (DocumentKind.CONSENT.value, "Consent packet"),
    (DocumentKind.REFUSAL.value, "Refusal: the patient says no"),
    (DocumentKind.WITHDRAWAL.value, "Withdrawal: the patient takes a yes back"),
    (DocumentKind.AUTHORIZATION.value, "HIPAA authorization: use of a story, pictures or records"),
)
MODALITIES: Pairs = (
    (Modality.IN_PERSON.value, "In person"),
    (Modality.VIDEO.value, "By video"),
    (Modality.PHONE.value, "By phone"),
)
RIGHTS: Pairs = tuple((one, one[:1].upper() + one[1:]) for one in AUTHORITIES)
CAPACITIES: Pairs = (
    (Capacity.NONE.value, "No: only the person named signs"),
    (Capacity.SHARED.value, "Yes: both sign"),
)
SIGNING: Pairs = (
    (SigningWay.PEN.value, "With a pen"),
    (SigningWay.MARK.value, "With a mark, before two witnesses"),
    (SigningWay.TELEPHONE.value, "A yes on the telephone, heard by two witnesses"),
)


@dataclass(frozen=True, slots=True)
class Offered:
    """A procedure that can be ticked."""

    id: str
    title: str
    sites: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """An indication that can be chosen."""

    name: str
    shown: str
    sites: tuple[str, ...]
    """Where it can be; empty: anywhere."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything that the form lists."""

    procedures: tuple[Offered, ...]
    sites: Pairs
    reasons: tuple[Reason, ...]
    practitioners: Pairs
    languages: Pairs
    """Of the packet."""
    usual_use: str
    """How products are given here when nothing else is said; empty when nothing says so."""

    def reasons_for(self, site: str) -> Pairs:
        """The reasons to choose from; those that can be at a site come first."""
        ranked = sorted(self.reasons, key=lambda one: bool(site and one.sites and site not in one.sites))
        return tuple((one.name, one.shown) for one in ranked)


def choices_of(library: Library, practice: Practice) -> Choices:
    """What this practice can choose."""
    used = used_here(library, practice)
    anatomy = library.anatomy
    reasons = _once(name for one in used for name in one.indications)
    names = dict(LANGUAGES)
    return Choices(
        procedures=tuple(_offered(one) for one in sorted(used, key=lambda one: one.product is None)),
        sites=tuple(
            (name, anatomy.printed_site(name)) for name in _once(n for one in used for n in one.body_sites)
        ),
        reasons=tuple(
            Reason(
                name,
                anatomy.printed_indication(name),
                anatomy.indications[name].value.body_sites if name in anatomy.indications else (),
            )
            for name in reasons
        ),
        practitioners=tuple(
            (one.id, f"{one.name}, {', '.join(one.credentials)}") for one in practice.practitioners
        ),
        languages=tuple((one, names.get(one, one)) for one in (SOURCE, *practice.languages)),
        usual_use=practice.usual.use.value if practice.usual.use else "",
    )


def used_here(library: Library, practice: Practice) -> tuple[Procedure, ...]:
    """The procedures that this practice can do: those without a product, and those whose product it names."""
    every = (one.value for one in library.procedures.values())
    return tuple(one for one in every if one.product is None or one.id in practice.products)


def _offered(one: Procedure) -> Offered:
    return Offered(one.id, one.title, one.body_sites, one.indications)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(names)))
