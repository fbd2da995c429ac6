"""How many broken packets the gate catches, each by the rule that is meant for it.

Run: ``python -m benchmarks.mutants``.
``python -m benchmarks.mutants SIG204 PAP2`` runs only the mutants whose code begins so.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from consent.errors import ConsentError
from tests.mutants import form_mutants
from tests.mutants.every import MUTANTS
from tests.mutants.kitchen import KINDS, packet_of, pdf_of
from tests.mutants.mutant import codes_of, verdict


def main(prefixes: Sequence[str]) -> int:
    """Break, check, print; 0 when everything was caught and nothing good was blamed."""
    wanted = tuple(prefixes)
    blamed = 0
    if not wanted:
        blamed = sum(_print_clean(kind) for kind in KINDS)
    caught = total = alone = lonely = 0
    for mutant in MUTANTS:
        if wanted and not mutant.code.startswith(wanted):
            continue
        total += 1
        lonely += mutant.alone
        try:
            good, found = verdict(mutant)
        except (ConsentError, AssertionError, ValueError) as error:
            # Its page has changed: the others are judged all the same.
            _print(False, mutant.code, mutant.name, f"cannot be made: {error}")
            continue
        caught += mutant.code in found
        alone += mutant.alone and good
        others = ", ".join(sorted(found - {mutant.code}))
        _print(good, mutant.code, mutant.name, f"also {others}" if others else "")
    for form in form_mutants.MUTANTS:
        if wanted and not form.code.startswith(wanted):
            continue
        codes = {code for code, _, about in form_mutants.found_in(form.make()) if about == form.about}
        total += 1
        caught += form.code in codes
        _print(form.code in codes, form.code, form.name, form.about)
    print(f"\n{caught} of {total} mutants caught by the rule meant for them")
    print(f"{alone} of {lonely} of those that one rule alone must catch")
    if not wanted:
        print(f"{len(KINDS) - blamed} of {len(KINDS)} good packets without a finding")
    return 0 if caught == total and alone == lonely and not blamed else 1


def _print_clean(kind: str) -> bool:
    found = codes_of(pdf_of(kind), packet_of(kind))
    _print(not found, "clean", kind, ", ".join(sorted(found)))
    return bool(found)


def _print(good: bool, code: str, name: str, more: str) -> None:
    print(f"{'ok    ' if good else 'MISSED'} {code}  {name}{f'  ({more})' if more else ''}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
