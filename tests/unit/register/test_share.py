"""A register is kept on a disk of its own computer."""

from __future__ import annotations

from pathlib import Path

import pytest

from consent.errors import WriteError
from consent.register import open_register, register
from consent.register.share import share_in, share_of

MOUNTS = r"""
22 1 0:20 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
30 22 0:40 / /srv/practice rw,relatime shared:9 - cifs //server/practice rw,vers=3.0
31 30 0:41 / /srv/practice/scratch rw - tmpfs tmpfs rw
32 22 0:42 / /mnt/two\040words rw - fuse.sshfs desk:/ rw
33 22 0:43 / /mnt/c rw - 9p drvfs rw
34 22 0:44 / /home rw - nfs4 home:/ rw
35 34 0:45 / /home rw - xfs /dev/vdb rw
36 35 0:46 / /home/ada/net rw master:3 propagate_from:2 - nfs server:/ rw
cut off
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/srv/practice/register", "cifs"),
        ("/srv/practice", "cifs"),
        ("/srv/practices", ""),
        ("/srv/practice/scratch/register", ""),
        ("/mnt/two words/register", "sshfs"),
        ("/mnt/c/practice/register", ""),
        ("/home/ada/register", ""),
        ("/home/ada/net/register", "nfs"),
        ("/opt/register", ""),
    ],
)
def test_the_nearest_mount_says_whether_a_folder_is_on_another_computer(folder: str, kind: str) -> None:
    assert share_in(MOUNTS, Path(folder)) == kind


@pytest.mark.parametrize("must_exist", [False, True])
def test_a_register_on_a_network_share_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, must_exist: bool
) -> None:
    assert share_of(tmp_path) == ""
    monkeypatch.setattr(register, "share_of", lambda _folder: "nfs4")
    with pytest.raises(WriteError, match=r"network share \(nfs4\)") as caught:
        open_register(tmp_path / "register", must_exist=must_exist)
    assert "CONSENT_REGISTER" in caught.value.hint
    assert not list(tmp_path.iterdir())
