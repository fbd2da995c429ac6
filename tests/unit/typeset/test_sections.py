"""Sections of the pages that are written once for all packets that give them the same."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from consent.assemble import content_values
from consent.models.paper.packet import Packet
from consent.typeset.html import render_html
from consent.typeset.sandbox import environment_of
from tests.support.office import Office, record

_MAIN = '<main>{% include "sections/words.html.j2" %}</main>'


def page(packet: Packet, root: Path) -> str:
    return render_html(packet, {**content_values(packet), **packet.slots}, [root]).html


def templates(folder: Path, words: str, main: str = _MAIN, small: str = "") -> Path:
    for name, text in {"packet": main, "sections/words": words, "small": small}.items():
        file = folder / "pages" / f"{name}.html.j2"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (folder / "styles").mkdir()
    for name in ("packet", "standard"):
        (folder / "styles" / f"{name}.css").write_text("", "utf-8")
    return folder


def kept(root: Path) -> int:
    return environment_of((root,)).kept._count


@pytest.fixture
def packet(office: Office) -> Packet:
    return office.packet(record())


def test_a_section_runs_once_for_packets_that_say_the_same_there(packet: Packet, tmp_path: Path) -> None:
    root = templates(tmp_path, "{{ packet.title }}")
    other = replace(packet, language="fr", steps=())
    assert page(packet, root) == page(other, root) == f"<main>{packet.title}</main>"
    assert kept(root) == 1


@pytest.mark.parametrize(
    ("words", "change"),
    [
        ("{{ packet.title }}", {"title": "Another"}),
        ("{{ packet.letterhead.name }}", {"letterhead": "name"}),
        ("{% for c in packet.section('risks') %}{{ c.id }}{% endfor %}", {"sections": ()}),
        ("{% import 'small.html.j2' as small with context %}{{ small.said() }}", {"title": "Another"}),
        ("{{ packet.signing_order | length }}", {"signatures": ()}),
        ("{% include 'small.html.j2' %}", {"title": "Another"}),
    ],
)  # fmt: skip
def test_a_section_of_a_packet_that_says_something_else_is_its_own(
    packet: Packet, tmp_path: Path, words: str, change: dict[str, object]
) -> None:
    small = "{% macro said() %}{{ packet.title }}{% endmacro %}{{ packet.title }}"
    if "letterhead" in change:
        change = {"letterhead": replace(packet.letterhead, name="Another")}
    other = replace(packet, **change)  # type: ignore[arg-type]
    together = templates(tmp_path / "together", words, small=small)
    alone = templates(tmp_path / "alone", words, small=small)
    page(packet, together)
    assert page(other, together) == page(other, alone) != page(packet, together)


def test_what_stands_around_a_section_decides_it_too(packet: Packet, tmp_path: Path) -> None:
    main = '{% set big = packet.language == "fr" %}<main>{% include "sections/words.html.j2" %}</main>'
    root = templates(tmp_path, "{{ big }}", main)
    assert page(packet, root) == "<main>False</main>"
    assert page(replace(packet, language="fr"), root) == "<main>True</main>"


def test_what_an_import_has_read_for_itself_decides_every_section(packet: Packet, tmp_path: Path) -> None:
    main = '{% import "small.html.j2" as small with context %}' + _MAIN
    small = "{% set said = packet.title %}{% macro it() %}{{ said }}{% endmacro %}"
    root = templates(tmp_path, "{{ small.it() }}", main, small)
    assert page(packet, root) == f"<main>{packet.title}</main>"
    assert page(replace(packet, title="Another"), root) == "<main>Another</main>"


@pytest.mark.parametrize(
    "words",
    [
        "{% set other = packet %}{{ other.title }}",
        "{{ packet | attr('title') }}",
        "{{ [packet] | map(attribute='title') | join }}",
        "{{ packet['title'] }}",
    ],
)
def test_a_template_that_hands_the_packet_on_is_run_each_time(
    packet: Packet, tmp_path: Path, words: str
) -> None:
    root = templates(tmp_path, words)
    assert page(packet, root) == f"<main>{packet.title}</main>"
    assert page(replace(packet, title="Another"), root) == "<main>Another</main>"
    assert kept(root) == 0


def test_a_section_that_changes_what_stands_around_it_is_run_each_time(
    packet: Packet, tmp_path: Path
) -> None:
    main = (
        "{% set seen = namespace(count=0) %}<main>"
        '{% for _ in range(3) %}{% include "sections/words.html.j2" %}{% endfor %}{{ seen.count }}</main>'
    )
    root = templates(tmp_path, "{% set seen.count = seen.count + 1 %}", main)
    assert page(packet, root) == "<main>3</main>"
    assert page(packet, root) == "<main>3</main>"
    assert kept(root) == 0


@pytest.mark.parametrize("changed", ["sections/words", "small", "packet"])
def test_a_template_that_changes_meanwhile_is_read_again(
    packet: Packet, tmp_path: Path, changed: str
) -> None:
    main = "{% macro it() %}one{% endmacro %}" + _MAIN
    words = "{% import 'small.html.j2' as small %}{{ it() }} {{ small.said() }} one"
    root = templates(tmp_path, words, main, "{% macro said() %}one{% endmacro %}")
    for _ in range(2):
        assert page(packet, root) == "<main>one one one</main>"
    file = root / "pages" / f"{changed}.html.j2"
    file.write_text(file.read_text("utf-8").replace("one", "two"), "utf-8")
    os.utime(file, (1, 1))
    for _ in range(2):
        assert page(packet, root).count("two") == 1


def test_the_oldest_texts_make_room(packet: Packet, tmp_path: Path) -> None:
    root = templates(tmp_path, "{{ packet.title }}")
    for number in range(600):
        assert page(replace(packet, title=f"Title {number}"), root) == f"<main>Title {number}</main>"
    assert kept(root) <= 512
