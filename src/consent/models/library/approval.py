"""Who approved which wording: kept in the layer of the practice, which does not own the library."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from consent.models.base import Date, Id, Model, Text, Version


class Approval(Model):
    """One file, as it read when somebody approved it."""

    id: Id
    version: Version
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """Of the file. Once a word in it changes, it is no longer approved."""
    approved_by: Text
    approved_on: Date


class Approvals(Model):
    """``approvals.yaml`` in a templates folder; written by ``consent approve``."""

    approvals: tuple[Approval, ...] = ()
