"""Who seals: a key and its certificate, from a PKCS#12 file or a token. The passphrase is never kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from consent.errors import ResourceError

_EXTRA = "install the wheel again with its extra `seal`; see docs/signing.md, The key"


def from_pkcs12(path: Path, passphrase: str) -> Any:
    """The signer in a PKCS#12 file (``.p12``, ``.pfx``). Raises :class:`ResourceError`."""
    from pyhanko.sign.signers import SimpleSigner

    try:
        data = path.read_bytes()
    except OSError as error:
        raise ResourceError(f"{path} cannot be read: {error.strerror or type(error).__name__}") from None
    try:
        return SimpleSigner.load_pkcs12_data(data, other_certs=[], passphrase=passphrase.encode() or None)
    except (ValueError, TypeError, AttributeError):
        raise ResourceError(
            f"{path} cannot be opened: the passphrase is wrong, or it holds no key with a certificate",
            hint="try it with: openssl pkcs12 -info -noout -in FILE",
        ) from None


@contextmanager
def from_pkcs11(library: Path, token: str, label: str, pin: str) -> Iterator[Any]:
    """The signer on a token, as long as its session is open. Raises :class:`ResourceError`."""
    try:
        from pkcs11.exceptions import PKCS11Error
        from pyhanko.config.pkcs11 import TokenCriteria
        from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
    except ImportError:
        raise ResourceError("tokens need the extra `seal`", hint=_EXTRA) from None
    try:
        session = open_pkcs11_session(
            str(library), token_criteria=TokenCriteria(label=token), user_pin=pin or None
        )
    except (PKCS11Error, RuntimeError, OSError) as error:
        why = str(error) or type(error).__name__
        raise ResourceError(
            f"the token {token!r} cannot be opened through {library}: {why}",
            hint="see what is there with: pkcs11-tool --module LIBRARY --list-slots",
        ) from None
    with session:
        try:
            held = PKCS11Signer(session, cert_label=label, key_label=label).signing_cert
            if held is None:
                raise ResourceError(f"the token {token!r} has no certificate {label!r}")
            yield PKCS11Signer(
                session,
                signing_cert=held,
                key_label=label,
                other_certs_to_pull=None,
                # Few tokens make the digest of an elliptic curve's signature themselves.
                use_raw_mechanism=held.public_key.algorithm == "ec",
            )
        except PKCS11Error as error:
            why = str(error) or type(error).__name__
            raise ResourceError(
                f"the token {token!r} does not seal with {label!r}: {why}",
                hint="see what is on it with: pkcs11-tool --module LIBRARY --list-objects",
            ) from None
