from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from consent.errors import InputError
from consent.load.practice.logo import read_logo, wrong_with_logo
from consent.load.practice.read import load_practice
from consent.models.library.activation import active_policies
from tests.support.pictures import PRINTABLE, picture

if TYPE_CHECKING:
    from tests.unit.load.conftest import Clinic

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


def test_a_practice_has_the_policies_of_its_country_and_state(clinic: Clinic, tmp_path: Path) -> None:
    assert [policy.value.id for policy in active_policies(clinic.practice.value, clinic.library)] == ["us-ca"]
    elsewhere = clinic.practice.value.model_copy(update={"jurisdiction": "US-NV"})
    assert active_policies(elsewhere, clinic.library) == ()
    named = elsewhere.model_copy(update={"policies": ("us-ca",)})
    assert [policy.value.id for policy in active_policies(named, clinic.library)] == ["us-ca"]


def test_a_disabled_policy_is_never_active(clinic: Clinic) -> None:
    utah = clinic.practice.value.model_copy(update={"jurisdiction": "US-UT", "policies": ("us-ut",)})
    assert active_policies(utah, clinic.library) == ()


def test_a_missing_practice_file_says_how_to_make_one(clinic: Clinic, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_practice(tmp_path / "practice.yaml", clinic.library)
    (finding,) = caught.value.findings
    assert finding.message == "there is no such file"
    assert finding.hint == "check the name given to `--practice`, or make one with `consent init`"


def test_a_recorded_election_of_another_policy_is_no_mistake(clinic: Clinic, tmp_path: Path) -> None:
    practice = clinic.edit(clinic.copy(tmp_path) / "practice.yaml", "US-CA", "US-NV")
    assert load_practice(practice, clinic.library).value.elections["gives-vesicles"].value is False


def test_the_logo_is_read_by_its_content(clinic: Clinic, tmp_path: Path) -> None:
    content = (clinic.data / "tiny/logo.svg").read_bytes()
    assert read_logo(clinic.practice) == f"data:image/svg+xml;base64,{base64.b64encode(content).decode()}"
    folder = clinic.copy(tmp_path)
    (folder / "logo.svg").write_bytes(picture("RGB PNG"))
    url = read_logo(load_practice(folder / "practice.yaml", clinic.library))
    assert url is not None
    assert url.startswith("data:image/png;")


@pytest.mark.parametrize(
    "content",
    [
        SVG.format('<path d="M0 0"/>').encode(),
        b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- drawn -->\n' + SVG.format("").encode(),
        SVG.format('<use xlink:href="#a"/><rect fill="url(#g)" style="fill: url( \'#g\' )"/>').encode(),
        SVG.format('<image href="data:image/png;base64,AAAA"/>').encode(),
        SVG.format("<style>rect { fill: black }</style>").encode(),
        *(picture(kind) for kind in PRINTABLE),
    ],
)
def test_a_safe_picture_may_be_printed(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "logo").write_bytes(content)
    assert wrong_with_logo("logo", tmp_path) is None


@pytest.mark.parametrize("inside", ["<text>Example Clinic</text>", "<g><text><tspan>E</tspan></text></g>"])
def test_an_svg_with_live_text_is_refused_and_says_how_to_mend_it(tmp_path: Path, inside: str) -> None:
    (tmp_path / "logo.svg").write_text(SVG.format(inside), encoding="utf-8")
    wrong = wrong_with_logo("logo.svg", tmp_path)
    assert wrong is not None
    assert "live text" in wrong[0]
    assert wrong[1].startswith("turn text into outlines")


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ("<script>x</script>", "a `<script>`"),
        ("<foreignObject/>", "a `<foreignobject>`"),
        ('<rect onload="x"/>', "a script"),
        ('<image href="http://b.example/a.png"/>', "a reference to something outside the file"),
        ('<image xlink:href="file:///etc/passwd"/>', "a reference to something outside the file"),
        ('<image href="data:image/svg+xml;base64,AAAA"/>', "a reference to something outside the file"),
        ('<a href="javascript:x"/>', "a reference to something outside the file"),
        ('<rect fill="url(http://b.example)"/>', "a style that asks for something outside the file"),
        (
            '<rect style="fill: URL( &quot;b.svg#g&quot;)"/>',
            "a style that asks for something outside the file",
        ),
        ("<style>@import 'b.css';</style>", "a style that asks for something outside the file"),
        (
            "<style><![CDATA[rect { fill: u\\72l(b) }]]></style>",
            "a style that asks for something outside the file",
        ),
        ("<?xml-stylesheet href='b.css'?>", "a processing instruction"),
    ],
)
def test_an_svg_that_does_more_than_draw_is_refused(tmp_path: Path, inside: str, what: str) -> None:
    (tmp_path / "logo.svg").write_text(SVG.format(inside), encoding="utf-8")
    wrong = wrong_with_logo("logo.svg", tmp_path)
    assert wrong == (f"the logo's SVG holds {what}", "export it as a plain SVG, or save it as PNG")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b'<!DOCTYPE svg [<!ENTITY a "aa">]>' + SVG.format("&a;").encode(),
            "the logo's SVG holds a `<!DOCTYPE>`",
        ),
        (
            b"<html><svg/></html>",
            'the logo\'s SVG holds no `<svg xmlns="http://www.w3.org/2000/svg">` around it',
        ),
        (b"<svg", "the logo's SVG cannot be read"),
        (b"\x89PNG\r\n\x1a\n....", "the logo is cut off or damaged"),
        (b"\xff\xd8\xff....\xff\xd9", "the logo is cut off or damaged"),
        (picture("RGB PNG")[:-200], "the logo is cut off or damaged"),
        (picture("RGB JPEG")[:-200], "the logo is cut off or damaged"),
        (picture("CMYK JPEG"), "the logo is in CMYK colors"),
        (picture("16 bit grey PNG"), "the logo is of a kind that cannot be printed"),
        (
            picture("black and white PNG", (5_000, 120)),
            "the logo is 5,000 by 120 pixels; 4,000 are the most",
        ),
        (b"GIF89a", "the logo is not a PNG, JPEG or SVG picture"),
        (b"", "the logo is not a PNG, JPEG or SVG picture"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 1_000_000, "the logo is larger than 1 MB"),
    ],
)
def test_a_file_that_is_no_whole_picture_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "logo.png").write_bytes(content)
    wrong = wrong_with_logo("logo.png", tmp_path)
    assert wrong is not None
    assert wrong[0] == message


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "practice").mkdir()
    (tmp_path / "secret.svg").write_text(SVG.format(""), encoding="utf-8")
    (tmp_path / "practice/logo.svg").symlink_to(tmp_path / "secret.svg")
    wrong = wrong_with_logo("logo.svg", tmp_path / "practice")
    assert wrong is not None
    assert wrong[0] == "the logo is outside the folder of the practice file"
