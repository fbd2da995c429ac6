"""Throwaway certificates and PAdES signatures for tests."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from functools import cache
from typing import Any

from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from pyhanko.pdf_utils.font.opentype import GlyphAccumulator, GlyphAccumulatorFactory
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.text import TextBoxStyle
from pyhanko.sign import fields, signers
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.stamp import TextStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from consent.fonts import BASE
from tests.support.readers.fields import prefix_of


@cache
def _letters() -> bytes:
    """Those of ASCII in our font: the library takes from all of a font, for each signature anew."""
    asked = Options()
    asked.layout_features = []
    with TTFont(BASE.path()) as font:
        few = Subsetter(asked)
        few.populate(unicodes=range(0x20, 0x7F))
        few.subset(font)
        out = io.BytesIO()
        font.save(out)
    return out.getvalue()


class _ReadFont(GlyphAccumulatorFactory):
    """The library leaves the font's file open, which Python complains of whenever it notices."""

    def create_font_engine(self, writer: Any, obj_stream: Any = None) -> GlyphAccumulator:
        if obj_stream is None and writer.stream_xrefs:
            obj_stream = writer.prepare_object_stream()
        return GlyphAccumulator(
            writer=writer,
            font_handle=io.BytesIO(_letters()),
            font_size=self.font_size,
            obj_stream=obj_stream,
        )


def signer(name: str) -> Any:
    """Somebody who can sign, and whom nobody but this test trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2060, 1, 1, tzinfo=UTC))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),
    )


def sign(pdf: bytes, field: str, who: Any) -> bytes:
    """Sign one field, with a visible stamp in an embedded font: the name is of ASCII letters."""
    font = _ReadFont(str(BASE.path()))
    style = TextStampStyle(
        stamp_text="Signed by %(signer)s", text_box_style=TextBoxStyle(font=font), border_width=0
    )
    metadata = signers.PdfSignatureMetadata(
        field_name=prefix_of(pdf) + field, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    signed = signers.PdfSigner(metadata, signer=who, stamp_style=style).sign_pdf(
        writer, existing_fields_only=True
    )
    return bytes(signed.getvalue())


def statuses(pdf: bytes, trusted: list[Any]) -> dict[str, Any]:
    """What pyHanko says about each signature, by the field's own name."""
    context = ValidationContext(trust_roots=[who.signing_cert for who in trusted])
    reader = PdfFileReader(io.BytesIO(pdf))
    found = ((each.field_name.rpartition(".")[2], each) for each in reader.embedded_signatures)
    return {name: validate_pdf_signature(each, context) for name, each in found}
