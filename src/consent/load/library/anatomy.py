"""The files of ``anatomy/``: body sites and indications of all template folders together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from consent.load.codes import Common, Kind, code
from consent.load.typed.document import read_document
from consent.load.typed.shape import dotted
from consent.load.typed.translate import validate
from consent.models.findings.finding import Finding
from consent.models.library.anatomy import Anatomy, AnatomyFile, BodySite, Indication
from consent.models.library.collection import Library
from consent.models.place import Path as FieldPath
from consent.models.place import Source, Sourced
from consent.suggest import did_you_mean

Item = TypeVar("Item", BodySite, Indication)


def read_anatomy(roots: Sequence[Sequence[Path]], findings: list[Finding]) -> Anatomy:
    """What the files list, each root's before those of the next; complaints go to ``findings``."""
    anatomy = Anatomy()
    for files in reversed(roots):
        anatomy = _read_folder(files, findings).over(anatomy)
    return anatomy


def _read_folder(files: Sequence[Path], findings: list[Finding]) -> Anatomy:
    sites: dict[str, Sourced[BodySite]] = {}
    indications: dict[str, Sourced[Indication]] = {}
    complete = True
    for path in files:
        document = read_document(path, Kind.PROCEDURE)
        value, complaints = validate(AnatomyFile, document, Kind.PROCEDURE)
        findings.extend(complaints)
        complete = complete and value is not None
        if value is not None:
            findings.extend(_take(value.body_sites, "body_sites", document.source, sites))
            findings.extend(_take(value.indications, "indications", document.source, indications))
    return Anatomy(sites, indications, complete=complete)


def check_anatomy(anatomy: Anatomy) -> Iterator[Finding]:
    """Indications name sites that exist."""
    for one in anatomy.indications.values() if anatomy.complete else ():
        for index, name in enumerate(one.value.body_sites):
            if name not in anatomy.body_sites:
                yield Finding(
                    one.at("body_sites", index),
                    code(Kind.PROCEDURE, Common.UNKNOWN_WORD),
                    f"`{name}` is no body site of any file in `anatomy/`",
                    did_you_mean(name, anatomy.body_sites),
                    field="body_sites",
                )


def check_uses(
    names: Sequence[str], known: Mapping[str, object], key: str, source: Source
) -> Iterator[Finding]:
    """A finding for each name in the list ``key`` that no file of ``anatomy/`` has."""
    for index, name in enumerate(names):
        if name not in known:
            here: FieldPath = (key, index)
            message = f"`{name}` is in no file of `anatomy/`"
            hint = f"{did_you_mean(name, known)}; or add it under `{key}:` in a file of your `anatomy/`"
            yield Finding(source.at(*here), "PRO024", message, hint, field=dotted(here))


def useless_indications(library: Library) -> Iterator[Finding]:
    """Indications that can be at none of the sites of a procedure that lists them."""
    for procedure in library.procedures.values():
        sites = procedure.value.body_sites
        for index, name in enumerate(procedure.value.indications):
            known = all(site in library.anatomy.body_sites for site in sites)
            if sites and known and not any(library.anatomy.fits(name, site) for site in sites):
                where = f"indications[{index}]"
                message = f"`{name}` can be at none of the procedure's body sites"
                hint = (
                    "remove it, add its site under `body_sites:`, or say in `anatomy/` where else it can be"
                )
                yield Finding(procedure.at("indications", index), "PRO025", message, hint, field=where)


def unknown_families(library: Library) -> Iterator[Finding]:
    """Families that an indication is there for, and that no product has."""
    products = [one.value.product for one in library.procedures.values()]
    known = sorted({product.family for product in products if product})
    for one in library.anatomy.indications.values():
        for index, name in enumerate(one.value.beside):
            if name not in known:
                number = code(Kind.PROCEDURE, Common.UNKNOWN_WORD)
                message = f"`{name}` is not the family of any product"
                yield Finding(
                    one.at("beside", index), number, message, did_you_mean(name, known), field="beside"
                )


def _take(
    items: Sequence[Item], key: str, source: Source, found: dict[str, Sourced[Item]]
) -> Iterator[Finding]:
    """Put the items beside those of the root's other files."""
    for index, item in enumerate(items):
        sourced = Sourced(item, _below(source, (key, index)))
        if item.name not in found:
            found[item.name] = sourced
            continue
        here = f"{key}[{index}].name"
        message = f"`{item.name}` is listed already ({found[item.name].at('name')})"
        number = code(Kind.PROCEDURE, Common.DUPLICATE_ID)
        yield Finding(sourced.at("name"), number, message, "remove one of the two", field=here)


def _below(source: Source, path: FieldPath) -> Source:
    """The places of what stands below a path, counted from there."""
    length = len(path)
    marks = {rest[length:]: place for rest, place in source.marks.items() if rest[:length] == path}
    return Source(source.file, marks)
