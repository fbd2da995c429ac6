"""What an item of a list holds hangs on its body.

WeasyPrint makes a body of an item's own words only, and leaves a block in the item beside its mark.
"""

from __future__ import annotations

from typing import Any

import pydyf

from consent.typeset.finish.objects import by_reference, of_type

_OF_AN_ITEM = frozenset({"/Lbl", "/LBody"})


def make_list_bodies(pdf: Any) -> None:
    """Give each item whose blocks hang beside its mark a body that holds them."""
    objects = by_reference(pdf)
    for item in list(of_type(pdf, "/StructElem")):
        if item["S"] != "/LI":
            continue
        kids = {kid: objects[kid] for kid in item["K"]}
        loose = [kid for kid, below in kids.items() if below.get("S") not in _OF_AN_ITEM]
        if not loose:
            continue
        body = pydyf.Dictionary({"Type": "/StructElem", "S": "/LBody", "P": item.reference, "Pg": item["Pg"]})
        body["K"] = pydyf.Array(loose)
        pdf.add_object(body)
        for kid in loose:
            kids[kid]["P"] = body.reference
        item["K"] = pydyf.Array([*(kid for kid in kids if kid not in loose), body.reference])
