"""What a key looks like when it is filled in, for hints. Every example is made up."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        # records
        "record_id": "r-0001",
        "patient": '{given_name: Ada, family_name: Example, date_of_birth: 1961-03-09, mrn: "00123456"}',
        "given_name": "Ada",
        "family_name": "Example",
        "date_of_birth": "1961-03-09",
        "mrn": '"00123456"',
        "preferred_language": "en",
        "procedures": "[{procedure: ultrasound-guidance}]",
        "procedure": "ultrasound-guidance",
        "body_site": "knee joint",
        "laterality": "left",
        "indication": "knee osteoarthritis",
        "practitioner": "p-01",
        "scheduled_on": "2026-12-01",
        "middle_name": "Byron",
        "suffix": "Jr.",
        "use": "mixed",
        "needles": "1",
        "shots": "1",
        "visits": "1",
        "usual": "{use: mixed, needles: 1, shots: 1, visits: 1}",
        "follow_up": "We plan to see you about 8 weeks after the shot.",
        "written_in": "{complication-care: {who-pays: You or your health plan}}",
        "representative": "{name: Ben Example, authority: parent}",
        "authority": "health care agent",
        "capacity": "shared",
        "signed_by": "pen",
        "witness": "true",
        "interpreter": "{language: Spanish, modality: video}",
        "language": "Spanish",
        "modality": "video",
        # practice
        "name": "Example Clinic",
        "address": "[1 Example Street, Springfield CA 90000]",
        "phone": '"+1 555 010 0100"',
        "after_hours_phone": '"+1 555 010 0199"',
        "accessibility_contact": '"Front desk, +1 555 010 0100"',
        "logo": "logo.svg",
        "jurisdiction": "US-CA",
        "paper": "letter",
        "practitioners": "[{id: p-01, name: Dr. Example, …}]",
        "credentials": "[MD]",
        "licence": "Medical Board of California, A 000000",
        "experience": "Has done this since 2019.",
        "interests": "None.",
        "manufacturer": "Example Biologics, Inc.",
        "source_material": "donated umbilical cord tissue",
        "ind_number": '"123456"',
        "pma_number": "P110005",
        "approval_number": "NDA 012345",
        "value": "false",
        "decided_by": "J. Counsel",
        "decided_on": "2026-01-31",
        "reason": "The practice does not perform this therapy.",
        "file": "state-form.pdf",
        "sha256": "the 64 digits that `sha256sum state-form.pdf` prints",
        # every library file
        "id": "some-id",
        "version": "1.0.0",
        "title": "A short title",
        "owner": "Clinical lead",
        "reviewed_on": "2026-01-31",
        "review_by": "2027-01-31",
        "sources": "[]",
        "citation": "Author, title, year",
        "confidence": "V1",
        "summary": "The patient is told in writing.",
        "changed_on": "2026-01-31",
        "by": "Dr. Ana Ruiz, medical director",
        "material": "false",
        "question": "Does the practice perform this therapy?",
        # procedures and shared parts
        "order": "10",
        "family": "exosome",
        "kind": "msc-exosome",
        "description": "What it is, in a sentence.",
        "regulation": "biologic-license",
        "donor_derived": "true",
        "plain_name": "shoulder joint",
        "sided": "true",
        "system": "CPT",
        "code": '"20610"',
        "display": "What the code stands for",
        "key_facts": "{what: …, reasons_for: […], reasons_against: […]}",
        "what": "An injection into a joint.",
        "text": "It may ease pain.",
        "reasons_for": "[It may ease pain.]",
        "reasons_against": "[It may not work.]",
        "nature": "[One sentence.]",
        "steps": "[{phase: clean, text: We clean the skin.}]",
        "phase": "clean",
        "chance": "{low: 1, per: 100}",
        "low": "1",
        "high": "3",
        "per": "1000",
        "duration": "About 30 minutes",
        "benefits": "[{benefit: …, likelihood: Not known, evidence: …, level: none, …}]",
        "benefit": "Less pain",
        "likelihood": "Not known",
        "evidence": "No study has tested it.",
        "level": "none",
        "what_it_means": "What happens, in plain words.",
        "severity": "minor",
        "counted_in": "1,000 people after an injection",
        "situation": "You take blood thinners",
        "action": "call-now",
        "avoid": "false",
        "risk": "It may not help.",
        "when": "First two days",
        "sign": "Fever",
        "introduction": "These risks come with any injection.",
        # clauses and policies
        "section": "evidence",
        "body": "The wording.",
        "all_of": "[[FDA], [not approved, unapproved]]",
        "at_least": "2",
        "of": "[pain, swelling, infection]",
        "fact": "family",
        "includes": "exosome",
        "excludes": "none",
        "label": "Lot number",
        "clause": "some-clause",
        "requirements": "[]",
        "because": "It was not obtained.",
        "obtain": "The state's own website.",
    }
)


_MAY_BE_NONE = frozenset({"ind_number", "pma_number"})
"""Keys that must be written even when there is nothing to write."""


def addition(key: str) -> str:
    """A hint for a key that is missing."""
    none = f", or `{key}: null` when there is none" if key in _MAY_BE_NONE else ""
    return f"add `{example(key)}`{none}"


def example(key: str) -> str:
    """``key: value`` as one could type it, or ``key: …`` when every value is as good."""
    return f"{key}: {EXAMPLES.get(key, '…')}"
