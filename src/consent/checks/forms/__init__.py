"""Rules on a form that somebody else made."""

from consent.checks.rooms import rules_in

FORM_RULES = rules_in(__name__, __path__)
