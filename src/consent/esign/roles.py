"""Whose a place is, and in what order people sign."""

from __future__ import annotations

from collections.abc import Iterable

ORDER = (
    "interpreter",
    "patient",
    "representative",
    "assent",
    "witness",
    "second-witness",
    "practitioner",
)
"""As on the signing sheet; who explains signs last."""
_BY_LENGTH = sorted(ORDER, key=len, reverse=True)
_OF_THE_DECIDER = ("initials-", "teach-back-", "consent-scope-")
_SIGNATURE = "-signature"


def signers_in(names: Iterable[str]) -> tuple[str, ...]:
    """Who has a line to sign on, in their order."""
    found = {name.removesuffix(_SIGNATURE) for name in names if name.endswith(_SIGNATURE)}
    return tuple(role for role in ORDER if role in found)


def role_of(name: str, is_text: bool, signers: Iterable[str]) -> str:
    """The role that a place belongs to.

    A place that begins with a role's name is that role's. Notices, initials and answers in one's own words
    are for whoever decides: the patient, else the representative. What else there is to write in is the
    practitioner's.
    """
    there = set(signers)
    for role in _BY_LENGTH:
        if name.startswith(f"{role}-"):
            return role
    decider = "patient" if "patient" in there else "representative"
    return decider if name.startswith(_OF_THE_DECIDER) or not is_text else "practitioner"
