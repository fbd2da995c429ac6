"""What FDA has said of a product for one use: derived from product, use and company, never typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consent.models.library.procedure import Product, Regulation, Status
from consent.models.people.practice import SuppliedProduct
from consent.models.people.use import Use


@dataclass(frozen=True, slots=True)
class Companion:
    """Another product that goes into the same place at the same visit."""

    product: Product
    supplied: SuppliedProduct | None


def status_of(
    product: Product,
    supplied: SuppliedProduct,
    body_site: str | None,
    indication: str | None,
    use: Use | None = None,
    companions: Sequence[Companion] = (),
) -> Status:
    """The regulatory status of this product, from this maker, in this place, for this, given with these.

    An approval covers one product, by itself, in one use: by itself the use is on-label or
    off-label. Given together with anything else it is neither, because FDA approved no such
    pair. "Off-label" never fits a product that has no label, so an exosome is unapproved or
    investigational. ``use`` is None while it is still to be written in: then it counts as together.
    """
    alone = _by_itself(product, supplied, body_site, indication)
    if not companions or use is Use.ALONE or alone in _WHATEVER_ELSE:
        return alone
    covered = one_ind((Companion(product, supplied), *companions)) == "yes"
    if use is Use.MIXED:
        return Status.MIXTURE_INVESTIGATIONAL if covered else Status.MIXTURE_UNAPPROVED
    return Status.TOGETHER_INVESTIGATIONAL if covered else Status.TOGETHER_UNAPPROVED


_WHATEVER_ELSE = frozenset(
    {
        Status.UNAPPROVED_BIOLOGIC,
        Status.INVESTIGATIONAL,
        Status.UNAPPROVED_DEVICE,
        Status.UNAPPROVED_DRUG,
        Status.CLEARED_DEVICE,
    }
)
"""What stays true in any company: a product that is not approved does not become so."""


def _by_itself(
    product: Product, supplied: SuppliedProduct, body_site: str | None, indication: str | None
) -> Status:
    match product.regulation:
        case Regulation.BIOLOGIC_LICENSE:
            return Status.INVESTIGATIONAL if supplied.ind_number else Status.UNAPPROVED_BIOLOGIC
        case Regulation.CLEARED_DEVICE:
            return Status.CLEARED_DEVICE
        case Regulation.AUTOLOGOUS_BLOOD:
            return Status.CLEARED_KIT
        case Regulation.PREMARKET_APPROVAL:
            if supplied.pma_number is None:
                return Status.UNAPPROVED_DEVICE
            return _by_label(product, body_site, indication)
        case Regulation.APPROVED_DRUG:
            if supplied.approval_number is None:
                return Status.UNAPPROVED_DRUG
            return _by_label(product, body_site, indication)


def _by_label(product: Product, body_site: str | None, indication: str | None) -> Status:
    elsewhere = body_site is not None and body_site not in product.approved_body_sites
    for_something_else = indication is not None and indication not in product.approved_indications
    if elsewhere or for_something_else:
        return Status.OFF_LABEL
    if body_site is None or indication is None:
        return Status.LABEL_USE_UNKNOWN
    return Status.ON_LABEL


def goes_in(product: Product | None) -> bool:
    """Whether it is put into the body, so that another product can meet it there."""
    return product is not None and product.regulation is not Regulation.CLEARED_DEVICE


def one_ind(given: Iterable[Companion]) -> str:
    """Whether one IND covers all that needs a license: ``yes``, ``no``, or empty when nothing does.

    Two INDs are two studies of two products; neither says anything of the pair.
    """
    needing = [one for one in given if one.product.regulation is Regulation.BIOLOGIC_LICENSE]
    numbers = {one.supplied.ind_number if one.supplied else None for one in needing}
    if not needing:
        return ""
    return "yes" if len(numbers) == 1 and None not in numbers else "no"
