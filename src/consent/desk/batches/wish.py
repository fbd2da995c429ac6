"""How a batch is to be printed: what a front desk chooses of what ``consent batch`` can."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from consent.load.source.choose import Choice
from consent.models.paper.print_run import Copy, SortField
from consent.models.people.look import Edition, Look, Paper


class Order(StrEnum):
    """The order of the packets in the print run."""

    ROWS = "rows"
    NAME = "name"
    PRACTITIONER = "practitioner"


_BY_NAME = (SortField.FAMILY_NAME, SortField.GIVEN_NAME, SortField.DATE_OF_BIRTH)
_FIELDS: Mapping[Order, tuple[SortField, ...]] = MappingProxyType(
    {
        Order.ROWS: (),
        Order.NAME: (SortField.SCHEDULED_ON, *_BY_NAME),
        Order.PRACTITIONER: (SortField.SCHEDULED_ON, SortField.PRACTITIONER, *_BY_NAME),
    }
)


@dataclass(frozen=True, slots=True)
class BatchWish:
    """What was chosen."""

    edition: Edition = Edition.STANDARD
    both: bool = False
    """Whether each packet is printed twice: for the chart, and for the patient."""
    one_sided: bool = False
    """Whether the printer prints on one side, so that no back has to be left empty."""
    order: Order = Order.ROWS
    day: date | None = None
    """Only visits on this day; None: on every day."""

    @property
    def choice(self) -> Choice:
        """Which rows are meant."""
        return Choice((), self.day, self.day)

    def look(self, today: date, paper: Paper) -> Look:
        """How the packets look."""
        return Look(today, self.edition, paper)

    @property
    def copies(self) -> tuple[Copy, ...]:
        """Whom each packet is printed for; none: for nobody in particular, once."""
        return (Copy.CHART, Copy.PATIENT) if self.both else ()

    @property
    def sort(self) -> tuple[SortField, ...]:
        """What the print run is sorted by."""
        return _FIELDS[self.order]
