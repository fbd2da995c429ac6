"""By which names this desk is asked, and from which pages it may be sent something.

A web page of any site can make a browser ask 127.0.0.1 (DNS rebinding): only the Host header tells that it
thought it was asking somebody else.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass

_LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
_USUAL = {"http": 80, "https": 443}


def is_loopback(host: str) -> bool:
    """Whether what listens there is reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_everywhere(host: str) -> bool:
    """Whether it means every address of the machine, and so says no name."""
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Address:
    """Where the desk answers."""

    names: tuple[str, ...]
    """Hosts as a browser has them in its address line; IPv6 in brackets. The first is in the link."""
    port: int
    tls: bool = False

    @property
    def scheme(self) -> str:
        """Of its addresses."""
        return "https" if self.tls else "http"

    @property
    def origin(self) -> str:
        """How its addresses begin."""
        return f"{self.scheme}://{self._authorities()[0]}"

    def is_host(self, hosts: Sequence[str]) -> bool:
        """Whether these Host headers are one, and name this desk."""
        return len(hosts) == 1 and hosts[0].lower() in self._authorities()

    def is_origin(self, origins: Sequence[str]) -> bool:
        """Whether these Origin headers are one, and it is a page of this desk."""
        return len(origins) == 1 and origins[0] in {f"{self.scheme}://{one}" for one in self._authorities()}

    def _authorities(self) -> tuple[str, ...]:
        bare = self.port == _USUAL[self.scheme]
        return tuple(name if bare else f"{name}:{self.port}" for name in self.names)


def address_of(host: str, port: int, names: Sequence[str], *, tls: bool) -> Address:
    """The address of a desk that listens there; ``names`` are further ones it is asked by."""
    if is_loopback(host):
        first = f"[{host}]" if ":" in host else host
        return Address(tuple(dict.fromkeys((first, *_LOOPBACK_NAMES, *map(str.lower, names)))), port, tls)
    own = () if is_everywhere(host) else (f"[{host}]" if ":" in host else host.lower(),)
    return Address(tuple(dict.fromkeys((*map(str.lower, names), *own))), port, tls)
