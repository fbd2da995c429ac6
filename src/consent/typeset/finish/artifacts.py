"""Running headers and footers become true artifacts: WeasyPrint tags them, but hangs the tags on nothing."""

from __future__ import annotations

from typing import Any

import pydyf

from consent.typeset.finish.objects import by_reference, live_elements, of_type, structure_root

_PAGINATION = "<</Type /Pagination>>"


def make_artifacts(pdf: Any) -> None:
    """Mark every piece of content whose tag is not in the tree as pagination, and drop the tag."""
    objects = by_reference(pdf)
    live = live_elements(pdf)
    parents = objects[structure_root(pdf)["ParentTree"]]["Nums"]
    rows = dict(zip(parents[::2], parents[1::2], strict=True))
    for page in of_type(pdf, "/Page"):
        row = rows[page["StructParents"]]
        operators = objects[page["Contents"]].stream
        for index, operator in enumerate(operators):
            if operator != b"BDC" or not isinstance(operators[index - 1], pydyf.Dictionary):
                continue
            number = operators[index - 1]["MCID"]
            if row[number] not in live:
                operators[index - 2 : index] = ["/Artifact", _PAGINATION]
                row[number] = b"null"
