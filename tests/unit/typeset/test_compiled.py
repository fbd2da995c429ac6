"""Page templates that were compiled before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from consent.assemble import content_values
from consent.models.paper.packet import Packet
from consent.pipeline.remembered.memory import Memory, open_memory
from consent.typeset.compiled import CompiledTemplates
from consent.typeset.html import keep_compiled, render_html
from consent.typeset.sandbox import Sandbox, environment_of
from tests.support.office import Office, record
from tests.unit.typeset.test_sections import templates


@pytest.fixture
def packet(office: Office) -> Packet:
    return office.packet(record())


def page(packet: Packet, root: Path, memory: Memory) -> str:
    """As another run would print it."""
    environment_of.cache_clear()
    keep_compiled([root], CompiledTemplates(memory.template, memory.keep_template))
    return render_html(packet, {**content_values(packet), **packet.slots}, [root]).html


def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that are compiled from now on."""
    names: list[str] = []
    generate = Sandbox._generate

    def noted(self: Sandbox, source: Any, name: str, *rest: Any, **options: Any) -> str:
        names.append(name)
        return generate(self, source, name, *rest, **options)

    monkeypatch.setattr(Sandbox, "_generate", noted)
    return names


def memory_of(tmp_path: Path, root: Path) -> Memory:
    memory = open_memory(tmp_path / "cache", [root])
    assert memory is not None
    return memory


def test_another_run_compiles_nothing(
    packet: Packet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = templates(tmp_path / "own", "{{ packet.title }}")
    memory = memory_of(tmp_path, root)
    names = compiled(monkeypatch)
    first = page(packet, root, memory)
    assert names == ["packet.html.j2", "sections/words.html.j2"]
    assert page(packet, root, memory) == first
    assert len(names) == 2
    file = root / "pages" / "sections" / "words.html.j2"
    file.write_text("<p>{{ packet.title }}</p>", "utf-8")
    assert page(packet, root, memory) == f"<main><p>{packet.title}</p></main>"
    assert names[2:] == ["sections/words.html.j2"]


def test_a_template_that_hands_the_packet_on_is_looked_at_in_every_run(
    packet: Packet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = templates(tmp_path / "own", "{% set other = packet %}{{ other.title }}")
    memory = memory_of(tmp_path, root)
    names = compiled(monkeypatch)
    page(packet, root, memory)
    page(packet, root, memory)
    assert names.count("sections/words.html.j2") == 2
    assert not environment_of((root,)).kept.can_keep
