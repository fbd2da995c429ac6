"""A packet from the form to paper, through the pages."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from consent.register import open_register
from tests.support.desk import Browser, Desk, desk_in
from tests.support.schedule import MARKER, row

WALK_IN = {
    "family_name": f"{MARKER} Walker",
    "given_name": "Wanda",
    "date_of_birth": "1970-05-06",
    "mrn": "00777",
    "practitioner": "p-01",
    "scheduled_on": "2026-12-01",
    "procedures-0": "ultrasound-guidance",
    "do": "show",
}
"""Somebody on no schedule; her packet is short."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, typeset_in_this_run: Path) -> Desk:
    """One desk for all of these tests; each meets records of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONSENT_CACHE", str(typeset_in_this_run))
        rows = [row(1), row(2), row(3, procedures="odd jab"), row(4, family_name=f"{MARKER}-Two")]
        return desk_in(tmp_path_factory.mktemp("desk"), rows)


@pytest.fixture
def seat(desk: Desk) -> Browser:
    return desk.browser()


def keys(seat: Browser) -> list[str]:
    return re.findall(r'name="visit" value="([^"]+)"', seat.get("/").text)


def where(seat: Browser, path: str, fields: Mapping[str, object]) -> str:
    answer = seat.post(path, fields)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_a_walk_in_goes_from_the_form_to_paper(desk: Desk, seat: Browser) -> None:
    draft = where(seat, "/packet", {**WALK_IN, "mrn": "00778"})
    assert draft.startswith("/draft/")
    shown = seat.get(draft)
    pages = int(re.search(r"(\d+) pages", shown.text)[1])  # type: ignore[index]
    assert len(re.findall(r"<img ", shown.text)) == pages
    picture = seat.get(f"{draft}/page/{pages}.png")
    assert picture.content.startswith(b"\x89PNG")
    assert picture.headers["cache-control"] == "no-store"
    assert seat.get(f"{draft}/page/{pages + 1}.png").status_code == 404
    assert not list(desk.home.glob("packets/*"))
    paper = where(seat, f"{draft}/print", {})
    pdf = seat.get(paper)
    (file,) = desk.home.glob("packets/*.pdf")
    assert pdf.content == file.read_bytes()
    assert pdf.headers["content-disposition"] == f'inline; filename="{file.name}"'
    (record,) = desk.home.glob("records/walk-in-*.yaml")
    with open_register(desk.home / "register") as register:
        (issue,) = register.by_packet(file.stem)
        assert (issue.record_id, issue.files[0].sha256) == (
            record.stem,
            hashlib.sha256(pdf.content).hexdigest(),
        )
    assert MARKER not in draft + paper + file.name + record.name
    assert "Printed and noted" in seat.get(draft).text
    # Printed again, it is the same packet.
    assert where(seat, f"{draft}/print", {"do": "save"}) == f"{paper}?save=yes"
    assert "attachment" in seat.get(f"{paper}?save=yes").headers["content-disposition"]
    assert len(list(desk.home.glob("packets/*.pdf"))) == 1


def test_what_was_typed_is_kept_and_everything_wrong_is_said_at_once(seat: Browser) -> None:
    back = where(seat, "/packet", {**WALK_IN, "mrn": "", "date_of_birth": "1970-02-31", "needles": "x"})
    assert back.startswith("/packet/")
    text = seat.get(back).text
    assert "3 things to mend" in text
    for kept in (
        f'value="{MARKER} Walker"',
        'value="1970-02-31"',
        'value="x"',
        'value="ultrasound-guidance" checked',
    ):
        assert kept in text
    assert 'id="mrn" name="mrn" type="text" value="" maxlength="40"' in text
    assert text.count('aria-invalid="true"') == 3
    mended = where(seat, "/packet", {**WALK_IN, "draft": back.rpartition("/")[2]})
    assert mended == back.replace("/packet/", "/draft/")


def test_another_place_is_added_without_script(seat: Browser) -> None:
    form = where(seat, "/packet", {**WALK_IN, "do": "place"})
    assert form.endswith("#place-1")
    text = seat.get(form.partition("#")[0]).text
    assert 'id="place-1"' in text
    assert f"{MARKER} Walker" in text


def test_a_row_of_the_list_goes_straight_to_its_pages_and_prints_as_the_batch_would(
    desk: Desk, seat: Browser
) -> None:
    draft = where(seat, "/packet/row", {"visit": keys(seat)[0]})
    paper = where(seat, f"{draft}/print", {"both": "yes"})
    with pikepdf.open(io.BytesIO(seat.get(paper).content)) as both:
        (name,) = re.findall(r"/([0-9A-Z]{5}-[0-9A-Z]{5})\.pdf", paper)
        with pikepdf.open(desk.home / "packets" / f"{name}.pdf") as one:
            assert len(both.pages) >= 2 * len(one.pages)
    with open_register(desk.home / "register") as register:
        issue = register.by_packet(name)[0]
    # Nothing was changed at the desk, so its record is the schedule's row.
    assert issue.files[0].source == "schedule.csv"
    assert not (desk.home / "records" / f"{issue.record_id}.yaml").exists()


@pytest.mark.parametrize("kind", ["refusal", "withdrawal", "hipaa-authorization"])
def test_other_papers_of_a_visit_are_drawn(seat: Browser, kind: str) -> None:
    draft = where(seat, "/packet/row", {"visit": keys(seat)[-1], "document": kind})
    assert draft.startswith("/draft/")


def test_a_row_that_cannot_be_printed_opens_as_a_form_with_what_is_wrong(seat: Browser) -> None:
    text = seat.get("/").text
    (key,) = re.findall(r'name="visit" value="([^"]+)">\s*<button>Correct', text)
    form = where(seat, "/packet/row", {"visit": key})
    shown = seat.get(form).text
    assert "Procedure: there is no such procedure" in shown
    assert 'value="odd jab" checked' in shown


def test_blank_packets_have_numbers_of_their_own(desk: Desk, seat: Browser) -> None:
    blank = {
        "kind": "blank",
        "count": "2",
        "practitioner": "p-01",
        "procedures-0": "ultrasound-guidance",
        "do": "show",
    }
    before = set(desk.home.glob("packets/*"))
    draft = where(seat, "/packet", blank)
    paper = where(seat, f"{draft}/print", {})
    assert "and-1-more.pdf" in paper
    assert len(set(desk.home.glob("packets/*")) - before) == 2
    assert seat.get(paper).content.startswith(b"%PDF")


def test_a_record_of_another_patient_is_not_printed_over(desk: Desk, seat: Browser) -> None:
    first = where(seat, "/packet/row", {"visit": keys(seat)[1]})
    where(seat, f"{first}/print", {})
    second = where(seat, "/packet/row", {"visit": keys(seat)[1]})
    changed = {**WALK_IN, "mrn": "99999", "draft": second.rpartition("/")[2]}
    draft = where(seat, "/packet", changed)
    answer = seat.post(f"{draft}/print", {})
    assert answer.status_code == 409
    assert "issued before for a patient with another MRN" in answer.text
    assert not list((desk.home / "records").glob("r-*.yaml"))
    assert seat.post(f"{draft}/print", {"replace": "yes"}).status_code == 303
    shown = seat.get(draft).text
    assert "Printed and noted" in shown
    assert "Not printed" not in shown


def test_pages_that_were_seen_before_the_wording_changed_are_not_printed(desk: Desk, seat: Browser) -> None:
    path = where(seat, "/packet", {**WALK_IN, "mrn": "00780"})
    key = path.rpartition("/")[2]
    (draft,) = (one for session in desk.services.sessions._sessions.values() if (one := session.kept(key)))
    own = draft.drawn.content_hash
    draft.drawn = replace(draft.drawn, content_hash="0" * 64)
    before = set(desk.home.glob("*/*"))
    assert where(seat, f"{path}/print", {}) == path
    assert set(desk.home.glob("*/*")) == before
    assert "Not printed: the wording has changed since the pages were shown" in seat.get(path).text
    assert draft.drawn.content_hash == own
    assert where(seat, f"{path}/print", {}).endswith(".pdf")
    assert "Not printed" not in seat.get(path).text


def test_what_was_drawn_before_a_change_is_neither_shown_nor_printed(desk: Desk, seat: Browser) -> None:
    path = where(seat, "/packet", {**WALK_IN, "mrn": "00781"})
    key = path.rpartition("/")[2]
    # Only what is in the register leaves the desk, and only by its own name.
    assert seat.get(f"{path}/AAAAA-AAAAA.pdf").status_code == 410
    paper = where(seat, f"{path}/print", {})
    assert seat.get(f"{path}/AAAAA-AAAAA.pdf").status_code == 410
    assert seat.get(paper).status_code == 200
    before = set(desk.home.glob("*/*"))
    assert where(seat, "/packet", {**WALK_IN, "mrn": "", "draft": key}) == f"/packet/{key}"
    assert where(seat, f"{path}/print", {}) == f"/packet/{key}"
    assert seat.get(path).headers["location"] == f"/packet/{key}"
    assert (seat.get(paper).status_code, seat.get(f"{path}/page/1.png").status_code) == (410, 410)
    assert set(desk.home.glob("*/*")) == before


def test_pages_of_an_issued_packet_are_printed_again(desk: Desk, seat: Browser) -> None:
    draft = where(seat, "/packet", {**WALK_IN, "mrn": "00779"})
    name = where(seat, f"{draft}/print", {}).rpartition("/")[2].removesuffix(".pdf")
    whole = seat.get(where(seat, "/again", {"packet": name.lower()}))
    assert "page" in whole.text
    found = where(seat, "/again", {"packet": f"page 2 of {name}"})
    assert "page 2" in seat.get(found).text
    assert seat.get(f"{found}/page/1.png").status_code == 200
    paper = where(seat, f"{found}/print", {})
    assert paper.endswith(f"/{name}-page-2.pdf")
    with pikepdf.open(io.BytesIO(seat.get(paper).content)) as pdf:
        assert len(pdf.pages) == 1
    with open_register(desk.home / "register") as register:
        history = register.history(register.by_packet(name)[0])
    assert [event.note for event in history if event.note] == ["printed again, pages 2"]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"packet": ""}, "Which packet?"),
        ({"packet": "hello"}, "This holds no packet id."),
        ({"packet": "AAAAA-AAAAA"}, "The register knows no such packet."),
    ],
)
def test_what_cannot_be_printed_again_is_said_beside_the_field(
    seat: Browser, fields: dict[str, str], message: str
) -> None:
    answer = seat.post("/again", fields)
    assert answer.status_code == 422
    assert message in answer.text
    assert 'id="wrong-packet"><p class="bad"' in answer.text


def test_what_is_wrong_so_far_is_answered_to_the_script(seat: Browser) -> None:
    some = {"practitioner": "p-01", "date_of_birth": "2027-01-01", "scheduled_on": "2026-12-01"}
    found = seat.post("/packet/check", some).json()
    assert list(found) == ["date_of_birth"]
    assert found["date_of_birth"][0]["message"] == "Date of birth is after the date of issue"


HOSTILE: tuple[tuple[str, dict[str, object], int], ...] = (
    ("/packet", {"unknown": "x"}, 400),
    ("/packet", {"mrn": ["1", "2"]}, 400),
    ("/packet", {"mrn": "x" * 5_000}, 400),
    ("/packet", {"mrn": "\x00"}, 400),
    ("/packet", {"draft": "../../etc"}, 410),
    ("/packet", {"language": "../../etc"}, 400),
    ("/packet", {"edition": "huge"}, 400),
    ("/packet", {"document": "will"}, 400),
    ("/packet", {"kind": "blank", "count": "1000000"}, 422),
    ("/packet", {"kind": "blank", "count": "-1"}, 422),
    ("/packet/check", {"token": "other"}, 403),
    ("/packet/row", {"visit": ""}, 410),
    ("/packet/row", {"visit": "' OR 1=1"}, 410),
    ("/packet/row", {"visit": ["a", "b"]}, 400),
    ("/draft/none/print", {}, 410),
    ("/again", {"packet": ["a", "b"]}, 400),
    ("/again/none/print", {}, 410),
    ("/batch/none/start", {}, 404),
    ("/batch/none/stop", {}, 404),
    ("/batch/none/word", {"section": "procedures", "word": "x", "means": "prp"}, 404),
    ("/batch/none/row", {"visit": "x"}, 404),
    ("/batch", {}, 422),
)


@pytest.mark.parametrize(("path", "fields", "status"), HOSTILE)
def test_what_no_page_of_ours_sends_is_refused_and_never_quoted(
    seat: Browser, path: str, fields: dict[str, object], status: int
) -> None:
    answer = seat.post(path, fields)
    assert answer.status_code == status
    assert "1=1" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/packet/none",
            "/draft/none",
            "/draft/none/page/1.png",
            "/draft/none/page/0.png",
            "/draft/none/A.pdf",
        ),
        *(
            "/again/none",
            "/again/none/page/1.png",
            "/again/none/A.pdf",
            "/batch/none",
            "/batch/..%2f..%2fetc",
        ),
        *("/batch/none/print-run.pdf", "/packet?mrn=1", "/again?packet=1", "/draft/none/page/x.png"),
    ],
)
def test_addresses_of_nothing_say_so(seat: Browser, path: str) -> None:
    answer = seat.get(path)
    assert answer.status_code in (400, 404, 410)
    assert "To the list" in answer.text


@pytest.mark.parametrize(
    "path", ["/packet", "/blank", "/again", "/batch", "/draft/x", "/packet/check", "/batch/x/start"]
)
def test_who_has_no_session_sees_the_lock(desk: Desk, path: str) -> None:
    stranger = desk.browser(opened=False)
    assert stranger.get(path).headers["location"] == "/locked"


def test_pages_of_another_browser_are_not_shown(desk: Desk, seat: Browser) -> None:
    draft = where(seat, "/packet/row", {"visit": keys(seat)[0]})
    other = desk.browser()
    assert other.get(draft).status_code == 410
    assert other.get(f"{draft}/page/1.png").status_code == 410


def test_older_drafts_make_room_and_are_drawn_again(desk: Desk, seat: Browser) -> None:
    first = where(seat, "/packet/row", {"visit": keys(seat)[0]})
    for _ in range(7):
        where(seat, "/packet/row", {"visit": keys(seat)[0]})
    assert seat.get(f"{first}/page/1.png").status_code == 410
    assert seat.get(first).status_code == 303
    assert seat.get(f"{first}/page/1.png").status_code == 200
