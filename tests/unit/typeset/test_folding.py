"""Bare tags go, and nothing that a reader is told goes with them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pydyf
import pytest

from consent.typeset.finish.folding import fold_tags
from tests.support.sample import sample_packet


class Tags:
    """A tag tree of one page, as WeasyPrint would have made it."""

    def __init__(self, shape: tuple[Any, ...]) -> None:
        self.pdf = pydyf.PDF()
        self.row = pydyf.Array()
        parents = pydyf.Dictionary({"Nums": pydyf.Array([0, self.row])})
        self.root = pydyf.Dictionary({"Type": "/StructTreeRoot", "K": pydyf.Array()})
        for item in (parents, self.root):
            self.pdf.add_object(item)
        self.root["ParentTree"] = parents.reference
        self.root["K"].append(self._added(shape, self.root.reference))

    def _added(self, shape: tuple[Any, ...], above: bytes) -> bytes:
        role, *kids = shape
        name, _, more = role.partition("@")
        page, _, says = more.partition("=")
        element = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{name}", "Pg": page or "1", "P": above})
        if says:
            element["Lang"] = pydyf.String(says)
        self.pdf.add_object(element)
        element["K"] = pydyf.Array()
        for kid in kids:
            if isinstance(kid, int):
                element["K"].append(kid)
                self.row.append(element.reference)
            else:
                element["K"].append(self._added(kid, element.reference))
        return bytes(element.reference)

    def shape(self) -> tuple[Any, ...]:
        """Roles and words, after the fold."""
        return self._shape(self.root["K"][0])

    def _shape(self, reference: bytes) -> tuple[Any, ...]:
        element = self.pdf.objects[int(reference.split()[0])]
        kids = (kid if isinstance(kid, int) else self._shape(kid) for kid in element["K"])
        return (element["S"][1:], *kids)


@pytest.mark.parametrize(
    ("given_", "wanted"),
    [
        (("Document", ("P", ("Span", 0), ("Span", 1))), ("Document", ("P", 0, 1))),
        (("Document", ("P", ("Span", ("Span", 0)), ("Span", 1))), ("Document", ("P", 0, 1))),
        (("Document", ("P", ("Span@1=en", 0))), ("Document", ("P", ("Span", 0)))),
        (("Document", ("P", ("Span@2", 0))), ("Document", ("P", ("Span", 0)))),
        (("Document", ("Div", ("Div", ("P", 0)), ("P", 1))), ("Document", ("P", 0), ("P", 1))),
        (("Document", ("Div", ("Span", 0))), ("Document", ("Div", ("Span", 0)))),
        (("Document", ("TD", ("NonStruct", ("Span", 0)))), ("Document", ("TD", 0))),
        (
            ("Document", ("TD", ("NonStruct", ("Span", 0)), ("NonStruct", ("Span", 1)))),
            ("Document", ("TD", ("NonStruct", 0), ("NonStruct", 1))),
        ),
        (("Document", ("TR", ("NonStruct", ("TD", 0)))), ("Document", ("TR", ("TD", 0)))),
    ],
    ids=[
        "spans of a paragraph",
        "spans in spans",
        "a span with a language stays",
        "a span on the next page stays",
        "groups of paragraphs",
        "a group of words is a block of its own",
        "the only group of a cell",
        "lines of a cell stay apart",
        "a group in a row",
    ],
)
def test_a_tag_goes_when_nobody_hears_it(given_: tuple[Any, ...], wanted: tuple[Any, ...]) -> None:
    tags = Tags(given_)
    fold_tags(tags.pdf)
    assert tags.shape() == wanted


def test_in_a_packet_each_piece_of_content_still_knows_its_tag_and_each_tag_the_one_above() -> None:
    with pikepdf.open(io.BytesIO(sample_packet())) as pdf:
        root = pdf.Root.StructTreeRoot
        numbers = list(root.ParentTree.Nums)
        rows = {int(key): row for key, row in zip(numbers[::2], numbers[1::2], strict=True)}
        pages = {page.objgen: rows[int(page.StructParents)] for page in pdf.pages}
        seen = 0
        for element, above in _elements(root.K, root):
            assert element.P.objgen == above.objgen
            for kid in _kids(element):
                if isinstance(kid, int):
                    assert pages[element.Pg.objgen][kid].objgen == element.objgen
                    seen += 1
        held = (owner for row in pages.values() for owner in row if isinstance(owner, pikepdf.Dictionary))
        assert seen == sum(1 for _ in held) > 50


def _elements(kids: Any, above: Any) -> Iterator[tuple[Any, Any]]:
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid, above
            yield from _elements(kid.get("/K", []), kid)


def _kids(element: Any) -> Iterator[Any]:
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        yield int(kid) if not isinstance(kid, pikepdf.Object) else kid
