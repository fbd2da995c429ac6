"""What may come after a signature: filling and signing, as pyHanko judges it, and what says what it said.

Programs that add an answer also write again what they have looked at: pypdf the font of the field, which is
the font of the pages too. An object with the content that it had is no change.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, ModificationLevel, StandardDiffPolicy
from pyhanko.sign.diff_analysis.rules_api import ReferenceUpdate, WhitelistRule

_DEEPEST = 20


class _WrittenAgain(WhitelistRule):
    """Lets pass every object that says what it said, though another object may now stand in it whole."""

    def apply(self, old: HistoricalResolver, new: HistoricalResolver) -> Iterator[ReferenceUpdate]:
        for reference in new.explicit_refs_in_revision():
            # What was not there before is nothing, and nothing is the same as nothing only.
            if _same(old(reference), new(reference), _DEEPEST):
                yield ReferenceUpdate(reference)


def _same(old: Any, new: Any, left: int) -> bool:
    both = old, new
    if all(isinstance(one, generic.IndirectObject) for one in both) and _number(old) == _number(new):
        # Whether that one has changed is asked for by itself.
        return True
    old, new = (one.get_object() if isinstance(one, generic.IndirectObject) else one for one in both)
    if not left or isinstance(old, generic.StreamObject) != isinstance(new, generic.StreamObject):
        return False
    if isinstance(old, generic.StreamObject) and old.encoded_data != new.encoded_data:
        return False
    if isinstance(old, generic.DictionaryObject) and isinstance(new, generic.DictionaryObject):
        return old.keys() == new.keys() and all(
            _same(old.raw_get(key), new.raw_get(key), left - 1) for key in old
        )
    if isinstance(old, generic.ArrayObject) and isinstance(new, generic.ArrayObject):
        return len(old) == len(new) and all(
            _same(old.raw_get(place), new.raw_get(place), left - 1) for place in range(len(old))
        )
    return _written(old) == _written(new)


def _number(reference: generic.IndirectObject) -> tuple[int, int]:
    return reference.idnum, reference.generation


def _written(value: Any) -> bytes:
    value.write_to_stream(out := BytesIO(), None)
    return out.getvalue()


def after_signing() -> StandardDiffPolicy:
    """The policy."""
    rules = [*DEFAULT_DIFF_POLICY.global_rules, _WrittenAgain().as_qualified(ModificationLevel.LTA_UPDATES)]
    return StandardDiffPolicy(global_rules=rules, form_rule=DEFAULT_DIFF_POLICY.form_rule)
