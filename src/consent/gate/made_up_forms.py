"""A page of ruled lines in the place of an official form that the practice does not have.

So that a policy which asks for one is checked with all its other pages. Nobody prints it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache

from consent.models.library.activation import unmet_needs
from consent.models.library.collection import Library
from consent.models.paper.bound_form import BoundForm, FormPage
from consent.models.people.practice import OfficialForm, Practice
from consent.models.place import Place

_NAME = "made-up-form.pdf"
MADE_UP = Place(_NAME)
"""Where a made-up form says that it comes from."""
_WIDE, _TALL = 612, 792
_LINES = b"0 G 1 w 72 72 468 648 re S 72 600 m 540 600 l S 72 144 m 540 144 l S"


def made_up_forms(policies: Iterable[str], library: Library, practice: Practice) -> Mapping[str, BoundForm]:
    """A made-up form for each one that these policies ask for and the practice lacks."""
    elections = [id_ for id_, election in practice.elections.items() if election.value]
    needs = [
        need
        for id_ in policies
        for need in unmet_needs(
            library.policies[id_].value, library, elections=elections, forms=practice.official_forms
        )
    ]
    return {need.form: _form(need.form) for need in needs if need.form}


def having(practice: Practice, forms: Mapping[str, BoundForm]) -> Practice:
    """The practice, as if it had these forms too."""
    more = {id_: OfficialForm(file=_NAME, sha256=form.sha256) for id_, form in forms.items()}
    return practice.model_copy(update={"official_forms": {**practice.official_forms, **more}})


def _form(id_: str) -> BoundForm:
    content = _pdf()
    digest = hashlib.sha256(content).hexdigest()
    return BoundForm(id_, digest, (FormPage(float(_WIDE), float(_TALL), ""),), content, MADE_UP)


@cache
def _pdf() -> bytes:
    bodies = (
        b"<</Type /Catalog/Pages 2 0 R>>",
        b"<</Type /Pages/Kids [3 0 R]/Count 1>>",
        b"<</Type /Page/Parent 2 0 R/MediaBox [0 0 %d %d]/Resources <<>>/Contents 4 0 R>>" % (_WIDE, _TALL),
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(_LINES), _LINES),
    )
    out, rows = bytearray(b"%PDF-1.7\n"), b"0000000000 65535 f \n"
    for number, body in enumerate(bodies, 1):
        rows += b"%010d 00000 n \n" % len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    count, start = len(bodies) + 1, len(out)
    out += b"xref\n0 %d\n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        count,
        rows,
        count,
        start,
    )
    return bytes(out)
