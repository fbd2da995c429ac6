"""From a FHIR concept to one of our words: what a practice configured first, then what everybody means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from consent.load.fhir.json_shape import codings, words_of

T = TypeVar("T")

SYSTEMS: Mapping[str, tuple[str, ...]] = {
    "CPT": ("http://www.ama-assn.org/go/cpt", "urn:oid:2.16.840.1.113883.6.12"),
    "HCPCS": (
        "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets",
        "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets",
        "http://terminology.hl7.org/CodeSystem/hcpcs",
        "urn:oid:2.16.840.1.113883.6.285",
    ),
    "SNOMED CT": ("http://snomed.info/sct", "urn:oid:2.16.840.1.113883.6.96"),
}
"""The names FHIR gives to a system of codes."""


def tokens(system: str, code: str) -> tuple[str, str]:
    """``system|code`` as in a FHIR search, and the code of any system."""
    return f"{system}|{code}", code


def of_one_meaning(pairs: Iterable[tuple[str, T]]) -> dict[str, T]:
    """What each key means; a key with several meanings has none."""
    found: dict[str, T] = {}
    unclear: set[str] = set()
    for key, meaning in pairs:
        if found.setdefault(key, meaning) != meaning:
            unclear.add(key)
    return {key: meaning for key, meaning in found.items() if key not in unclear}


@dataclass(frozen=True, slots=True)
class Lookup(Generic[T]):
    """What codes and words stand for."""

    configured: Mapping[str, T] = field(default_factory=dict)
    """By ``system|code`` or ``code``; a ``*`` at the end stands for any rest."""
    usual: Mapping[str, T] = field(default_factory=dict)
    words: Mapping[str, T] = field(default_factory=dict)
    """By the concept's text or display, without case."""

    def find(self, concept: Mapping[str, Any]) -> tuple[T, ...]:
        """The meanings of a concept: none, one, or several when its codings contradict each other."""
        stages = (
            _exact(concept, self.configured),
            self._begun(concept),
            _exact(concept, self.usual),
            self._said(concept),
        )
        return next((found for stage in stages if (found := tuple(dict.fromkeys(stage)))), ())

    def _begun(self, concept: Mapping[str, Any]) -> Iterator[T]:
        begun = {key[:-1]: value for key, value in self.configured.items() if key.endswith("*")}
        for system, code, _ in codings(concept):
            fitting = [key for key in begun if any(token.startswith(key) for token in tokens(system, code))]
            if fitting:
                yield begun[max(fitting, key=len)]

    def _said(self, concept: Mapping[str, Any]) -> Iterator[T]:
        for words in words_of(concept):
            key = " ".join(words.casefold().split())
            if key in self.words:
                yield self.words[key]


def _exact(concept: Mapping[str, Any], meanings: Mapping[str, T]) -> Iterator[T]:
    for system, code, _ in codings(concept):
        # With its system first: a bare code is anybody's.
        if token := next((one for one in tokens(system, code) if one in meanings), None):
            yield meanings[token]
