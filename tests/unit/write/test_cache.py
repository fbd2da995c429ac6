"""The cache: whatever is odd about it makes it worthless, and never an error."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from consent.write import Cache, cache_folder


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def test_what_was_kept_is_read_back_by_its_owner_alone(cache: Cache) -> None:
    cache.write("a", b"content")
    assert cache.read("a") == b"content"
    assert stat.S_IMODE(cache.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((cache.folder / "a").stat().st_mode) == 0o600


def test_nothing_is_no_error(cache: Cache) -> None:
    assert cache.read("a") is None
    assert not cache.folder.exists()


@pytest.mark.parametrize("position", [0, 20, 64, 70, -1])
def test_one_changed_byte_makes_an_entry_worthless(cache: Cache, position: int) -> None:
    cache.write("a", b"some content")
    data = bytearray((cache.folder / "a").read_bytes())
    data[position] ^= 1
    (cache.folder / "a").write_bytes(data)
    assert cache.read("a") is None
    cache.write("a", b"some content")
    assert cache.read("a") == b"some content"


@pytest.mark.parametrize("length", [0, 10, 65, 70])
def test_a_cut_entry_is_worthless(cache: Cache, length: int) -> None:
    cache.write("a", b"some content")
    path = cache.folder / "a"
    path.write_bytes(path.read_bytes()[:length])
    assert cache.read("a") is None


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_an_entry_that_others_may_write_is_not_read(cache: Cache, mode: int) -> None:
    cache.write("a", b"content")
    (cache.folder / "a").chmod(mode)
    assert cache.read("a") is None


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_folder_that_others_may_write_is_not_used(cache: Cache, mode: int) -> None:
    cache.write("a", b"content")
    cache.folder.chmod(mode)
    assert cache.read("a") is None
    cache.write("b", b"content")
    assert not (cache.folder / "b").exists()


def test_somebody_elses_folder_or_file_is_not_used(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.write("a", b"content")
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert cache.read("a") is None


def test_links_are_not_followed(cache: Cache, tmp_path: Path) -> None:
    cache.write("a", b"content")
    (cache.folder / "b").symlink_to(cache.folder / "a")
    assert cache.read("b") is None
    (tmp_path / "link").symlink_to(cache.folder)
    assert Cache(tmp_path / "link").read("a") is None


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file")
    cache = Cache(tmp_path / "file" / "cache")
    cache.write("a", b"content")
    assert cache.read("a") is None


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", limit=3000)
    for number, name in enumerate("abc"):
        cache.write(name, bytes(900))
        os.utime(cache.folder / name, (number, number))
    # Used just now, so it stays.
    assert cache.read("a") is not None
    cache.write("d", bytes(900))
    assert sorted(path.name for path in cache.folder.iterdir()) == ["a", "c", "d"]


def test_where_it_is() -> None:
    home = Path("/home/somebody")
    assert cache_folder({"CONSENT_CACHE": "/elsewhere"}, home) == Path("/elsewhere")
    if sys.platform == "darwin":
        assert cache_folder({}, home) == home / "Library" / "Caches" / "consent"
    else:
        assert cache_folder({}, home) == home / ".cache" / "consent"
        assert cache_folder({"XDG_CACHE_HOME": "/var/c"}, home) == Path("/var/c/consent")
        assert cache_folder({"XDG_CACHE_HOME": "relative"}, home) == home / ".cache" / "consent"
