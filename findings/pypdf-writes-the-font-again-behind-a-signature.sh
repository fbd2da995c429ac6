#!/usr/bin/env bash
# pypdf 7.1.1: an answer typed behind a signature writes the field's font again, and the signature is distrusted.
#
# One expects: with `incremental=True` pypdf adds an answer to a signed file without touching anything else. With a
# plain font (Helvetica, one byte a letter) that is so, and a validator calls the change ordinary form filling.
# What happens: where the field's font takes two bytes a letter, as it must for names beyond Western Europe, pypdf
# writes the font's dictionary again behind the signature, with the font that it pointed at now standing inside it.
# It says the same, but it is another object. If the page's own words use that font too, pyHanko, which takes no
# account of equal content, calls the file changed in a way that form filling does not explain.
# Why it matters: a nurse types a lot number after the patient has signed, and the patient's signature looks forged.
#
# Needs python3 with venv, and the Python package index. Keys and names are made up on the spot.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/v"
"$folder/v/bin/pip" -q --disable-pip-version-check install 'pyhanko==0.38.0' 'pypdf==7.1.1' 'pikepdf==10.18.0' \
    'cryptography>=46,<50' 2>/dev/null
cd "$folder"
"$folder/v/bin/python" - <<'PY'
import datetime
import io
import logging
import re
import sys
from importlib.metadata import version

import pikepdf
import pypdf
from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pikepdf import Array, Dictionary, Name, String
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers, validation
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

logging.disable(logging.CRITICAL)
DER = serialization.Encoding.DER
TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0020> <007E> <0020> endbfrange
endcmap CMapName currentdict /CMap defineresource pop end end"""


def signer():
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Ada Example")])
    now = datetime.datetime.now(datetime.timezone.utc)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).add_extension(usage, critical=True)
    made = made.not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=9))
    private = key.private_bytes(DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(made.sign(key, hashes.SHA256()).public_bytes(DER)),
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),
    )


def form(two_bytes):
    """A page with words, a place to sign and a field, whose font the words use too."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(300, 200))
    page = pdf.pages[0]
    if two_bytes:
        about = Dictionary(Type=Name.FontDescriptor, FontName=Name.Plain, Flags=4, FontBBox=Array([0, 0, 1000, 1000]),
                           ItalicAngle=0, Ascent=800, Descent=-200, CapHeight=700, StemV=80)
        below = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.Plain, DW=600, CIDToGIDMap=Name.Identity,
                           CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
                           FontDescriptor=pdf.make_indirect(about))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Plain, Encoding=Name("/Identity-H"),
                          DescendantFonts=Array([pdf.make_indirect(below)]), ToUnicode=pdf.make_stream(TO_UNICODE))
        words = b"BT /F 12 Tf 20 150 Td <00480069> Tj ET"
    else:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        words = b"BT /F 12 Tf 20 150 Td (Hi) Tj ET"
    font = pdf.make_indirect(font)
    page.obj.Resources = Dictionary(Font=Dictionary(F=font))
    page.obj.Contents = pdf.make_stream(words)
    fields = []
    for name, kind, low in (("patient", Name.Sig, 20), ("lot", Name.Tx, 60)):
        field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=kind, T=String(name), F=4, P=page.obj,
                           Rect=Array([20, low, 280, low + 30]))
        look = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 260, 30]))
        look.Resources = Dictionary()
        field.AP = Dictionary(N=look)
        if kind == Name.Tx:
            field.DA = String("/F 12 Tf 0 g")
        fields.append(pdf.make_indirect(field))
    page.obj.Annots = Array(fields)
    everything = Dictionary(Fields=Array(fields), DR=Dictionary(Font=Dictionary(F=font)), DA=String("/F 12 Tf 0 g"), SigFlags=1)
    pdf.Root.AcroForm = pdf.make_indirect(everything)
    pdf.save(out := io.BytesIO())
    return out.getvalue()


print("pypdf", version("pypdf"), "pyHanko", version("pyhanko"))
found = {}
for two_bytes in (False, True):
    plain = form(two_bytes)
    with pikepdf.open(io.BytesIO(plain)) as opened:
        font = opened.pages[0].Resources.Font.F.objgen[0]
    meta = signers.PdfSignatureMetadata(field_name="patient")
    signed = signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(plain)), meta, signer()).getvalue()
    writer = pypdf.PdfWriter(io.BytesIO(signed), incremental=True)
    writer.update_page_form_field_values(writer.pages[0], {"lot": "A 17"}, auto_regenerate=False)
    writer.write(out := io.BytesIO())
    added = out.getvalue()[len(signed):]
    assert out.getvalue().startswith(signed)
    again = str(font).encode() in re.findall(rb"(?m)^(\d+) 0 obj", added)
    embedded = PdfFileReader(io.BytesIO(out.getvalue()), strict=False).embedded_signatures[0]
    status = validation.validate_pdf_signature(embedded, ValidationContext(trust_roots=[]))
    found[two_bytes] = again, status.modification_level.name
    print(f"font of two bytes a letter: {two_bytes!s:5}  font written again: {again!s:5}  "
          f"signature intact: {status.intact}, later changes: {status.modification_level.name}")
if found != {False: (False, "FORM_FILLING"), True: (True, "OTHER")}:
    sys.exit("changed")
PY
