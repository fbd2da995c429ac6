"""Status follows from product, place and indication; nobody types it."""

from __future__ import annotations

from itertools import product as every

import pytest

from consent.assemble.status import status_of
from consent.models.practice import SuppliedProduct
from consent.models.procedure import Product, Regulation, Status

KNEE, SHOULDER = "knee joint", "glenohumeral joint"
ARTHRITIS, TENDON = "knee osteoarthritis", "rotator cuff tendinopathy"


def definition(regulation: Regulation) -> Product:
    approved = regulation is Regulation.PREMARKET_APPROVAL
    return Product(
        family="some-family",
        kind="some-kind",
        description="A product.",
        regulation=regulation,
        donor_derived=False,
        approved_body_sites=(KNEE,) if approved else (),
        approved_indications=(ARTHRITIS,) if approved else (),
    )


def supplied(ind: str | None = None, pma: str | None = None) -> SuppliedProduct:
    return SuppliedProduct(
        name="Product", manufacturer="Maker", source_material="something", ind_number=ind, pma_number=pma
    )


@pytest.mark.parametrize(
    ("site", "indication", "expected"),
    [
        (KNEE, ARTHRITIS, Status.ON_LABEL),
        (KNEE, TENDON, Status.OFF_LABEL),
        (KNEE, None, Status.LABEL_USE_UNKNOWN),
        (SHOULDER, ARTHRITIS, Status.OFF_LABEL),
        (SHOULDER, TENDON, Status.OFF_LABEL),
        (SHOULDER, None, Status.OFF_LABEL),
        (None, ARTHRITIS, Status.LABEL_USE_UNKNOWN),
        (None, TENDON, Status.OFF_LABEL),
        (None, None, Status.LABEL_USE_UNKNOWN),
    ],
)
def test_a_product_with_a_pma_has_a_label(site: str | None, indication: str | None, expected: Status) -> None:
    gel = definition(Regulation.PREMARKET_APPROVAL)
    assert status_of(gel, supplied(pma="P000000"), site, indication) is expected


@pytest.mark.parametrize(
    ("site", "indication"), list(every((KNEE, SHOULDER, None), (ARTHRITIS, TENDON, None)))
)
def test_without_a_pma_it_is_unapproved_everywhere(site: str | None, indication: str | None) -> None:
    gel = definition(Regulation.PREMARKET_APPROVAL)
    assert status_of(gel, supplied(), site, indication) is Status.UNAPPROVED_DEVICE


@pytest.mark.parametrize(
    ("site", "indication"), list(every((KNEE, SHOULDER, None), (ARTHRITIS, TENDON, None)))
)
@pytest.mark.parametrize(
    ("ind", "expected"), [("123456", Status.INVESTIGATIONAL), (None, Status.UNAPPROVED_BIOLOGIC)]
)
def test_a_biologic_is_investigational_or_unapproved(
    site: str | None, indication: str | None, ind: str | None, expected: Status
) -> None:
    vesicles = definition(Regulation.BIOLOGIC_LICENSE)
    assert status_of(vesicles, supplied(ind=ind), site, indication) is expected


def test_a_cleared_device_is_cleared_everywhere() -> None:
    machine = definition(Regulation.CLEARED_DEVICE)
    assert status_of(machine, supplied(), SHOULDER, TENDON) is Status.CLEARED_DEVICE


def test_every_status_is_in_a_table_above() -> None:
    reached = {
        status_of(definition(regulation), supplied(ind, pma), site, indication)
        for regulation, ind, pma, site, indication in every(
            Regulation, ("123456", None), ("P000000", None), (KNEE, SHOULDER, None), (ARTHRITIS, TENDON, None)
        )
    }
    assert reached == set(Status)
