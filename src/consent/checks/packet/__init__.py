"""Rules on the assembled packet."""

from consent.checks.rooms import rules_in

PACKET_RULES = rules_in(__name__, __path__)
