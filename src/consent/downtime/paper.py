"""The sheets in front: what to do, what lies in the pack, the log to fill in, what to destroy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from consent.models.library.catalogue import ENGLISH
from consent.models.paper.master import Master
from consent.models.people.look import Edition, Paper
from consent.models.people.practice import Practice
from consent.models.register.pack import Pack, Packed
from consent.typeset import typeset
from consent.typeset.html import read_style, render_page, sheet_rule

_TEMPLATE, _STYLE = "downtime/pack", "downtime/pack.css"
_EDITIONS = {Edition.STANDARD.value: "standard print", Edition.LARGE_PRINT.value: "large print"}


def front_of(
    pack: Pack, practice: Practice, paper: Paper, roots: Sequence[Path], languages: Mapping[str, str]
) -> Master:
    """The sheets, typeset; no patient is named on them. ``languages`` are their English names by id."""
    html = render_page(_TEMPLATE, _values(pack, practice, languages), roots)
    styles = (sheet_rule(paper), read_style(roots, _STYLE))
    return typeset(html, issued_on=pack.made_on, stylesheets=styles, roots=roots, slots={})


def _values(pack: Pack, practice: Practice, languages: Mapping[str, str]) -> dict[str, Any]:
    return {
        "practice": practice.name,
        "made_on": ENGLISH.day(pack.made_on),
        "expires_on": ENGLISH.day(pack.expiry.day),
        "because": pack.expiry.because,
        "blank": [_row(one, languages) for one in pack.blank],
        "planned": [_row(one, languages) for one in pack.planned],
        "several_practitioners": len({one.practitioner for one in pack.blank}) > 1,
        "not_printed": pack.not_printed,
        "to_destroy": pack.to_destroy,
        "pages": sum(one.pages for one in (*pack.blank, *pack.planned)),
        "sheets": sum((one.pages + 1) // 2 for one in (*pack.blank, *pack.planned)),
    }


def _row(one: Packed, languages: Mapping[str, str]) -> dict[str, Any]:
    return {
        "packet_id": one.packet_id,
        "record_id": one.record_id,
        "scheduled_on": one.scheduled_on,
        "procedures": " + ".join(one.procedures),
        "versions": ", ".join(
            f"{id_} {version}" for id_, version in zip(one.procedures, one.versions, strict=True)
        ),
        "look": f"{_EDITIONS.get(one.edition, one.edition)}, {languages.get(one.language, one.language)}",
        "practitioner": one.practitioner,
        "pages": one.pages,
        "template_version": one.template_version,
    }
