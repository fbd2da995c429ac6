"""Which blank packets belong in a pack: every set of procedures that this practice can do together."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consent.errors import ResourceError
from consent.load.record.plan import check_plan
from consent.load.record.together import check_together
from consent.models.people.look import Edition
from consent.models.people.record import BlankForm, PlannedProcedure
from consent.models.place import Source
from consent.pipeline.workspace import Workspace
from consent.suggest import did_you_mean

_MOST_AT_ONCE = 4
"""Two products, a medium and the guidance: as many as `consent check` tries together."""
_MOST_PACKETS = 400
"""More than this is no pack that anybody finds something in, or prints by mistake."""
_ASKED = Source("--set")


@dataclass(frozen=True, slots=True)
class Kinds:
    """What is asked for: sets of procedures × practitioner × edition × language, each so many times."""

    sets: tuple[tuple[str, ...], ...]
    """As typed; none means every set that is possible."""
    practitioners: tuple[str, ...]
    editions: tuple[Edition, ...]
    languages: tuple[str, ...]
    count: int

    def forms(self, workspace: Workspace) -> list[BlankForm]:
        """What is to be printed in one edition and language.

        Raises:
            ResourceError: a set that was asked for cannot be done, or there would be too many packets.
        """
        sets = [self._asked(one, workspace) for one in self.sets] or list(_possible(workspace))
        if not sets:
            raise ResourceError(
                "this practice can do none of the procedures",
                hint="name its products under `products:` in practice.yaml",
            )
        looks = len(self.practitioners) * len(self.editions) * len(self.languages) * self.count
        if len(sets) * looks > _MOST_PACKETS:
            raise ResourceError(
                f"the pack would hold {len(sets) * looks} blank packets: {len(sets)} sets of procedures,"
                f" {looks} of each",
                hint="name the sets that you do, with --set msc-exosomes+ultrasound-guidance and so on;"
                " or fewer of --edition, --language or --practitioner",
            )
        return [
            BlankForm(procedures=_plans(one), practitioner=practitioner)
            for one in sets
            for practitioner in self.practitioners
        ]

    @staticmethod
    def _asked(ids: tuple[str, ...], workspace: Workspace) -> tuple[str, ...]:
        unknown = [one for one in ids if one not in workspace.library.procedures]
        if unknown:
            raise ResourceError(
                f"--set: there is no procedure {unknown[0]}",
                hint=did_you_mean(unknown[0], workspace.library.procedures),
            )
        if len(set(ids)) < len(ids):
            raise ResourceError(f"--set {'+'.join(ids)}: a procedure is named twice")
        if not _is_possible(ids, workspace):
            raise ResourceError(
                f"--set {'+'.join(ids)}: this practice cannot do it",
                hint="name its products under `products:` in practice.yaml",
            )
        return tuple(one for one in workspace.library.procedures if one in ids)


def _possible(workspace: Workspace) -> Iterator[tuple[str, ...]]:
    """Every set that can be done here, the smallest first, in the order of print."""
    usable = [one for one in workspace.library.procedures if _is_possible((one,), workspace)]
    for size in range(1, min(len(usable), _MOST_AT_ONCE) + 1):
        for one in itertools.combinations(usable, size):
            if _is_possible(one, workspace):
                yield one


def _is_possible(ids: Sequence[str], workspace: Workspace) -> bool:
    library, practice, plans = workspace.library, workspace.practice, _plans(ids)
    wrong = check_plan(plans, library=library, practice=practice, source=_ASKED, blank=True)
    together = check_together(plans, None, library=library, practice=practice, source=_ASKED, blank=True)
    return not wrong and not any(together)


def _plans(ids: Sequence[str]) -> tuple[PlannedProcedure, ...]:
    return tuple(PlannedProcedure(procedure=one) for one in ids)
