"""What a concept orders: by its codes, else by its words; never by a code that tells how and not what."""

from __future__ import annotations

from collections.abc import Iterable

from consent.load.fhir.code_map import CodeMap
from consent.load.fhir.facts import Problem
from consent.load.fhir.json_shape import Json, codings, words_of
from consent.load.fhir.sites import MAP_HINT
from consent.load.rows.codes import FHIR_CODE, OTHER_PROCEDURE
from consent.load.schedule.phrases import Kind, Reading, fold

_HINT = f"{MAP_HINT}, under `procedures:`"


def ordered_procedures(concept: Json, codes: CodeMap, problems: list[Problem]) -> tuple[str, ...]:
    """The ids of the procedures; what speaks against one of them goes to ``problems``."""
    readings = [codes.phrases.read(words) for words in words_of(concept)]
    other = next((part for one in readings for part in one.of(Kind.OTHER)), None)
    if other is not None:
        message = f"`procedures`: the order names something else besides: `{other.words}`"
        hint = "no procedure here covers it; make that visit's consent from what will be done"
        return _refused(problems, message, hint, OTHER_PROCEDURE)
    found = codes.procedures.find(concept)
    if len(found) == 1:
        return (
            found[0]
            if _agree(found[0], readings, codes)
            else _refused(
                problems,
                "`procedures`: the words of the order name another procedure than its code",
                "correct one of the two",
                OTHER_PROCEDURE,
            )
        )
    if found:
        return _refused(
            problems, "`procedures`: the codes of one concept stand for different procedures", MAP_HINT
        )
    spoken = _spoken(readings)
    if spoken:
        return spoken
    method = next((code for _, code, _ in codings(concept) if code in codes.needs), None)
    if method is not None:
        message = f"`procedures`: `{method}` tells how something is injected or drained, and not what"
        return _refused(problems, message, f"order what is injected beside it; or {_HINT}", OTHER_PROCEDURE)
    return _refused(problems, "`procedures`: no procedure is known for the code", _HINT)


def _agree(ids: Iterable[str], readings: Iterable[Reading], codes: CodeMap) -> bool:
    """Whether the words name nothing that the code does not stand for."""
    said = [part.meanings for one in readings if not one.hedged for part in one.of(Kind.PROCEDURE)]
    put_in = [group for group in said if any(codes.library[name].value.product for name in group)]
    return all(group & set(ids) for group in put_in)


def _spoken(readings: Iterable[Reading]) -> tuple[str, ...]:
    """The procedures that the words name, where they leave no doubt."""
    plain = [one for one in readings if not one.hedged and not one.open_end]
    groups = fold(part.meanings for one in plain for part in one.of(Kind.PROCEDURE))
    return tuple(name for group in groups for name in group) if all(len(one) == 1 for one in groups) else ()


def _refused(problems: list[Problem], message: str, hint: str, number: str = FHIR_CODE) -> tuple[str, ...]:
    problems.append(Problem("procedures", message, hint, number))
    return ()
