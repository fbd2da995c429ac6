"""Packets as FHIR resources, for a record system: a document, and the agreement that it asks for.

Nothing is said that nobody gave: until a person has noted a signature, the document is preliminary and the
agreement a draft. Pure: facts in, plain JSON out.
"""

from __future__ import annotations

from consent.fhir_out.facts import Filed, Office, Version
from consent.fhir_out.resources import Resources

__all__ = ["Filed", "Office", "Resources", "Version"]
