"""One of our own PDFs, held against the packet that it claims to be."""

from __future__ import annotations

from dataclasses import replace

from consent.checks.paper.facts.claims import Claims
from consent.checks.paper.facts.equivalent import equivalent_packet
from consent.gate.loaded import Loaded
from consent.gate.on_paper import copy_page_of, page_of
from consent.gate.records import assembled
from consent.load.library.words import load_words
from consent.models.findings.expectation import Expectation
from consent.models.library.sources import Words
from consent.models.paper.packet import Packet
from consent.models.people.look import Look
from consent.models.people.practice import Practice
from consent.models.people.record import BlankForm, Record
from consent.models.place import Sourced
from consent.models.spoken import SOURCE


def held_against(
    claims: Claims, loaded: Loaded, practice: Sourced[Practice], expectation: Expectation
) -> Expectation:
    """The same expectation with the packet that the file should be; as it is when there is none."""

    def again(form: Record | BlankForm, look: Look) -> Packet:
        return assembled(form, loaded, practice, look)

    packet = equivalent_packet(claims, library=loaded.library, practice=practice, assemble=again)
    if packet is None:
        return expectation
    return replace(
        expectation,
        packet=packet,
        page=page_of(packet, loaded.roots),
        copy_page=copy_page_of(packet, loaded.roots),
        copy_words=load_words(loaded.roots, SOURCE)[0] if packet.copy or packet.facing else Words(),
    )
