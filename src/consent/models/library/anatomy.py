"""Where a procedure may be done and what for: body sites and indications, each written once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import StringConstraints

from consent.models.base import Id, Model, Text
from consent.models.place import Sourced

SnomedCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{6,18}$")]
Icd10Code = Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$")]


class BodySite(Model):
    """A place on the body where procedures may be done."""

    name: Text
    """As typed in a record and in a procedure, for example ``glenohumeral joint``."""
    plain_name: Text
    """As printed for a patient, for example ``shoulder joint``."""
    sided: bool
    """Whether a record must say left, right or bilateral."""
    snomed: SnomedCode | None = None
    """The concept of the whole site, in quotes and without a side, for example ``"85537004"``."""
    also_called: tuple[Text, ...] = ()
    """What schedules call it besides, without a side: ``shoulder``, ``GH joint``."""


class Indication(Model):
    """What a procedure may be recorded for."""

    name: Text
    """As typed in a record and in a procedure, for example ``lateral elbow tendinopathy``."""
    plain_name: Text | None = None
    """As printed for a patient; the name itself when there is none."""
    body_sites: tuple[Text, ...] = ()
    """The sites it can be at; empty means any."""
    also_called: tuple[Text, ...] = ()
    """What schedules call it besides: ``tennis elbow``."""
    icd10cm: tuple[Icd10Code, ...] = ()
    """Codes that mean it, in quotes; a category such as ``M17`` stands for every code below it."""
    beside: tuple[Id, ...] = ()
    """Given for a product of one of these families at the same visit, and for no diagnosis of its own.

    Risks and other choices are then those of what the visit is for; hopes are its own.
    """

    @property
    def printed(self) -> str:
        """The words on paper."""
        return self.plain_name or self.name

    def fits(self, body_site: str) -> bool:
        """Whether it can be at this site."""
        return not self.body_sites or body_site in self.body_sites


class AnatomyFile(Model):
    """One file of ``templates/anatomy/``; what all of them list counts together."""

    body_sites: tuple[BodySite, ...] = ()
    indications: tuple[Indication, ...] = ()


@dataclass(frozen=True, slots=True)
class Anatomy:
    """Every body site and indication by name, and where each was typed."""

    body_sites: Mapping[str, Sourced[BodySite]] = field(repr=False, default_factory=dict)
    indications: Mapping[str, Sourced[Indication]] = field(repr=False, default_factory=dict)
    complete: bool = True
    """False when a file could not be read, so that a name nobody knows may be in it."""

    def over(self, other: Anatomy) -> Anatomy:
        """Both together; of two items of one name this one's counts."""
        return Anatomy(
            dict(sorted({**other.body_sites, **self.body_sites}.items())),
            dict(sorted({**other.indications, **self.indications}.items())),
            complete=self.complete and other.complete,
        )

    def sites(self, names: Iterable[str]) -> tuple[BodySite, ...]:
        """The sites of these names, in this order; a name nobody knows is left out."""
        return tuple(self.body_sites[name].value for name in names if name in self.body_sites)

    def fitting(self, indications: Iterable[str], body_site: str) -> tuple[str, ...]:
        """Those of the indications that can be at this site."""
        return tuple(name for name in indications if self.fits(name, body_site))

    def fits(self, indication: str, body_site: str) -> bool:
        """Whether an indication can be at a site; one that nobody knows was complained about elsewhere."""
        found = self.indications.get(indication)
        return found is None or found.value.fits(body_site)

    def beside(self, indication: str | None) -> tuple[str, ...]:
        """The families that something is given for; none where the indication is a diagnosis."""
        found = self.indications.get(indication) if indication else None
        return found.value.beside if found else ()

    def printed_site(self, name: str) -> str:
        """What a site is called on paper."""
        found = self.body_sites.get(name)
        return found.value.plain_name if found else name

    def printed_indication(self, name: str) -> str:
        """What an indication is called on paper."""
        found = self.indications.get(name)
        return found.value.printed if found else name
