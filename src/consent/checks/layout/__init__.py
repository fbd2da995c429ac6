"""Rules on a typeset master: where things landed on the pages."""

from consent.checks.rooms import rules_in

LAYOUT_RULES = rules_in(__name__, __path__)
