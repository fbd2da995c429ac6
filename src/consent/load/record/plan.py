"""Whether these procedures can be done, here, together. Pure; used for records and for blank packets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consent.load.typed.shape import dotted
from consent.models.findings.finding import Finding
from consent.models.people.record import Laterality, PlannedProcedure
from consent.models.place import Path, Source, Sourced
from consent.suggest import choices, did_you_mean

if TYPE_CHECKING:
    from consent.models.library.anatomy import BodySite
    from consent.models.library.collection import Library
    from consent.models.library.procedure import Procedure
    from consent.models.people.practice import Practice


def check_plan(
    plan: Sequence[PlannedProcedure | None],
    *,
    library: Library,
    practice: Sourced[Practice],
    source: Source,
    path: Path = ("procedures",),
    blank: bool = False,
) -> tuple[Finding, ...]:
    """Everything wrong with the planned procedures. A blank packet may leave site, side and indication open.

    ``None`` stands for an item that could not be read and was reported already. Never repeats what was typed.
    """
    findings: list[Finding] = []
    for index, planned in enumerate(plan):
        if planned is not None:
            item = _Item(planned, source, (*path, index), library, practice.value, blank)
            findings.extend(item.findings())
    findings.extend(_twice(plan, source, path))
    return tuple(findings)


@dataclass(frozen=True, slots=True)
class _Item:
    """One planned procedure and everything it is held against."""

    planned: PlannedProcedure
    source: Source
    path: Path
    library: Library
    practice: Practice
    blank: bool

    def findings(self) -> Iterator[Finding]:
        found = self.library.procedures.get(self.planned.procedure)
        if found is None:
            hint = did_you_mean(self.planned.procedure, self.library.procedures)
            yield self._wrong("procedure", "REC020", "there is no such procedure", hint)
            return
        procedure = found.value
        if procedure.product and procedure.id not in self.practice.products:
            message = f"the practice names no product for `{procedure.id}`"
            hint = f"add `{procedure.id}:` under `products:` in practice.yaml"
            yield self._wrong("procedure", "REC031", message, hint)
        yield from self._place(procedure)
        yield from self._indication(procedure)
        yield from self._fit(procedure)

    def _place(self, procedure: Procedure) -> Iterator[Finding]:
        typed = self.planned.body_site
        sites = {site.name: site for site in self.library.anatomy.sites(procedure.body_sites)}
        if typed is not None and not sites:
            message = f"`{procedure.id}` has no body site of its own"
            yield self._wrong("body_site", "REC024", message, "remove `body_site`")
        elif typed is not None and typed not in sites:
            message = f"there is no such body site for `{procedure.id}`"
            yield self._wrong("body_site", "REC022", message, did_you_mean(typed, sites))
            return
        elif typed is None and sites and not self.blank:
            message = f"`{procedure.id}` needs a body site"
            hint = f"add `body_site:`; {choices(self._sites(sites))}"
            yield self._wrong("body_site", "REC023", message, hint)
            return
        possible = [sites[typed]] if typed in sites else list(sites.values())
        yield from self._side(procedure, possible)

    def _side(self, procedure: Procedure, possible: Sequence[BodySite]) -> Iterator[Finding]:
        """``possible``: the site, or on a blank packet every site it may be."""
        side, sided = self.planned.laterality, [site for site in possible if site.sided]
        if side is not None and not sided:
            reason = "has no sides" if possible else "has no body site, so no side"
            what = f"`{possible[0].name}`" if len(possible) == 1 else f"`{procedure.id}`"
            yield self._wrong("laterality", "REC026", f"{what} {reason}", "remove `laterality`")
        elif side is None and sided and not self.blank:
            hint = f"add `laterality:`; {choices(one.value for one in Laterality)}"
            yield self._wrong("laterality", "REC025", f"`{sided[0].name}` needs a side", hint)

    def _indication(self, procedure: Procedure) -> Iterator[Finding]:
        typed, known = self.planned.indication, procedure.indications
        if typed is not None and not known:
            message = f"`{procedure.id}` takes no indication"
            yield self._wrong("indication", "REC029", message, "remove `indication`")
        elif typed is not None and typed not in known:
            message = f"there is no such indication for `{procedure.id}`"
            yield self._wrong("indication", "REC028", message, did_you_mean(typed, known))
        elif typed is None and known and not self.blank:
            message = f"`{procedure.id}` needs an indication"
            hint = f"add `indication:`; {choices(self._reasons(known))}"
            yield self._wrong("indication", "REC027", message, hint)

    def _fit(self, procedure: Procedure) -> Iterator[Finding]:
        """A diagnosis of another joint means that the joint, the side or the patient is wrong."""
        site, typed = self.planned.body_site, self.planned.indication
        if site is None or typed is None or self.library.anatomy.fits(typed, site):
            return
        if site in procedure.body_sites and typed in procedure.indications:
            fitting = self._reasons(procedure.indications)
            hint = f"ask which of the two is meant; at this body site, {choices(fitting)}"
            message = "the indication cannot be at the body site"
            yield self._wrong("indication", "REC073", message, hint if fitting else "ask which is meant")

    def _sites(self, sites: Iterable[str]) -> tuple[str, ...]:
        """Those of the sites that the indication can be at; all of them when none is."""
        typed, names = self.planned.indication, tuple(sites)
        fitting = tuple(name for name in names if typed and self.library.anatomy.fits(typed, name))
        return fitting or names

    def _reasons(self, known: Sequence[str]) -> tuple[str, ...]:
        """Those of the indications that can be at the body site; all of them when none can."""
        site = self.planned.body_site
        return self.library.anatomy.fitting(known, site) or tuple(known) if site else tuple(known)

    def _wrong(self, key: str, number: str, message: str, hint: str) -> Finding:
        path = (*self.path, key)
        return Finding(
            self.source.at(*path), number, f"`{dotted(path)}`: {message}", hint, field=dotted(path)
        )


def _twice(plan: Sequence[PlannedProcedure | None], source: Source, path: Path) -> Iterator[Finding]:
    """The same procedure at the same site; left and right of one site may stand apart."""
    earlier: list[PlannedProcedure] = []
    for index, planned in enumerate(plan):
        if planned is None:
            continue
        if any(_same(planned, other) for other in earlier):
            where = dotted((*path, index))
            message = f"`{where}`: the same procedure is planned twice at one site"
            yield Finding(source.at(*path, index), "REC030", message, "remove one of the two", field=where)
        earlier.append(planned)


def _same(one: PlannedProcedure, other: PlannedProcedure) -> bool:
    if (one.procedure, one.body_site) != (other.procedure, other.body_site):
        return False
    sides = {one.laterality, other.laterality}
    return sides != {Laterality.LEFT, Laterality.RIGHT}
