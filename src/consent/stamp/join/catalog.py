"""What there is once in a packet: its catalog, and the trees that all parts hang on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from consent.models.paper.master import FieldKind, FieldPlace
from consent.stamp.join.sheaf import Sheaf
from consent.stamp.syntax import string

TWIN = "consent-packet.json"
_NAMES_OF_FORM = b"/DR <</Font <</%s %d 0 R>>>>/DA (/%s 10 Tf 0 g)"
_FORM_FONT = b"ConsentForm"
_INTENT = (
    b"<</Type /OutputIntent/S /GTS_PDFA1/OutputConditionIdentifier (sRGB2014.icc)/Info (sRGB2014.icc)"
    b"/DestOutputProfile %d 0 R>>"
)
_TWIN = (
    b"<</Type /Filespec/F (%s)/UF (%s)/Desc (This packet, for software)/AFRelationship /Data"
    b"/EF <</F %d 0 R/UF %d 0 R>>>>"
)


@dataclass(frozen=True, slots=True)
class Once:
    """The numbers of the objects that there is one of."""

    catalog: int
    pages: int
    tag_root: int
    document: int
    parents: int
    colours: int
    twin: int
    form: int

    @classmethod
    def reserved(cls, sheaf: Sheaf) -> Once:
        """Their numbers."""
        first = sheaf.reserve(8)
        return cls(*range(first, first + 8))


@dataclass(slots=True)
class Trees:
    """What grows with each part."""

    pages: list[int] = field(default_factory=list)
    tags: list[int] = field(default_factory=list)
    rows: list[bytes] = field(default_factory=list)
    """For each page, the tags of its pieces of content."""
    annotations: list[int] = field(default_factory=list)
    """The tag of each annotation, in the order of their keys."""
    widgets: list[int] = field(default_factory=list)
    attached: list[tuple[str, int]] = field(default_factory=list)
    places: Mapping[str, bytes] = field(default_factory=dict)
    """Where links lead to, by id."""


@dataclass(frozen=True, slots=True)
class About:
    """What the catalog says of the whole file."""

    language: str
    bookmarks: int
    """0 when there are none."""
    form_font: int
    """0 when nothing is typed."""
    field_tree: int
    """0 when nothing is filled in."""
    twin: int
    metadata: int


def write_trees(sheaf: Sheaf, once: Once, trees: Trees) -> None:
    """Write the trees of pages, of tags, and of their parents."""
    body = b"<</Type /Pages/Count %d/Kids [%s]>>"
    sheaf.pack(once.pages, body % (len(trees.pages), _named(trees.pages)))
    keys = len(trees.rows) + len(trees.annotations)
    body = b"<</Type /StructTreeRoot/K [%d 0 R]/ParentTree %d 0 R/ParentTreeNextKey %d>>"
    sheaf.pack(once.tag_root, body % (once.document, once.parents, keys))
    body = b"<</Type /StructElem/S /Document/P %d 0 R/K [%s]>>"
    sheaf.pack(once.document, body % (once.tag_root, _named(trees.tags)))
    rows = [b"%d %s" % (key, row) for key, row in enumerate(trees.rows)]
    rows += [b"%d %d 0 R" % (key, tag) for key, tag in enumerate(trees.annotations, len(rows))]
    # In one piece: the tagged print run reads the rows of the pages here.
    sheaf.pack(once.parents, b"<</Nums [%s]>>" % b" ".join(rows))


def write_catalog(
    sheaf: Sheaf, once: Once, trees: Trees, about: About, fields: Sequence[FieldPlace], profile: int
) -> None:
    """Write the catalog, the colours, and what is attached."""
    body = (
        b"<</lab-d50 [/Lab <</WhitePoint [0.964296 1 0.825105]/Range [-125 125 -125 125]>>]"
        b"/lab-d65 [/Lab <</WhitePoint [0.950456 1 1.089058]/Range [-125 125 -125 125]>>]"
        b"/srgb [/ICCBased %d 0 R]>>"
    )
    sheaf.pack(once.colours, body % profile)
    file = TWIN.encode()
    sheaf.pack(once.twin, _TWIN % (file, file, about.twin, about.twin))
    attached = sorted([(TWIN, once.twin), *trees.attached])
    names = b"/EmbeddedFiles <</Names [%s]>>" % b" ".join(
        b"%s %d 0 R" % (string(key), number) for key, number in attached
    )
    if trees.places:
        listed = b" ".join(b"%s %s" % (string(key), to) for key, to in sorted(trees.places.items()))
        names += b"/Dests <</Names [%s]>>" % listed
    order = [once.twin, *(number for _, number in trees.attached)]
    entries = [
        b"/Type /Catalog/Pages %d 0 R" % once.pages,
        b"/Outlines %d 0 R" % about.bookmarks if about.bookmarks else b"",
        b"/Names <<%s>>" % names,
        b"/AcroForm %d 0 R" % once.form if about.field_tree else b"",
        b"/Lang %s/ViewerPreferences <</DisplayDocTitle true>>/MarkInfo <</Marked true>>"
        % string(about.language),
        b"/OutputIntents [%s]" % (_INTENT % profile),
        b"/Metadata %d 0 R/AF [%s]/StructTreeRoot %d 0 R" % (about.metadata, _named(order), once.tag_root),
    ]
    sheaf.pack(once.catalog, b"<<%s>>" % b"".join(entries))
    # An object even where nothing refers to it: every reserved number is written.
    sheaf.pack(once.form, _form(about, fields))


def _form(about: About, fields: Sequence[FieldPlace]) -> bytes:
    kinds, font = {one.kind for one in fields}, about.form_font
    typed = _NAMES_OF_FORM % (_FORM_FONT, font, _FORM_FONT) if font else b"/DR <<>>"
    signed = b"/SigFlags 1" if kinds & {FieldKind.SIG, FieldKind.SEAL} else b""
    top = b"%d 0 R" % about.field_tree if about.field_tree else b""
    return b"<</Fields [%s]%s%s>>" % (top, typed, signed)


def _named(numbers: Iterable[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)
