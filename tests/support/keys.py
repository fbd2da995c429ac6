"""Made-up certificates and keys: an authority, what it vouches for, and files that hold them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

PASSPHRASE = "correct horse"
LONG_AGO, FAR_OFF = datetime(2020, 1, 1, tzinfo=UTC), datetime(2060, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Holder:
    """Somebody with a key and a certificate."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey = field(repr=False)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def key_der(self) -> bytes:
        return self.key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    def pkcs12(self, passphrase: str = PASSPHRASE) -> bytes:
        """As a file for `consent seal`."""
        hidden = serialization.BestAvailableEncryption(passphrase.encode())
        return pkcs12.serialize_key_and_certificates(b"seal", self.key, self.certificate, None, hidden)

    @cached_property
    def signer(self) -> Any:
        """As pyHanko wants it."""
        return SimpleSigner(
            signing_cert=asn1_x509.Certificate.load(self.der),
            signing_key=keys.PrivateKeyInfo.load(self.key_der),
            cert_registry=SimpleCertificateStore(),
        )


def holder(
    name: str,
    by: Holder | None = None,
    *,
    authority: bool = False,
    begins: datetime = LONG_AGO,
    ends: datetime = FAR_OFF,
    signs: bool = True,
    stamps: bool = False,
    revocation: str = "",
) -> Holder:
    """A certificate of this name, vouched for by another or by itself."""
    # pyHanko's time stamper for tests knows RSA only.
    key = rsa.generate_private_key(65537, 2048) if stamps else ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    issuer = by.certificate.subject if by else subject
    usage = [signs, signs, not signs, False, False, authority, authority, False, False]
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(*usage), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if by is not None:
        vouching = x509.AuthorityKeyIdentifier.from_issuer_public_key(by.key.public_key())
        made = made.add_extension(vouching, critical=False)
    if stamps:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    if revocation:
        place = x509.DistributionPoint([x509.UniformResourceIdentifier(revocation)], None, None, None)
        made = made.add_extension(x509.CRLDistributionPoints([place]), critical=False)
    return Holder(made.sign(by.key if by else key, hashes.SHA256()), key)
