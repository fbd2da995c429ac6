"""What FDA has said of a product for one use: derived from the product, never typed."""

from __future__ import annotations

from consent.models.practice import SuppliedProduct
from consent.models.procedure import Product, Regulation, Status


def status_of(
    product: Product, supplied: SuppliedProduct, body_site: str | None, indication: str | None
) -> Status:
    """The regulatory status of this product, from this maker, in this place, for this indication.

    A PMA covers one product in one use: with it the use is on-label or off-label,
    without it the product is simply unapproved. "Off-label" never fits a product
    that has no label, so an exosome is unapproved or investigational.
    """
    match product.regulation:
        case Regulation.BIOLOGIC_LICENSE:
            return Status.INVESTIGATIONAL if supplied.ind_number else Status.UNAPPROVED_BIOLOGIC
        case Regulation.CLEARED_DEVICE:
            return Status.CLEARED_DEVICE
        case Regulation.PREMARKET_APPROVAL:
            if supplied.pma_number is None:
                return Status.UNAPPROVED_DEVICE
            elsewhere = body_site is not None and body_site not in product.approved_body_sites
            for_something_else = indication is not None and indication not in product.approved_indications
            if elsewhere or for_something_else:
                return Status.OFF_LABEL
            if body_site is None or indication is None:
                return Status.LABEL_USE_UNKNOWN
            return Status.ON_LABEL
