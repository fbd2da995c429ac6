"""A pack of paper for days without computers, and its log read back into the register."""

from consent.downtime.kinds import Kinds
from consent.downtime.making import Order, make_pack
from consent.downtime.reconcile import Reconciled, reconcile

__all__ = ["Kinds", "Order", "Reconciled", "make_pack", "reconcile"]
