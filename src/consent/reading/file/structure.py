"""What a file says of itself: language, title, tags, fields, attachments, active content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from consent.reading.file.beside import beside_of
from consent.reading.file.fields import fields_of, whole_name
from consent.reading.file.tags import read_tags
from consent.reading.safe.bounded import content_of
from consent.reading.sheet import FileFacts, Signature

_MOST_ATTACHED = 50_000_000
_MOST_METADATA = 2_000_000
_LONGEST_TITLE = 4096
_ACTIVE = {
    b"/JavaScript": "a script",
    b"/JS": "a script",
    b"/Launch": "an action that starts a program",
    b"/GoToR": "a jump to another file",
    b"/GoToE": "a jump to an embedded file",
    b"/URI": "a link to the network",
    b"/SubmitForm": "an action that sends the form away",
    b"/ImportData": "an action that loads data",
    b"/Rendition": "a media action",
    b"/RichMedia": "embedded media",
    b"/Movie": "a movie",
    b"/Sound": "a sound",
    b"/3D": "a 3D scene",
    b"/XFA": "an XFA form",
    b"/AA": "actions that run by themselves",
    b"/Collection": "a portfolio that stands before the pages",
    b"/PrintPageRange": "an order to print only some pages",
    b"/NumCopies": "an order to print more than one copy",
    b"/PrintArea": "an order to print only a part of each page",
    b"/PrintClip": "an order to print only a part of each page",
    b"/ViewArea": "an order to show only a part of each page",
    b"/ViewClip": "an order to show only a part of each page",
    b"/Duplex": "an order how to turn the paper over",
    b"/OpenAction": "an order to open at another place than the first page",
    b"/Dur": "pages that go on by themselves",
    b"/Trans": "pages that go on as slides",
    b"/PageMode": "an order how to show the pages",
    b"/Thumb": "small pictures in place of the pages",
    b"/Alternates": "other pictures for print than for the screen",
    b"/Ref": "content from another file",
    b"/FileAttachment": "a file pinned to a page",
}
_NAMES = re.compile(
    rb"/(?:JavaScript|JS|Launch|GoToR|GoToE|URI|SubmitForm|ImportData|Rendition|RichMedia|Movie|Sound|3D|XFA|AA|Collection|PrintPageRange|NumCopies|PrintArea|PrintClip|ViewArea|ViewClip|Duplex|OpenAction|Dur|Trans|PageMode|Thumb|Alternates|Ref|FileAttachment)(?![A-Za-z0-9])"
)


def facts_of(pdf: pikepdf.Pdf) -> FileFacts:
    """Read the catalog, the tag tree, the form and the rest."""
    root = pdf.Root
    tree = read_tags(pdf)
    form = root.get("/AcroForm")
    fields = fields_of(pdf, tree.fields)
    return FileFacts(
        language=_text(root.get("/Lang")),
        title=_title(pdf),
        shows_title=bool(_at(root, "/ViewerPreferences", "/DisplayDocTitle") or False),
        tagged=bool(_at(root, "/MarkInfo", "/Marked") or False) and "/StructTreeRoot" in root,
        headings=tuple(tree.headings),
        tags=tree.content,
        spoken=tuple(tree.spoken),
        alternatives=tuple(one.words for one in tree.spoken),
        languages=frozenset(tree.languages),
        beside=tuple(beside_of(pdf)),
        added=tuple(tree.added),
        page_labels="/PageLabels" in root,
        active=tuple(sorted(set(_active(pdf)))),
        attachments=_attachments(root),
        widgets=tuple(fields.widgets),
        notes=tuple(fields.notes),
        needs_appearances=isinstance(form, pikepdf.Dictionary) and bool(form.get("/NeedAppearances", False)),
        signatures=tuple(_signatures(pdf)),
        layers="/OCProperties" in root,
        unprinted=fields.unprinted,
    )


def _active(pdf: pikepdf.Pdf) -> Iterator[str]:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            if "/F" in item:
                yield "content from another file"
            text = b" ".join(str(key).encode() for key in item)  # a pikepdf dictionary iterates over its keys
            text += b" " + str(item.get("/Subtype", "")).encode()
        elif isinstance(item, pikepdf.Dictionary | pikepdf.Array):
            text = item.unparse(resolved=True)
        else:
            continue
        for name in _NAMES.findall(text):
            yield _ACTIVE[name]


def _attachments(root: Any) -> dict[str, bytes]:
    """Every attachment; those that would fill the memory are named and empty."""
    found: dict[str, bytes] = {}
    left = _MOST_ATTACHED
    waiting = [_at(root, "/Names", "/EmbeddedFiles")]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary):
            continue
        kids, names = node.get("/Kids"), node.get("/Names")
        waiting += kids.as_list() if isinstance(kids, pikepdf.Array) else []
        pairs: list[Any] = list(names.as_list()) if isinstance(names, pikepdf.Array) else []
        for name, spec in zip(pairs[::2], pairs[1::2], strict=False):
            stream = _at(spec, "/EF", "/F")
            content = content_of(stream, left) if isinstance(stream, pikepdf.Stream) else None
            found[str(name)] = content or b""
            left -= len(found[str(name)])
    return found


def _signatures(pdf: pikepdf.Pdf) -> Iterator[Signature]:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and "/V" in item and item.get("/FT") == pikepdf.Name.Sig:
            covered = _at(item, "/V", "/ByteRange")
            numbers = [int(n) for n in covered.as_list()] if isinstance(covered, pikepdf.Array) else []
            if len(numbers) == 4:
                yield Signature(whole_name(item), (numbers[0], numbers[1], numbers[2], numbers[3]))


def _title(pdf: pikepdf.Pdf) -> str:
    title = _text(_at(pdf.trailer, "/Info", "/Title")).strip()
    if title:
        return title
    metadata = pdf.Root.get("/Metadata")
    words = content_of(metadata, _MOST_METADATA) if isinstance(metadata, pikepdf.Stream) else None
    near = (words or b"").partition(b"<dc:title>")[2][:_LONGEST_TITLE]
    match = re.search(rb"<rdf:li[^>]*>([^<]+)</rdf:li>", near)
    return match[1].decode("utf-8", "replace").strip() if match else ""


def _at(item: Any, *path: str) -> Any:
    for key in path:
        if not isinstance(item, pikepdf.Dictionary) or key not in item:
            return None
        item = item[key]
    return item


def _text(value: Any) -> str:
    return str(value) if isinstance(value, pikepdf.String | str) else ""
