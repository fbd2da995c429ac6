"""An authority's own form as it is bound into a packet."""

from __future__ import annotations

from dataclasses import dataclass, field

from consent.models.place import Place


@dataclass(frozen=True, slots=True)
class FormPage:
    """One page of the form, the way up it is read."""

    width: float
    height: float
    """In points."""
    text: str
    """Its words, for those who have the page read to them; empty when it is a picture."""


@dataclass(frozen=True, slots=True)
class BoundForm:
    """The form, page by page, and the file itself."""

    id: str
    sha256: str
    pages: tuple[FormPage, ...]
    content: bytes = field(repr=False)
    """The file as the authority publishes it."""
    place: Place = field(compare=False)
    """Where the practice file names it."""
    authority: str = ""
    """Whose form it is, as the policy says."""


@dataclass(frozen=True, slots=True)
class FormImage:
    """One page of a form as the page templates see it."""

    mark: str
    """Names the page; goes into ``data-form-page``."""
    number: int
    """Counted from 1."""
    source: str
    """An empty picture of the page's shape; the page itself is drawn in its place."""
    has_words: bool
    """False when the page is a picture that nobody can have read aloud."""


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """A form as the page templates see it."""

    id: str
    authority: str
    pages: tuple[FormImage, ...]
