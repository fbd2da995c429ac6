"""Translated texts whose English is gone. Another folder's files may have an English of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from consent.load.translation.lookup import Texts, owners_of
from consent.models.library.collection import Library
from consent.models.library.translation import Translation
from consent.models.place import Place


def unused(translation: Translation, library: Library) -> Iterator[tuple[str, Place]]:
    """Where such a text says that it belongs, and where it stands."""
    for id_, one in translation.clauses.items():
        if id_ not in library.clauses:
            yield id_, one.clause.at()
        else:
            captions = {caption.id for caption in library.clauses[id_].clause.value.fields}
            for caption in one.clause.value.fields:
                if caption not in captions:
                    yield f"fields.{caption}", one.clause.at("fields", caption)
    yield from _unused_pages(translation)
    owners = dict(owners_of(library))
    for owner, files in translation.texts.items():
        units = owners.get(owner, ())
        homes = {_home(Path(source.file), 1) for _, source in units}
        for entry in Texts.of(files).unused(unit for unit, _ in units):
            if not homes or _home(Path(entry.file.source.file), 3) in homes:
                yield entry.text.at, entry.place


def _unused_pages(translation: Translation) -> Iterator[tuple[str, Place]]:
    wanted = {one.english.partition("|")[0] for file in translation.wanted for one in file.value.texts}
    homes = {_home(Path(file.source.file), 1) for file in translation.wanted}
    for file in translation.pages:
        for index, one in enumerate(file.value.texts):
            # A practice's own pages may say words of their own.
            if _home(Path(file.source.file), 2) in homes and one.english.partition("|")[0] not in wanted:
                yield one.english, file.at("texts", index, "english")


def _home(file: Path, depth: int) -> Path:
    """The templates folder that a file stands in."""
    return file.resolve().parents[depth]
