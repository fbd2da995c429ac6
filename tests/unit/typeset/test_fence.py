"""Nothing outside the given folders gets into a page."""

from __future__ import annotations

import base64
import subprocess
import sys
from pathlib import Path

import pytest

from consent.errors import TypesetError
from consent.typeset import typeset
from tests.support.sample import ISSUED

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "dot.png").write_bytes(PNG)
    (folder / "more.css").write_text("p { color: #333 }")
    (tmp_path / "secret.png").write_bytes(PNG)
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    return folder


def page(root: Path, body: str, css: str = "", head: str = "") -> int:
    html = f'<html lang="en"><head><title>x</title>{head}</head><body>{body}</body></html>'
    return typeset(html, stylesheets=[css], roots=[root], issued_on=ISSUED, slots={}).pages


@pytest.mark.parametrize(
    ("body", "css"),
    [
        ('<img src="dot.png" alt="A dot">', ""),
        (f'<img src="data:image/png;base64,{base64.b64encode(PNG).decode()}" alt="A dot">', ""),
        ("<p>x</p>", "@import url(more.css);"),
        ("<p>x</p>", "p { background: url(dot.png) }"),
    ],
)
def test_what_lies_inside_is_read(root: Path, body: str, css: str) -> None:
    assert page(root, body, css) == 1


@pytest.mark.parametrize(
    ("body", "css"),
    [
        ('<img src="../secret.png" alt="x">', ""),
        ('<img src="link.png" alt="x">', ""),
        ('<img src="file:///etc/hosts" alt="x">', ""),
        ('<img src="file://elsewhere/dot.png" alt="x">', ""),
        ('<img src="http://127.0.0.1:9/a.png" alt="x">', ""),
        ('<img src="https://127.0.0.1:9/a.png" alt="x">', ""),
        ('<object data="ftp://127.0.0.1:9/a"></object>', ""),
        ('<embed src="file:///etc/hosts">', ""),
        ('<p><a rel="attachment" href="file:///etc/hosts">x</a></p>', ""),
        ("<p>x</p>", "@import url(file:///etc/hosts);"),
        ("<p>x</p>", "p { background: url(file:///etc/hosts) }"),
        ("<p>x</p>", "@font-face { font-family: X; src: url(http://127.0.0.1:9/f.ttf) }"),
    ],
)
def test_what_lies_outside_is_refused_by_name(root: Path, body: str, css: str) -> None:
    with pytest.raises(TypesetError, match="may not read") as caught:
        page(root, body, css)
    assert caught.value.hint


def test_a_picture_inside_a_picture_is_refused_too(root: Path) -> None:
    inner = '<image xlink:href="file:///etc/hosts" width="5" height="5"/>'
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    with pytest.raises(TypesetError):
        page(root, f'<svg {spaces} width="9" height="9"><title>x</title>{inner}</svg>')


def test_a_missing_file_is_named(root: Path) -> None:
    with pytest.raises(TypesetError, match=r"not there: .*gone\.png"):
        page(root, '<img src="gone.png" alt="x">')


def test_no_folder_means_no_file(root: Path) -> None:
    html = f'<html lang="en"><title>x</title><body><img src="{(root / "dot.png").as_uri()}" alt="x">'
    with pytest.raises(TypesetError, match="may not read"):
        typeset(html, issued_on=ISSUED, slots={})


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ('<p><a rel="attachment" href="more.css">x</a></p>', ""),
        ("<p>x</p>", '<link rel="attachment" href="more.css">'),
    ],
)
def test_a_page_attaches_nothing_of_its_own(root: Path, body: str, head: str) -> None:
    with pytest.raises(TypesetError, match="attaches a file"):
        page(root, body, head=head)


def test_inline_data_is_not_quoted_in_a_message(root: Path) -> None:
    secret = base64.b64encode(b"Maria " * 100).decode()
    with pytest.raises(TypesetError) as caught:
        page(root, f'<img src="data:image/png;base64,{secret}" alt="x">')
    assert len(str(caught.value)) < 400


def test_the_typesetter_is_there_without_another_program_being_started() -> None:
    heard = "import sys; sys.addaudithook(lambda name, it: name == 'subprocess.Popen' and sys.exit(str(it)))"
    started = subprocess.run(
        [sys.executable, "-c", f"{heard}; import consent.typeset.engine"], capture_output=True, check=False
    )
    assert (started.returncode, started.stderr) == (0, b"")
