"""consent desk in a real browser: what a receptionist does, by keyboard alone, and who can use it.

One browser and one desk for all of them. ``--pictures-update`` puts pictures of the pages into docs/images.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="the tests of the desk need pytest-playwright")

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.support.desk import desk_in
from tests.support.office import ROOT
from tests.support.processes.chromium import Keys, Served, picture, served
from tests.support.schedule import row, write_csv
from tools.system import chromium

PICTURES = ROOT / "docs" / "images"
expect.set_options(timeout=25_000)
NAMES = ("Example", "Sample", "Specimen", "Muster")
ROWS = [row(n, family_name=name, given_name="Ana") for n, name in enumerate(NAMES, 1)]
ROWS += [
    row(8, family_name="Sample", given_name="Ana", mrn="00000999"),
    row(9, family_name="Odd", procedures="odd jab"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's browser; playwright's own is never downloaded.

    It ends with this module: while playwright runs, nothing else in the process can start an event loop.
    """
    path = chromium()
    if path is None:
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, typeset_in_this_run: Path) -> Iterator[Served]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONSENT_CACHE", str(typeset_in_this_run))
        with served(desk_in(tmp_path_factory.mktemp("desk"), ROWS)) as one:
            yield one


@pytest.fixture(scope="module")
def seat(browser: Browser, desk: Served) -> Iterator[BrowserContext]:
    """A browser that has been let in."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(25_000)
    desk.open(context.new_page())
    yield context
    context.close()


@pytest.fixture
def page(seat: BrowserContext, desk: Served) -> Iterator[Page]:
    """A page of it, on today's list; what goes wrong in its console fails the test."""
    page = seat.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(desk.origin)
    yield page
    page.close()
    # A form that is refused is said by the page; the browser says it too.
    assert [one for one in wrong if "Failed to load resource" not in one] == []


@pytest.fixture
def show(request: pytest.FixtureRequest) -> Any:
    """Puts a picture into the docs, where that was asked for."""
    wanted = request.config.getoption("--pictures-update")
    return lambda page, name: picture(page, PICTURES / f"desk-{name}.png") if wanted else None


def printed(page: Page, keys: Keys) -> str:
    """Print what is shown, by keyboard; the id of the packet in the tab that opens."""
    with page.expect_popup() as opened:
        keys.to("Print").press("Enter")
    tab = opened.value
    tab.wait_for_url("**/*.pdf")
    (name,) = re.findall(r"/([^/]+)\.pdf", tab.url)
    tab.close()
    return str(name)


def test_todays_patient_is_printed_by_keyboard(page: Page, desk: Served, show: Any) -> None:
    show(page, "today")
    keys = Keys(page)
    keys.to("Print for Ana Example").press("Enter")
    page.wait_for_url("**/draft/*")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Example, Ana")
    expect(page.get_by_alt_text("Page 1", exact=True)).to_be_visible()
    page.wait_for_function("document.images[0].complete && document.images[0].naturalWidth > 500")
    show(page, "pages")
    name = printed(page, keys)
    page.reload()
    expect(page.get_by_role("status")).to_contain_text(name)
    page.goto(desk.origin)
    expect(page.get_by_role("row", name="Example, Ana")).to_contain_text("printed")


def test_a_walk_in_gets_a_packet_by_keyboard(page: Page, show: Any) -> None:
    keys = Keys(page)
    keys.to("New packet").press("Enter")
    page.wait_for_url("**/packet")
    keys.to("Last name").type("Walker").press("Enter")
    # Everything else is missing: said at once, the focus on what there is to mend.
    expect(page.get_by_role("heading", name="4 things to mend")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "mend"
    expect(page.get_by_label("Last name")).to_have_value("Walker")
    show(page, "mend")
    keys.to("First name is missing").press("Enter")
    page.keyboard.type("Wanda")
    keys.to("Date of birth").type("05061970")
    keys.to("MRN").type("00777")
    keys.to("Ultrasound guidance").press("Space")
    show(page, "form")
    keys.to("Show the pages").press("Enter")
    page.wait_for_url("**/draft/*")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Walker, Wanda")
    assert printed(page, keys)


def test_what_cannot_be_is_said_while_one_types(page: Page) -> None:
    keys = Keys(page)
    keys.to("New packet").press("Enter")
    page.wait_for_url("**/packet")
    keys.to("Date of birth").type("05062030").press("Tab")
    expect(page.locator("#wrong-date_of_birth")).to_contain_text("Date of birth is after the date of issue")
    expect(page.locator("#wrong-mrn")).to_be_empty()


def test_what_was_typed_stays_when_the_network_drops(page: Page) -> None:
    keys = Keys(page)
    keys.to("New packet").press("Enter")
    page.wait_for_url("**/packet")
    keys.to("Last name").type("Walker")
    page.context.set_offline(True)
    for _ in range(2):
        keys.to("Show the pages").press("Enter")
        expect(page.get_by_role("alert")).to_have_count(1)
        expect(page.get_by_role("alert")).to_contain_text("What you typed is still here")
    expect(page.get_by_label("Last name")).to_have_value("Walker")
    page.context.set_offline(False)
    keys.to("Show the pages").press("Enter")
    # It is sent as it was typed, once: the desk says what is missing.
    expect(page.get_by_role("heading", name="4 things to mend")).to_be_visible()
    expect(page.get_by_label("Last name")).to_have_value("Walker")
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_page_two_is_printed_again_by_keyboard(page: Page, show: Any) -> None:
    keys = Keys(page)
    keys.to("Print for Ana Specimen").press("Enter")
    page.wait_for_url("**/draft/*")
    name = printed(page, keys)
    keys.to("Print again").press("Enter")
    page.wait_for_url("**/again")
    # The field has the focus already.
    keys.type(f"page 2 of {name.lower()}").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{name} page 2")
    expect(page.get_by_role("img")).to_have_count(1)
    show(page, "again")
    assert printed(page, keys) == f"{name}-page-2"


def test_a_refusal_is_printed_by_keyboard(page: Page) -> None:
    keys = Keys(page)
    keys.to("Other papers for Ana Muster").press("Enter")
    keys.to("Refusal").press("Enter")
    page.wait_for_url("**/draft/*")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Refusal for Muster, Ana")
    assert printed(page, keys)


def test_tomorrow_with_an_unknown_word_is_made_by_keyboard(page: Page, tmp_path: Path, show: Any) -> None:
    keys = Keys(page)
    keys.to("Tomorrow").press("Enter")
    page.wait_for_url("**/batch")
    file = write_csv(
        tmp_path / "tomorrow.csv",
        [row(20, family_name="Example"), row(21, procedures="us look", family_name="Sample")],
    )
    page.get_by_label("Tomorrow’s schedule").set_input_files(file)
    keys.to("Show the rows").press("Enter")
    expect(page.get_by_role("heading", name="What does “us look” mean?")).to_be_visible()
    show(page, "tomorrow")
    keys.to("Ultrasound guidance").press("Enter")
    expect(page.get_by_text("2 of 2 rows can be printed")).to_be_visible()
    keys.to("Make 2 packets").press("Enter")
    expect(page.get_by_role("heading", name="Done: 2 packets")).to_be_visible(timeout=90_000)
    with page.expect_popup() as opened:
        keys.to("Open the print run").press("Enter")
    assert opened.value.url.endswith("/print-run.pdf")
    opened.value.close()


def test_every_task_works_without_script(browser: Browser, desk: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    desk.open(page)
    page.get_by_role("button", name="Print for Ana Sample").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sample, Ana")
    page.get_by_role("link", name="Change something").click()
    page.get_by_label("MRN").fill("")
    page.get_by_role("button", name="Show the pages").click()
    expect(page.get_by_role("alert")).to_contain_text("MRN is missing")
    context.close()


PAGES = (
    "/",
    "/packet",
    "/blank",
    "/again",
    "/batch",
    "/schedule",
    "/found",
    "wrong",
    "draft",
    "reprint",
    "batch",
    "locked",
)
"""Addresses, and pages that are come to by doing something."""


def come_to(page: Page, desk: Served, which: str, tmp_path: Path) -> None:
    """Open a page."""
    if which.startswith("/"):
        page.goto(desk.origin + which)
    elif which == "wrong":
        page.goto(f"{desk.origin}/packet")
        page.get_by_role("button", name="Show the pages").click()
        page.wait_for_url("**/packet/*")
    elif which in ("draft", "reprint"):
        page.get_by_role("button", name="Print for Ana Example").click()
        page.wait_for_url("**/draft/*")
        if which == "reprint":
            name = printed(page, Keys(page))
            page.goto(f"{desk.origin}/again")
            page.get_by_label("Packet", exact=True).fill(name)
            page.get_by_role("button", name="Show", exact=True).click()
            page.wait_for_url("**/again/*")
    elif which == "batch":
        page.goto(f"{desk.origin}/batch")
        rows = [row(30, procedures="some jab"), row(31)]
        page.get_by_label("Tomorrow’s schedule").set_input_files(write_csv(tmp_path / "b.csv", rows))
        page.get_by_role("button", name="Show the rows").click()
        page.wait_for_url("**/batch/*")
    else:
        page.context.clear_cookies()
        page.goto(f"{desk.origin}/locked")


SMALL = {"width": 320, "height": 256}
"""A window of 1280 × 1024, at 400 %."""


@pytest.fixture(scope="module")
def visitor(browser: Browser, desk: Served) -> Iterator[Page]:
    """A page for looking at all the others; the last of them locks it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(25_000)
    page = context.new_page()
    desk.open(page)
    yield page
    context.close()


@pytest.mark.parametrize("which", PAGES)
def test_everybody_can_use_every_page(visitor: Page, desk: Served, which: str, tmp_path: Path) -> None:
    page = visitor
    if which != "locked":
        page.goto(desk.origin)
    come_to(page, desk, which, tmp_path)
    for summary in page.locator("summary").all():
        summary.click()
    axe = Axe()
    assert axe.run(page).response["violations"] == []
    page.emulate_media(color_scheme="dark")
    contrast = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
    assert axe.run(page, options=contrast).response["violations"] == []
    page.emulate_media(color_scheme="light", forced_colors="active")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.emulate_media(forced_colors="none")
    page.set_viewport_size(SMALL)  # type: ignore[arg-type]
    try:
        assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]
    finally:
        page.set_viewport_size({"width": 1280, "height": 900})
    assert page.title() == "Consent desk"
    assert page.locator("h1").count() == 1
    assert page.evaluate(_IN_ORDER) == []
    assert page.evaluate(_BROKEN) == []


_IN_ORDER = """() => {
  // Who reads by ear or by Tab meets things in the order of the eye: downwards, on one line from the left.
  const wrong = [];
  const kinds = ["h1", "h2", "a", "input", "select", "button", "summary"].map((kind) => "main " + kind);
  let last = null;
  for (const one of document.querySelectorAll(kinds.join())) {
    const box = one.getBoundingClientRect();
    const heading = /^H/.test(one.tagName);
    const hidden = !box.width || getComputedStyle(one).clipPath !== "none";
    if (hidden || one.type === "hidden" || (one.tabIndex < 0 && !heading)) continue;
    const above = last && box.bottom < last.top - 4;
    const sameLine = last && box.top < last.bottom - 4 && box.bottom > last.top + 4;
    if (above || (sameLine && box.right <= last.left)) wrong.push(one.outerHTML.slice(0, 80));
    last = box;
  }
  return wrong;
}"""


_BROKEN = """() => {
  // A column that is too narrow breaks a word in its middle: its letters stand on more than one line.
  const broken = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    const around = text.parentElement;
    if (!around.checkVisibility() || around.closest("script, option, .hidden")) continue;
    for (const word of text.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
      if (lines.size > 1) broken.push(word[0]);
    }
  }
  return broken;
}"""


def test_the_first_tab_skips_to_the_page(page: Page) -> None:
    keys = Keys(page).press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    keys.press("Enter", "Tab")
    assert page.evaluate("document.getElementById('main').contains(document.activeElement)")
