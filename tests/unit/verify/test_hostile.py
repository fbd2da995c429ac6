"""Files made to do harm are unreadable, alone and behind the bytes of a packet; verify never fails on one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from consent.models.register.verified import Standing
from consent.register import Register, open_register
from consent.verify.verify import Against, verify
from tests.hostile import files
from tests.hostile.files import BOMBS, BROKEN, LOOPS, HostileFile
from tests.support.issued import IssuedPacket, issue
from tests.support.office import Office, record

SOME = (*BOMBS[::5], *LOOPS[::5], *BROKEN[::5])
BAD = frozenset({Standing.UNREADABLE, Standing.SHORTENED})


@pytest.fixture(scope="module")
def packet(office: Office, tmp_path_factory: pytest.TempPathFactory) -> IssuedPacket:
    return issue(office, tmp_path_factory.mktemp("issued"), record())


@pytest.fixture
def register(packet: IssuedPacket) -> Iterator[Register]:
    with open_register(packet.register) as found:
        yield found


@pytest.mark.parametrize("one", SOME, ids=lambda one: one.name)
def test_a_hostile_file_is_unreadable(
    one: HostileFile, register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Large next to the real limits, which hold in a child too, however it is begun.
    monkeypatch.setattr(files, "BOMB", 4 * files.BOMB)
    path = tmp_path / "file.pdf"
    path.write_bytes(one.make())
    said = verify(path, Against(register))
    assert said.standing in BAD, said
    assert said.details
    assert not said.is_true


_SIGNED = b"""9999 0 obj
<</FT /Sig /T (x) /V <</Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 99999999 -5 7] /Contents <00>>>>>
endobj
xref
9999 1
%010d 00000 n\x20
trailer
<</Size 10000 /Root 1 0 R /Prev 1>>
startxref
%d
%%%%EOF
"""
BEHIND = (
    ("another file", lambda pdf: LOOPS[0].make()),
    ("ends without end", lambda pdf: b"%%EOF\n" * 20_000),
    (
        "a revision that points into nothing",
        lambda pdf: b"xref\n0 0\ntrailer\n<</Prev 9>>\nstartxref\n7\n%%EOF\n",
    ),
    ("itself again", lambda pdf: pdf),
    ("a signature that covers everything and nothing", lambda pdf: _SIGNED % (len(pdf), len(pdf) + 1)),
)


@pytest.mark.parametrize("added", [row[1] for row in BEHIND], ids=[row[0] for row in BEHIND])
def test_whatever_stands_behind_a_packet_the_packet_is_known_and_the_rest_is_named(
    added: object, packet: IssuedPacket, register: Register, tmp_path: Path
) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(packet.pdf + added(packet.pdf))  # type: ignore[operator]
    said = verify(path, Against(register))
    assert said.packet_id == packet.packet_id
    assert said.standing in (Standing.CHANGED, Standing.SHORTENED), said
    assert said.details


@pytest.mark.parametrize("where", ["a folder", "nothing there"])
def test_what_is_no_file_is_unreadable(where: str, tmp_path: Path) -> None:
    path = tmp_path if where == "a folder" else tmp_path / "none.pdf"
    assert verify(path, Against()).standing is Standing.UNREADABLE
