"""Rules on a document beside the consent."""

from consent.checks.rooms import rules_in

DOCUMENT_RULES = rules_in(__name__, __path__)
