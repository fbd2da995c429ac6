"""Files in, requests out: each packet is known to be as issued, and nothing is sent or overwritten."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from consent.errors import SealError
from consent.esign import adobe, documenso, docuseal, docusign, dropbox_sign
from consent.esign.acroform import LABELS, named_for
from consent.esign.people import Person, signers
from consent.esign.places import AskedPlace, places_of
from consent.esign.request import Body, Handover
from consent.reading.compared.claims import outline_of
from consent.reading.safe.guard import StoppedError, guarded
from consent.reading.safe.regular import bytes_of
from consent.reading.unreadable import UnreadableError
from consent.register import Register
from consent.verify.known import known_issue
from consent.write import write_packet

VENDORS: Mapping[str, Callable[[Handover], tuple[Body, ...]]] = {
    "docuseal": docuseal.bodies,
    "documenso": documenso.bodies,
    "docusign": docusign.bodies,
    "dropbox-sign": dropbox_sign.bodies,
    "adobe": adobe.bodies,
}


@dataclass(frozen=True)
class Wish:
    """For whom, and how."""

    vendor: str
    people: Mapping[str, Person] = field(default_factory=dict, repr=False)
    without: Collection[str] = ()
    """Roles that are not asked: on a blank packet nobody knows yet who is needed."""
    acroform: bool = False
    register: Register | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """One file that was written."""

    path: Path
    request: str
    """Where its content goes; empty for a file that goes along."""
    attached: str
    stand_ins: tuple[str, ...]
    """Roles whose name and address are still to be filled in."""


def hand_over(packets: Sequence[Path], output: Path | None, wish: Wish) -> Iterator[Written]:
    """Write the requests of each packet.

    Raises:
        SealError: a file is not as issued or cannot be asked for; what was written before it stands.
    """
    for packet in packets:
        try:
            data = bytes_of(packet)
            issue = known_issue(packet, data, wish.register)
            yield from _written(packet, data, output, wish)
        except UnreadableError as error:
            raise SealError(f"{packet}: {error.message}", hint=error.hint) from None
        except StoppedError as error:
            raise SealError(f"{packet}: reading it {error}") from None
        except SealError as error:
            raise SealError(f"{packet}: {error.message}", hint=error.hint) from None
        if wish.register is not None and issue is not None:
            wish.register.tell(issue, f"request for {wish.vendor} written")


def _written(packet: Path, data: bytes, output: Path | None, wish: Wish) -> Iterator[Written]:
    places = _asked(guarded(partial(places_of, data)), wish)
    people = signers(list(dict.fromkeys(place.role for place in places)), wish.people)
    _, _, names = guarded(partial(outline_of, data))
    handover = Handover(min(names), data, people, places)
    folder = output or packet.parent
    copy = folder / f"{handover.packet_id}-{wish.vendor}.pdf"
    if wish.acroform:
        labels = LABELS[wish.vendor](places, people)
        handover = replace(handover, labels=labels, pdf=named_for(data, labels))
    bodies = VENDORS[wish.vendor](handover)
    targets = [folder / f"{handover.packet_id}-{_ending(wish.vendor, body)}.json" for body in bodies]
    there = [str(path) for path in (*targets, *([copy] if wish.acroform else [])) if path.exists()]
    if there:
        raise SealError(f"{', '.join(there)}: there already", hint="move it away, or name a folder with -o")
    waiting = tuple(person.role for person in people if person.is_stand_in)
    if wish.acroform:
        write_packet(copy, handover.pdf)
        yield Written(copy, "", "the same packet with fields named for the service", ())
    for path, body in zip(targets, bodies, strict=True):
        write_packet(path, json.dumps(body.value, ensure_ascii=False, indent=1).encode())
        yield Written(path, body.request, body.attached, waiting)


def _asked(places: Sequence[AskedPlace], wish: Wish) -> tuple[AskedPlace, ...]:
    asked = tuple(place for place in places if place.role not in wish.without)
    signing = {place.role for place in places if place.kind == "sig"}
    unknown = sorted({*wish.without, *wish.people} - signing)
    if unknown:
        raise SealError(
            f"nobody signs as {unknown[0]} in this packet", hint=f"who signs: {', '.join(sorted(signing))}"
        )
    lost = sorted({place.role for place in asked} - signing)
    if lost:
        raise SealError(f"there are places for {lost[0]}, who has no line to sign on")
    return asked


def _ending(vendor: str, body: Body) -> str:
    return f"{vendor}-{body.what}" if body.what else vendor
