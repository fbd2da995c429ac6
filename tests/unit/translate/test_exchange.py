"""Words go to a translator and come back: the same in both forms, and never a wrong one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from consent.errors import InputError, ResourceError
from consent.load.translation.opened import survey_in
from consent.models.library.printed import clause_hash
from consent.models.library.translation import TO_DO, Signed, State
from consent.resources import built_in_templates
from consent.translate.handed import Handed, handed
from consent.translate.table import from_table, to_table
from consent.translate.taken import take
from consent.translate.written import Signing, files_with
from consent.translate.xliff import from_xliff, to_xliff
from tests.support.spanish import english_library, spanish_library
from tools.translations import files_of, fill_clause, fill_texts

OWNERS = ("clauses/costs", "clauses/key-help", "procedures/prp", "anatomy", "clauses/exosome-status")
ANA = Signed(name="Ana Ruiz", credentials="ATA-certified translator", date=date(2026, 11, 30))


def texts() -> tuple[Handed, ...]:
    return tuple(one for one in handed(spanish_library(), english_library()) if one.owner in OWNERS)


def through_xliff(given: tuple[Handed, ...]) -> tuple[Handed, ...]:
    back, tag = from_xliff(to_xliff(given, "en", "es-US"), "es.xlf")
    assert tag == "es-US"
    return back


def through_table(given: tuple[Handed, ...]) -> tuple[Handed, ...]:
    return from_table(to_table(given), "es.csv")


def taken(given: tuple[Handed, ...], *, signed: bool = False):  # type: ignore[no-untyped-def]
    return take(given, spanish_library(), english_library(), signed=signed)


@pytest.mark.parametrize("through", [through_xliff, through_table])
def test_what_comes_back_as_it_went_changes_nothing(
    through: Callable[[tuple[Handed, ...]], tuple[Handed, ...]],
) -> None:
    given = texts()
    back = through(given)
    assert [(one.key, one.english, one.text) for one in back] == [
        (one.key, one.english, one.text.strip()) for one in given
    ]
    found = taken(back)
    assert (dict(found.words), found.unchanged, found.left) == ({}, len(given), 0)


def test_a_table_holds_no_formula() -> None:
    one = replace(texts()[0], text="=HYPERLINK(1)", english="-5")
    data = to_table([one])
    assert b",'=HYPERLINK(1)," in data
    assert from_table(data, "es.csv")[0].text == "=HYPERLINK(1)"


def changed(at: tuple[str, str], **values: object) -> tuple[Handed, ...]:
    return tuple(replace(one, **values) if one.key == at else one for one in texts())  # type: ignore[arg-type]


BODY = ("clauses/exosome-status", "body")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (changed(("clauses/key-help", "body"), text="Llame."), "TRN101"),
        (changed(("procedures/prp", "recovery.0.when"), text="Hasta 3 semanas"), "TRN102"),
        (changed(BODY, text="La FDA aprobó estos productos."), "TRN103"),
        (changed(BODY, owner="clauses/exosome-statos"), "TRN107"),
        ((*texts(), texts()[0]), "TRN108"),
        (changed(BODY, english="FDA has approved it."), "TRN109"),
        (changed(BODY, text="# Un título"), "CLS020"),
    ],
)
def test_a_wrong_text_is_named_and_nothing_is_taken(given: tuple[Handed, ...], code: str) -> None:
    with pytest.raises(InputError) as caught:
        taken(through_table(given))
    assert code in [one.code for one in caught.value.findings]
    assert all(one.place.file == "es.csv" and one.place.line for one in caught.value.findings)


def test_a_new_language_begins_with_files_that_can_be_read(tmp_path: Path) -> None:
    library = english_library()
    for id_, loaded in library.clauses.items():
        fill_clause(tmp_path / f"{id_}.md", loaded, new=True)
        front = yaml.safe_load((tmp_path / f"{id_}.md").read_text("utf-8").split("---\n")[1])
        assert front["title"].startswith(TO_DO)
        assert front["english"] == clause_hash(loaded.clause.value)
    fill_texts(
        tmp_path / "prp.yaml", "procedures/prp", dict(files_of(library))["procedures/prp"], "1", new=True
    )
    texts_ = yaml.safe_load((tmp_path / "prp.yaml").read_text("utf-8"))["texts"]
    assert {one["text"] for one in texts_} == {TO_DO}


def test_everything_wrong_is_named_at_once() -> None:
    wrong = tuple(replace(one, text=f"{one.text} 77") for one in texts())
    with pytest.raises(InputError) as caught:
        taken(wrong)
    assert len([one for one in caught.value.findings if one.code == "TRN102"]) == len(wrong)


def test_new_words_are_written_whole_and_read_back(tmp_path: Path) -> None:
    given = changed(("clauses/costs", "title"), text="Cuánto cuesta todo")
    found = taken(through_xliff(given))
    folder = tmp_path / "translations" / "es"
    files = list(files_with(found, spanish_library(), english_library(), folder, Signing()))
    assert [path.relative_to(folder).as_posix() for path, _ in files] == ["clauses/costs.md"]
    for path, text in files:
        path.parent.mkdir(parents=True)
        path.write_text(text, "utf-8")
    again, findings = survey_in((tmp_path, built_in_templates()), "es", english_library())
    assert findings == ()
    assert again is not None
    assert again.library.clauses["costs"].clause.value.title == "Cuánto cuesta todo"
    assert {one.state for one in again.states if one.owner == "clauses/costs"} == {State.DRAFT}


def test_who_signs_signs_for_what_came_back_whole(tmp_path: Path) -> None:
    part = tuple(one for one in texts() if one.key != ("procedures/prp", "title"))
    found = taken(part, signed=True)
    written = dict(
        files_with(found, spanish_library(), english_library(), tmp_path, Signing(reviewed_by=ANA))
    )
    signed = {path.relative_to(tmp_path).as_posix() for path, text in written.items() if "Ana Ruiz" in text}
    assert "clauses/costs.md" in signed
    assert "anatomy/body-sites.yaml" in signed
    assert "procedures/prp.yaml" in {path.relative_to(tmp_path).as_posix() for path in written} - signed


def test_a_stale_text_that_nobody_has_touched_is_left_stale() -> None:
    surveyed = spanish_library()
    old = tuple(
        replace(one, state=State.STALE) if one.owner == "clauses/costs" else one for one in surveyed.states
    )
    stale = replace(surveyed, states=old)
    given = tuple(one for one in handed(stale, english_library(), [State.STALE]))
    assert {one.owner for one in given} == {"clauses/costs"}
    back, _ = from_xliff(to_xliff(given, "en", "es-US"), "es.xlf")
    assert take(back, stale, english_library(), signed=False).left == len(given)
    done = tuple(replace(one, done=True) for one in back)
    assert set(take(done, stale, english_library(), signed=False).words) == {"clauses/costs"}


BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE xliff [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="es">&c;</xliff>"""


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (BOMB, "document type"),
        (BOMB.replace(b'"aaaaaaaaaa"', b'SYSTEM "file:///etc/hostname"'), "document type"),
        (b"<xliff", "well-formed"),
        (b"", "well-formed"),
        (b"<html/>", "no XLIFF 2"),
        (b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"/>', "no XLIFF 2"),
    ],
)
def test_what_is_no_xliff_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(ResourceError) as caught:
        from_xliff(data, "es.xlf")
    assert said in caught.value.message


@pytest.mark.parametrize("data", [b"\xff\xfe", b"a,b\n1,2\n", b'file,text\n"x'])
def test_what_is_no_such_table_is_refused(data: bytes) -> None:
    with pytest.raises(ResourceError):
        from_table(data, "es.csv")
