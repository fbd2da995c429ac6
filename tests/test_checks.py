"""Every rule passes what is right and names what is wrong: cases as data, one file a rule, collected by name.

A case edits a small library (``judges: sources``), the built-in one (``packet``, ``layout``), the
example record (``record``) or a waiver (``waivers``), and lists every line the rule must then print.
"""

from __future__ import annotations

import inspect
import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import chdir
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from consent import __version__
from consent.assemble import assemble
from consent.checks import DOCUMENT_RULES, LAYOUT_RULES, PACKET_RULES, rec101_every_glyph_prints
from consent.checks.exceptions import EXCEPTION_RULES, ExceptionContext
from consent.checks.source.facts.context import SourceContext
from consent.checks.source.rules import SOURCE_RULES
from consent.load.library.survey import load_library
from consent.load.library.texts import read_pages, read_texts
from consent.load.library.words import load_words
from consent.load.practice.read import load_practice
from consent.load.practice.waivers import load_waivers
from consent.load.record.read import load_records
from consent.load.translation.opened import load_in
from consent.models.findings.finding import Finding, Severity
from consent.models.paper.master import InfoEntry, Master, Region, TextEntry
from consent.models.paper.packet import Edition, Packet
from consent.models.people.look import DocumentKind
from consent.models.people.practice import Practice
from consent.models.people.record import BlankForm
from consent.models.place import Source, Sourced
from consent.report.text import findings_text

ROOT = Path(__file__).parents[1]
CASES = Path(__file__).parent / "cases" / "checks"
SMALL = Path(__file__).parent / "data" / "checked" / "templates"
AS_OF = date(2026, 6, 1)
RULES: tuple[ModuleType, ...] = (
    *SOURCE_RULES,
    *PACKET_RULES,
    *DOCUMENT_RULES,
    *LAYOUT_RULES,
    *EXCEPTION_RULES,
    rec101_every_glyph_prints,
)
BY_CODE = {rule.CODE: rule for rule in RULES}

Case = Mapping[str, Any]


def read(code: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.load((CASES / f"{code}.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return data


def collected(outcome: str) -> Iterator[Any]:
    """Each case of each rule; a phrase of a list is a case of its own."""
    for code in BY_CODE:
        data = read(code) if (CASES / f"{code}.yaml").exists() else {}
        cases = [*data.get(outcome, ()), *map(_phrase_case, _phrases(data.get(f"{outcome}_phrases", ())))]
        for case in cases:
            yield pytest.param(code, {**case, "judges": data["judges"]}, id=f"{code}-{case['name']}")


def _phrases(listed: Sequence[str] | Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for phrase in listed:
        yield phrase, listed[phrase] if isinstance(listed, Mapping) else ""


def _phrase_case(pair: tuple[str, str]) -> dict[str, Any]:
    phrase, named = pair
    clause = (SMALL / "clauses/en/no-promise.md").read_text("utf-8")
    head = clause[: clause.index("\n---\n", 4) + 5]
    text = f"{head.replace('id: no-promise', 'id: phrase')}\n{phrase}\n"
    return {"name": phrase, "files": {"clauses/en/phrase.md": text}, "names": named}


# --- running a case ------------------------------------------------------------------------------


def findings_of(code: str, case: Case, folder: Path) -> tuple[Finding, ...]:
    with chdir(folder):
        return tuple(_judged(BY_CODE[code], case, folder))


def _judged(rule: Any, case: Case, folder: Path) -> Iterable[Finding]:
    match case["judges"]:
        case "sources":
            return rule.check(_sources(case, folder))  # type: ignore[no-any-return]
        case "packet":
            return rule.check(_packet(case, folder))  # type: ignore[no-any-return]
        case "layout":
            packet = _packet(case, folder)
            return rule.check(packet, _master(packet, case.get("pages", {})))  # type: ignore[no-any-return]
        case "waivers":
            return rule.check(_waivers(case, folder))  # type: ignore[no-any-return]
        case "record":
            return rule.check(_record(case, folder))  # type: ignore[no-any-return]
        case other:
            raise AssertionError(other)


def _library_folder(case: Case, base: Path, folder: Path) -> Path:
    """The library of a case, named from its folder: what is the same in two of them is read once."""
    root = Path(shutil.copytree(base, folder / "templates")).relative_to(folder)
    for name, text in case.get("files", {}).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    for name, old, new in case.get("edit", ()):
        text = (root / name).read_text("utf-8")
        assert old in text, f"{name} does not hold {old!r}"
        (root / name).write_text(text.replace(old, new), "utf-8")
    return root


def _sources(case: Case, folder: Path) -> SourceContext:
    root = _library_folder(case, SMALL, folder)
    language = case.get("language", "en")
    library = load_in([root], language, allow_stale=True)
    words, complaints = load_words([root], language)
    assert complaints == ()
    as_of = case.get("as_of", AS_OF)
    practice = None
    if "practice" in case:
        typed = yaml.load((ROOT / "examples/practice.yaml").read_text("utf-8"), yaml.CSafeLoader)
        owner = Practice.model_validate_json(json.dumps({**typed, **case["practice"]}, default=str))
        practice = Sourced(owner, Source("practice.yaml", {}))
    texts, pages = read_texts(library), read_pages([root])
    return SourceContext(library, as_of, practice, texts, pages, words, built_in=load_library([SMALL]))


def _packet(case: Case, folder: Path) -> Packet:
    root = _library_folder(case, ROOT / "templates", folder)
    library = load_library([root])
    practice = load_practice(ROOT / "examples/practice.yaml", library)
    changed = practice.value.model_validate({**practice.value.model_dump(), **case.get("practice", {})})
    plans = [
        {"procedure": id_, **case.get("plan", {}).get(id_, {})}
        for id_ in case.get("procedures", library.procedures)
    ]
    packet = assemble(
        BlankForm.model_validate({"procedures": plans, "practitioner": "p-01"}),
        library=library,
        practice=changed,
        issued_on=AS_OF,
        edition=Edition(case.get("edition", "standard")),
        paper=changed.paper,
        logo=None,
        release=__version__,
        design="",
        document=DocumentKind(case.get("document", "consent")),
    )
    if "signers" in case:
        kept = tuple(block for block in packet.signatures if block.signer.value in case["signers"])
        packet = replace(packet, signatures=kept)
    return packet


def _master(packet: Packet, moved: Mapping[str, Sequence[int]]) -> Master:
    """A master in which everything stands where it should, but for what a case moves."""
    pages: dict[str, Sequence[int]] = {"key-information": [1]}
    pages |= {f"sign-{b.anchor}": [5] for b in (*packet.signatures, *packet.refusal_signatures)}
    pages |= {c.anchor: [7 if c.typography.own_page else 3] for c in packet.clauses}
    pages |= {c.anchor: [5] for b in packet.signatures for c in (*b.statements, *b.notices)}
    pages |= moved
    regions = tuple(Region(id=i, page=p, x0=0, y0=0, x1=1, y1=1) for i, on in pages.items() for p in on)
    return Master(
        pages=9,
        page_size=(612, 792),
        regions=regions,
        prefix=b"",
        rows=b"",
        root=1,
        font_number=1,
        fonts=(),
        info=InfoEntry(number=1, items=()),
        xmp=TextEntry(number=1, text=""),
    )


def _waivers(case: Case, folder: Path) -> ExceptionContext:
    (folder / "waivers.yaml").write_text(yaml.safe_dump({"waivers": [case["waiver"]]}), "utf-8")
    waivers, complaints = load_waivers(folder)
    assert complaints == ()
    return ExceptionContext(waivers, frozenset(case.get("used", ())), ("REV101", "REV103"), AS_OF)


def _record(case: Case, folder: Path) -> Any:
    library = load_library([ROOT / "templates"])
    practice = load_practice(ROOT / "examples/practice.yaml", library)
    path = folder / "r-0001.yaml"
    text = (ROOT / "examples/records/r-0001.yaml").read_text("utf-8")
    for old, new in case.get("edit", ()):
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    loaded = load_records([path], library=library, practice=practice, issued_on=AS_OF)
    return loaded.records[0]


def lines_of(findings: Sequence[Finding], folder: Path) -> list[str]:
    """The findings as printed, without the help and the tally, files named from the library."""
    found = dict.fromkeys(findings)
    ordered = sorted(found, key=lambda f: (f.place, f.message))
    text = findings_text(ordered, below=folder)
    lines = [line for line in text.splitlines()[:-1] if not line.startswith("  help: ")]
    return [line.removeprefix("templates/") for line in lines]


def same(lines: Sequence[str], expected: Sequence[str]) -> bool:
    """Whether the lines are the expected ones; ``#`` stands for a number the library's wording decides."""
    patterns = [re.escape(line).replace(r"\#", r"[\d.]+") for line in expected]
    return len(lines) == len(patterns) and all(map(re.fullmatch, patterns, lines))


# --- the tests -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "case"), list(collected("pass")))
def test_what_is_right_passes(code: str, case: Case, tmp_path: Path) -> None:
    assert lines_of(findings_of(code, case, tmp_path), tmp_path) == []


@pytest.mark.parametrize(("code", "case"), list(collected("fail")))
def test_what_is_wrong_is_named(code: str, case: Case, tmp_path: Path) -> None:
    findings = findings_of(code, case, tmp_path)
    lines = lines_of(findings, tmp_path)
    if "names" in case:
        assert [re.search("“(.*?)”", line).group(1) for line in lines] == [case["names"]]  # type: ignore[union-attr]
        assert all(
            line.startswith(f"clauses/en/phrase.md:13:{case['name'].index(case['names']) + 1}: ")
            for line in lines
        )
    else:
        assert same(lines, case["expect"])
        assert lines
    assert all(finding.code == code and finding.hint for finding in findings)


@pytest.mark.parametrize("code", BY_CODE)
def test_a_rule_has_a_case_that_passes_and_one_that_fails(code: str) -> None:
    data = read(code)
    for outcome in ("pass", "fail"):
        assert data.get(outcome) or data.get(f"{outcome}_phrases"), f"{code}.yaml has no `{outcome}` case"


def test_no_case_file_is_about_no_rule() -> None:
    assert {path.stem for path in CASES.glob("*.yaml")} <= set(BY_CODE) | _paper_codes()


def _paper_codes() -> set[str]:
    from consent.checks.paper.rules import PAPER_RULES

    return {rule.CODE for rule in PAPER_RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.CODE)
def test_a_rule_is_a_page_of_the_manual(rule: ModuleType) -> None:
    text = inspect.cleandoc(rule.__doc__ or "")
    first, _, rest = text.partition("\n\n")
    assert re.match(rf"{rule.CODE}: [^\n]", first)
    assert first.endswith(".")
    why, bad, good = re.split(r"^(?:Bad|Good)::$", rest, flags=re.MULTILINE)
    assert len(why.split()) > 5
    assert bad.strip()
    assert good.strip()
    assert rest.index("Bad::") < rest.index("Good::")
    assert all(line.startswith("    ") for line in (bad + good).splitlines() if line)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.CODE)
def test_a_rule_says_what_it_is_called_how_bad_it_is_and_where_it_comes_from(rule: ModuleType) -> None:
    assert Path(str(rule.__file__)).stem.startswith(f"{rule.CODE.lower()}_")
    assert 1 < len(rule.TITLE.split()) <= 6
    assert isinstance(rule.SEVERITY, Severity)
    assert len(rule.REFERENCE) > 10
