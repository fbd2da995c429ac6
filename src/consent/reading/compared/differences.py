"""What differs between a file as it was and as it is: answers and signatures apart from everything else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from consent.reading.compared.answers import Answer, annotations_of, answers_of
from consent.reading.compared.field_changes import about_fields
from consent.reading.compared.itself import told_of
from consent.reading.compared.objects import Sameness, page_content

_OF_PAGES = frozenset({"/Annots", "/Contents", "/Parent", "/Type", "/Tabs", "/StructParents"})
_SIGNING = frozenset(
    {"/Pages", "/AcroForm", "/Metadata", "/DSS", "/Perms", "/Extensions", "/Version", "/Type"}
)
"""Of the catalog: looked at by themselves, or what signing adds and changes."""
_OF_FORMS = frozenset({"/Fields", "/SigFlags", "/NeedAppearances", "/DR", "/DA"})
_WORDS = {
    "/StructTreeRoot": "the tags differ",
    "/Names": "the attachments or named places differ",
    "/AF": "the attachments differ",
    "/Outlines": "the bookmarks differ",
    "/OpenAction": "something is done when the file is opened",
    "/AA": "something is done by itself",
    "/OCProperties": "there are layers",
    "/Lang": "the language differs",
    "/OutputIntents": "the color profile differs",
}


@dataclass(frozen=True, slots=True)
class Differences:
    """What is another in the second file."""

    pages: tuple[int, int]
    """How many there are, before and after."""
    filled: tuple[str, ...] = ()
    """Whole names of fields that have an answer now."""
    signed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    """Fields whose answer was another."""
    emptied: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    """Fields that are no longer there."""
    redrawn: tuple[int, ...] = ()
    """Pages that are drawn in another way, from 1; they may look the same."""
    other: tuple[str, ...] = ()
    """Everything else, each in a few words."""
    after: Mapping[str, Answer] = field(default_factory=dict, repr=False)
    """Every field of the second file."""

    @property
    def only_filling(self) -> bool:
        """Whether nothing happened but that fields were filled and signed."""
        if self.pages[0] != self.pages[1]:
            return False
        return not (self.changed or self.emptied or self.gone or self.redrawn or self.other)


def differences(before: pikepdf.Pdf, after: pikepdf.Pdf) -> Differences:
    """Hold two files against each other."""
    old, new = answers_of(before), answers_of(after)
    same = Sameness(before, after)
    kept = [name for name in old if name in new]
    pages = list(zip(before.pages, after.pages, strict=False))
    return Differences(
        pages=(len(before.pages), len(after.pages)),
        filled=tuple(n for n in kept if new[n].kind != "/Sig" and new[n].filled and not old[n].filled),
        signed=tuple(n for n in kept if new[n].kind == "/Sig" and new[n].filled and not old[n].filled),
        changed=tuple(n for n in kept if old[n].filled and new[n].filled and old[n].value != new[n].value),
        emptied=tuple(n for n in kept if old[n].filled and not new[n].filled),
        gone=tuple(name for name in old if name not in new),
        redrawn=tuple(
            number
            for number, (one, other) in enumerate(pages, 1)
            if page_content(one.obj) != page_content(other.obj)
        ),
        other=(
            *about_fields(before, after, old, new, same),
            *(
                words
                for number, (one, other) in enumerate(pages, 1)
                for words in _about_page(number, one.obj, other.obj, same)
            ),
            *_about_catalog(before.Root, after.Root, same),
            *_about_itself(told_of(before), told_of(after)),
        ),
        after=new,
    )


def _about_page(number: int, before: Any, after: Any, same: Sameness) -> Iterator[str]:
    keys = (set(before.keys()) | set(after.keys())) - _OF_PAGES
    for key in sorted(keys):
        if key in before and key in after:
            if not same.same(before[key], after[key]):
                yield f"page {number}: its {key.lstrip('/')} differs"
        elif key in after:
            yield f"page {number}: it has a new {key.lstrip('/')}"
        elif key != "/Group":
            yield f"page {number}: its {key.lstrip('/')} is gone"
    old, new = (_notes(page) for page in (before, after))
    for kind, count in sorted((new - old).items()):
        yield f"page {number}: {count} added of kind {kind}"
    for kind, count in sorted((old - new).items()):
        yield f"page {number}: {count} gone of kind {kind}"


def _notes(page: Any) -> Counter[str]:
    kinds = (str(item.get("/Subtype", "/?")).lstrip("/") for item in annotations_of(page))
    return Counter(kind for kind in kinds if kind != "Widget")


def _about_itself(before: Mapping[str, str | bytes], after: Mapping[str, str | bytes]) -> Iterator[str]:
    # What a program that fills or signs leaves out says nothing wrong.
    if any(words != before.get(key) for key, words in after.items()):
        yield "what it says of itself, such as its title, differs"


def _about_catalog(before: Any, after: Any, same: Sameness) -> Iterator[str]:
    for key in sorted((set(before.keys()) | set(after.keys())) - _SIGNING):
        if (key in before) != (key in after) or not same.same(before[key], after[key]):
            yield _WORDS.get(key, f"the catalog's {key.lstrip('/')} differs")
    forms = [root.get("/AcroForm") for root in (before, after)]
    if not all(isinstance(form, pikepdf.Dictionary) for form in forms):
        return
    for key in sorted((set(forms[0].keys()) | set(forms[1].keys())) - _OF_FORMS):
        if (key in forms[0]) != (key in forms[1]) or not same.same(forms[0][key], forms[1][key]):
            yield f"the form's {key.lstrip('/')} differs"
